"""Digits as words: espeak reads 1847 as a thousand and more, hibari 007 as seven, and so on."""

from __future__ import annotations

import re
import unicodedata

from fullcast.lexicon.numerals import NUMBER, cardinal, digits, number, ordinal, plural, year
from fullcast.lexicon.sentence import rewritten

_VULGAR = re.compile(r"(?:(?<!\d)(\d+)\s?)?([¼-¾⅐-⅞])")
_FRACTION = re.compile(
    r"(?<![\w./,-])(?:(\d{1,3})[ -])?(\d{1,2})[/⁄](\d{1,3})(?![\w/]|[.,]\d)(\s+of\b)?"
)
_DENOMINATORS = {2: "half", 4: "quarter"}
_PARTS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20))
"""Denominators of what is a fraction: 9/11 and 24/7 are read as they stand."""
_SCORES = (10, 100)
"""What one is rated out of."""
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+\d{1,3}(?:[ .-]?\d{2,4}){2,4}|(?:\+?\d{1,3}[ .-])?"
    r"(?:(?:\(\d{2,5}\) ?|\d{3}[ .-])?\d{3}[.-]\d{4}|\(?0\d{2,4}\)?(?:[ -]\d{3,4}){1,3}))"
    r"(?![\w/-]|[.,]\d)"
)
_DIALLED = re.compile(
    r"(?i)\b((?:call|dial|ring|phone)(?:l?ed|s|l?ing)?|rang)\s+(\d{3,})(?![\w.,/:-]*\d)"
)
_RANGE = re.compile(rf"(?<![\w.,/-])({NUMBER})\s?[-–]\s?({NUMBER})(?![\w/–-]|[.,]\d)")
_DOTTED = re.compile(r"(?<![\w.])\d+(?:\.\d+){2,}(?![\w])")
_RATIO = re.compile(r"(?<![\w:.])(\d{1,3}):(\d{1,3})(?![\w:])")
_DECADE = re.compile(r"(?<!\w)['’‘]?(\d{2,4}(?=s)|\d{1,3}0(?=['’]))['’]?s(?!\w)")
_SHORT_YEAR = re.compile(r"(?<!\w)['’‘](\d)(\d)(?![\w.,:]*\d|\w)")
_ORDINAL = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d{1,12})(?:st|nd|rd|th|ST|ND|RD|TH)(?!\w)")
_TIMES = re.compile(r"(?<=\d)\s?[×x]\s?(?=\d)|(?<=\d)\s?[×x](?=\s+(?:as|the|more|less|faster)\b)")
_SIGN = re.compile(r"(?<![\w)])([-−+±])\s?(?=\d|\.\d)")
_NUMBER = re.compile(rf"({NUMBER})")
_YEARS = range(1100, 2100)
"""What a number of four digits without a comma is a year of, unless things are counted."""
_IN = re.compile(
    r"(?i)\b(?:in|since|until|till|year|circa|spring|summer|autumn|fall|winter|early|late|during"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"[ ,]+(?:the year )?$"
)
_FROM = re.compile(r"(?i)\b(?:by|from|of|to|around|about|before|after) $")
"""What is before a year, and what is before a year or a number."""
_COUNTED = re.compile(r"\s+(?:[a-z]+\s+)?(?:men|women|people|children|feet|[a-z]{2,}(?<!s)s)\b")
_SINGULAR = re.compile(r"\s+(?:was|is|as|has|does|this|its|his|yes|us|plus|thus|perhaps)\b")


def numbers(text: str) -> str:
    """All that is written in digits, in words."""
    text = rewritten(_VULGAR, _vulgar, text)
    text = rewritten(_PHONE, _phone, text)
    text = _DIALLED.sub(lambda m: f"{m[1]} {digits(m[2])}", text)
    text = rewritten(_FRACTION, _fraction, text)
    text = _TIMES.sub(_times, rewritten(_RANGE, _range, text))
    text = rewritten(_DOTTED, lambda m: " point ".join(map(number, m[0].split("."))), text)
    text = rewritten(_RATIO, lambda m: f"{number(m[1])} to {number(m[2])}", text)
    text = rewritten(_ORDINAL, lambda m: ordinal(int(m[1].replace(",", ""))), text)
    text = rewritten(_DECADE, lambda m: plural(_decade(m[1])), text)
    text = rewritten(_SHORT_YEAR, _short_year, text)
    text = rewritten(_SIGN, _sign, text)
    return rewritten(_NUMBER, _number, text)


