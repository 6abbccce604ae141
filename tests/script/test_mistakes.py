"""What may be a mistake is named with its line in the file, and with what may be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast.model import NARRATOR, Character, Kind, Line, Script, ScriptChapter
from fullcast.script import format_script, match, mistakes, read_script, read_titles

SAID = (
    (Kind.HEADING, None, "The Long Night"),
    (Kind.NARRATION, NARRATOR, "The boat was gone."),
    (Kind.DIALOGUE, "Mara Venn", '"Where is it?"'),
    (Kind.NARRATION, NARRATOR, "she asked."),
    (Kind.DIALOGUE, "Ben", '"Over there, by the old bridge."'),
    (Kind.NOTE, None, "A/N: no."),
    (Kind.TAGS, None, "Rated: T"),
)
PARAGRAPHS = (0, 1, 1, 1, 1, 2, 3)
LINES = tuple(
    Line(1, i, kind, text, 0, 1, who, paragraph=PARAGRAPHS[i])
    for i, (kind, who, text) in enumerate(SAID)
)
PLAY = Script(
    "A Story",
    None,
    "en",
    (Character("Mara Venn", ("Mara",)), Character("Ben")),
    (ScriptChapter(1, "Chapter 1: The Long Night", LINES),),
)
FIRST = 7
"""The line of the file where the story's first one stands."""


def warnings(tmp_path: Path, *changes: tuple[str, str], names: tuple[str, ...] = ()) -> list[str]:
    """What is said of the script after changes, without the file's name."""
    text = format_script(PLAY)
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = tmp_path / "s.txt"
    path.write_text(text)
    found = mistakes(PLAY, match(PLAY, read_script(path)), read_titles(path), path, names)
    assert all(each.startswith(f"{path}:") for each in found)
    return [each.removeprefix(f"{path}:") for each in found]


def test_a_script_as_it_was_written_has_none(tmp_path: Path) -> None:
    assert warnings(tmp_path) == []
    assert format_script(PLAY).splitlines()[FIRST - 1] == "[heading] The Long Night"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Ben: ", "Benn: ", '12: "Benn" is a new character; did you mean "Ben"?'),
        ("Ben: ", "Maraa: ", '12: "Maraa" is a new character; did you mean "Mara"?'),
        ("Ben: ", "Quill: ", '12: "Quill" is a new character'),
        (
            "Over there, by the old bridge",
            "Over here, by the old bridge",
            "12: the words are not the story's; spoken is what the story has: "
            '"Over there, by the old bridge."',
        ),
        (
            "[heading] The Long Night",
            "[heading] The Longest Night",
            "7: the words are not the story's; spoken is what the story has: The Long Night",
        ),
        (
            "\nNarrator: she asked.",
            "",
            "10: a line of the story is missing behind this one, and its speaker is guessed: "
            "she asked.",
        ),
        (
            "\nNarrator: she",
            " she",
            "10: lines of the story are joined here, so the speaker is not used; start a new "
            'line behind: "Where is it?"',
        ),
        (
            "== Chapter 1: The",
            "== Chapter 1: A",
            '5: no chapter of the story is called "Chapter 1: A Long Night"; did you mean '
            '"Chapter 1: The Long Night"? (titles are the story\'s own)',
        ),
        ("== Chapter", "Chapter", '5: write "== " before the title of a chapter'),
        (
            "[note] A/N: no.",
            "Narrator: A/N: no.",
            "14: what a line is cannot be changed here; the story has it as [note] A/N: no.",
        ),
        (
            "Narrator: The boat",
            "[break] The boat",
            "9: what a line is cannot be changed here; the story has it as Narrator: "
            "The boat was gone.",
        ),
        (
            "Ben: ",
            'Ben: "Nobody says this."\nBen: ',
            "12: this line is not in the story any more, so its speaker is not used: Ben: "
            '"Nobody says this."',
        ),
    ],
)
def test_each_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    numbered = format_script(PLAY).splitlines()
    assert numbered[8:12] == [
        "Narrator: The boat was gone.",
        'Mara Venn: "Where is it?"',
        "Narrator: she asked.",
        'Ben: "Over there, by the old bridge."',
    ]
    assert warnings(tmp_path, (old, new)) == [said]


@pytest.mark.parametrize("mark", ["=", "===", "==", "== "])
def test_any_row_of_equals_signs_is_a_title(tmp_path: Path, mark: str) -> None:
    assert warnings(tmp_path, ("== Chapter", f"{mark}Chapter")) == []


def test_names_of_the_library_are_not_new(tmp_path: Path) -> None:
    assert warnings(tmp_path, ("Ben: ", "captain quill: "), names=("Captain Quill",)) == []
    assert warnings(tmp_path, ("Ben: ", "Captain Quil: "), names=("Captain Quill",)) == [
        '12: "Captain Quil" is a new character; did you mean "Captain Quill"?'
    ]


def test_more_of_a_kind_are_counted(tmp_path: Path) -> None:
    [said] = warnings(tmp_path, ("boat was", "boot was"), ("old bridge", "odd bridge"))
    assert "(and one other line)" in said


def test_what_front_matter_is_may_be_told_otherwise(tmp_path: Path) -> None:
    assert warnings(tmp_path, ("[tags]", "[front matter]")) == []
    [said] = warnings(tmp_path, ("[tags]", "[note]"))
    assert "the story has it as [tags] Rated: T" in said


def test_a_file_of_a_few_lines_lacks_none(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text('Mara: "Where is it?"\n')
    assert mistakes(PLAY, match(PLAY, read_script(path)), (), path) == ()
