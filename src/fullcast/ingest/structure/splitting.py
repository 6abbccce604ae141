"""Splitting very long chapters into parts, at breaks between scenes where there are any."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fullcast.model import Block, Book, Chapter, Kind

_STRAY = 0.25
"""Of a part's length: so far from where an even cut would be, a scene break is still taken."""


def split(book: Book, longest: int) -> Book:
    """The book with every chapter that has more than so many spoken characters in parts.

    The parts of a chapter are about equally long. Each begins after a scene break, or where none
    is near, with a paragraph.
    """
    found = [part for chapter in book.chapters for part in _parts(chapter, longest)]
    numbered = (replace(chapter, number=n) for n, chapter in enumerate(found, start=1))
    return replace(book, chapters=tuple(numbered))


def spoken_length(chapter: Chapter) -> int:
    """The characters of a chapter that are spoken."""
    return sum(map(_length, chapter.blocks))


def _length(block: Block) -> int:
    return block.end - block.start if block.kind.voiced else 0


def _parts(chapter: Chapter, longest: int) -> Iterator[Chapter]:
    total = spoken_length(chapter)
    count = math.ceil(total / longest)
    cuts = _cuts(chapter.blocks, total, count) if count > 1 else []
    if not cuts:
        yield chapter
        return
    bounds = [0, *cuts, len(chapter.blocks)]
    for n, (first, last) in enumerate(pairwise(bounds), start=1):
        own = chapter.blocks[first:last]
        start = own[0].start if n > 1 else chapter.start
        text = chapter.text[start - chapter.start : own[-1].end - chapter.start]
        title = f"{chapter.title} (part {n} of {len(cuts) + 1})"
        yield Chapter(chapter.number, title, text, start, own)


def _cuts(blocks: Sequence[Block], total: int, count: int) -> list[int]:
    """The indexes of the blocks that begin the second part and those after it."""
    before = [0]
    for block in blocks:
        before.append(before[-1] + _length(block))
    candidates = [n for n in range(1, len(blocks)) if _may_begin(blocks, n)]
    cuts: list[int] = []
    for part in range(1, count):
        even = total * part / count
        later = [n for n in candidates if not cuts or n > cuts[-1]]
        if not later:
            break

        def cost(n: int, even: float = even) -> tuple[bool, float, int]:
            away = abs(before[n] - even)
            near = _after_break(blocks, n) and away <= _STRAY * total / count
            return not near, away, n

        cuts.append(min(later, key=cost))
    return cuts


def _may_begin(blocks: Sequence[Block], n: int) -> bool:
    """Whether a part may begin with a block: story that follows story, or a scene."""
    return blocks[n].kind in (Kind.NARRATION, Kind.MARKER) and blocks[n - 1].kind in (
        Kind.NARRATION,
        Kind.BREAK,
    )


def _after_break(blocks: Sequence[Block], n: int) -> bool:
    return blocks[n - 1].kind is Kind.BREAK or blocks[n].kind is Kind.MARKER