def _vulgar(match: re.Match[str]) -> str:
    above, below = unicodedata.normalize("NFKC", match[2]).split("⁄")
    of = re.match(r"\s+(?:an?|of|the|my|his|her|their|our|your)\b", match.string[match.end() :])
    said = _parts(int(above), int(below), of is not None or match[1] is None)
    return f"{number(match[1])} and {_parts(int(above), int(below))}" if match[1] else said


def _parts(above: int, below: int, bare: bool = False) -> str:
    """ "A half", "three quarters"; `bare` leaves out the article of a half."""
    name = _DENOMINATORS.get(below) or ordinal(below)
    if above == 1:
        return name if bare and below == 2 else f"{'an' if below in (8, 11, 18) else 'a'} {name}"
    return f"{cardinal(above)} {'halves' if below == 2 else name + 's'}"


def _fraction(match: re.Match[str]) -> str:
    whole, above, below = match[1], int(match[2]), int(match[3])
    of = match[4] or ""
    if below in _SCORES and not of and not whole:
        return f"{cardinal(above)} out of {cardinal(below)}"
    if 0 < above < below and below in _PARTS:
        said = _parts(above, below, bare=not whole)
        return (f"{number(whole)} and {said}" if whole else said) + of
    before = f"{number(whole)} " if whole else ""
    return f"{before}{number(match[2])} {number(match[3])}{of}"


def _phone(match: re.Match[str]) -> str:
    groups = re.findall(r"\d+", match[0])
    return ("plus " if match[0].startswith("+") else "") + ", ".join(map(digits, groups))


def _range(match: re.Match[str]) -> str:
    low, high = match[1], match[2]
    if _may_be_year(low):
        later = low[: len(low) - len(high)] + high if len(high) == 2 else high
        said = cardinal(int(high)) if len(high) == 2 else _as_year(later)
        return f"{_as_year(low)} to {said}"
    return f"{number(low)} to {number(high)}"


def _times(match: re.Match[str]) -> str:
    return " times" if match.string.startswith(" ", match.end()) else " times "


def _as_year(text: str) -> str:
    return year(int(text)) if _may_be_year(text) else number(text)


def _decade(text: str) -> str:
    return year(int(text)) if len(text) == 4 else number(text)


def _short_year(match: re.Match[str]) -> str:
    return f"oh {number(match[2])}" if match[1] == "0" else number(match[1] + match[2])


def _sign(match: re.Match[str]) -> str:
    word = {"+": "plus", "±": "plus or minus"}.get(match[1], "minus")
    return f"{word} "


def _may_be_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and int(text) in _YEARS


def _number(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    said = _year_or_number(match)
    before = " " if start and _joins(text[start - 1]) else ""
    after = " " if end < len(text) and text[end].isalpha() else ""
    return f"{before}{said}{after}"


def _joins(char: str) -> bool:
    return char.isalpha() or char.isdecimal()


def _year_or_number(match: re.Match[str]) -> str:
    text, digits_ = match.string, match[0]
    before = text[max(0, match.start() - 24) : match.start()]
    after = text[match.end() : match.end() + 40]
    if not (digits_.isdecimal() and len(digits_) == 4 and 1000 <= int(digits_) < 2100):
        return number(digits_)
    counted = _COUNTED.match(after) and not _SINGULAR.match(after)
    among_years = _may_be_year(digits_) or _FROM.search(before)
    if (
        _IN.search(before)
        or (among_years and not counted)
        or (_may_be_year(digits_) and digits_.endswith("00"))
    ):
        return year(int(digits_))
    return number(digits_)
