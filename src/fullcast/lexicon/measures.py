"""Money, measures and arithmetic in words."""

from __future__ import annotations

import re

from fullcast.lexicon.numerals import NUMBER, cardinal, number
from fullcast.lexicon.sentence import rewritten

_MONEY = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
}
_SCALES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "mn": "million",
    "b": "billion",
    "B": "billion",
    "bn": "billion",
}
_AMOUNT = re.compile(
    rf"(?P<article>\b[Aa]n?\s+)?(?:\b(?:US|CA|AU))?(?P<sign>[$£€¥₹])\s?(?P<number>{NUMBER})"
    r"(?:\s?(?P<scale>bn|mn|[kKmMbB])(?!\w)|\s(?P<word>hundred|thousand|million|billion|trillion)\b)?"
    r"(?P<noun>[ -](?=[a-z]))?"
)
_CASH = re.compile(r"(?:bill|note|coin)s?\b")
_SMALL = re.compile(rf"(?<![\w.])({NUMBER})\s?(¢|[pc](?!\w))")
_UNITS = {
    "km": "kilometre kilometres",
    "cm": "centimetre centimetres",
    "mm": "millimetre millimetres",
    "m": "metre metres",
    "kg": "kilogram kilograms",
    "mg": "milligram milligrams",
    "g": "gram grams",
    "lb": "pound pounds",
    "lbs": "pound pounds",
    "oz": "ounce ounces",
    "ft": "foot feet",
    "ft.": "foot feet",
    "yd": "yard yards",
    "yds": "yard yards",
    "mi": "mile miles",
    "ml": "millilitre millilitres",
    "l": "litre litres",
    "L": "litre litres",
    "mph": "mile+per+hour miles+per+hour",
    "km/h": "kilometre+per+hour kilometres+per+hour",
    "kmh": "kilometre+per+hour kilometres+per+hour",
    "kph": "kilometre+per+hour kilometres+per+hour",
    "m/s": "metre+per+second metres+per+second",
    "Hz": "hertz hertz",
    "kHz": "kilohertz kilohertz",
    "MHz": "megahertz megahertz",
    "GHz": "gigahertz gigahertz",
    "kB": "kilobyte kilobytes",
    "KB": "kilobyte kilobytes",
    "MB": "megabyte megabytes",
    "GB": "gigabyte gigabytes",
    "TB": "terabyte terabytes",
    "W": "watt watts",
    "kW": "kilowatt kilowatts",
    "V": "volt volts",
    "hr": "hour hours",
    "hrs": "hour hours",
    "min": "minute minutes",
    "mins": "minute minutes",
    "sec": "second seconds",
    "secs": "second seconds",
    "sq ft": "square+foot square+feet",
}
_NAMES = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_MEASURE = re.compile(
    rf"(?P<article>\b[Aa]n?\s+)?(?<![\w.])(?P<number>{NUMBER})(?:\s|-)?(?P<unit>{_NAMES})(?P<power>[²³])?"
    r"(?!\w|['’]\w)(?P<noun>[ -](?=[a-z]))?"
)
_HEIGHT = re.compile(r"(?<![\w.])(\d{1,2})\s?['’′]\s?(\d{1,2})(?!\w)(?:\s?(?:[\"″]|''|’’))?")
_DEGREES = re.compile(rf"(?<![\w.])([-−])?({NUMBER})\s?[°º]\s?(?:([CF])(?!\w))?")
_SCALE_NAMES = {"C": " Celsius", "F": " Fahrenheit"}
_PERCENT = re.compile(r"(?<=\d)\s?%")
_ARITHMETIC = (
    (re.compile(r"(?<=[\w)])\s?\+(?=\s|[.,;:!?)\"”’]|$)|(?<=\s)\+(?=\s)"), " plus"),
    (re.compile(r"(?<=\d)\+(?=\d)"), " plus "),
    (re.compile(r"\s?÷\s?"), " divided by "),
    (re.compile(r"(?<=\d)\s+[−–-]\s+(?=\d+\s*(?:=|equals))"), " minus "),
    (re.compile(r"§+\s?(?=\d)"), "section "),
)


def measures(text: str) -> str:
    """Sums of money, measures and signs of arithmetic in words."""
    text = rewritten(_AMOUNT, _amount, text)
    text = rewritten(_SMALL, _coins, text)
    text = rewritten(_HEIGHT, _height, text)
    text = rewritten(_DEGREES, _degrees, text)
    text = rewritten(_MEASURE, _measure, text)
    text = _PERCENT.sub(" percent", text)
    for pattern, said in _ARITHMETIC:
        text = pattern.sub(said, text)
    return text


def _amount(match: re.Match[str]) -> str:
    article, written = match["article"] or "", match["number"]
    one, many, coin, coins = _MONEY[match["sign"]]
    scale = _SCALES.get(match["scale"] or "", match["word"] or "")
    noun = match["noun"] or ""
    if noun and (article or _CASH.match(match.string, match.end())):
        return f"{article}{_hyphened(written, scale)}-{one} "
    if scale:
        return f"{article}{number(written)} {scale} {many}{noun}"
    whole, _, rest = written.replace(",", "").partition(".")
    if len(rest) != 2:
        return f"{article}{number(written)} {one if written == '1' else many}{noun}"
    large = f"{number(whole or '0')} {one if whole == '1' else many}" if int(whole or 0) else ""
    small = f"{cardinal(int(rest))} {coin if int(rest) == 1 else coins}" if int(rest) else ""
    return article + (" and ".join(filter(None, (large, small))) or f"zero {many}") + noun


def _hyphened(written: str, scale: str) -> str:
    return f"{number(written)} {scale}".strip().replace(" ", "-")


def _coins(match: re.Match[str]) -> str:
    one, many = ("penny", "pence") if match[2] == "p" else ("cent", "cents")
    return f"{number(match[1])} {one if match[1] == '1' else many}"


def _measure(match: re.Match[str]) -> str:
    article, written, noun = match["article"] or "", match["number"], match["noun"] or ""
    one, many = (name.replace("+", " ") for name in _UNITS[match["unit"]].split())
    power = {"²": "square ", "³": "cubic "}.get(match["power"] or "", "")
    if article and noun and " " not in one:
        return f"{article}{_hyphened(written, '')}-{power}{one} "
    return f"{article}{number(written)} {power}{one if written == '1' else many}{noun}"


def _height(match: re.Match[str]) -> str:
    return f"{cardinal(int(match[1]))} foot {cardinal(int(match[2]))}"


def _degrees(match: re.Match[str]) -> str:
    sign = "minus " if match[1] else ""
    name = "degree" if match[2] == "1" else "degrees"
    after = match.string[match.end() : match.end() + 1]
    space = " " if match[0].endswith(" ") or after.isalpha() else ""
    return f"{sign}{number(match[2])} {name}{_SCALE_NAMES.get(match[3] or '', '')}{space}"
