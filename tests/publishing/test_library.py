"""What library servers read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fullcast.model import Book, Track
from fullcast.publishing import library_metadata, read_library_metadata
from fullcast.publishing.library import authors

TRACKS = (
    Track(Path("1.mp3"), "The Door", 61.2004),
    Track(Path("2.mp3"), "The\nBread", 30.5),
)


def test_all_that_is_known() -> None:
    book = Book(
        title="The Mill",
        author="Ada Quill & Bo Marsh",
        language="en-GB",
        chapters=(),
        series="Lamps",
        series_number="2",
        identifiers=("https://example.org/1", "urn:isbn:978-3-16-148410-0"),
        year=2020,
        genres=("Mystery", "Drama"),
        subjects=("mills", "bread"),
    )
    said = json.loads(library_metadata(book, ("Ann", "Bo"), "Of a mill.\nVoices: …", TRACKS))
    assert said == {
        "tags": ["mills", "bread"],
        "chapters": [
            {"id": 0, "start": 0.0, "end": 61.2, "title": "The Door"},
            {"id": 1, "start": 61.2, "end": 91.7, "title": "The Bread"},
        ],
        "title": "The Mill",
        "authors": ["Ada Quill", "Bo Marsh"],
        "narrators": ["Ann", "Bo"],
        "series": ["Lamps #2"],
        "genres": ["Mystery", "Drama"],
        "publishedYear": "2020",
        "description": "Of a mill.\nVoices: …",
        "isbn": "9783161484100",
        "language": "en-GB",
    }


def test_what_is_not_known_is_left_out() -> None:
    said = json.loads(library_metadata(Book("Mill", None, "de", ()), ("Fullcast",), "", ()))
    assert said == {
        "tags": [],
        "chapters": [],
        "title": "Mill",
        "authors": [],
        "narrators": ["Fullcast"],
        "series": [],
        "genres": ["Audiobook"],
        "language": "de",
    }


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (None, []),
        ("Ada Quill", ["Ada Quill"]),
        ("Ada, Bo", ["Ada", "Bo"]),
        ("Ada Quill, Bo Marsh and Cy Holt", ["Ada Quill", "Bo Marsh", "Cy Holt"]),
        ("Ada Quill, Bo Marsh, and Cy", ["Ada Quill", "Bo Marsh", "Cy"]),
        ("Cy Holt, Jr., Ada & Bo", ["Cy Holt, Jr.", "Ada", "Bo"]),
        ("Ferdinand Sand", ["Ferdinand Sand"]),
        ("a1,b2", ["a1,b2"]),
    ],
)
def test_authors_one_by_one(names: str | None, expected: list[str]) -> None:
    assert authors(names) == expected


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_damaged_is_told(data: bytes) -> None:
    assert read_library_metadata(data) is None
