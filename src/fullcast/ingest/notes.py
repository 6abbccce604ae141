"""Notes: how far an author's goes, footnotes, and what follows the end.

A note is silent, so that it must not take a paragraph of the story with it. It goes on only
where that is certain: to the bracket that closes it, to "End A/N", or through paragraphs that
talk to readers about the story, if those lead up to a divider, a heading or the end.
"""

from __future__ import annotations

import re

from fullcast.ingest import labels, remarks
from fullcast.ingest.reading import Reading
from fullcast.model import FRONT, Kind

_MOST_PARAGRAPHS = 20
_AFTER_END = 1500  # characters of story at most between an end mark and a chapter's end
_REFERENCE = re.compile(r"(?<=\S)\[(\d{1,3}|[A-Z*†‡])\](?!\w)")
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
    """After "End A/N" or "On with the story!"."""
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


def read_footnotes(reading: Reading) -> None:
    """A paragraph that begins with "[1]" is a footnote if a "[1]" in the story leads to it."""
    marks = {
        n: mark
        for n, paragraph in enumerate(reading.paragraphs)
        if reading.is_open(n) and (mark := remarks.footnote_mark(paragraph.text))
    }
    if not marks:
        return
    led_to = {
        match[1]
        for n, paragraph in enumerate(reading.paragraphs)
        if n not in marks
        for match in _REFERENCE.finditer(paragraph.text)
    }
    reading.mark(Kind.NOTE, *(n for n, mark in marks.items() if mark in led_to))


def read_tail(reading: Reading, first: int, last: int) -> None:
    """Classifies end marks, notes without a full mark, and pleas for reviews, from the end back."""
    silent = True  # nothing of the story follows
    seen = 0
    for n in range(last - 1, first - 1, -1):
        text = reading.text(n)
        if not reading.is_open(n):
            continue
        if remarks.is_end(text):
            reading.mark(Kind.END, n)
            _read_after_end(reading, n, last)
            break
        silent = silent and _is_closing_remark(reading, n, first)
        if silent:
            reading.mark(labels.kind_of(text) if labels.is_strong_label(text) else Kind.NOTE, n)
            continue
        seen += len(text)
        if seen > _AFTER_END:
            break


def _is_closing_remark(reading: Reading, n: int, first: int) -> bool:
    text = reading.text(n)
    if n == first:
        return False
    return remarks.is_note_at_edge(text) or remarks.is_plea(text) or labels.is_strong_label(text)


def _read_after_end(reading: Reading, n: int, last: int) -> None:
    """Where the story has ended, what talks to readers is no story."""
    transcribers = False  # which goes on to the end of the book
    for m in range(n + 1, last):
        text = reading.text(m)
        transcribers = transcribers or remarks.is_transcribers(text)
        if reading.is_open(m) and (
            transcribers or goes_on(reading, m) or remarks.is_note_at_edge(text)
        ):
            reading.mark(Kind.NOTE, m)
