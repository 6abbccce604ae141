"""Single quotation marks, told apart from apostrophes."""

from __future__ import annotations

import re
from bisect import bisect_left

from fullcast.segment.leads import AFTER, introduces_speech, is_tag
from fullcast.segment.spans import Span, end_before, last_before

# Words that begin with an apostrophe: 'tis is no opening mark.
_ELIDED = re.compile(
    r"['’‘](?:tis|twas|twere|twill|twould|twon|twasn|tisn|em|cause|bout|til|till|round|ere|n|un|"
    r"uns|ave|ad|im|is|er|ow|ouse|ome|orse|cos|coz|cuz|fraid|nuff|neath|gainst|stead|spose|specially|"
    r"tec|bus|phone|scuse|m|ya|\d\ds?)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:(?<=[\s(\[—–\-“\"*_])|^)['‘](?=['’]?[^\s'’])")
_CLOSES = re.compile(r"(?<=\S)['’](?![A-Za-z])")
_CLIPPED = re.compile(r"(?:in|\b(?:wi|o|an|th|ol|ha|fo|yo|mo|po|gi|de|t|y|d))\Z", re.IGNORECASE)
"""What stands before an apostrophe that ends a word: goin', wi', o'."""
_BEHIND_PUNCTUATION = ',.!?…;:—–-*_)’”"'
_BEFORE_PUNCTUATION = ",.!?…;:—)"
_LONGEST_WORDS_QUOTED = 60
"""Characters of a quoted word or phrase at most."""


class _Closings:
    """The marks of a paragraph that may close: next to punctuation they surely do.

    Between a letter and a space they may be a plural possessive; behind "in" a dropped g.
    """

    def __init__(self, text: str) -> None:
        marks = [
            i
            for i in (m.start() for m in _CLOSES.finditer(text))
            if not _CLIPPED.search(text, max(0, i - 12), i)
        ]
        self._sure = [i for i in marks if _touches_punctuation(text, i)]
        self._likely = [i for i in marks if not _touches_punctuation(text, i)]

    def sure(self, start: int, limit: int) -> int | None:
        return _first(self._sure, start, limit)

    def likely(self, start: int, limit: int) -> int | None:
        return _first(self._likely, start, limit)


def _touches_punctuation(text: str, i: int) -> bool:
    if text[i - 1] in _BEHIND_PUNCTUATION:
        return True
    following, next_one = text[i + 1 : i + 2], text[i + 2 : i + 3]
    return following in tuple(_BEFORE_PUNCTUATION) and next_one not in ("'", "’")


def _first(places: list[int], start: int, limit: int) -> int | None:
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] < limit else None


def find_single_quotes(text: str) -> list[Span]:
    """What stands in single quotation marks, straight or curly, in one paragraph.

    A closing mark behind punctuation is sure; one behind a letter counts only where no sure one
    comes before the next quotation, or where the mark that opened stands amid a sentence, as it
    does before a quoted word.
    """
    openings = [m.start() for m in _OPENS.finditer(text) if _may_open(text, m.start())]
    limits = _limits(text, openings)
    closings = _Closings(text)
    spans: list[Span] = []
    done = 0
    for start, limit in zip(openings, limits, strict=True):
        if start < done:
            continue
        span = _span(text, start, limit, closings)
        if span is None and limit < len(text) and starts_speech(text, start):
            span = _around(text, start, limit, limits[bisect_left(openings, limit)], closings)
        if span is not None:
            spans.append(span)
            done = span.end
    return spans


def _may_open(text: str, at: int) -> bool:
    """Whether a mark opens: before 'Tis or 'Is only where speech begins, if something closes it."""
    if not _ELIDED.match(text, at):
        return True
    return text[at + 1].isupper() and starts_speech(text, at)


def _limits(text: str, openings: list[int]) -> list[int]:
    """Where the next quotation that is surely speech begins, for each opening mark."""
    limits: list[int] = []
    limit = len(text)
    for start in reversed(openings):
        limits.append(limit)
        if starts_speech(text, start) and not _ELIDED.match(text, start):
            limit = start
    return limits[::-1]


def _span(text: str, start: int, limit: int, closings: _Closings) -> Span | None:
    sure, likely = _sure_end(text, start, limit, closings), closings.likely(start + 1, limit)
    speech = starts_speech(text, start)
    amid = not speech and not introduces_speech(text, start)
    if likely is not None and amid and likely - start <= _LONGEST_WORDS_QUOTED:
        return Span(start, min(likely, likely if sure is None else sure) + 1)
    end = likely if sure is None and not _ELIDED.match(text, start) else sure
    if end is not None:
        return Span(start, end + 1)
    if limit == len(text) and speech and not _ELIDED.match(text, start):
        return Span(start, end_before(text, len(text)), continues=True)
    return None


def _around(text: str, start: int, inner: int, limit: int, closings: _Closings) -> Span | None:
    """A quotation that another one in the same marks interrupts, which no tag follows."""
    inner_end = closings.sure(inner + 1, limit)
    if inner_end is None or is_tag(text[inner_end + 1 : inner_end + AFTER].lstrip()):
        return None
    end = closings.sure(inner_end + 1, limit)
    return Span(start, end + 1) if end is not None else None


def _sure_end(text: str, start: int, limit: int, closings: _Closings) -> int | None:
    """The sure closing mark, behind those of curly quotations that stand inside this one."""
    end = closings.sure(start + 1, limit)
    at = start + 1
    while end is not None and text[start] == "‘":
        inner = text.find("‘", at, end)
        if inner < 0:
            return end
        at = end + 1
        further = closings.sure(at, limit)
        if further is None:
            return end
        end = further
    return end


def starts_speech(text: str, at: int) -> bool:
    """Whether the mark at a place opens a quotation rather than a quoted word."""
    before = last_before(text, at)
    return not before or before in ",.:;!?…—–-’'"
