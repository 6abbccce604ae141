"""Guessing a story's language from its commonest words."""

from __future__ import annotations

import re

_STOP_WORDS = {
    "en": frozenset("the and of to was he she it that his her with had you for".split()),
    "de": frozenset("der die und das ich nicht sie er war mit den ein auf ist zu".split()),
    "fr": frozenset("le la les et des que il elle était une pas pour dans ne qui".split()),
    "es": frozenset("el los las que y una se por con había para era su del lo".split()),
}
RECOGNIZED = frozenset(_STOP_WORDS)
"""The languages that are told apart; others may look like one that is akin to them."""
_SAMPLE = 20_000  # characters
_LEAST_SHARE = 0.12  # of all words; prose in its own language has 0.2 to 0.3
_LEAST_WORDS = 40


def guess(text: str) -> str:
    """The language whose stop words are clearly the most frequent, or "en"."""
    return recognize(text) or "en"


def recognize(text: str) -> str | None:
    """The language whose stop words are clearly the most frequent, or None.

    After Ingle's stop-word method (1976), on the middle of the text, where no front matter is.
    """
    begin = max(0, (len(text) - _SAMPLE) // 2)
    words = re.findall(r"[^\W\d_]+", text[begin : begin + _SAMPLE].casefold())
    if len(words) < _LEAST_WORDS:
        return None
    shares = {tag: sum(w in stop for w in words) / len(words) for tag, stop in _STOP_WORDS.items()}
    best = max(shares, key=lambda tag: (shares[tag], tag == "en"))
    clear = best == "en" or shares[best] > 1.5 * shares["en"]
    return best if clear and shares[best] >= _LEAST_SHARE else None


_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.I)
_NO_LANGUAGE = frozenset(("und", "zxx", "mul", "mis"))


def tag(stated: str | None) -> str | None:
    """What a file states as its language, as a BCP 47 tag; None if it states none."""
    name = (stated or "").strip().replace("_", "-")
    if not _TAG.fullmatch(name):
        return None
    primary, *others = name.split("-")
    if primary.lower() in _NO_LANGUAGE:
        return None
    return "-".join((primary.lower(), *others))
