"""Notes of who uses what: read as they were written, one for each part of a story."""

from __future__ import annotations

import json
import os
from pathlib import Path

from fullcast.rendering import SHORT, Store, Use, Uses, key_of

KEYS = [key_of(number)[:SHORT] for number in range(5)]


def use(part: str = "1", **changed: object) -> Use:
    clips = {"tone": frozenset(KEYS[:2]), "hibari": frozenset(KEYS[2:3])}
    fields: dict[str, object] = {"clips": clips, "pressed": frozenset(KEYS[3:])}
    return Use("The Sea", "/books/The Sea", part, **{**fields, **changed})  # type: ignore[arg-type]


def read(store: Store) -> list[Use]:
    found = (Uses(store).read(path.name) for path in sorted(store.root.glob("*/*")))
    return sorted((each for each in found if each is not None), key=lambda each: each.part)


def test_notes_are_read_as_they_were_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    Uses(store).note(use("1"))
    Uses(store).note(use("2", clips={}, pressed=frozenset()))
    assert read(store) == [use("1"), use("2", clips={}, pressed=frozenset())]
    assert read(store)[0].every == frozenset(KEYS)


def test_a_part_has_one_note(tmp_path: Path) -> None:
    store = Store(tmp_path)
    Uses(store).note(use())
    Uses(store).note(use(pressed=frozenset()))
    assert read(store) == [use(pressed=frozenset())]


def test_touching_counts_as_use_and_reading_does_not(tmp_path: Path) -> None:
    store = Store(tmp_path)
    Uses(store).note(use())
    [path] = tmp_path.glob("*/*")
    os.utime(path, (1000, 1000))
    assert read(store) == [use()]
    assert path.stat().st_mtime == 1000
    Uses(store).touch("/books/The Sea", "2")
    assert path.stat().st_mtime == 1000
    Uses(store).touch("/books/The Sea", "1")
    assert path.stat().st_mtime > 1000


def test_notes_of_another_form_are_passed_over(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(key_of("new"), json.dumps([99, "another"]).encode())
    assert read(store) == []
