"""What chapters a story has, how long each is, and how long it will last."""

from __future__ import annotations

from dataclasses import dataclass

from fullcast import ingest
from fullcast.model import Book
from fullcast.recording import CHARACTERS_PER_SECOND


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter in the table of contents."""

    number: int
    title: str
    words: int
    """That are spoken."""
    seconds: float
    """Estimated, at an ordinary voice's pace."""


def contents(book: Book) -> tuple[Entry, ...]:
    """The chapters of a book."""
    return tuple(
        Entry(
            chapter.number,
            chapter.title,
            sum(len(chapter.text_of(b).split()) for b in chapter.blocks if b.kind.voiced),
            ingest.spoken_length(chapter) / CHARACTERS_PER_SECOND,
        )
        for chapter in book.chapters
    )
