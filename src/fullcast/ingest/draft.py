"""What a format hands on: the story's text and its paragraphs, not yet classified."""

from __future__ import annotations

from dataclasses import dataclass

from fullcast.model import Kind

LONGEST_NAME = 300
"""Characters of a title or an author's name; what is longer is cut off or is none."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text between white space; `start` and `end` are offsets into the story.

    Paragraphs are in order and do not overlap, and only white space lies between them.
    """

    start: int
    end: int
    text: str
    """Its lines, joined by newlines, without the white space around each; never empty."""
    gap: int = 0
    """Newlines between this paragraph and the one before it."""
    level: int = 0
    """1 to 6 for a heading that the format itself marks, outermost 1; 0 for any other text."""
    kind: Kind | None = None
    """What it is, where the format itself says so."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A story as its format gives it; what the format does not say is None."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    author: str | None = None
    language: str | None = None
    series: str | None = None
    series_number: str | None = None
    """The story's place in the series, such as "2"."""
    description: str | None = None
    identifiers: tuple[str, ...] = ()
    """ISBN, UUID, address…"""
    year: int | None = None
    """Of the first publication."""
    genres: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Keywords."""
    cover: bytes | None = None
    remarks: tuple[str, ...] = ()
    """What its reader should know that the file lacks, one plain sentence each."""
    assumed_title: str | None = None
    """What its properties say, which may be a template's: what the text states goes before it."""
    assumed_author: str | None = None
    """Whose account it was written with, which counts where nothing else names an author."""
