"""Telling lines, and the busiest conversation, of scripts made for it."""

from __future__ import annotations

from fullcast import excerpts, recording
from fullcast.model import (
    NARRATOR,
    Cast,
    CastMember,
    Character,
    Kind,
    Line,
    Pauses,
    Script,
    ScriptChapter,
    Voice,
)
from fullcast.recording import CueSheet, Part

DIALOGUE, NARRATION, THOUGHT = Kind.DIALOGUE, Kind.NARRATION, Kind.THOUGHT
PEOPLE = ("Ada", "Ben", "Cid")
CAST = Cast(
    Voice("tone", "contralto"),
    tuple(CastMember(Character(name), Voice("tone", "tenor"), 1) for name in PEOPLE),
)
GOOD = "The boats are in, and the nets are on the wall, and supper is late."
"""About as long as a line should be."""


def said(text: str, speaker: str | None = "Ada", kind: Kind = DIALOGUE, **others: float) -> Line:
    return Line(1, 0, kind, text, 0, len(text), speaker, others.get("confidence", 1.0))


def sheet(*lines: Line | list[Line]) -> CueSheet:
    """A chapter; lines in a list share a paragraph."""
    placed: list[Line] = []
    for paragraph, each in enumerate(lines):
        for line in each if isinstance(each, list) else [each]:
            placed.append(
                Line(1, len(placed), line.kind, line.text, 0, len(line.text), line.speaker,
                     line.confidence, paragraph=paragraph)
            )  # fmt: skip
    chapter = ScriptChapter(1, "One", tuple(placed))
    script = Script("T", None, "en", tuple(map(Character, PEOPLE)), (chapter,))
    return recording.Recording(script, CAST, {}).sheet(chapter)


def telling(*lines: Line, speaker: str = "Ada") -> list[str]:
    parts = excerpts.telling(excerpts.lines_of(sheet(*lines).parts, speaker))
    return [part.line.text for part in parts]


def test_telling_lines_are_of_good_length_and_spread_over_the_story() -> None:
    good = [f"{number}. {GOOD}" for number in range(9)]
    lines = [line for text in good for line in (said("Oh."), said(f'"{text}"'))]
    chosen = telling(*lines)
    assert len(chosen) == 3
    assert all(GOOD in text for text in chosen)
    where = [good.index(text.strip('"')) // 3 for text in chosen]
    assert where == [0, 1, 2]


def test_of_few_lines_the_best_are_taken_in_their_order() -> None:
    doubtful = said(f"Doubtful: {GOOD}", confidence=0.3)
    piece = said("as I went down to the river in the evening of that day,")
    assert telling(said("Oh."), doubtful, piece, said("No."), said(GOOD)) == ["Oh.", "No.", GOOD]
    assert telling(said("Oh."), piece, said(GOOD)) == ["Oh.", piece.text, GOOD]
    assert telling(said("Oh.")) == ["Oh."]
    assert telling(said(GOOD, "Ben")) == []
    assert telling(said("…"), said("Oh.")) == ["Oh."]  # what has no words is not heard


def test_dialogue_comes_before_thoughts_and_the_narrator_tells() -> None:
    lines = (
        said(GOOD, kind=THOUGHT),
        said("Oh."),
        said("Chapter 1", NARRATOR, Kind.HEADING),
        said("It rained.", NARRATOR, NARRATION),
        said(GOOD, "Ben", THOUGHT),
    )
    assert telling(*lines) == ["Oh."]
    assert telling(*lines, speaker="Ben") == [GOOD]
    assert telling(*lines, speaker=NARRATOR) == ["It rained."]
    assert telling(*lines[2:3], speaker=NARRATOR) == ["Chapter 1"]


def test_of_a_long_line_the_first_sentences_are_heard() -> None:
    long = " ".join([GOOD] * 5)
    [part] = excerpts.telling(excerpts.lines_of(sheet(said(long)).parts, "Ada"))
    assert len(part.jobs) == 1 < len(sheet(said(long)).parts[0].jobs)
    assert recording.estimate([part]) <= excerpts.LONGEST
    endless = "and ".join([GOOD.rstrip(".")] * 5)
    [part] = excerpts.telling(excerpts.lines_of(sheet(said(endless)).parts, "Ada"))
    assert len(part.jobs) == 1


def busiest(*sheets: CueSheet, among: tuple[str, ...] = ()) -> list[str]:
    return [part.line.text for part in excerpts.busiest(sheets, Pauses(), among)]


def talk(*names: str) -> list[Line]:
    return [said(f"{name} says {number}.", name) for number, name in enumerate(names)]


def test_the_busiest_conversation_has_most_people_and_turns() -> None:
    tell = said("Nothing was said for a while.", NARRATOR, NARRATION)
    pause = said("* * *", None, Kind.BREAK)
    two, three = talk("Ada", "Ben", "Ada", "Ben"), talk("Ada", "Cid", "Ben")
    assert busiest(sheet(tell, *two, tell, pause, tell, *three, tell)) == [x.text for x in three]
    # More turns outweigh one speaker more.
    many = talk(*["Ada", "Ben"] * 3)
    assert busiest(sheet(*many, pause, *three)) == [line.text for line in many]
    assert busiest(sheet(*three), sheet(*many)) == [line.text for line in many]


def test_a_conversation_is_made_of_whole_paragraphs_with_the_narration_within() -> None:
    tell = said("said Ada, and laughed.", NARRATOR, NARRATION)
    note = said("A/N: thanks", None, Kind.NOTE)
    lines = sheet(tell, [said("Come in,"), tell], note, tell, [tell, said("No.", "Ben")], tell)
    assert busiest(lines) == ["Come in,", tell.text, tell.text, tell.text, "No."]


def test_one_who_talks_alone_is_no_conversation() -> None:
    assert busiest(sheet(*talk("Ada", "Ada"))) == []
    assert busiest(sheet(said("Hm.", "Ada"), said("Hm.", "Ben", THOUGHT))) == []
    assert busiest(sheet(said("Hm.", "Ada"), said("Hm.", "Ben", confidence=0.2))) == []
    assert busiest() == []


def test_a_conversation_ends_in_time() -> None:
    lines = [said(f"{number}: {GOOD}", PEOPLE[number % 3]) for number in range(60)]
    parts: tuple[Part, ...] = excerpts.busiest([sheet(*lines)], Pauses())
    seconds = recording.length(CueSheet(1, "", parts), Pauses(start=0, end=0))
    assert 0.8 * excerpts.CONVERSATION < seconds <= excerpts.CONVERSATION
    assert parts[0].line.index == 0  # the first of those that weigh the same


def test_a_conversation_of_somebody() -> None:
    pause = said("* * *", None, Kind.BREAK)
    two = talk("Cid", "Ben")
    lines = sheet(*talk("Ada", "Ben", "Ada"), pause, *two)
    assert busiest(lines, among=("Cid",)) == [line.text for line in two]
    assert busiest(lines, among=("Dot",)) == []
