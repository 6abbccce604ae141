"""What the labels of a story's front matter state of the book: year, genres, series."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fullcast.ingest.draft import LONGEST_NAME

_PUBLISHED = re.compile(r"\b(?:first )?published\W{1,6}(?P<date>[^\n]{4,40})", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_GENRE = re.compile(r"^\W*genres?(?:\(s\))?\W*:\W*(?P<names>[^\n]{1,300})", re.I | re.M)
_SERIES = re.compile(
    r"^\W*series\W*:\W*(?:part (?P<first>\d{1,4}) of (?P<whole>[^\n]+)"
    r"|(?P<name>[^\n]+?)[ \t]*[\[(#][ \t]*(?P<number>\d{1,4})[\])]?)[*_ \t]*$",
    re.I | re.M,
)
_BETWEEN = re.compile(r"[,;/|]")
_LONGEST_GENRE = 40  # characters
_MOST_GENRES = 10


@dataclass(frozen=True, slots=True)
class Stated:
    """What labels say; what they do not is None or empty."""

    year: int | None = None
    genres: tuple[str, ...] = ()
    series: str | None = None
    series_number: str | None = None


def stated(tags: Iterable[str]) -> Stated:
    """What paragraphs of labels say: "Published: 2019-05-02", "Genre: Drama", "Series: Lamps [2]".

    The year is that of the first publication.
    """
    text = "\n".join(tags)
    published = (_YEAR.search(match["date"]) for match in _PUBLISHED.finditer(text))
    series = _SERIES.search(text)
    name = (series["whole"] or series["name"]).strip("*_ \t") if series else ""
    return Stated(
        year=next((int(match[0]) for match in published if match), None),
        genres=_genres(text),
        series=name[:LONGEST_NAME] or None,
        series_number=(series["first"] or series["number"]).lstrip("0") or "0" if series else None,
    )


def _genres(text: str) -> tuple[str, ...]:
    match = _GENRE.search(text)
    names = [part.strip("*_ \t") for part in _BETWEEN.split(match["names"])] if match else []
    short = [name for name in names if 0 < len(name) <= _LONGEST_GENRE]
    return tuple(dict.fromkeys(short))[:_MOST_GENRES]
