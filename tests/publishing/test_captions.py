"""Captions: what is shown at once, and when."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from fullcast.model import AUTHOR, NARRATOR, Kind, Line, TimedLine, Track
from fullcast.publishing.captions import Cue, cues, rows, speaker_before

Spans = tuple[tuple[float, float], ...]


def track(*lines: tuple[str, str, Spans], kind: Kind = Kind.NARRATION) -> Track:
    timed = tuple(
        TimedLine(Line(1, at, kind, text, 0, len(text), speaker), clips[0][0], clips[-1][1], clips)
        for at, (speaker, text, clips) in enumerate(lines)
    )
    return Track(Path("01 - One.mp3"), "One", timed[-1].end + 2, timed)


def shown(found: list[Cue]) -> list[tuple[str, int, int]]:
    return [(cue.text, cue.start, cue.end) for cue in found]


def test_a_short_line_is_one_caption_without_marks_and_line_ends() -> None:
    one = track(("Mara", "The *old*\nlamp. It\u00ad burns. ", ((0.5, 1.0), (1.25, 2.0004))))
    assert shown(list(cues(one))) == [("The old lamp. It burns.", 500, 2000)]


def test_a_long_line_is_cut_at_sentence_ends_with_the_times_of_its_clips() -> None:
    first = "The ferry came in under the long grey wall of the harbour and stopped there."
    second = "Nobody on the quay had been told of it, and nobody went down to the steps."
    one = track((NARRATOR, f"{first} {second}", ((1.0, 5.0), (5.3, 9.0))))
    assert shown(list(cues(one))) == [(first, 1000, 5000), (second, 5300, 9000)]


def test_short_sentences_share_a_caption() -> None:
    text = "It rained. " * 9
    clips = tuple((float(at), at + 0.7) for at in range(9))
    found = shown(list(cues(track((NARRATOR, text, clips)))))
    assert [len(words.split(". ")) for words, _, _ in found] == [7, 2]
    assert [(start, end) for _, start, end in found] == [(0, 6700), (7000, 8700)]


def test_a_long_sentence_is_cut_behind_clauses_by_its_share_of_the_letters() -> None:
    text = (
        "When the bell had rung for the second time, and the fog had come up the river as far as "
        "the mill, Pim took the lantern from its hook, and went out to look for the boat."
    )
    found = list(cues(track((NARRATOR, text, ((10.0, 20.0),)))))
    assert " ".join(cue.text for cue in found) == text
    assert len(found) > 1
    assert all(cue.text.endswith((",", ".")) for cue in found)
    assert all(len(rows(cue.text)) <= 2 for cue in found)
    assert (found[0].start, found[-1].end) == (10000, 20000)
    for cue, after in itertools.pairwise(found):
        share = text.index(after.text) / len(text)
        assert cue.end == after.start == pytest.approx(10000 + 10000 * share, abs=2)


def test_clips_that_do_not_match_the_sentences_share_the_text_by_their_length() -> None:
    text = "a" * 60 + " " + "b" * 60 + " " + "c" * 60 + "."
    found = list(cues(track((NARRATOR, text, ((0.0, 6.0), (7.0, 13.0))))))
    assert len(found) > 1
    assert "".join(cue.text for cue in found).replace(" ", "") == text.replace(" ", "")
    middle = next(cue for cue in found if "b" in cue.text)
    assert middle.start == pytest.approx(4000, abs=150)


def test_captions_never_overlap_and_are_never_empty() -> None:
    text = "No. " * 60 + "—" * 5
    one = track((NARRATOR, text, ((0.0, 0.01),)), ("Mara", "Oh.", ((0.01, 0.01),)))
    found = list(cues(one))
    assert all(cue.start < cue.end for cue in found)
    assert "".join(cue.text for cue in found).count("No.") == 60


def test_the_name_stands_before_the_first_caption_and_takes_room() -> None:
    text = "x" * 39 + " " + "y" * 39
    assert len(list(cues(track(("Mara", text, ((0.0, 4.0),)))))) == 1
    found = list(cues(track(("Mara", text, ((0.0, 4.0),))), speaker_before))
    assert [cue.text[:6] for cue in found] == ["Mara: ", "y" * 6]


def test_a_speakers_name_goes_with_all_but_the_narrator() -> None:
    lines = [Line(1, 0, Kind.NOTE, "x", 0, 1, name) for name in (NARRATOR, AUTHOR, "Mara\nVenn")]
    assert [speaker_before(line) for line in lines] == ["", "Author: ", "Mara Venn: "]


def test_an_endless_name_and_an_endless_word_come_to_an_end() -> None:
    found = list(cues(track(("N" * 300, "w" * 500, ((0.0, 9.0),))), speaker_before))
    assert "".join(cue.text for cue in found) == "N" * 300 + ": " + "w" * 500


def test_a_heading_is_shown_without_its_decoration() -> None:
    [cue] = cues(track((NARRATOR, "## *The Door*\n-----\n\n", ((0.0, 1.0),)), kind=Kind.HEADING))
    assert cue.text == "The Door"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("A short one.", ["A short one."]),
        ("The bell rang on the far side, and rang.", ["The bell rang on the far side, and rang."]),
        (
            "The ferry came in under the long grey wall.",
            ["The ferry came in under", "the long grey wall."],
        ),
    ],
)
def test_rows_are_about_equally_long(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_wide_letters_have_half_as_many_in_a_row() -> None:
    text = "雨が降っていた港には船が並び誰もいない桟橋に古いランプがひとつ" * 3 + "。"
    found = list(cues(track((NARRATOR, text, ((0.0, 9.0),)))))
    assert "".join(cue.text for cue in found) == text
    assert all(len(rows(cue.text)) <= 2 for cue in found)
    assert max(len(row) for cue in found for row in rows(cue.text)) <= 21
