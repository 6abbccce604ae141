"""Numbers in English words.

The words are num2words'; what is here is which kind of number the digits of a story mean.
"""

from __future__ import annotations

import re
from functools import cache

from num2words import num2words

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+"
"""What `number` reads, as a regular expression: 1,250 and 3.5 and .5."""
_LONGEST = 15
"""Digits of the longest number that is read as one; longer ones are read digit by digit."""
_IRREGULAR = {"six": "sixes", "foot": "feet"}


@cache
def cardinal(value: int) -> str:
    """One hundred and five."""
    return _plain(num2words(value))


@cache
def ordinal(value: int) -> str:
    """Twenty-first."""
    return _plain(num2words(value, to="ordinal"))


@cache
def year(value: int) -> str:
    """Eighteen forty-seven; two thousand and five; forty-four."""
    return _plain(num2words(value, to="year")) if value >= 100 else cardinal(value)


def digits(text: str) -> str:
    """The digits of a text one by one: "0123" is "zero one two three"."""
    return " ".join(cardinal(int(char)) for char in text if char.isdecimal())


def number(text: str) -> str:
    """The number that is written: 3.50 is three point five zero, 007 zero zero seven."""
    whole, point, rest = text.replace(",", "").partition(".")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole.startswith("0")):
        said = digits(whole)
    else:
        said = cardinal(int(whole)) if whole else ""
    return f"{said} point {digits(rest)}".strip() if point else said


def plural(words: str) -> str:
    """The plural of a number in words: "nineteen eighty" gives "nineteen eighties"."""
    stem, last = re.fullmatch(r"(.*?)(\w+)", words, re.DOTALL).groups()  # type: ignore[union-attr]
    if last.endswith("y"):
        return f"{stem}{last[:-1]}ies"
    return stem + _IRREGULAR.get(last, f"{last}s")


def _plain(words: str) -> str:
    """Without the commas, which are pauses."""
    return words.replace(",", "")
