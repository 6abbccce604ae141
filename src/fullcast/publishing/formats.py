"""What can be made of a story, by the names that a user asks for it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from pathlib import Path

from fullcast.model import Book, Track
from fullcast.publishing.aac import REMEDY, encoder
from fullcast.publishing.atomic import write_bytes
from fullcast.publishing.feed import chapters_file
from fullcast.publishing.lyrics import lyrics
from fullcast.publishing.subrip import subrip
from fullcast.publishing.webvtt import webvtt

CAPTIONS: dict[str, Callable[[Track, Book], str]] = {
    "vtt": webvtt,
    "srt": subrip,
    "lrc": lyrics,
}
"""Formats that are a text beside each track, by their extension."""

EPUB = "epub"
PAGE = "page"
FEED = "feed"
M4B, OPUS, SINGLE_MP3 = "m4b", "opus", "mp3-single"
WHOLE = (M4B, OPUS, SINGLE_MP3)
"""Formats that are one file of all chapters."""
FORMATS = ("mp3", *CAPTIONS, EPUB, PAGE, FEED, *WHOLE)
"""All formats. The first is always made: the others say when something is heard in it."""


def formats_named(text: str) -> tuple[str, ...]:
    """The formats in a list with commas between, each once, in the order of `FORMATS`.

    Raises:
        ValueError: one of them does not exist, or there is none; says which there are.
    """
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in FORMATS:
            close = difflib.get_close_matches(name, FORMATS, n=1, cutoff=0.6)
            hint = f'; did you mean "{close[0]}"?' if close else ""
            raise ValueError(f'there is no format "{name}", only {", ".join(FORMATS)}{hint}')
    if not names:
        raise ValueError(f"name one or more of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in names)


def of_a_sample(name: str) -> bool:
    """Whether a format is made of a sample too, not only of chapters."""
    return name != EPUB and name not in WHOLE


def hindrance(formats: Iterable[str]) -> str | None:
    """Why some of the formats cannot be made on this machine, and what to do; None if all can."""
    if M4B in formats and encoder() is None:
        return f"m4b needs something that encodes AAC: {REMEDY}"
    return None


def write_captions(track: Track, book: Book, formats: Iterable[str]) -> list[Path]:
    """Write those of the formats that are captions beside a track, under its name.

    What would be the same as it was is left as it is.

    Raises:
        OutputError: a file cannot be written.
    """
    paths = []
    for name in formats:
        if name in CAPTIONS:
            path = track.path.with_suffix(f".{name}")
            write_bytes(path, CAPTIONS[name](track, book).encode(), keep_same=True)
            paths.append(path)
    return paths


def files_beside(path: Path) -> tuple[Path, ...]:
    """Where a track's captions and the places within it are, if there are any."""
    return (*(path.with_suffix(f".{name}") for name in CAPTIONS), chapters_file(path))
