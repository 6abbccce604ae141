"""Which marks enclose direct speech in a book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from fullcast.segment.dashes import opens_with_dash

DOUBLE_MARKS = '"“”'


class Convention(Enum):
    """The marks that enclose direct speech in a book."""

    DOUBLE = "double"
    SINGLE = "single"
    GUILLEMETS = "guillemets"
    INWARD_GUILLEMETS = "inward guillemets"
    GERMAN = "german"
    GERMAN_SINGLE = "german single"
    CORNERS = "corners"
    DASH = "dash"


_ENDS_DOUBLE = re.compile(r"[,.!?…—-][\"”]")
_ENDS_SINGLE = re.compile(r"[,.!?…—-]['’](?!\w)(?!['’\"”])")
_OUTWARD = re.compile(r"(?:(?<=[\s(—–-])|\A)«")
_INWARD = re.compile(r"(?:(?<=[\s(—–-])|\A)»(?=[^\s.,;:!?])")
_LOW_SINGLE = re.compile(r"(?:(?<=\s)|\A)‚(?=\S)")
_OWN_STYLE = 6
"""Marks at least that give a chapter a convention of its own, if they are nearly all it has."""
_NEARLY_ALL = 4


def find_convention(paragraphs: Iterable[str]) -> Convention:
    """The convention that most of a book's quotations follow; DOUBLE if there are none.

    A mark counts where it opens a paragraph or closes behind punctuation: apostrophes and
    quoted words do neither.
    """
    return _best(_votes(paragraphs))


def find_conventions(chapters: Sequence[Sequence[str]]) -> list[Convention]:
    """The convention of each chapter: the book's, unless the chapter clearly has another."""
    votes = [_votes(paragraphs) for paragraphs in chapters]
    book = _best({kind: sum(each[kind] for each in votes) for kind in Convention})
    return [_own_or(book, each) for each in votes]


def _own_or(book: Convention, votes: dict[Convention, int]) -> Convention:
    own = _best(votes)
    clear = votes[own] >= max(_OWN_STYLE, _NEARLY_ALL * votes[book])
    return own if clear else book


def _votes(paragraphs: Iterable[str]) -> dict[Convention, int]:
    votes = dict.fromkeys(Convention, 0)
    for text in paragraphs:
        head = text.lstrip()[:1] or " "
        votes[Convention.DOUBLE] += (head in DOUBLE_MARKS) + len(_ENDS_DOUBLE.findall(text))
        votes[Convention.SINGLE] += (head in "'‘") + len(_ENDS_SINGLE.findall(text))
        if "«" in text or "»" in text:
            votes[Convention.GUILLEMETS] += len(_OUTWARD.findall(text))
            votes[Convention.INWARD_GUILLEMETS] += len(_INWARD.findall(text))
        # What closes these looks like a double mark.
        votes[Convention.GERMAN] += 2 * text.count("„")
        votes[Convention.GERMAN_SINGLE] += len(_LOW_SINGLE.findall(text)) if "‚" in text else 0
        votes[Convention.CORNERS] += text.count("「")
        votes[Convention.DASH] += opens_with_dash(text)
    return votes


def _best(votes: dict[Convention, int]) -> Convention:
    # A dash may also open an aside or a list, so it needs company.
    dashes = votes[Convention.DASH]
    if dashes < max(3, votes[Convention.DOUBLE], votes[Convention.SINGLE]):
        votes = votes | {Convention.DASH: 0}
    order = list(Convention)
    best = max(order, key=lambda kind: (votes[kind], -order.index(kind)))
    return best if votes[best] else Convention.DOUBLE
