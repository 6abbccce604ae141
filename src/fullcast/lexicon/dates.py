"""Dates, times and eras as they are said.

A date in figures that may be the fifth of December or the twelfth of May is read as it stands.
"""

from __future__ import annotations

import re

from fullcast.lexicon.numerals import cardinal, number, ordinal, year
from fullcast.lexicon.sentence import rewritten

MONTHS = (
    "January February March April May June July August September October November December".split()
)
_SHORT = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_CLIPPED = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_ABBREVIATED = re.compile(
    rf"\b(?P<m>{_CLIPPED})\b\.?(?=\s+\d)|(?<=\d )(?P<n>{_CLIPPED})\b\.?(?=\s+\d|\s*$|[,;])"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(,?\s+)(\d{3,4})(?![\d,.:]*\d|\w)"
_DAY_MONTH = re.compile(
    rf"(?<![\w.,:/$£€–-])((?i:the)\s+)?{_DAY}\s+(?:of\s+)?({_MONTH})\b(?:{_YEAR})?"
)
_MONTH_DAY = re.compile(
    rf"\b({_MONTH})\s+(?:(the)\s+)?{_DAY}(?![\w:%/]|[.,]\d|\s?[-–]\s?\d)(?:{_YEAR})?"
)
_FIGURES = re.compile(r"(?<![\w./-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-]|\.\d)")
_ISO = re.compile(r"(?<![\w./-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_ERA = re.compile(
    r"(?<![\w.,])(?:(AD|A\.D\.)\s?(\d{1,4})|(\d{1,4})\s?(AD|BC|CE|BCE|A\.D\.|B\.C\.|C\.E\.|B\.C\.E\.))(?!\w)"
)
_HALF = r"\s?([aApP])(?:\.\s?[mM]\b(?:(\.)(?!\w))?|[mM]\b)"
_CLOCK = re.compile(rf"(?<![\w:.])(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?(?:{_HALF})?(?![\w:])")
_HOUR = re.compile(rf"(?<![\w:.,])(\d{{1,2}})(?:\.([0-5]\d))?{_HALF}(?!\w)")
_POINTED = re.compile(
    r"(?i)\b(at|by|until|till|the|about|around|past|before|after)(\s+)(\d{1,2})\.([0-5]\d)(?![\w%°]|[.,]\d|\s+(?:percent|m|km|million|billion)\b)"
)
_HALF_ALONE = re.compile(r"(?<![A-Za-z.])([ap])\.m\.(?=\s+[A-Z])")
_STARTERS = (
    "A After All An And As At But By For From Her He His I If In It Its My No Nobody Now On One Our"
    " She So Still That The Their Then There They This To Up We What When Where Who Why With Yes"
    " You Ah Are Come Could Did Do Even Go How Is Just Let Look Maybe Oh Okay Perhaps Please Was"
    " Well Were Would"
)
OPENER = re.compile(rf"[\"'”’)\]]*(?:$|\s+[\"'“‘(]*(?:{'|'.join(_STARTERS.split())})\b)")
"""What follows a point that ends a sentence and not only an abbreviation."""


def dates(text: str) -> str:
    """Dates, eras and times in words; what is no date or time is left alone."""
    text = _HALF_ALONE.sub(lambda m: f"{m[1]}.m" + _point(m, "."), text)
    text = _ABBREVIATED.sub(lambda match: _SHORT[match["m"] or match["n"]], text)
    text = rewritten(_ISO, _iso, text)
    text = rewritten(_FIGURES, _figures, text)
    text = rewritten(_DAY_MONTH, _day_month, text)
    text = _MONTH_DAY.sub(_month_day, text)
    text = rewritten(_ERA, _era, text)
    text = rewritten(_CLOCK, _clock, text)
    text = rewritten(_HOUR, _hour, text)
    return _POINTED.sub(_pointed, text)


def _point(match: re.Match[str], written: str | None) -> str:
    """The point of "p.m." only where the sentence ends: engines take it for the end elsewhere."""
    return "." if written and OPENER.match(match.string, match.end()) else ""


def _day_month(match: re.Match[str]) -> str:
    the, day, month, comma, of_year = match.groups()
    if not 1 <= int(day) <= 31:
        return match[0]
    return f"{the or 'the '}{ordinal(int(day))} of {month}" + _in_year(comma, of_year)


def _month_day(match: re.Match[str]) -> str:
    month, the, day, comma, of_year = match.groups()
    if not 1 <= int(day) <= 31:
        return match[0]
    return f"{month} {f'{the} ' if the else ''}{ordinal(int(day))}" + _in_year(comma, of_year)


def _in_year(comma: str | None, of_year: str | None) -> str:
    return f", {year(int(of_year))}" if comma and of_year else ""


def _iso(match: re.Match[str]) -> str:
    of_year, month, day = map(int, match.groups())
    return _date(day, month, str(of_year)) or match[0]


def _date(day: int, month: int, of_year: str) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"the {ordinal(day)} of {MONTHS[month - 1]}, {_written_year(of_year)}"


def _figures(match: re.Match[str]) -> str:
    first, second, of_year = int(match[1]), int(match[3]), match[4]
    said = None
    if first > 12 or first == second:
        said = _date(first, second, of_year)
    elif second > 12:
        said = _date(second, first, of_year)
    elif first and second:
        said = f"{cardinal(first)} {cardinal(second)} {_written_year(of_year)}"
    return said or match[0]


def _written_year(text: str) -> str:
    return year(int(text)) if len(text) == 4 else number(text)


def _era(match: re.Match[str]) -> str:
    before, late, early, after = match.groups()
    era = (before or after).replace(".", "")
    ends = "." if match[0].endswith(".") and OPENER.match(match.string, match.end()) else ""
    return f"{era} {year(int(late))}" if before else f"{year(int(early))} {era}{ends}"


def _clock(match: re.Match[str]) -> str:
    hour, minute, second, half, point = match.groups()
    if int(hour) > 24 or int(minute) > 59 or int(second or 0) > 59:
        return match[0]
    said = cardinal(int(hour))
    if int(minute) or second:
        said += f" {_minute(minute)}"
    elif not half:
        said += " o'clock" if int(hour) <= 12 and hour != "00" else " hundred"
    if second:
        said += f" {_minute(second)}"
    return said + (f" {half.lower()}.m{_point(match, point)}" if half else "")


def _hour(match: re.Match[str]) -> str:
    hour, minute, half, point = match.groups()
    if int(hour) > 24:
        return match[0]
    said = cardinal(int(hour)) + (f" {_minute(minute)}" if minute and int(minute) else "")
    return f"{said} {half.lower()}.m{_point(match, point)}"


def _pointed(match: re.Match[str]) -> str:
    """ "At 9.30" and "the 2.15", as clocks are read in Britain."""
    train = match[1].casefold() in ("at", "by", "until", "till") or match[4][1] in "05"
    if int(match[3]) > 24 or match[4] == "00" or not train:
        return match[0]
    return f"{match[1]}{match[2]}{cardinal(int(match[3]))} {_minute(match[4])}"


def _minute(text: str) -> str:
    return f"oh {cardinal(int(text))}" if text.startswith("0") else cardinal(int(text))
