"""Read a model's answer, and judge each name in it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable

from fullcast.model import NARRATOR, Character

_LONGEST = 20_000
"""Characters of an answer that are looked at, from its end: names for a passage take a tenth."""
_MOST_OBJECTS = 200
"""Opening braces that are tried."""
_THOUGHTS_END = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_NUMBER = re.compile(r"[^0-9]{0,8}([0-9]{1,3})[^0-9]{0,2}")
_AROUND = " \t\n\"'“”‘’*_.,:;[]()"
_DECODER = json.JSONDecoder(object_pairs_hook=list)
"""Objects as lists of pairs, so that a key that comes twice is seen."""


def read_labels(text: str, count: int) -> dict[int, str | None]:
    """What an answer says of the numbers from 1 to `count`; empty if it says nothing of them.

    The last JSON object with any of these numbers counts, whatever stands around it: thoughts,
    prose, code fences. A number with two different names, or with anything that is no name, has
    None.
    """
    text = _THOUGHTS_END.split(text)[-1][-_LONGEST:]
    found: dict[int, str | None] = {}
    at = text.find("{")
    for _ in range(_MOST_OBJECTS):
        if at < 0:
            break
        try:
            pairs, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            pairs, end = [], at + 1
        labels = _labels(pairs, count)
        found = labels or found
        at = text.find("{", end if labels else at + 1)
    return found


def _labels(pairs: Iterable[tuple[str, object]], count: int) -> dict[int, str | None]:
    said: dict[int, set[str | None]] = defaultdict(set)
    for key, value in pairs:
        number = _NUMBER.fullmatch(key)
        if number and 1 <= int(number[1]) <= count:
            name = value.strip() if isinstance(value, str) else ""
            said[int(number[1])].add(name or None)
    return {number: each.pop() if len(each) == 1 else None for number, each in said.items()}


class Roster:
    """Who may be named in an answer, and by which names."""

    def __init__(self, characters: Iterable[Character], narrator: str | None = None) -> None:
        """An alias that two characters share names neither of them.

        `narrator` is the name of whoever tells the story as "I".
        """
        self._names: dict[str, str] = {}
        shared: dict[str, set[str]] = defaultdict(set)
        for character in characters:
            self._names[_plain(character.name)] = character.name
            for alias in character.aliases:
                shared[_plain(alias)].add(character.name)
        for alias, names in shared.items():
            if len(names) == 1:
                self._names.setdefault(alias, *names)
        if narrator is not None:
            for word in ("I", NARRATOR):
                self._names.setdefault(_plain(word), narrator)

    def find(self, name: str) -> str | None:
        """The character whom an answer names; None if it is nobody on the list."""
        return self._names.get(_plain(name))


def _plain(name: str) -> str:
    return " ".join(name.split()).strip(_AROUND).casefold()
