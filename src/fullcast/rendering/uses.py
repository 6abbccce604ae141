"""Which story uses which entries of the cache: a small note for each chapter.

From the names of the entries, which are hashes, nobody could tell. Each note is an entry of a store
by itself, so that notes are whole or not there, whoever is killed and however many write them. It
lists what its chapter was made of the last time, and no more, so that notes do not grow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fullcast.rendering.store import Store, key_of

SHORT = 16
"""Digits of a key that a note keeps: among a million entries, two share them once in 10⁷ caches."""

_FORM = 1
"""Raised when notes are written differently; those of another form are passed over."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a part of a story is made of."""

    title: str
    """The story's."""
    folder: str
    """Where its files are, which tells it from others."""
    part: str
    """A chapter's number, or another name."""
    clips: Mapping[str, frozenset[str]]
    """The first `SHORT` digits of the keys of its clips, by engine."""
    pressed: frozenset[str]
    """The same of what was pressed of it."""

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.pressed.union(*self.clips.values())


class Uses:
    """The notes of a cache."""

    def __init__(self, store: Store) -> None:
        """`store` keeps them; where it cannot write, nothing is noted."""
        self._store = store

    def note(self, use: Use) -> None:
        """Replace what was noted of a part of a story."""
        clips = {engine: _packed(keys) for engine, keys in sorted(use.clips.items())}
        entry = [_FORM, use.title, use.folder, use.part, clips, _packed(use.pressed)]
        self._store.put(_name(use.folder, use.part), json.dumps(entry).encode())

    def touch(self, folder: str, part: str) -> None:
        """A part of a story is used as it was noted."""
        self._store.touch(_name(folder, part))

    def read(self, key: str) -> Use | None:
        """The note of that key in the store, if it can be read; it does not count as used."""
        data = self._store.peek(key)
        entry: list[Any] = json.loads(data) if data is not None else [None]
        if entry[0] != _FORM:
            return None
        title, folder, part, clips, pressed = entry[1:]
        return Use(
            *(title, folder, part),
            {engine: frozenset(_unpacked(keys)) for engine, keys in clips.items()},
            frozenset(_unpacked(pressed)),
        )


def _name(folder: str, part: str) -> str:
    return key_of(folder, part)


def _packed(keys: frozenset[str]) -> str:
    return "".join(sorted({key[:SHORT] for key in keys}))


def _unpacked(keys: str) -> Iterator[str]:
    return (keys[at : at + SHORT] for at in range(0, len(keys), SHORT))
