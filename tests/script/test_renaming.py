"""A name that took another's place throughout a script is the same character's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fullcast.model import NARRATOR, Age, Character, Gender, Kind, Line, Script, ScriptChapter
from fullcast.script import (
    Renames,
    find_renames,
    format_script,
    match,
    parse_script,
    rename,
    take_over,
    undo,
)

PEOPLE = (
    Character("Old Ben", ("Ben",), Gender.MALE, Age.OLD),
    Character("Mara", ("Miss Venn",), Gender.FEMALE),
    Character("The girl", (), Gender.FEMALE, Age.CHILD),
)
SAID = (
    (NARRATOR, "Old Ben came in.", 1.0),
    ("Old Ben", '"Where is Mara?"', 1.0),
    ("Mara", '"Here, Old Ben."', 0.9),
    ("The girl", '"And I?"', 1.0),
    ("Old Ben", '"You too."', 0.4),
    ("Mara", '"So are we all."', 0.4),
)
LINES = tuple(
    Line(1, i, Kind.NARRATION if who == NARRATOR else Kind.DIALOGUE, text, 0, 1, who, sure)
    for i, (who, text, sure) in enumerate(SAID)
)
PLAY = Script("A Story", None, "en", PEOPLE, (ScriptChapter(1, "One", LINES),), "Mara")


def renames_after(*changes: tuple[str, str], script: Script = PLAY) -> Renames:
    text = format_script(script)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return find_renames(script, match(script, parse_script(text, Path("s.txt"))))


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([("Old Ben", "Corin Hale")], {"Corin Hale": ("Old Ben",)}),
        ([("\nOld Ben", "\nCorin Hale")], {"Corin Hale": ("Old Ben",)}),
        ([("The girl:", "Pim:")], {"Pim": ("The girl",)}),
        # two characters who turn out to be one that is new
        ([("The girl:", "Pim:"), ("\nMara", "\nPim")], {"Pim": ("Mara", "The girl")}),
        # one that is left under the old name, or under an alias of it
        ([("Old Ben:", "Corin Hale:")], {}),
        ([("Old Ben:", "Corin Hale:"), ("Old Ben ?:", "Ben:")], {}),
        # somebody who is known, under any name
        ([("\nOld Ben", "\nMara")], {}),
        ([("\nOld Ben", "\nMiss Venn")], {}),
        ([("\nOld Ben", "\nNarrator")], {}),
        # what is like another's name is a typing error; so is a remark
        ([("The girl:", "Marra:")], {}),
        ([("The girl:", "the girl (softly):")], {}),
        ([], {}),
    ],
)
def test_who_has_a_new_name(
    changes: list[tuple[str, str]], found: dict[str, tuple[str, ...]]
) -> None:
    assert renames_after(*changes) == found


def test_most_lines_are_enough_and_one_must_be_sure() -> None:
    more = (*LINES, *(replace(LINES[1], index=6 + i, text=f'"Number {i}."') for i in range(3)))
    script = replace(PLAY, chapters=(ScriptChapter(1, "One", more),))
    pim = ("\nOld Ben", "\nPim")
    assert renames_after(pim, ('Pim: "Number 0', 'Mara: "Number 0'), script=script) == {
        "Pim": ("Old Ben",)
    }
    doubtful = tuple(replace(line, confidence=0.4) for line in LINES)
    script = replace(PLAY, chapters=(ScriptChapter(1, "One", doubtful),))
    assert renames_after(pim, script=script) == {}


def test_the_words_of_the_story_are_found_under_the_old_name() -> None:
    text = format_script(PLAY).replace("Old Ben", "Corin Hale")
    matching = match(PLAY, parse_script(text, Path("s.txt")))
    before = undo(find_renames(PLAY, matching), matching)
    assert before == parse_script(format_script(PLAY), Path("s.txt"))


def test_of_two_who_are_one_each_keeps_their_lines() -> None:
    text = format_script(PLAY).replace("\nOld Ben", "\nPim").replace("\nThe girl", "\npim")
    matching = match(PLAY, parse_script(text + '\nPim: "Gone."\n', Path("s.txt")))
    renames = find_renames(PLAY, matching)
    assert renames == {"Pim": ("Old Ben", "The girl")}
    assert [line.speaker for line in undo(renames, matching)] == [
        *(who for who, _, _ in SAID),
        "Old Ben",
    ]


def test_a_renamed_character_is_who_they_were() -> None:
    named = rename(PLAY, {"Corin Hale": ("Old Ben",), "Miss Venn": ("Mara",)})
    assert named.characters == (
        Character("Corin Hale", ("Old Ben", "Ben"), Gender.MALE, Age.OLD),
        Character("Miss Venn", ("Mara",), Gender.FEMALE),
        PEOPLE[2],
    )
    assert named.narrator == "Miss Venn"
    assert [line.speaker for line in named.lines].count("Corin Hale") == 2
    assert rename(PLAY, {}) == PLAY


def test_two_that_are_one_have_the_names_of_both() -> None:
    pim, *others = rename(PLAY, {"Pim": ("Old Ben", "The girl")}).characters
    assert pim == Character("Pim", ("Old Ben", "Ben", "The girl"), Gender.MALE, Age.OLD)
    assert others == [PEOPLE[1]]


def test_a_corrected_script_can_be_renamed() -> None:
    text = format_script(PLAY).replace("The girl:", "Pim:").replace("Old Ben ?:", "Pim:")
    matching = match(PLAY, parse_script(text, Path("s.txt")))
    renames = find_renames(PLAY, matching)
    script = rename(take_over(PLAY, match(PLAY, undo(renames, matching))), renames)
    assert [line.speaker for line in script.lines][3:5] == ["Pim", "Pim"]
