"""`metadata.json`: what Audiobookshelf reads of a book beside its files, before their tags.

Its keys are those that its server writes itself; what is not known is left out, as an empty value
would replace what the server has found elsewhere. Source:
https://www.audiobookshelf.org/docs#book-metadata and its `scanner/AbsMetadataFileScanner.js`
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from fullcast.model import Book, Track
from fullcast.particulars import series_text
from fullcast.publishing.labels import one_line
from fullcast.publishing.tags import GENRE

LIBRARY_METADATA = "metadata.json"
"""The file's name."""

_BETWEEN = re.compile(r"\s*;\s*|\s+(?:&|and)\s+|\s*,\s+(?:and\s+)?")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq)\.?", re.I)
_ISBN = re.compile(r"(?:urn:)?(?:isbn[:\s]*)?(97[89]\d{10}|\d{9}[\dX])", re.I)


def library_metadata(
    book: Book, narrators: Sequence[str], description: str, tracks: Sequence[Track]
) -> str:
    """The file's text: the book, and its chapters as they follow each other in the tracks."""
    series = one_line(book.series or "")
    part = one_line(book.series_number or "")
    said: dict[str, Any] = {
        "tags": _labels(book.subjects),
        "chapters": chapters(tracks),
        "title": one_line(book.title),
        "authors": authors(book.author),
        "narrators": _labels(narrators),
        "series": [series_text(series, part)] if series else [],
        "genres": _labels(book.genres) or [GENRE],
        "publishedYear": str(book.year) if book.year is not None else "",
        "description": description,
        "isbn": _isbn(book.identifiers),
        "language": book.language,
    }
    kept = {name: value for name, value in said.items() if value != ""}
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def chapters(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    """The chapters of all tracks as of one: number from 0, begin and end in seconds, title."""
    found: list[dict[str, Any]] = []
    start = 0.0
    for id_, track in enumerate(tracks):
        end = start + round(track.duration, 3)
        title = one_line(track.title)
        found.append({"id": id_, "start": round(start, 3), "end": round(end, 3), "title": title})
        start = end
    return found


def authors(names: str | None) -> list[str]:
    """The authors' names, one by one: "Jane Doe, John Roe and Ann" are three people."""
    found: list[str] = []
    for name in _BETWEEN.split(one_line(names or "")):
        if found and _SUFFIX.fullmatch(name):
            found[-1] += f", {name}"
        elif name:
            found.append(name)
    return list(dict.fromkeys(found))


def read_library_metadata(data: bytes) -> Mapping[str, Any] | None:
    """What such a file says; None if it is damaged."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def digest(data: bytes) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _labels(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(one_line, names))))


def _isbn(identifiers: Sequence[str]) -> str:
    matches = (_ISBN.fullmatch(each.replace("-", "").strip()) for each in identifiers)
    return next((match[1].upper() for match in matches if match), "")
