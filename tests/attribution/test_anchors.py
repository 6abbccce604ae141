"""A speaker who is known stands, and tells of the lines around."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, book_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution import attribute, decide, study
from fullcast.attribution.anchors import KNOWN
from fullcast.model import NARRATOR, Gender, Kind, Line, Script

TALK = (
    FILLER,
    "Rowan said no. Alder said no. Rowan ran, and Alder ran.",
    "Rowan and Alder sat by the river. Alder had brought the oars, and Rowan the rope.",
    '"It will be dark soon."',
    '"It will."',
    '"Then we should go."',
    '"Not yet."',
    '"Why ever not?"',
    FILLER,
)
THOUGHTS = (
    FILLER,
    "Rowan said no. Rowan ran and Rowan fell. Alder said no. Alder sat down.",
    "Alder looked at the door. *It is locked.*",
    "*Nobody has the key.*",
)


def said(script: Script) -> list[Line]:
    return [line for line in script.lines if line.kind in (Kind.DIALOGUE, Kind.THOUGHT)]


def speakers(script: Script) -> list[str | None]:
    return [line.speaker for line in said(script)]


def place(paragraphs: tuple[str, ...], number: int) -> tuple[int, int]:
    """Chapter and index of the line of dialogue or thought of a number."""
    line = said(attribute(*book_of("\n\n".join(paragraphs))))[number]
    return line.chapter, line.index


def with_known(paragraphs: tuple[str, ...], known: dict[int, str]) -> Script:
    book, lines = book_of("\n\n".join(paragraphs))
    return attribute(book, lines, {place(paragraphs, n): name for n, name in known.items()})


@pytest.mark.parametrize("first", ["Rowan", "Alder"])
@pytest.mark.parametrize("number", [0, 2, 4])
def test_one_known_line_turns_the_talk_around_it(first: str, number: int) -> None:
    other = {"Rowan": "Alder", "Alder": "Rowan"}[first]
    script = with_known(TALK, {number: first})
    assert speakers(script) == [first, other, first, other, first]
    assert (said(script)[number].confidence, said(script)[number].reason) == (1.0, KNOWN)


def test_neighbours_become_surer() -> None:
    before = attribute(*book_of("\n\n".join(TALK)))
    name = speakers(before)[2]
    assert name is not None
    after = with_known(TALK, {2: name})
    assert said(after)[3].confidence > said(before)[3].confidence


def test_somebody_new_answers_too() -> None:
    script = with_known(TALK, {0: "Hazel Oake", 1: "Alder", 3: "Alder"})
    assert speakers(script) == ["Hazel Oake", "Alder", "Hazel Oake", "Alder", "Hazel Oake"]
    [hazel] = [each for each in script.characters if each.name == "Hazel Oake"]
    assert hazel.gender is Gender.UNKNOWN or hazel.gender is Gender.FEMALE


def test_nobody_is_certain_for_being_the_only_one() -> None:
    talk = (FILLER, '"It is late."', '"It is."', '"We should go."')
    script = with_known(talk, {0: "Hazel"})
    assert speakers(script) == ["Hazel", NARRATOR, NARRATOR]
    assert max(line.confidence for line in said(script)[1:]) < 0.5
    assert speakers(with_known(talk, {0: "Hazel", 1: "Alder"})) == ["Hazel", "Alder", "Hazel"]


def test_an_alias_and_any_case_name_a_character() -> None:
    paragraphs = (
        FILLER,
        '"No," said Rowan Oake. "Never," said Rowan.',
        '"Go," said Alder.',
        '"So."',
    )
    assert speakers(with_known(paragraphs, {3: "ROWAN"}))[3] == "Rowan Oake"


def test_what_the_narrator_reads_is_no_turn() -> None:
    talk = (
        FILLER,
        '"Where is it?" said Rowan.',
        '"By the gate," said Alder.',
        '"Keep Out."',
        '"You are sure?"',
        '"Quite sure."',
    )
    script = with_known(talk, {2: NARRATOR})
    assert speakers(script) == ["Rowan", "Alder", NARRATOR, "Rowan", "Alder"]
    assert [each.name for each in script.characters] == ["Rowan", "Alder"]
    assert speakers(with_known(talk, {0: NARRATOR}))[:2] == [NARRATOR, "Alder"]


def test_a_known_narrator_without_a_name_speaks() -> None:
    told = "I saw my hat and I took my coat, and I ran to my boat; I knew what I had to do."
    talk = (FILLER, told, '"Go away," I said.', '"No," said Alder.', '"Do."', '"I will not."')
    script = with_known(talk, {2: NARRATOR})
    assert speakers(script) == [NARRATOR, "Alder", NARRATOR, "Alder"]


def test_nothing_passes_a_scene_break() -> None:
    book, lines = book_of("\n\n".join((*TALK, "% * * *", *TALK[3:8])))
    before = attribute(book, lines)
    known = {(line.chapter, line.index): "Alder" for line in said(before)[:1]}
    after = attribute(book, lines, known)
    assert [line.confidence for line in said(after)[5:]] == [
        line.confidence for line in said(before)[5:]
    ]


def test_a_known_thinker_goes_on_thinking() -> None:
    assert speakers(with_known(THOUGHTS, {})) == ["Alder", "Alder"]
    assert speakers(with_known(THOUGHTS, {0: "Rowan"})) == ["Rowan", "Rowan"]
    assert speakers(with_known(THOUGHTS, {0: NARRATOR})) == [NARRATOR, "Alder"]


def test_a_line_outside_all_talk_may_be_known() -> None:
    book, lines = book_of("\n\n".join(TALK))
    script = attribute(book, lines, {(1, 0): "Rowan"})
    assert (script.lines[0].speaker, script.lines[0].confidence) == ("Rowan", 1.0)


def test_nothing_known_changes_nothing() -> None:
    book, lines = book_of("\n\n".join(TALK))
    read = study(book, lines)
    decide(read, {place(TALK, 0): "Hazel"})
    assert decide(read) == decide(read, {}) == attribute(book, lines)


NAMES = st.sampled_from(["Rowan", "Alder", "Hazel", "the gull", NARRATOR])


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.integers(0, 4), NAMES))
def test_what_is_known_always_stands(known: dict[int, str]) -> None:
    script = with_known(TALK, known)
    assert {n: speakers(script)[n] for n in known} == known
    assert all(0.0 <= line.confidence <= 1.0 for line in script.lines)
