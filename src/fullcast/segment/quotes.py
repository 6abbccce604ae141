"""Find what is said aloud, paragraph by paragraph.

A span covers its marks. Marks are paired within a paragraph; a paragraph that is left open may
continue in the next one, which then begins with an opening mark of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Protocol

from fullcast.segment import doubles
from fullcast.segment.conventions import DOUBLE_MARKS, Convention, find_conventions
from fullcast.segment.dashes import find_dash_speech
from fullcast.segment.leads import AFTER, is_plain_tag
from fullcast.segment.marks import with_plain_marks
from fullcast.segment.mentions import is_mention
from fullcast.segment.pairs import Pair
from fullcast.segment.singles import find_single_quotes, starts_speech
from fullcast.segment.spans import Span, end_before


class _Marks(Protocol):
    """A kind of marks that open and close."""

    @property
    def opening(self) -> str: ...

    @property
    def marks(self) -> str: ...

    def find(self, text: str, *, inside: bool = False, followed: bool = False) -> list[Span]: ...

    def closes_first(self, text: str) -> bool: ...


class _Doubles:
    """Double marks, straight and curly."""

    opening = marks = DOUBLE_MARKS

    def find(self, text: str, *, inside: bool = False, followed: bool = False) -> list[Span]:
        if "„" in text and not inside:
            return _with_gaps(text, _LOW.find(text, followed=followed), self)
        return doubles.find_double_quotes(text, inside=inside, followed=followed)

    def closes_first(self, text: str) -> bool:
        return "„" not in text and doubles.closes_first(text)


_LOW = Pair("„", '“”"')
_MARKS: dict[Convention, _Marks] = {
    Convention.DOUBLE: _Doubles(),
    Convention.GUILLEMETS: Pair("«", "»"),
    Convention.INWARD_GUILLEMETS: Pair("»", "«"),
    Convention.GERMAN: _LOW,
    Convention.GERMAN_SINGLE: Pair("‚", "‘"),
    Convention.CORNERS: Pair("「『", "」』"),
}
_ALSO = (Convention.DOUBLE, Convention.GUILLEMETS, Convention.GERMAN, Convention.CORNERS)
"""Marks that enclose speech in a book of another convention, too."""
_MAY_OPEN_SINGLE = re.compile(r"['‘](?<!\S.)(?=[A-Z])")
_LONGEST_INSET = 4
"""Paragraphs at most that an open quotation crosses without a mark: verse, mostly."""


def find_quotes(chapters: Sequence[Sequence[str]]) -> list[tuple[Span, ...]]:
    """The quotations of each paragraph of a book, in order, without overlaps.

    Words in quotation marks that nobody speaks (titles, irony) are left out.
    """
    typed = with_plain_marks(list(chain.from_iterable(chapters)))
    plain = iter(typed)
    texts = [[next(plain).text for _ in chapter] for chapter in chapters]
    found = [
        spans
        for chapter, convention in zip(texts, find_conventions(texts), strict=True)
        for spans in _find(chapter, convention)
    ]
    return [
        tuple(each.original(span) for span in spans if not is_mention(each.text, span))
        for each, spans in zip(typed, found, strict=True)
    ]


def _find(paragraphs: Sequence[str], convention: Convention) -> list[list[Span]]:
    if convention in _MARKS:
        found = _across(paragraphs, _MARKS[convention])
    elif convention is Convention.SINGLE:
        found = [_single(text) for text in paragraphs]
    else:
        found = [find_dash_speech(text) for text in paragraphs]
    return [
        _and_others(text, spans, convention) for text, spans in zip(paragraphs, found, strict=True)
    ]


def _single(text: str) -> list[Span]:
    """In a book of single marks a paragraph may still open with double ones."""
    return [] if text.lstrip()[:1] in tuple(DOUBLE_MARKS) else find_single_quotes(text)


def _across(paragraphs: Sequence[str], marks: _Marks) -> list[list[Span]]:
    found: list[list[Span]] = []
    inside = 0
    for i, text in enumerate(paragraphs):
        following = paragraphs[i + 1].lstrip()[:1] if i + 1 < len(paragraphs) else ""
        followed = following != "" and following in marks.marks
        spans = marks.find(text, inside=inside > 0, followed=followed)
        inside = max(0, inside - 1)
        if not inside and spans and _is_open(text, spans[-1]):
            inside = _crossed(paragraphs, i + 1, marks)
        found.append(spans)
    return found


def _is_open(text: str, span: Span) -> bool:
    return span.continues and span.end == end_before(text, len(text))


def _crossed(paragraphs: Sequence[str], start: int, marks: _Marks) -> int:
    """How many paragraphs an open quotation covers until one closes it; 0 if none does."""
    for count, text in enumerate(paragraphs[start : start + _LONGEST_INSET], start=1):
        if marks.closes_first(text):
            return count
        if any(mark in text for mark in marks.marks):
            return 0
    return 0


def _and_others(text: str, spans: list[Span], convention: Convention) -> list[Span]:
    """The quotations with those between them that stand in other marks than the book's."""
    for other in _ALSO:
        if other is not convention and any(mark in text for mark in _MARKS[other].opening):
            spans = _with_gaps(text, spans, _MARKS[other])
    if not spans and convention in (Convention.GUILLEMETS, Convention.INWARD_GUILLEMETS):
        return find_dash_speech(text)
    if convention is not Convention.SINGLE and _MAY_OPEN_SINGLE.search(text):
        tagged = [span for span in find_single_quotes(text) if _is_tagged(text, span)]
        free = [s for s in tagged if not any(s.start < t.end and t.start < s.end for t in spans)]
        spans = sorted([*spans, *free], key=lambda span: span.start)
    return spans


def _with_gaps(text: str, spans: list[Span], marks: _Marks) -> list[Span]:
    result: list[Span] = []
    at = 0
    for span in (*spans, Span(len(text), len(text))):
        gap = text[at : span.start]
        result += [Span(s.start + at, s.end + at, s.continues) for s in marks.find(gap)]
        result.append(span)
        at = span.end
    return result[:-1]


def _is_tagged(text: str, span: Span) -> bool:
    """Whether a tag of speech follows what stands in single marks."""
    after = text[span.end : span.end + AFTER].lstrip()
    return not span.continues and starts_speech(text, span.start) and is_plain_tag(after)
