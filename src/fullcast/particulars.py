"""What is told of a book besides its words: title, author, series, year, genre, narrator, cover.

A user writes it on the command line or in voices.yaml; a story may state it itself. What was said
nearest to the run counts: an option, then voices.yaml, then the story.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from fullcast.model import Book

LONGEST = 300
"""Characters of a title, a name or a genre."""
_NUMBERED = re.compile(r"(?P<name>.*\S)\s+#(?P<number>\d{1,6}(?:\.\d{1,6})?)")
_YEAR = re.compile(r"[1-9]\d{3}")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What somebody says of a book; what is None or empty was not said."""

    title: str | None = None
    author: str | None = None
    series: str | None = None
    series_number: str | None = None
    """The place in the series, such as "2"; it goes with `series`."""
    year: int | None = None
    genres: tuple[str, ...] = ()
    narrators: tuple[str, ...] = ()
    cover: Path | None = None
    """A picture."""

    def over(self, other: Particulars) -> Particulars:
        """These, and what `other` says of all that these do not."""
        series, number = self.series, self.series_number
        if series is None:
            series, number = other.series, other.series_number
        return Particulars(
            title=self.title or other.title,
            author=self.author or other.author,
            series=series,
            series_number=number,
            year=other.year if self.year is None else self.year,
            genres=self.genres or other.genres,
            narrators=self.narrators or other.narrators,
            cover=self.cover or other.cover,
        )


def applied(book: Book, said: Particulars, cover: bytes | None = None) -> Book:
    """The book with what is said of it in the place of what its story states.

    `cover` are the bytes of the picture that was chosen. A chapter that is called as the story
    is, for want of a heading, gets the new title too.
    """
    title = said.title or book.title
    series, number = book.series, book.series_number
    if said.series is not None:
        series, number = said.series, said.series_number
    return replace(
        book,
        title=title,
        author=said.author or book.author,
        chapters=tuple(
            replace(chapter, title=title) if chapter.title == book.title else chapter
            for chapter in book.chapters
        ),
        series=series,
        series_number=number,
        year=book.year if said.year is None else said.year,
        genres=said.genres or book.genres,
        narrators=said.narrators or book.narrators,
        cover=book.cover if cover is None else cover,
    )


def label_of(text: str) -> str:
    """A title or a name as it is written: one line, without white space around it.

    Raises:
        ValueError: nothing of it can be seen, or it is too long.
    """
    label = " ".join(text.split())
    if not any(unicodedata.category(char)[0] not in "CZM" for char in label):
        raise ValueError("must not be empty")
    if len(label) > LONGEST:
        raise ValueError(f"must not be longer than {LONGEST} characters")
    return label


def labels_of(text: str) -> tuple[str, ...]:
    """Several genres or names, with semicolons between: "Fantasy; Mystery"; each once.

    Raises:
        ValueError: there is none, or one is too long.
    """
    parts = [part for part in text.split(";") if part.strip()] or [""]
    return tuple(dict.fromkeys(label_of(part) for part in parts))


def series_of(text: str) -> tuple[str, str | None]:
    """A series and the place in it: "The Lamps #2", "The Lamps #2.5" or "The Lamps" alone.

    Raises:
        ValueError: it is neither.
    """
    label = label_of(text)
    if match := _NUMBERED.fullmatch(label):
        name, number = match["name"], _plain(match["number"])
        if " #" not in f" {name}":
            return name, number
    elif " #" not in f" {label}":
        return label, None
    raise ValueError(f'must be "Name #2", or "Name" alone, not "{label}"')


def series_text(name: str, number: str | None) -> str:
    """A series and the place in it, as one text."""
    return f"{name} #{number}" if number else name


def year_of(text: str) -> int:
    """A year of four digits.

    Raises:
        ValueError: it is none.
    """
    if not _YEAR.fullmatch(text.strip()):
        raise ValueError(f'must be a year of four digits, such as 2024, not "{text.strip()}"')
    return int(text)


def _plain(number: str) -> str:
    """A number without the zeros that say nothing: "2" of "02" and "2.0"."""
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else f"{int(whole)}"
