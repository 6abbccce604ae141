"""Reads a large JSON object from a file, one element of its large member after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

_PIECE = 1 << 16
"""Characters that are read at once, at least."""
_GOING_ON = 3
"""Characters behind a number by which it is known to have ended: "5e-" may be the half of one."""
_SPACE = " \t\n\r"


def members(file: TextIO, large: str) -> Iterator[tuple[str, Any]]:
    """The names and values of the object that a file holds, in order.

    The value of the member `large`, if it is an array, is an iterator of its elements, which has to
    be exhausted before the next member is asked for.

    Raises:
        ValueError: the file holds no JSON, or no object.
    """
    source = _Source(file)
    source.expect("{")
    for _ in _separated(source, "}"):
        if source.next() != '"':
            raise ValueError("a name stands without quotation marks")
        name = source.value()
        source.expect(":")
        if name == large and source.next() == "[":
            source.expect("[")
            yield name, (source.value() for _ in _separated(source, "]"))
        else:
            yield name, source.value()
    if source.next():
        raise ValueError("something follows behind the object")


def _separated(source: _Source, end: str) -> Iterator[None]:
    """Yields where each element of an array or object begins; goes on behind its end."""
    if source.next() != end:
        yield
        while source.next() != end:
            source.expect(",")
            yield
    source.expect(end)


class _Source:
    """The text of a file, of which no more is held than the value that is being read."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text, self._at = "", 0
        self._decoder = json.JSONDecoder()

    def next(self) -> str:
        """The next character that is no white space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if (found := self._text[self._at]) not in _SPACE:
                    return found
                self._at += 1
            if not self._read_on():
                return ""

    def expect(self, char: str) -> None:
        """Go on behind a character.

        Raises:
            ValueError: it does not come next.
        """
        if self.next() != char:
            raise ValueError(f"{self.next()!r} stands where {char!r} should")
        self._at += 1

    def value(self) -> Any:
        """The next value.

        Raises:
            ValueError: there is none.
        """
        self.next()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._read_on():
                    raise
                continue
            if end + _GOING_ON <= len(self._text) or not self._read_on():
                self._at = end
                return found

    def _read_on(self) -> bool:
        """Hold as much again as is held; whether there was more."""
        held = self._text[self._at :]
        more = self._file.read(max(_PIECE, len(held)))
        if not more:
            return False
        self._text, self._at = held + more, 0
        return True
