"""Roman numbers in headings and behind names."""

from __future__ import annotations

import re

from fullcast.lexicon.numerals import cardinal, ordinal, year

ROMAN = r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?!\w)"
_WHOLE = re.compile(ROMAN)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

_COUNTED = (
    "Act Apollo Appendix Article Book Canto Chapter Class Episode Figure Grade Level Mark Mk Number"
    " Page Part Phase Round Scene Section Stage Table Title Type Verse Volume War"
)
"""What is numbered: "Act II" is act two."""
_RANKS = "Emperor Empress Kaiser King Pope Prince Princess Queen Sultan Tsar Czar"
_REIGNED = (
    "Albert Alexander Alfonso Anne Baldwin Benedict Boniface Catherine Charles Christian Clement"
    " Constantine Conrad Darius David Edmund Edward Elizabeth Ferdinand Francis Frederick George"
    " Gregory Gustav Harald Henry Innocent Isabella Ivan James Joan John Joseph Julius Justinian"
    " Kenneth Leo Leopold Louis Malcolm Margaret Mary Matilda Maximilian Michael Napoleon Nicholas"
    " Olaf Otto Paul Peter Philip Pius Ptolemy Ramses Richard Robert Rudolf Stephen Theodore Urban"
    " Victor Wilhelm William"
)


def _either(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_NUMBERED = re.compile(rf"\b((?:World )?{_either(_COUNTED)}\.?) ({ROMAN})")
_REIGNS = re.compile(
    rf"\b({_either(_RANKS)} [A-Z]\w+|{_either(_REIGNED)}|[A-Z]\w+(?= [IVX]{{2,}}\b))"
    rf" (?=[IVX]+\b)({ROMAN})"
)
_PRONOUN = re.compile(r"\s+(?!(?:of|was|is|and)\b)[a-z]|['’]")
"""What follows an "I" that is a person: "the Part I like", "King Charles I am"."""
_YEAR = re.compile(rf"\b(?=M(?:CM|D|CC|M)[CDLXVI]){ROMAN}")
_LETTERS = frozenset("CDLMX")
"""Single letters that are more often the name of a letter: "Section C", "Malcolm X"."""


def value(roman: str) -> int:
    """The value of a Roman number.

    Raises:
        ValueError: it is none.
    """
    if not _WHOLE.fullmatch(roman):
        raise ValueError(f"{roman!r} is no Roman number")
    values = [_VALUES[char] for char in roman]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def is_roman(text: str) -> bool:
    """Whether a text is a Roman number."""
    return _WHOLE.fullmatch(text) is not None


def romans(text: str) -> str:
    """ "Henry VIII" as "Henry the eighth", "World War II" as "World War two".

    Single letters are left alone where they may be letters, and "I" where it may be a person.
    """
    text = _YEAR.sub(lambda match: year(value(match[0])), text)
    text = _NUMBERED.sub(_count, text)
    return _REIGNS.sub(_reign, text)


def _count(match: re.Match[str]) -> str:
    what, roman = match[1], match[2]
    if roman in _LETTERS and not (roman in "XLC" and what in ("Chapter", "Book", "Part")):
        return match[0]
    if roman == "I" and (what == "Mark" or _PRONOUN.match(match.string, match.end())):
        return match[0]
    if what in ("Mk", "Mk."):
        what = "Mark"
    return f"{what} {cardinal(value(roman))}"


def _reign(match: re.Match[str]) -> str:
    name, roman = match[1], match[2]
    ranked = " " in name
    if not ranked and len(roman) == 1 and roman != "V":
        of = match.string.startswith(" of ", match.end())
        if not (roman == "I" and of):
            return match[0]
    if roman == "I" and _PRONOUN.match(match.string, match.end()):
        return match[0]
    known = ranked or name in _REIGNED.split()
    return f"{name} the {ordinal(value(roman))}" if known else f"{name} {cardinal(value(roman))}"
