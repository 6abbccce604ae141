"""Classifying a story's paragraphs: title, front matter, notes, markers, breaks, end marks.

Most decisions need to know where a paragraph stands. A *zone* is what lies between two
headings; its *head* is what stands before its first paragraph of story, its *tail* what stands
after its last. What nothing proves to be something else is narration, because a paragraph of
the story that is wrongly silent is lost, while a note that is wrongly read is only a nuisance.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from fullcast.ingest.draft import Draft, Paragraph
from fullcast.ingest.structure import labels, remarks
from fullcast.ingest.structure.headings import Heading, Rank, title_like
from fullcast.ingest.structure.markers import is_marker
from fullcast.ingest.structure.notes import mark_note, read_footnotes, read_tail
from fullcast.ingest.structure.ornaments import bare, is_break
from fullcast.ingest.structure.outline import Outline, outline
from fullcast.ingest.structure.reading import Reading, regular_gap
from fullcast.ingest.structure.sentences import QUOTES
from fullcast.ingest.structure.titlepage import (
    gutenberg_title,
    is_passing_line,
    read_imprint,
    read_title_page,
    stated,
)
from fullcast.model import FRONT, Kind

_GUTENBERG_START = re.compile(r"\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG", re.I)
_GUTENBERG_END = re.compile(r"(?:\*{3} ?)?END OF (?:THE |THIS )?PROJECT GUTENBERG", re.I)
_BY = re.compile(r"(?:written )?by:? ", re.I)
_LONGEST_NAME = 80  # characters of a chapter's name on a line of its own
_LONGEST_CAPITALS = 300  # characters of a chapter's name in capitals
_SENTENCES = re.compile(r"[.!?…]\s+[A-Z“\"‘'].*[.!?…]\W*$", re.S)
_LONGEST_SUMMARY = 1000  # characters after its first paragraph
_LONGEST_TITLE_PAGE = 40  # paragraphs


@dataclass(frozen=True, slots=True)
class Piece:
    """A classified stretch of the story, without the white space around it."""

    kind: Kind
    start: int
    end: int
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """A story's pieces in order, and what the text says of itself."""

    pieces: tuple[Piece, ...]
    title: str | None
    author: str | None


def classify(draft: Draft) -> Structure:
    """The kinds of all paragraphs of a story, and its title and author if the text has them."""
    begin, end = _boilerplate(draft.paragraphs)
    paragraphs = draft.paragraphs[begin:end]
    found = outline(paragraphs)
    reading = Reading(paragraphs, _first_kinds(paragraphs, found), dict(found.headings))
    reading.spaced = regular_gap(paragraphs) > 1
    if found.title is not None:
        reading.title = " ".join(bare(reading.text(found.title)).split())
    _read_marked_title(reading)
    read_footnotes(reading)
    for first, last in _zones(reading):
        _read_head(reading, first, last)
        _read_notes(reading, first, last)
        read_tail(reading, first, last)
    outside = [Piece(Kind.LICENSE, p.start, p.end) for p in draft.paragraphs]
    pieces = (*outside[:begin], *_pieces(reading, draft.text), *outside[end:])
    title, author = stated(draft.paragraphs[:begin] or paragraphs[:1])
    if begin:  # Project Gutenberg's own words are surer than a title page
        return Structure(pieces, title or reading.title, author or reading.author)
    return Structure(pieces, reading.title or title, reading.author or author)


def _read_marked_title(reading: Reading) -> None:
    """Takes title and author from what the format itself says is that."""
    for paragraph in reading.paragraphs:
        name = bare(" ".join(paragraph.text.split()))
        if paragraph.kind is Kind.TITLE:
            reading.title = reading.title or name
        elif paragraph.kind is Kind.AUTHOR:
            reading.author = reading.author or labels.author_of(name) or _BY.sub("", name)


