"""Sequences that lie in memory packed: of a long story's many lines few are needed at once.

A chapter's lines take a tenth of their room when they are packed, and a few milliseconds to unpack.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar, overload

from fullcast.model import Script

T = TypeVar("T")

_QUICK = 1
"""The level of compression: what higher ones save is little of what is saved."""
_OPEN = 4
"""How many sequences stay unpacked: the last ones that were asked for."""


class Packed(Sequence[T]):
    """A sequence that is unpacked whenever it is looked into; it equals any other of its items."""

    __slots__ = ("_count", "_data")

    def __init__(self, items: Iterable[T]) -> None:
        """`items` can be pickled."""
        every = tuple(items)
        self._count = len(every)
        self._data = zlib.compress(pickle.dumps(every, pickle.HIGHEST_PROTOCOL), _QUICK)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items()[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._items())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Packed) and self._data == other._data:
            return True
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and self._items() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._items())

    def __repr__(self) -> str:
        return f"Packed({self._items()!r})"

    def _items(self) -> tuple[T, ...]:
        return _unpacked(self._data) if self._count else ()


def packed_script(script: Script) -> Script:
    """The script with the lines of each chapter packed."""
    chapters = (
        chapter
        if isinstance(chapter.lines, Packed)
        else replace(chapter, lines=Packed(chapter.lines))
        for chapter in script.chapters
    )
    return replace(script, chapters=tuple(chapters))


@lru_cache(_OPEN)
def _unpacked(data: bytes) -> tuple[Any, ...]:
    # It was packed by this program while it runs, and never lay on a disk.
    items: tuple[Any, ...] = pickle.loads(zlib.decompress(data))  # noqa: S301
    return items
