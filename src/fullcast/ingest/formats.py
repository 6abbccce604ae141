"""The story formats: each turns a file's bytes into a `Draft`.

A file's extension names its format; but EPUB, DOCX and ODT are known by their bytes whatever they
are called, and so is a page that was saved under the name of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from fullcast.errors import StoryError
from fullcast.ingest.draft import Draft
from fullcast.ingest.files import foreign
from fullcast.ingest.files.archive import archive
from fullcast.ingest.files.decode import decode
from fullcast.ingest.files.repair import repaired
from fullcast.ingest.plain import markdown, text

MOST_LINES = 2_000_000
"""Of a text; the largest have half of it where they are hard-wrapped."""

Reader = Callable[[bytes, Path], Draft]


def _read_text(data: bytes, path: Path) -> Draft:
    decoded, remarks = _decoded(data, path)
    return replace(text.draft(decoded), remarks=remarks)


def _read_markdown(data: bytes, path: Path) -> Draft:
    decoded, remarks = _decoded(data, path)
    return replace(markdown.draft(decoded), remarks=remarks)


def _decoded(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    decoded = decode(data, path)
    if decoded.count("\n") > MOST_LINES:
        raise StoryError(f"{path} has more than {MOST_LINES:,} lines; split it into several files.")
    return repaired(decoded)


def _read_html(data: bytes, path: Path) -> Draft:
    from fullcast.ingest.pages import html  # lxml loads slowly, and most stories need none of it

    return html.draft(data, path)


def _read_epub(data: bytes, path: Path) -> Draft:
    from fullcast.ingest.pages import epub

    return epub.draft(data, path)


def _read_docx(data: bytes, path: Path) -> Draft:
    from fullcast.ingest.documents import docx

    return docx.draft(data, path)


def _read_odt(data: bytes, path: Path) -> Draft:
    from fullcast.ingest.documents import odt

    return odt.draft(data, path)


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
        ".docx": _read_docx,
        ".docm": _read_docx,
        ".dotx": _read_docx,
        ".dotm": _read_docx,
        ".odt": _read_odt,
        ".ott": _read_odt,
    }
)
"""A reader for every extension in lower case; it raises StoryError for what it cannot read."""

_ARCHIVES = (_read_epub, _read_docx, _read_odt)
_ZIP = b"PK\x03\x04"
_EPUB = re.compile(rb"PK\x03\x04.{26}mimetypeapplication/epub\+zip", re.S)
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^<>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*)?"
    r"(?:<!DOCTYPE\s+html\b|<html[\s>])",
    re.I | re.S,
)
_MARKED_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_SAMPLE = 4096  # bytes


def reader(data: bytes, path: Path) -> Reader | None:
    """What reads a file of these bytes and this name; None for what is in no story format.

    Raises:
        StoryError: it is an archive that is damaged, and has no name that tells what it should be.
    """
    found = FORMATS.get(path.suffix.lower())
    if is_zip(data):
        return _reader_of_zip(data, path, found)
    # UTF-16 has a NUL beside every ASCII letter
    start = data[:_SAMPLE].replace(b"\0", b"").decode("utf-8", "ignore").lstrip("\ufeff")
    if _PAGE.match(start):
        return _read_html
    return None if found in _ARCHIVES and foreign.by_content(data) else found


def is_zip(data: bytes) -> bool:
    """Whether bytes begin as those of a ZIP archive do."""
    return data.startswith(_ZIP)


def _reader_of_zip(data: bytes, path: Path, named: Reader | None) -> Reader | None:
    """What reads a story that is an archive by what is in it; None for any other archive."""
    if _EPUB.match(data):
        return _read_epub
    fallback = named if named in _ARCHIVES else None  # which tells best what is wrong in it
    from fullcast.ingest.documents import docx, odt

    try:
        held = archive(data, path)
        if held.find("META-INF/container.xml"):
            return _read_epub
        if docx.main_part(held):
            return _read_docx
        return _read_odt if odt.is_odt(held) else fallback
    except StoryError:
        if fallback is None:
            raise
        return fallback


def unnamed_reader(data: bytes, path: Path) -> Reader | None:
    """What reads bytes that have no name: text, where they are in no other format."""
    found = reader(data, path)
    if found is not None or is_zip(data):
        return found
    marked = _MARKED_HEADING.search(decode(data, path))
    return _read_markdown if marked else _read_text


def named() -> str:
    """The extensions as a sentence lists them, the first of each format."""
    shown: dict[Reader, str] = {}
    for extension, each in FORMATS.items():
        shown.setdefault(each, extension)
    *first, last = shown.values()
    return f"{', '.join(first)} or {last}"
