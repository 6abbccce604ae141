"""Split a book's paragraphs into narration, dialogue and thought.

The lines of a chapter tile its text: nothing is lost, nothing is doubled.
"""

from __future__ import annotations

from collections.abc import Iterator

from fullcast.language.narration import Telling, telling
from fullcast.model import Block, Book, Chapter, Kind, Line
from fullcast.segment.epigraphs import are_verses, is_epigraph
from fullcast.segment.quotes import find_quotes
from fullcast.segment.spans import Span
from fullcast.segment.thoughts import find_thoughts
from fullcast.segment.writing import mark_writing

__all__ = ["segment"]

_LONGEST_MOTTO = 8
"""Paragraphs at most."""


def segment(book: Book) -> tuple[tuple[Line, ...], ...]:
    """The lines of each chapter, without speakers."""
    chapters = [
        [chapter.text_of(block) for block in chapter.blocks if block.kind is Kind.NARRATION]
        for chapter in book.chapters
    ]
    paragraphs = [text for texts in chapters for text in texts]
    quotes = mark_writing(chapters, find_quotes(chapters))
    story = telling(_outside(paragraphs, quotes))
    remaining = iter(zip(paragraphs, quotes, strict=True))
    return tuple(_lines(chapter, remaining, story) for chapter in book.chapters)


def _outside(paragraphs: list[str], quotes: list[tuple[Span, ...]]) -> str:
    parts = []
    for text, spans in zip(paragraphs, quotes, strict=True):
        at = 0
        for span in spans:
            parts.append(text[at : span.start])
            at = span.end
        parts.append(text[at:])
    return " ".join(parts)


def _lines(
    chapter: Chapter, remaining: Iterator[tuple[str, tuple[Span, ...]]], story: Telling
) -> tuple[Line, ...]:
    lines: list[Line] = []
    motto = _epigraph(chapter)
    for number, block in enumerate(chapter.blocks):
        pieces = [(block.kind, block.start, block.end)]
        if block.kind is Kind.NARRATION:
            text, spans = next(remaining)
            if block not in motto:
                pieces = _pieces(text, block, spans, story)
        for kind, start, end in pieces:
            piece = chapter.text[start - chapter.start : end - chapter.start]
            lines.append(
                Line(chapter.number, len(lines), kind, piece, start, end, paragraph=number)
            )
    return tuple(lines)


def _epigraph(chapter: Chapter) -> list[Block]:
    """What opens a chapter if it is a motto, in which nobody speaks or thinks.

    Its lines may be paragraphs of their own.
    """
    blocks = [block for block in chapter.blocks if block.kind is Kind.NARRATION]
    for count in range(1, min(_LONGEST_MOTTO, len(blocks) - 1) + 1):
        parts = [chapter.text_of(block) for block in blocks[:count]]
        if (count == 1 or are_verses(parts)) and is_epigraph(
            "".join(parts), chapter.text_of(blocks[count])
        ):
            return blocks[:count]
    return []


def _pieces(
    text: str, block: Block, spans: tuple[Span, ...], story: Telling
) -> list[tuple[Kind, int, int]]:
    """Kinds and offsets that tile the block."""
    starts: list[tuple[int, Kind]] = []
    at = 0
    for span in (*spans, Span(len(text), len(text))):
        starts += _narration(text, at, span.start, story)
        if span.start < len(text):
            starts.append((span.start, Kind.NARRATION if span.written else Kind.DIALOGUE))
        at = span.end
    return _tiles(text, block.start, _changes(starts))


def _changes(starts: list[tuple[int, Kind]]) -> list[tuple[int, Kind]]:
    """The beginnings without those at which narration merely goes on."""
    return [
        (start, kind)
        for (start, kind), (_, before) in zip(starts, [(0, None), *starts], strict=False)
        if not kind is before is Kind.NARRATION
    ]


def _narration(text: str, start: int, end: int, story: Telling) -> list[tuple[int, Kind]]:
    """Where narration and thoughts begin between two quotations."""
    starts: list[tuple[int, Kind]] = []
    at = start
    for a, b in find_thoughts(text[start:end], story):
        starts += [(at, Kind.NARRATION), (start + a, Kind.THOUGHT)]
        at = start + b
    return [*starts, (at, Kind.NARRATION)]


def _tiles(text: str, offset: int, starts: list[tuple[int, Kind]]) -> list[tuple[Kind, int, int]]:
    """Turn beginnings into pieces; a piece of white space alone joins the one before it."""
    pieces: list[tuple[Kind, int, int]] = []
    ends = [start for start, _ in starts[1:]] + [len(text)]
    for (start, kind), end in zip(starts, ends, strict=True):
        if start == end:
            continue
        if pieces and not text[start:end].strip():
            pieces[-1] = (pieces[-1][0], pieces[-1][1], offset + end)
        elif pieces and not text[pieces[-1][1] - offset : start].strip():
            pieces[-1] = (kind, pieces[-1][1], offset + end)
        else:
            # White space that opens a piece belongs to the piece before it.
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            if pieces:
                pieces[-1] = (pieces[-1][0], pieces[-1][1], offset + start + lead)
                start += lead
            pieces.append((kind, offset + start, offset + end))
    return pieces
