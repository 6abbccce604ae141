"""What surrounds a story gets a speaker if it is asked for, and the script file stays the same."""

from __future__ import annotations

from pathlib import Path

from fullcast.model import AUTHOR, MATTER, NARRATOR, Kind, Line, Script, ScriptChapter
from fullcast.script import format_script, merge, parse_script, read_aloud, to_json

SAID = (
    (Kind.TITLE, NARRATOR, "The Kite"),
    (Kind.SUMMARY, None, "Summary: A kite is lost."),
    (Kind.TAGS, None, "Rating: T"),
    (Kind.CONTENTS, None, "Contents"),
    (Kind.LICENSE, None, "I own nothing."),
    (Kind.FRONT_MATTER, None, "A press"),
    (Kind.NOTE, None, "A/N: Hello: it rains."),
    (Kind.NARRATION, NARRATOR, "It rained."),
    (Kind.BREAK, None, "* * *"),
    (Kind.DIALOGUE, "Mara", "“So it does.”"),
    (Kind.END, None, "The End"),
)
SCRIPT = Script(
    "The Kite",
    None,
    "en",
    (),
    (
        ScriptChapter(
            1,
            "Rain",
            tuple(
                Line(1, n, kind, text, n, n + 1, who, paragraph=n)
                for n, (kind, who, text) in enumerate(SAID)
            ),
        ),
    ),
)


def test_what_is_asked_for_is_said_by_the_author() -> None:
    for kind in Kind:
        aloud = read_aloud(SCRIPT, {kind})
        changed = [
            (line.kind, line.speaker)
            for line, before in zip(aloud.lines, SCRIPT.lines, strict=True)
            if line != before
        ]
        assert changed == ([(kind, AUTHOR)] if kind in MATTER else [])
    everything = read_aloud(SCRIPT, frozenset(Kind))
    silent = [line.kind for line in everything.lines if not line.spoken]
    assert silent == [Kind.BREAK]
    assert [line.text for line in everything.lines] == [text for *_, text in SAID]


def test_nothing_asked_for_changes_nothing() -> None:
    assert read_aloud(SCRIPT, ()) is SCRIPT
    assert not any(line.spoken for line in SCRIPT.lines if line.kind in MATTER)


def test_the_file_is_the_same_and_states_the_same() -> None:
    aloud = read_aloud(SCRIPT, MATTER)
    assert format_script(aloud) == format_script(SCRIPT)
    written = parse_script(format_script(aloud), Path("s.txt"))
    assert merge(aloud, written)[0].chapters == aloud.chapters
    assert merge(SCRIPT, written)[0].chapters == SCRIPT.chapters


def test_what_is_read_is_not_skipped() -> None:
    plain = [each["kind"] for each in to_json(SCRIPT)["skipped"]]  # type: ignore[attr-defined]
    assert plain == [
        *("summary", "tags", "contents", "license", "front_matter", "note", "break", "end")
    ]
    aloud = to_json(read_aloud(SCRIPT, {Kind.NOTE, Kind.SUMMARY}))
    skipped = [each["kind"] for each in aloud["skipped"]]  # type: ignore[attr-defined]
    assert skipped == ["tags", "contents", "license", "front_matter", "break", "end"]
    assert aloud["characters"] == []
