"""The story formats: each turns a file's bytes into a `Draft`.

A file's extension names its format; but an EPUB is known by its bytes whatever it is called, and
so is a page that was saved under the name of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from fullcast.errors import StoryError
from fullcast.ingest import markdown, text
from fullcast.ingest.decode import decode
from fullcast.ingest.draft import Draft

MOST_LINES = 2_000_000
"""Of a text; the largest have half of it where they are hard-wrapped."""

Reader = Callable[[bytes, Path], Draft]


def _read_text(data: bytes, path: Path) -> Draft:
    return text.draft(_decoded(data, path))


def _read_markdown(data: bytes, path: Path) -> Draft:
    return markdown.draft(_decoded(data, path))


def _decoded(data: bytes, path: Path) -> str:
    decoded = decode(data, path)
    if decoded.count("\n") > MOST_LINES:
        raise StoryError(f"{path} has more than {MOST_LINES:,} lines; split it into several files.")
    return decoded


def _read_html(data: bytes, path: Path) -> Draft:
    from fullcast.ingest import html  # lxml loads slowly, and most stories need none of it

    return html.draft(data, path)


def _read_epub(data: bytes, path: Path) -> Draft:
    from fullcast.ingest import epub

    return epub.draft(data, path)


FORMATS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": _read_text,
        ".text": _read_text,
        ".md": _read_markdown,
        ".markdown": _read_markdown,
        ".html": _read_html,
        ".htm": _read_html,
        ".xhtml": _read_html,
        ".epub": _read_epub,
    }
)
"""A reader for every extension in lower case; it raises StoryError for what it cannot read."""

_EPUB = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.S)
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^<>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*)?"
    r"(?:<!DOCTYPE\s+html\b|<html[\s>])",
    re.I | re.S,
)
_SAMPLE = 4096  # bytes


def reader(data: bytes, path: Path) -> Reader | None:
    """What reads a file of these bytes and this name; None for what is in no story format."""
    if _EPUB.match(data):
        return _read_epub
    found = FORMATS.get(path.suffix.lower())
    # UTF-16 has a NUL beside every ASCII letter
    start = data[:_SAMPLE].replace(b"\0", b"").decode("utf-8", "ignore").lstrip("\ufeff")
    return _read_html if found is not None and _PAGE.match(start) else found


def named() -> str:
    """The extensions as a sentence lists them."""
    *first, last = FORMATS
    return f"{', '.join(first)} or {last}"
