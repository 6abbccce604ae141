"""Corrections are taken from the script on disk, and never lost there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fullcast import corrections, pipeline
from fullcast import script as scripts
from fullcast.errors import ScriptError
from fullcast.ingest import read
from fullcast.model import Cast, CastMember, Character, Script, Voice

STORY = (
    "# Two\n\n“Is anybody there?” asked Rowan.\n\n“Come in,” said Hale.\n\n"
    "“Thank you,” said Rowan.\n\nThe door fell shut.\n"
)


def applied(guessed: Script, path: Path) -> tuple[Script, tuple[str, ...]]:
    """The script and the warnings, where corrections tell nothing of other lines."""
    corrected = corrections.apply(guessed, path, lambda known: guessed)
    return corrected.script, corrected.warnings


def script_of(folder: Path, text: str = STORY) -> Script:
    path = folder / "two.md"
    path.write_text(text)
    return pipeline.write_script(read(path))


def test_a_file_that_says_the_same_is_not_touched(tmp_path: Path) -> None:
    script, path = script_of(tmp_path), tmp_path / "s.txt"
    assert corrections.keep(path, script) == ()
    mine = "# a remark\n\n" + path.read_text().replace("\n", "\r\n") + "\n\n\n"
    path.write_text(mine, newline="")
    before = path.read_bytes()
    assert corrections.keep(path, script) == ()
    assert path.read_bytes() == before


def test_a_file_without_anything_of_its_user_is_replaced_silently(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    corrections.keep(path, script_of(tmp_path))
    longer = script_of(tmp_path, STORY + "\nIt was night.\n")
    assert corrections.keep(path, longer) == ()
    assert path.read_text() == scripts.format_script(longer)
    assert corrections.keep(path, script_of(tmp_path)) == ()
    assert [each.name for each in tmp_path.glob("s.txt*")] == ["s.txt"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Narrator: The door", "# mind the door\nNarrator: The door"),
        ("Rowan: “Thank you,”", "Pim: “Thank you,”"),
        ("Rowan: “Thank you,”", "Narrator: “Thank you, dear,”"),
        ("Rowan: “Thank you,”", "no speaker here"),
    ],
)
def test_what_would_be_lost_is_kept_beside_the_new_script(
    tmp_path: Path, old: str, new: str
) -> None:
    script, path = script_of(tmp_path, STORY), tmp_path / "s.txt"
    corrections.keep(path, script)
    mine = path.read_text().replace(old, new)
    assert mine != path.read_text()
    path.write_text(mine)
    longer = script_of(tmp_path, STORY + "\nIt was night.\n")
    [warning] = corrections.keep(path, longer)
    assert warning == f"{path} is written anew; the one with your changes is kept as s.txt.bak"
    assert (tmp_path / "s.txt.bak").read_text() == mine
    assert path.read_text() == scripts.format_script(longer)


def test_no_backup_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    script = script_of(tmp_path)
    for text in (b"Pim: one\n", b"Pim: two\n", b"Pim: one\n"):
        path.write_bytes(text)
        corrections.keep(path, script)
    assert (tmp_path / "s.txt.bak").read_bytes() == b"Pim: one\n"
    assert (tmp_path / "s.txt.bak2").read_bytes() == b"Pim: two\n"
    assert len(list(tmp_path.glob("s.txt*"))) == 3


def test_lines_without_a_place_are_named_once(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text("Pim: “Nobody says this.”\nPim: “Nor this.”\nHale: “Thank you,”\n")
    script, [warning] = applied(script_of(tmp_path), path)
    assert warning.startswith(
        f"{path}:1: this line is not in the story any more (nor is one other)"
    )
    assert "Pim: “Nobody says this.”" in warning
    assert [line.speaker for line in script.lines if "Thank" in line.text] == ["Hale"]
    path.write_text("nonsense\n")
    with pytest.raises(ScriptError, match=r"s\.txt:1: "):
        applied(script, path)


def test_voices_are_chosen_by_the_script_as_it_was_written(tmp_path: Path) -> None:
    guessed, path = script_of(tmp_path), tmp_path / "s.txt"
    path.write_text("Pim: “Is anybody there?”\nPim: “Come in,”\nHale: “Thank you,”\n")
    script, _ = applied(guessed, path)
    basis = corrections.casting_basis(guessed, script)
    assert basis.chapters[:-1] == guessed.chapters
    assert [line.speaker for line in basis.chapters[-1].lines] == ["Pim"]
    voice = Voice("tone", "alto")
    everybody = tuple(CastMember(Character(name), voice, 9) for name in ("Rowan", "Hale", "Pim"))
    members = corrections.recount(Cast(voice, everybody), script).members
    assert [(member.character.name, member.lines) for member in members] == [
        ("Pim", 2),
        ("Hale", 1),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Rowann", '; did you mean "Rowan"?'),
        ("rowan (shouting)", '; did you mean "Rowan"?'),
        ("Narator", '; did you mean "Narrator"?'),
        ("Mistress Oake", ""),
    ],
)
def test_a_new_name_is_told_once_with_the_one_that_may_be_meant(
    tmp_path: Path, written: str, meant: str
) -> None:
    path = tmp_path / "s.txt"
    path.write_text(
        f"# mine\n{written}: “Is anybody there?”\nhale: “Come in,”\nNarrator: said Hale.\n"
        f"{written.upper()}: “Thank you,”\nRowan: “This line is not in the story.”\n"
    )
    script, [warning, lost] = applied(script_of(tmp_path), path)
    assert warning == f'{path}:2: "{written}" is a new character{meant}'
    assert lost.startswith(f"{path}:6: this line is not in the story")
    said = [line.speaker for line in script.lines if line.text.startswith("“")]
    assert said == [written, "Hale", written]


def test_known_names_their_aliases_and_guesses_are_no_new_characters(tmp_path: Path) -> None:
    guessed, path = script_of(tmp_path), tmp_path / "s.txt"
    people = tuple(replace(each, aliases=("The Cook",)) for each in guessed.characters[:1])
    guessed = replace(guessed, characters=(*people, *guessed.characters[1:]))
    path.write_text("the cook: “Come in,”\nSomebody ?: “Thank you,”\n")
    script, warnings = applied(guessed, path)
    assert warnings == ()
    path.write_text(scripts.format_script(script))
    assert applied(guessed, path)[1] == ()
