"""Numbers as headings write them: 12, XII, twelve, twelfth."""

from __future__ import annotations

import re

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENTHS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth"
).split()


def _spelled() -> dict[str, int]:
    words = {word: n for n, word in enumerate(_ONES + _TEENS, start=1)}
    words |= {word: n for n, word in enumerate(_FIRSTS + _TEENTHS, start=1)}
    for tens, word in enumerate(_TENS, start=2):
        words[word] = tens * 10
        words[word[:-1] + "ieth"] = tens * 10
        for ones in range(9):
            words[f"{word} {_ONES[ones]}"] = words[f"{word} {_FIRSTS[ones]}"] = tens * 10 + ones + 1
    return words | {"one hundred": 100, "hundred": 100, "hundredth": 100}


_SPELLED = _spelled()
_ROMAN = re.compile(r"(C?)(XC|XL|L?X{0,3})(IX|IV|V?I{0,4})", re.I)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

SPELLED = (
    rf"(?:{'|'.join(_TENS)})(?:[ \-‐‑](?:{'|'.join(_ONES + _FIRSTS)}))?"
    rf"|{'|'.join(w for w in _SPELLED if ' ' not in w and w not in _TENS)}|one hundred"
)
"""A pattern for numbers in words, up to a hundred; longest forms first where it matters."""
NUMBER = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?[a-z]?|{SPELLED}|[ivxlc]{{1,8}})"
"""A pattern for a number in any form, to be used with `re.I` and a check by `value`."""


def value(written: str) -> int | None:
    """The number that a heading writes; None if it is none (up to 199 for Roman numerals)."""
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0])
    word = re.sub(r"[\s\-‐‑]+", " ", written.casefold())
    if word in _SPELLED:
        return _SPELLED[word]
    if not written or not _ROMAN.fullmatch(written):
        return None
    values = [_ROMAN_VALUES[c] for c in written.upper()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


HAN_DIGITS = "〇一二三四五六七八九零十百"
"""Chinese numerals up to 999, as Japanese and Chinese headings write them."""


def is_roman(written: str) -> bool:
    """Whether a number is written in Roman numerals."""
    return bool(written) and _ROMAN.fullmatch(written) is not None
