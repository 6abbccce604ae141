"""The names by which a script knows its people, and which of them may be meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from fullcast.model import NARRATOR, Script

_CLOSE = 0.7
"""How alike two names are that may be one with a typing error (difflib's ratio)."""
_REMARK = re.compile(r"\s*\([^()]*\)$")


def names_of(script: Script) -> Iterator[tuple[str, str]]:
    """Every name of somebody who speaks, and whose it is; names come before aliases."""
    yield NARRATOR, NARRATOR
    for character in script.characters:
        yield character.name, character.name
    for line in script.each_line():
        if line.speaker is not None:
            yield line.speaker, line.speaker
    for character in script.characters:
        yield from ((alias, character.name) for alias in character.aliases)


def known_names(script: Script) -> dict[str, str]:
    """Every name in lower case, and whose it is."""
    found: dict[str, str] = {}
    for name, owner in names_of(script):
        found.setdefault(name.casefold(), owner)
    return found


def plain(name: str) -> str:
    """A name in lower case without a remark behind it; only "(thinking)" is understood there."""
    return _REMARK.sub("", name).casefold()


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that a name may be, with a typing error."""
    spellings: dict[str, str] = {}
    for each in names:
        spellings.setdefault(each.casefold(), each)
    close = difflib.get_close_matches(plain(name), spellings, n=1, cutoff=_CLOSE)
    return spellings[close[0]] if close else None
