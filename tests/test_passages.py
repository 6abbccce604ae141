"""Passages: they hold every line once, with the pauses that are heard, and keep to themselves."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import Job, Kind, Line, Pauses, Voice
from fullcast.passages import CUT, LONGEST, SHORTEST, Passage, cues, passages
from fullcast.recording import CueSheet, Part

VOICE = Voice("tone", "alto")
PAUSES = Pauses(
    sentence=0.20, line=0.15, paragraph=0.45, speaker=0.30, scene=0.90, heading=0.70,
    start=0.4, end=1.1,
)  # fmt: skip


def part(text: str, paragraph: int, kind: Kind = Kind.NARRATION, heard: bool = True) -> Part:
    line = Line(1, paragraph, kind, text, 0, len(text), "Narrator", paragraph=paragraph)
    return Part(line, VOICE, (Job(text, text, VOICE),) if heard else ())


def sheet(parts: list[Part]) -> CueSheet:
    return CueSheet(1, "One", tuple(parts))


def chapter() -> list[Part]:
    """A heading, a note, two paragraphs with a dialogue, a scene break, a last sentence."""
    told, quote = part("Snow fell. It was late. ", 2), part('"Who is it?" ', 2, Kind.DIALOGUE)
    quote = replace(quote, line=replace(quote.line, speaker="Ada"))
    return [
        part("One", 0, Kind.HEADING),
        part("A/N: thanks!", 1, Kind.NOTE, heard=False),
        told,
        quote,
        part("asked Ada.", 2),
        part("Nobody came.", 3),
        part("* * *", 4, Kind.BREAK, heard=False),
        part("Spring.", 5),
    ]


def test_the_pause_before_each_line() -> None:
    found = [cue.pause for cue in cues(chapter(), PAUSES)]
    # The start, the heading, the speaker, the tag, the paragraph, the scene.
    assert found == [0.4, 0.70, 0.30, 0.20, 0.45, 0.90]


STORIES = st.lists(
    st.builds(
        part,
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=400),
        st.integers(0, 40),
        st.sampled_from([Kind.NARRATION, Kind.DIALOGUE, Kind.BREAK, Kind.HEADING]),
        st.booleans(),
    ),
    max_size=60,
)


@given(STORIES)
def test_passages_hold_every_line_once_and_every_pause(parts: list[Part]) -> None:
    every = list(passages(sheet(parts), PAUSES))
    plain = list(cues(parts, PAUSES))
    assert [cue.part for each in every for cue in each.cues] == [cue.part for cue in plain]
    assert [each.final for each in every] == [False] * (len(every) - 1) + [True] * bool(every)
    total = sum(sum(cue.pauses) for each in every for cue in each.cues)
    total += sum(each.after for each in every)
    assert total == pytest.approx(sum(sum(cue.pauses) for cue in plain) + PAUSES.end * bool(plain))
    for one, after in pairwise(every):
        assert one.after == after.cues[0].pause >= CUT / 2
        assert sum(len(cue.part.line.text) for cue in one.cues) >= SHORTEST


def long_story(count: int = 300) -> list[Part]:
    return [part(f"The {number}th wave broke over the stones. " * 3, number)
            for number in range(count)]  # fmt: skip


def sizes(found: list[Passage]) -> list[int]:
    return [sum(len(cue.part.line.text) for cue in each.cues) for each in found]


def test_passages_are_neither_short_nor_long() -> None:
    found = sizes(list(passages(sheet(long_story()), PAUSES)))
    assert min(found[:-1]) >= SHORTEST
    assert max(found) < LONGEST + 200


def test_a_change_leaves_the_passages_around_it_as_they_are() -> None:
    before = list(passages(sheet(long_story()), PAUSES))
    changed = long_story()
    changed[150] = replace(changed[150], voice=Voice("tone", "tenor"))
    after = list(passages(sheet(changed), PAUSES))
    assert len(set(after) - set(before)) == 1
    longer = long_story()
    longer.insert(150, part("Somebody sang. ", 150))
    after = list(passages(sheet(longer), PAUSES))
    assert len(set(after) - set(before)) <= 4


def test_without_pauses_a_chapter_is_one_passage() -> None:
    none = Pauses(**{each.name: 0.0 for each in fields(Pauses)})
    [only] = passages(sheet(long_story()), none)
    assert only.final
    assert len(only.jobs) == 300
