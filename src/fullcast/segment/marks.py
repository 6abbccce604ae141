"""Quotation marks as they are typed and scanned, turned into the few that the finders know.

Fullwidth and ornamental marks stand for plain ones; ``, '', ,, and << stand for one mark each;
a mark that was typed twice counts once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fullcast.segment.spans import Span

_LIKE = str.maketrans("＂‟″〝〞〟❝❞❛❜‛´＇｢｣﹁﹂﹃﹄", '"“"“””“”‘’‘’\'「」「」『』')
_UNUSUAL = re.compile(r"[＂‟″〝〞〟❝❞❛❜‛´＇｢｣﹁﹂﹃﹄`]|([',\"“”‘’„<>])\1")

_BEFORE_OPENING = r"(?:(?<=[\s(\[—–-])|\A)"
_BEHIND_CLOSING = r"(?=[\s.,;:!?)\]—–-]|\Z)"
_OPENING = {"``": "“", ",,": "„", '""': '"', "““": "“", "„„": "„", "<<": "«"}
_CLOSING = {"``": "”", '""': '"', "””": "”", ">>": "»"}
_DOUBTFUL_OPENING = {"''": "“", "‘‘": "“"}
_DOUBTFUL_CLOSING = {"''": "”", "’’": "”"}
"""In a book whose dialogue stands in single marks, two of them are two marks."""

_OPENS_TWICE = re.compile(rf"{_BEFORE_OPENING}(?:``|,,|''|‘‘)(?=\w)")
_OPENS_ONCE = re.compile(r"(?:(?<=\s)|^)['‘](?=[^\W\d])", re.MULTILINE)
_OPENS_BACK = re.compile(r"(?:(?<=[\s(\[—–-])|^)`(?=[^\s`])", re.MULTILINE)
_CLOSES_BACK = re.compile(r"(?<=[^\s`])`(?!`)")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """A paragraph with plain marks."""

    text: str
    places: tuple[int, ...] | None = None
    """Where each character, and the end, stood in the paragraph; None if nothing moved."""

    def original(self, span: Span) -> Span:
        """A stretch of this text as a stretch of the paragraph that it was made of."""
        if self.places is None:
            return span
        return Span(self.places[span.start], self.places[span.end], span.continues)


def with_plain_marks(paragraphs: Sequence[str]) -> list[Typed]:
    """The paragraphs of a book with plain marks."""
    unusual = [_UNUSUAL.search(text) is not None for text in paragraphs]
    if not any(unusual):
        return [Typed(text) for text in paragraphs]
    twice = sum(len(_OPENS_TWICE.findall(text)) for text in paragraphs)
    once = sum(len(_OPENS_ONCE.findall(text)) for text in paragraphs)
    doubles = twice >= _FEWEST and twice > once
    back = sum(len(_OPENS_BACK.findall(text)) for text in paragraphs)
    singles = back >= _FEWEST and back > 2 * sum(len(_CLOSES_BACK.findall(t)) for t in paragraphs)
    pairs = _Pairs(doubles)
    return [
        _typed(_OPENS_BACK.sub("‘", text) if singles else text, pairs) if odd else Typed(text)
        for text, odd in zip(paragraphs, unusual, strict=True)
    ]


class _Pairs:
    """Two characters that stand for one mark, each where it opens and where it closes."""

    def __init__(self, doubtful: bool) -> None:
        self.opening = _OPENING | (_DOUBTFUL_OPENING if doubtful else {})
        self.closing = _CLOSING | (_DOUBTFUL_CLOSING if doubtful else {})
        first = "|".join(re.escape(pair) for pair in self.opening)
        last = "|".join(re.escape(pair) for pair in self.closing)
        self.pattern = re.compile(
            rf"{_BEFORE_OPENING}(?P<opening>{first})(?=\S|\s\w)"
            rf"|(?:(?<=\S)|(?<=\S\s))(?P<closing>{last}){_BEHIND_CLOSING}"
        )

    def mark(self, match: re.Match[str]) -> str:
        opening = match.group("opening")
        return self.opening[opening] if opening else self.closing[match.group("closing")]


def _typed(text: str, pairs: _Pairs) -> Typed:
    text = text.translate(_LIKE)
    parts: list[str] = []
    places: list[int] = []
    at = 0
    for match in pairs.pattern.finditer(text):
        parts += [text[at : match.start()], pairs.mark(match)]
        # The mark covers both characters: it begins with the first and ends behind the second.
        places += range(at, match.start() + 1)
        at = match.end()
    if not parts:
        return Typed(text)
    parts.append(text[at:])
    places += range(at, len(text) + 1)
    return Typed("".join(parts), tuple(places))
