"""How far an author's note goes.

A note is silent, so that it must not take a paragraph of the story with it. It goes on only
where that is certain: to the bracket that closes it, to "End A/N", or through paragraphs that
talk to readers about the story, if those lead up to a divider, a heading or the end.
"""

from __future__ import annotations

from fullcast.ingest import labels, remarks
from fullcast.ingest.reading import Reading
from fullcast.model import FRONT, Kind

_MOST_PARAGRAPHS = 20
_CLOSERS = {"(": ")", "[": "]", "{": "}"}


def mark_note(reading: Reading, n: int, last: int) -> int:
    """Marks an author's note as far as it certainly goes; the index after it."""
    ends = (_after_bracket, _after_end_mark, _after_chat)
    after = max(n + 1, *(end(reading, n, last) for end in ends))
    reading.mark(Kind.NOTE, *(m for m in range(n, after) if reading.is_open(m)))
    return after


def goes_on(reading: Reading, n: int) -> bool:
    """Whether an open paragraph talks to readers."""
    return reading.is_open(n) and remarks.is_chatty(reading.text(n))


def _after_bracket(reading: Reading, n: int, last: int) -> int:
    """After the paragraph that closes the bracket which the note opens with."""
    opening = reading.text(n).lstrip("*_ ")[:1]
    closing = _CLOSERS.get(opening)
    if closing is None:
        return n
    depth = 0
    for m in range(n, min(last, n + _MOST_PARAGRAPHS)):
        depth += reading.text(m).count(opening) - reading.text(m).count(closing)
        if depth <= 0:
            return m + 1
    return n


def _after_end_mark(reading: Reading, n: int, last: int) -> int:
    """After "End A/N"."""
    for m in range(n + 1, min(last, n + _MOST_PARAGRAPHS)):
        if remarks.ends_note(reading.text(m)):
            return m + 1
    return n


def _after_chat(reading: Reading, n: int, last: int) -> int:
    """After the paragraphs that go on talking to readers."""
    after = n + 1
    if labels.is_label_alone(reading.text(n)) and after + 1 < last and reading.is_open(after):
        after += 1
    while after < last and reading.is_attached(after) and goes_on(reading, after):
        after += 1
    m = after
    while m < min(last, n + _MOST_PARAGRAPHS) and goes_on(reading, m):
        m += 1
    bounded = m == last or reading.kinds[m] in (Kind.BREAK, Kind.NOTE, *FRONT)
    return m if bounded else after