def _boilerplate(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """The range of paragraphs within Project Gutenberg's legal text."""
    begin, end = 0, len(paragraphs)
    for n, paragraph in enumerate(paragraphs):
        if paragraph.text[0] not in "*Ee":
            continue
        if _GUTENBERG_START.match(paragraph.text):
            begin = n + 1
        elif _GUTENBERG_END.match(paragraph.text):
            end = n
            break
    return (begin, end) if begin < end else (0, len(paragraphs))


def _first_kinds(paragraphs: Sequence[Paragraph], found: Outline) -> list[Kind]:
    """The kinds that paragraphs have by their own words, wherever they stand."""
    single = Counter(p.text for p in paragraphs if p.text in ("x", "X", "o", "O"))
    kinds = []
    for n, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if paragraph.kind is not None:
            kinds.append(paragraph.kind)
        elif n == found.title:
            kinds.append(Kind.TITLE)
        elif n in found.headings:
            kinds.append(Kind.HEADING)
        elif n in found.contents:
            kinds.append(Kind.CONTENTS)
        elif n == 0 and gutenberg_title(text):
            kinds.append(Kind.LICENSE)
        elif remarks.is_picture(text):
            kinds.append(Kind.PICTURE)
        elif is_break(text) or single[text] > 1:
            kinds.append(Kind.BREAK)
        else:
            kinds.append(Kind.MARKER if is_marker(text) else Kind.NARRATION)
    return kinds


def _zones(reading: Reading) -> Iterator[tuple[int, int]]:
    """The ranges between headings, the one before the first heading included."""
    begin = 0
    for n in sorted(reading.headings):
        yield begin, n
        begin = n + 1
    yield begin, len(reading.paragraphs)


def _read_head(reading: Reading, first: int, last: int) -> None:
    """Classifies what stands before a zone's first paragraph of story."""
    if first and first < last:
        _read_heading_name(reading, first, last)
    n = first
    while n < last and (after := _read_head_line(reading, n, first, last)) > n:
        n = after
    if first == 0 and last < len(reading.paragraphs):
        for m in range(n, last):
            if reading.is_open(m) and labels.is_strong_label(reading.text(m)):
                _mark_front_matter(reading, m, last)
        _read_summary(reading, last)
        read_imprint(reading, last)


def _read_summary(reading: Reading, last: int) -> None:
    """Between a summary and the first chapter's heading, the little there is belongs to it.

    But not if something parts it, somebody speaks in it, or the format itself says how far the
    summary goes.
    """
    summaries = [m for m in range(last) if reading.kinds[m] is Kind.SUMMARY]
    heading = reading.headings.get(last)
    if not summaries or heading is None or not heading.opens:
        return
    if reading.paragraphs[summaries[-1]].kind is Kind.SUMMARY:
        return
    following = range(summaries[-1] + 1, last)
    rest = list(takewhile(reading.is_open, following))
    if len(rest) < sum(map(reading.is_open, following)):
        return
    if any(reading.text(m)[0] in QUOTES for m in rest):
        return
    if sum(len(reading.text(m)) for m in rest) <= _LONGEST_SUMMARY:
        reading.mark(Kind.SUMMARY, *rest)


def _read_head_line(reading: Reading, n: int, first: int, last: int) -> int:
    """Classifies a paragraph of a zone's head; the index after it, or `n` in the story."""
    text = reading.text(n)
    if not reading.is_open(n):
        return n + 1
    if _is_front_matter(reading, n, first, last):
        return _mark_front_matter(reading, n, last)
    if any(f(text) for f in (remarks.is_note, remarks.is_note_at_edge, remarks.ends_note)):
        return mark_note(reading, n, last)
    if first or n >= _LONGEST_TITLE_PAGE:
        return n
    after = read_title_page(reading, n, last)
    return n + 1 if after == n and is_passing_line(text) else after


def _read_heading_name(reading: Reading, n: int, last: int) -> None:
    """The line after "CHAPTER XII." may be the chapter's name."""
    heading = reading.headings.get(n - 1)
    text = reading.text(n)
    if heading is None or heading.name or not reading.is_open(n):
        return
    capitals = text.isupper()
    if "\n" in text and not capitals:
        return
    if not title_like(text, _LONGEST_CAPITALS if capitals else _LONGEST_NAME):
        return
    nested = heading.rank is Rank.PART and last in reading.headings
    if n + 1 == (len(reading.paragraphs) if capitals or nested else last):
        return  # all that the chapter has
    if labels.is_label(text) or remarks.is_note(text):
        return
    reading.mark(Kind.HEADING, n)
    reading.headings[n - 1] = heading.named(" ".join(bare(text).split()))


def _is_front_matter(reading: Reading, n: int, first: int, last: int) -> bool:
    text = reading.text(n)
    if labels.is_sure_label(text) or labels.is_disclaimer(text):
        return True
    if not labels.is_label(text):
        return False
    heading_follows = first == 0 and last < len(reading.paragraphs)
    # "Status: critical. The ship …" may open a story, which a title alone does not tell
    near = FRONT if _SENTENCES.search(text) else (*FRONT, Kind.TITLE, Kind.AUTHOR)
    beside = n > first and reading.kinds[n - 1] in near
    before = n + 1 < last and labels.is_label(reading.text(n + 1))
    return heading_follows or beside or before


def _mark_front_matter(reading: Reading, n: int, last: int) -> int:
    """Marks a labelled paragraph with the lines that belong to it; the index after them."""
    text = reading.text(n)
    matter = labels.kind_of(text)
    reading.mark(matter, n)
    for offset, kind in (
        (labels.title_label(text), Kind.TITLE),
        (labels.author_label(text), Kind.AUTHOR),
    ):
        if offset is not None and (stated := bare(text[offset:].split("\n", 1)[0])):
            reading.cuts[n] = (offset, matter)
            reading.mark(kind, n)
            if kind == Kind.TITLE:
                reading.title = stated
            else:
                reading.author = stated
            return n + 1
    after = n + 1
    opening = last < len(reading.paragraphs) and not any(m < n for m in reading.headings)
    if labels.is_label_alone(text) and reading.is_open(after) and (opening or after + 1 < last):
        reading.mark(matter, after)
        after += 1
    while after < last and reading.is_attached(after):
        if labels.is_label(reading.text(after)) or remarks.is_note(reading.text(after)):
            break
        reading.mark(matter, after)
        after += 1
    return after


def _read_notes(reading: Reading, first: int, last: int) -> None:
    for n in range(first, last):
        if reading.is_open(n) and remarks.is_note(reading.text(n)):
            mark_note(reading, n, last)


def _pieces(reading: Reading, source: str) -> Iterator[Piece]:
    for n, paragraph in enumerate(reading.paragraphs):
        kind = reading.kinds[n]
        start = paragraph.start
        if n in reading.cuts:
            offset, kind_before = reading.cuts[n]
            cut = _place(source, start, paragraph.text, offset)
            yield Piece(kind_before, start, cut)
            start = cut
        yield Piece(kind, start, paragraph.end, reading.headings.get(n))


def _place(source: str, start: int, text: str, offset: int) -> int:
    """Where in the story an offset in a paragraph is, whose lines lack the white space there."""
    before = sum(not c.isspace() for c in text[:offset])
    place = start
    while before or source[place].isspace():
        before -= not source[place].isspace()
        place += 1
    return place
