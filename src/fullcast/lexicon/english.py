"""English as engines read it right: words for digits, signs and abbreviations, stutters, cries.

What the engines do was looked up in the phonemes of hibari 0.2.1 and of espeak-ng 1.52. Where one
of them reads something wrong, or they differ, it is written in words for all.
"""

from __future__ import annotations

import re
from collections.abc import Set

from fullcast.lexicon.abbreviations import SPELLED, abbreviations, initialisms
from fullcast.lexicon.capitals import without_shouting
from fullcast.lexicon.cries import cries
from fullcast.lexicon.dates import dates
from fullcast.lexicon.dialect import apostrophes
from fullcast.lexicon.measures import measures
from fullcast.lexicon.numbers import numbers
from fullcast.lexicon.romans import romans
from fullcast.lexicon.stutters import stutters

# Most sentences have nothing of these two kinds, and looking for each of them takes its time.
_SHORT = re.compile(
    r"[#&/]|\w\.|\b(?:[IVXLCDM]+|vs|aka|Ms|Sgt|Cmdr|Mme|Mlle|Messrs|PhD|Jr|Sr|Esq|St|Dr)\b"
)
_FIGURES = re.compile(r"[\d¼-¾⅐-⅞+÷§]|\b[ap]\.m\.")
_FIRST, _MARKS = 0xE000, 0x1900
"""Private characters, which `clean` has taken out of the text."""
_HELD = re.compile("[\ue000-\uf8ff]")
_TITLES = frozenset(("mr.", "mrs.", "dr.", "st."))
"""Their points go whatever the lexicon has, as its own entries expect."""


def english(text: str, protected: Set[str] = frozenset()) -> str:
    """`text` with everything of the kinds above written so that engines read it right.

    Args:
        text: a cleaned line.
        protected: words, case-folded, that are left alone (those of the user's lexicon).
    """
    text, held = _without(text, protected)
    text = apostrophes(text)
    if _SHORT.search(text):
        text = romans(abbreviations(text))
    if _FIGURES.search(text):
        text = numbers(measures(dates(text)))
    text = cries(stutters(text), protected)
    text = initialisms(without_shouting(text, protected))
    return _HELD.sub(lambda match: held[ord(match[0]) - _FIRST], text)


def _without(text: str, protected: Set[str]) -> tuple[str, list[str]]:
    """The text with a mark for each word of the lexicon that would be taken for something else."""
    words = [word for word in protected if not word.isalpha() or word.upper() in SPELLED]
    words = [word for word in words if word not in _TITLES]
    words = sorted((word for word in words if any(map(str.isalnum, word))), key=_longest_first)
    if not words:
        return text, []
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        if len(held) == _MARKS:
            return match[0]
        held.append(match[0])
        return chr(_FIRST + len(held) - 1)

    pattern = "|".join(map(re.escape, words))
    return re.sub(rf"(?i)(?<!\w)(?:{pattern})(?!\w)", hold, text), held


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word
