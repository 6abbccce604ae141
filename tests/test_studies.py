"""Studies: what is kept is what would be found, and nothing but that is read back."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from fullcast import attribution, ingest, rendering, segment, studies
from fullcast.model import Book, Kind

STORY = (
    "The Lamp\n\nChapter 1\n\nIt rained.\n\n“Who is there?” asked Mara.\n\n“I am,” said Pim. "
    "“Who else?”\n\nShe thought, _he never knocks._\n\nChapter 2\n\n“Good night,” he said.\n"
)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    path = tmp_path / "lamp.txt"
    path.write_text(STORY)
    return ingest.read(path)


@pytest.fixture
def store(tmp_path: Path) -> rendering.Store:
    return rendering.Store(tmp_path / "studies")


def kept(store: rendering.Store) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


def test_a_study_is_kept_as_it_was_found(book: Book, store: rendering.Store) -> None:
    study, script = studies.studied(book, store)
    assert len(kept(store)) == 1
    again, same = studies.studied(book, store)
    assert same == script == attribution.attribute(book, segment.segment(book))
    known = {(1, 3): "Pim"}
    assert attribution.decide(again, known) == attribution.decide(study, known)


def test_another_story_is_another_study(book: Book, store: rendering.Store) -> None:
    studies.studied(book, store)
    _, script = studies.studied(replace(book, title="The Other Lamp"), store)
    assert script.title == "The Other Lamp"
    assert len(kept(store)) == 2


def test_a_damaged_study_is_made_again(book: Book, store: rendering.Store) -> None:
    _, script = studies.studied(book, store)
    [path] = kept(store)
    path.write_bytes(path.read_bytes()[:-40] + bytes(40))
    assert studies.studied(book, store)[1] == script


class Evil:
    """What somebody might put into the cache."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.path,))


class Sly:
    """The same by a way that enumerations go."""

    def __reduce__(self) -> tuple[object, ...]:
        return (getattr, (Book, "__init__"))


class Member:
    """How some Pythons pickle a member of an enumeration."""

    def __reduce__(self) -> tuple[object, ...]:
        return (getattr, (Kind, "DIALOGUE"))


def test_members_of_enumerations_are_read_as_any_python_writes_them(
    book: Book, store: rendering.Store
) -> None:
    studies.studied(book, store)
    [path] = kept(store)
    store.put(path.name, pickle.dumps(Member()))
    assert studies.studied(book, store) is Kind.DIALOGUE  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("evil", ["path", "sly"])
def test_nothing_else_is_made_of_what_is_read(
    book: Book, store: rendering.Store, tmp_path: Path, evil: str
) -> None:
    studies.studied(book, store)
    [path] = kept(store)
    harm = tmp_path / "harm"
    store.put(path.name, pickle.dumps(Sly() if evil == "sly" else Evil(harm)))
    with pytest.raises(pickle.UnpicklingError, match="does not belong"):
        studies.studied(book, store)
    assert not harm.exists()
