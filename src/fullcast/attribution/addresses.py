"""What one calls somebody to their face, other than by name: "sir", "Mummy"."""

from __future__ import annotations

import re
from collections.abc import Collection

from fullcast.language.people import FEMALE_ADDRESS, MALE_ADDRESS, PARENT_ADDRESS
from fullcast.model import Gender

_ADDRESS = re.compile(
    r"(?:^|[,;.!?…—–\"“‘'-]\s*|\b(?:yes|no|thank you|dear|my|oh|the)\s+)"
    r"([A-Za-z'’]+)(?=\s*[,;.!?…—–\"”’-]|$)",
    re.IGNORECASE,
)


def addresses(said: str) -> list[str]:
    """The words of a quotation that stand where one calls somebody, in lower case."""
    return [m.group(1).lower().replace("’", "'") for m in _ADDRESS.finditer(said)]


def address_gender(words: Collection[str]) -> Gender:
    """The gender of whoever is spoken to, as far as "sir" or "madam" shows it.

    words: see `addresses`.
    """
    male = any(word in MALE_ADDRESS for word in words)
    female = any(word in FEMALE_ADDRESS for word in words)
    if male == female:
        return Gender.UNKNOWN
    return Gender.MALE if male else Gender.FEMALE


def calls_parent(words: Collection[str]) -> bool:
    """Whether somebody is called as children call their parents."""
    return any(word in PARENT_ADDRESS for word in words)
