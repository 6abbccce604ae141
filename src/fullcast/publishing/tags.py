"""ID3 tags as every player and library server reads them: version 2.3, written with caution.

Old players know neither version 2.4 nor UTF-8, so text is Latin-1 where it fits and UTF-16
elsewhere. There are no chapter frames: Audiobookshelf would let those of the first file rename
all tracks. Specification: https://id3.org/id3v2.3.0
"""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but most of its functions are not.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from mutagen import id3

from fullcast.publishing.labels import one_line
from fullcast.publishing.languages import iso_639_2

_JPEG = b"\xff\xd8\xff"
_FRONT_COVER = 3
_HEAD = 10
"""Bytes of a tag before its frames."""


@dataclass(frozen=True, slots=True)
class TrackTags:
    """What is known of one track, a chapter of an audiobook."""

    title: str
    """The chapter's title, different from all others of the book (see `track_titles`)."""
    album: str
    """The story's title."""
    author: str | None
    narrators: tuple[str, ...]
    number: int
    """Counts from 1."""
    total: int
    year: int | None = None
    language: str = "en"
    """A BCP 47 tag."""
    description: str | None = None
    series: str | None = None
    series_part: str | None = None
    """The story's place in its series, such as "2" or "2.5"."""


def track_titles(titles: Sequence[str], album: str, first: int = 1) -> tuple[str, ...]:
    """Titles of the tracks of one book: none is empty, the album's, or another track's.

    Audiobookshelf shows file names for all tracks if any title is missing, shared or the album's
    own. `first` is the number of the first track.
    """
    wanted = [one_line(title) for title in titles]
    taken = {one_line(album).casefold()}
    result: list[str] = []
    for number, title in enumerate(wanted, first):
        unique = title or f"Chapter {number}"
        if unique.casefold() in taken:
            unique = f"{number}. {unique}"
        while unique.casefold() in taken:
            unique = f"{unique}*"
        taken.add(unique.casefold())
        result.append(unique)
    return tuple(result)


def tag_texts(tags: TrackTags) -> dict[str, str]:
    """All that the tags say, by the names of ID3's frames, for formats that have others."""
    texts = _user_texts(tags) | _texts(tags)
    return {name: text for name, text in texts.items() if text}


def id3_tag(
    tags: TrackTags,
    cover: bytes | None,
    instead: Iterable[id3.Frame] = (),
    chapters: Iterable[id3.Frame] = (),
) -> bytes:
    """A complete ID3v2.3 tag, to stand before the first frame of an MP3.

    The frames of `instead` take the place of those of their kind; those of `chapters` follow in
    their order, which is that in which some players show them.

    Raises:
        ValueError: the cover is not a JPEG.
    """
    frames = [*_frames(tags), *instead]
    if cover is not None:
        if not cover.startswith(_JPEG):
            raise ValueError("the cover is not a JPEG: make it one with jpeg_cover")
        frames.append(
            id3.APIC(
                encoding=id3.Encoding.LATIN1,
                mime="image/jpeg",
                type=_FRONT_COVER,
                desc="Cover",
                data=cover,
            )
        )
    body = _saved(frames) + b"".join(_saved([frame]) for frame in chapters)
    size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + body


def _saved(frames: Iterable[id3.Frame]) -> bytes:
    """Frames as a tag holds them, without its head; mutagen puts them into an order of its own."""
    tag = id3.ID3()
    for frame in frames:
        tag.add(frame)
    file = BytesIO()
    tag.save(file, v1=0, v2_version=3, padding=lambda info: 0)
    return file.getvalue()[_HEAD:]


def _frames(tags: TrackTags) -> Iterator[id3.Frame]:
    """All text frames of a track."""
    for name, text in _texts(tags).items():
        if text:
            yield getattr(id3, name)(encoding=text_encoding(text), text=[text])
    for name, text in _user_texts(tags).items():
        if text:
            yield id3.TXXX(encoding=text_encoding(text), desc=name, text=[text])
    if tags.description:
        text = _paragraphs(tags.description)
        yield id3.COMM(encoding=text_encoding(text), lang="eng", desc="", text=[text])


def _texts(tags: TrackTags) -> dict[str, str]:
    """Frame name to text. Sort orders and MVNM/MVIN are of later versions, but read in 2.3 too."""
    album = one_line(tags.album)
    author = one_line(tags.author or "")
    (title,) = track_titles((tags.title,), album, tags.number)
    series, part = _series(tags)
    place = f"{series} #{part}" if part else series
    width = max(2, len(str(tags.total)))
    return {
        "TIT1": place,
        "TIT2": title,
        "TALB": album,
        "TPE1": author,
        "TPE2": author,
        "TCOM": _narrators(tags),
        "TRCK": f"{tags.number}/{tags.total}",
        "TPOS": "1/1",
        "TCON": "Audiobook",
        "TYER": f"{tags.year:04d}" if tags.year is not None else "",
        "TLAN": iso_639_2(tags.language),
        "MVNM": series,
        "MVIN": part if part.isdecimal() else "",
        "TSOA": f"{series} {part.zfill(2)} {album}" if part else _sortable(album, tags.language),
        "TSOP": author,
        "TSOT": f"{tags.number:0{width}d} {title}",
    }


def _user_texts(tags: TrackTags) -> dict[str, str]:
    """Description of a TXXX frame to text."""
    series, part = _series(tags)
    return {
        "SERIES": series,
        "SERIES-PART": part,
        "MVNM": series,
        "MVIN": part,
        "NARRATOR": _narrators(tags),
        "DESCRIPTION": _paragraphs(tags.description or ""),
    }


def _series(tags: TrackTags) -> tuple[str, str]:
    """Series and part; no part without a series."""
    series = one_line(tags.series or "")
    return series, one_line(tags.series_part or "") if series else ""


def _narrators(tags: TrackTags) -> str:
    """All narrators, parted by semicolons: "Ann, Bob" could be one name turned round."""
    return "; ".join(one_line(name) for name in tags.narrators if one_line(name))


def _paragraphs(text: str) -> str:
    """A longer text, which keeps its line breaks."""
    return "\n".join(one_line(line) for line in text.splitlines()).strip()


def _sortable(title: str, language: str) -> str:
    """An English title without its leading article."""
    if iso_639_2(language) != "eng":
        return title
    return re.sub(r"^(the|an?)\s+(?=\S)", "", title, flags=re.IGNORECASE)


def text_encoding(text: str) -> int:
    """Latin-1 where the text fits, else UTF-16 with a byte order mark."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return id3.Encoding.UTF16
    return id3.Encoding.LATIN1
