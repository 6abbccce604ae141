"""Every story has a folder of its own, and keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullcast import bookshelf, pipeline
from fullcast import script as scripts
from fullcast.ingest import read
from fullcast.model import Book, Script

SHIP = "It rained on the harbour when the ship came in at last."
GATE = "The gate stood open all day, and nobody went through."


def story(folder: Path, *paragraphs: str, author: str | None = None) -> tuple[Book, Script]:
    path = folder / "story.txt"
    head = ["# The Gate", *([f"by {author}"] if author else [])]
    path.with_suffix(".md").write_text("\n\n".join([*head, *paragraphs]) + "\n")
    book = read(path.with_suffix(".md"))
    return book, pipeline.write_script(book)


def shelve(output: Path, name: str, script: Script) -> bookshelf.Place:
    place = bookshelf.Place(output / name)
    place.folder.mkdir(parents=True)
    place.script.write_text(scripts.format_script(script))
    return place


def test_a_new_story_gets_the_folder_of_its_title(tmp_path: Path) -> None:
    book, script = story(tmp_path, GATE)
    place = bookshelf.place_for(tmp_path / "out", book, script)
    assert place.folder == tmp_path / "out" / "The Gate"
    assert bookshelf.moved(tmp_path / "out", book, place) == ()
    assert place.script.name == "The Gate.script.txt"


def test_a_changed_story_keeps_its_folder(tmp_path: Path) -> None:
    _, script = story(tmp_path, GATE, SHIP)
    shelve(tmp_path, "The Gate", script)
    book, changed = story(
        tmp_path, "Something new stood here.", SHIP, "And so on.", "The end came."
    )
    assert bookshelf.place_for(tmp_path, book, changed).folder.name == "The Gate"


@pytest.mark.parametrize(
    ("author", "name"), [("Ann One", "The Gate (Ann One)"), (None, "The Gate (2)")]
)
def test_another_story_of_the_title_gets_another_folder(
    tmp_path: Path, author: str | None, name: str
) -> None:
    _, other = story(tmp_path, SHIP, author="Bob Two")
    shelve(tmp_path, "The Gate", other)
    book, script = story(tmp_path, GATE, author=author)
    place = bookshelf.place_for(tmp_path, book, script)
    assert place.folder.name == name
    assert "another story's folder" in bookshelf.moved(tmp_path, book, place)[0]
    shelve(tmp_path, name, script)
    assert bookshelf.place_for(tmp_path, book, script) == place
    assert bookshelf.moved(tmp_path, book, place) == ()


def test_folders_that_differ_in_case_alone_are_one(tmp_path: Path) -> None:
    book, script = story(tmp_path, GATE)
    lower = shelve(tmp_path, "the gate", script)
    assert bookshelf.place_for(tmp_path, book, script) == lower
    assert bookshelf.moved(tmp_path, book, lower) == ()
    other, ship = story(tmp_path, SHIP)
    assert bookshelf.place_for(tmp_path, other, ship).folder.name == "The Gate (2)"
    taken = [tmp_path / "THE GATE (2)"]
    assert bookshelf.place_for(tmp_path, other, ship, taken).folder.name == "The Gate (3)"
    own = shelve(tmp_path, "The Gate", ship)
    assert bookshelf.place_for(tmp_path, other, ship) == own


def test_of_two_versions_each_finds_its_own(tmp_path: Path) -> None:
    book, old = story(tmp_path, GATE, SHIP)
    _, new = story(tmp_path, GATE, SHIP, "The rain stopped.")
    shelve(tmp_path, "The Gate", old)
    shelve(tmp_path, "The Gate (2)", new)
    assert bookshelf.place_for(tmp_path, book, old).folder.name == "The Gate"
    assert bookshelf.place_for(tmp_path, book, new).folder.name == "The Gate (2)"


def test_folders_of_the_same_run_are_not_shared(tmp_path: Path) -> None:
    book, script = story(tmp_path, GATE)
    first = bookshelf.place_for(tmp_path, book, script)
    second = bookshelf.place_for(tmp_path, book, script, [first.folder])
    assert second.folder.name == "The Gate (2)"
    folders = [Path(str(first.folder).upper()), second.folder]
    assert bookshelf.place_for(tmp_path, book, script, folders).folder.name == "The Gate (3)"


def test_a_script_that_cannot_be_read_is_taken_for_the_storys_own(tmp_path: Path) -> None:
    book, script = story(tmp_path, GATE)
    place = shelve(tmp_path, "The Gate", script)
    place.script.write_bytes(b"\xff\xff")
    assert bookshelf.place_for(tmp_path, book, script) == place


def test_a_story_of_a_new_title_finds_its_former_script(tmp_path: Path) -> None:
    _, script = story(tmp_path, GATE, SHIP, "The rain stopped.")
    old = shelve(tmp_path, "The Old Gate", script)
    _, other = story(tmp_path, "Nobody had seen the gate before.", "Or the sea.")
    shelve(tmp_path, "Elsewhere", other)
    (tmp_path / "Empty").mkdir()
    place = bookshelf.Place(tmp_path / "The Gate")
    _, changed = story(tmp_path, "It began so.", GATE, SHIP, "The rain stopped.")
    assert bookshelf.former(tmp_path, changed, place) == old.script
    assert bookshelf.former(tmp_path, changed, place, [old.folder]) is None
    assert bookshelf.former(tmp_path, changed, old) is None  # has a script of its own
    _, sequel = story(tmp_path, GATE, "All else was new.", "So it went on.", "And on.")
    assert bookshelf.former(tmp_path, sequel, place) is None
    old.script.write_bytes(b"\xff" + old.script.read_bytes())
    assert bookshelf.former(tmp_path, changed, place) is None


def test_without_a_library_there_is_no_former_script(tmp_path: Path) -> None:
    _, script = story(tmp_path, GATE)
    place = bookshelf.Place(tmp_path / "none" / "The Gate")
    assert bookshelf.former(tmp_path / "none", script, place) is None
