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
    """The files of the scripts and of the studies, the scripts being shorter."""
    files = [path for path in store.root.rglob("*") if path.is_file()]
    return sorted(files, key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("limit", [0, studies.LONG], ids=["apart", "here"])
def test_a_study_is_kept_as_it_was_found(
    book: Book, store: rendering.Store, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studies, "LONG", limit)
    found = studies.studied(book, store)
    assert len(kept(store)) == 2
    again = studies.studied(book, store)
    assert again.script == found.script == attribution.attribute(book, segment.segment(book))
    known = {(1, 3): "Pim"}
    assert attribution.decide(again.study(), known) == attribution.decide(found.study(), known)


def test_what_follows_from_corrections_is_found_once(
    book: Book, store: rendering.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    known = {(1, 3): "Pim"}
    found = studies.studied(book, store, anew=told.append)
    script = found.decided(known)
    assert script == attribution.decide(found.study(), known) != found.script
    assert len(told) == 2  # the study, and what follows from the correction
    monkeypatch.setattr(attribution, "decide", None)
    again = studies.studied(book, store, anew=told.append)
    assert again.decided(known) == script
    assert len(told) == 2
    with pytest.raises(TypeError):
        again.decided({(1, 3): "Ada"})


def test_a_long_story_is_studied_by_another_process(
    book: Book, store: rendering.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studies, "LONG", 0)
    monkeypatch.setattr(attribution, "study", None)  # of this process
    script = studies.studied(book, store).script
    assert script == studies.studied(book, store).script
    with pytest.raises(TypeError):
        studies.studied(replace(book, title="Another"), store, apart=False)


def test_another_story_is_another_study(book: Book, store: rendering.Store) -> None:
    studies.studied(book, store)
    assert studies.studied(replace(book, title="The Other Lamp"), store).script.title == (
        "The Other Lamp"
    )
    assert len(kept(store)) == 4


@pytest.mark.parametrize("which", [0, 1], ids=["script", "study"])
def test_a_damaged_study_is_made_again(book: Book, store: rendering.Store, which: int) -> None:
    found = studies.studied(book, store)
    path = kept(store)[which]
    path.write_bytes(path.read_bytes()[:-40] + bytes(40))
    again = studies.studied(book, store)
    assert again.script == found.script
    assert attribution.decide(again.study()) == found.script


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
    path, _ = kept(store)
    store.put(path.name, pickle.dumps(Member()))
    found = studies.studied(book, store).script
    assert found is Kind.DIALOGUE  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("evil", ["path", "sly"])
@pytest.mark.parametrize("which", [0, 1], ids=["script", "study"])
def test_nothing_else_is_made_of_what_is_read(
    book: Book, store: rendering.Store, tmp_path: Path, which: int, evil: str
) -> None:
    studies.studied(book, store)
    harm = tmp_path / "harm"
    store.put(kept(store)[which].name, pickle.dumps(Sly() if evil == "sly" else Evil(harm)))
    with pytest.raises(pickle.UnpicklingError, match="does not belong"):
        studies.studied(book, store).study()
    assert not harm.exists()
