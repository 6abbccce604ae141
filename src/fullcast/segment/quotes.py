"""Find what is said aloud, paragraph by paragraph.

A span covers its marks. Marks are paired within a paragraph; a paragraph that is left open may
continue in the next one, which then begins with an opening mark of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from fullcast.segment.conventions import DOUBLE_MARKS, Convention
from fullcast.segment.dashes import find_dash_speech
from fullcast.segment.doubles import closes_first, find_double_quotes
from fullcast.segment.mentions import is_mention
from fullcast.segment.singles import find_single_quotes
from fullcast.segment.spans import Span, end_before

_PAIRS = {
    Convention.GUILLEMETS: ("«", "»"),
    Convention.GERMAN: ("„", "“”"),
    Convention.CORNERS: ("「『", "」』"),
}
_LONGEST_INSET = 4
"""Paragraphs at most that an open quotation crosses without a mark: verse, mostly."""


def find_quotes(paragraphs: Sequence[str], convention: Convention) -> list[tuple[Span, ...]]:
    """The quotations of consecutive paragraphs, in order, without overlaps.

    Words in quotation marks that nobody speaks (titles, irony) are left out.
    """
    if convention is Convention.DOUBLE:
        found = _double(paragraphs)
    else:
        found = [_other(text, convention) or find_double_quotes(text) for text in paragraphs]
    return [
        tuple(span for span in spans if not is_mention(text, span))
        for text, spans in zip(paragraphs, found, strict=True)
    ]


def _other(text: str, convention: Convention) -> list[Span]:
    if convention is Convention.SINGLE:
        return find_single_quotes(text)
    if convention is Convention.DASH:
        return find_dash_speech(text)
    return _paired(text, *_PAIRS[convention])


def _double(paragraphs: Sequence[str]) -> list[list[Span]]:
    found: list[list[Span]] = []
    inside = 0
    for i, text in enumerate(paragraphs):
        following = paragraphs[i + 1].lstrip()[:1] if i + 1 < len(paragraphs) else ""
        followed = following != "" and following in DOUBLE_MARKS
        spans = find_double_quotes(text, inside=inside > 0, followed=followed)
        inside = max(0, inside - 1)
        if not inside and spans and _is_open(text, spans[-1]):
            inside = _crossed(paragraphs, i + 1)
        found.append(spans)
    return found


def _is_open(text: str, span: Span) -> bool:
    return span.continues and span.end == end_before(text, len(text))


def _crossed(paragraphs: Sequence[str], start: int) -> int:
    """How many paragraphs an open quotation covers until one closes it; 0 if none does."""
    for count, text in enumerate(paragraphs[start : start + _LONGEST_INSET], start=1):
        if closes_first(text):
            return count
        if any(mark in text for mark in DOUBLE_MARKS):
            return 0
    return 0


def _paired(text: str, opening: str, closing: str) -> list[Span]:
    spans: list[Span] = []
    start: int | None = None
    depth = 0
    for i, char in enumerate(text):
        if char in opening:
            start, depth = (i, 1) if start is None else (start, depth + 1)
        elif char in closing and start is not None:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, i + 1))
                start = None
    if start is not None:
        spans.append(Span(start, end_before(text, len(text)), continues=True))
    return spans
