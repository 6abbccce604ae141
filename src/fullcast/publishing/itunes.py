"""The tags of an M4B, as iTunes names them and players and library servers read them."""

from __future__ import annotations

from fullcast.publishing.boxes import (
    box,
    free_tag,
    full_box,
    number_tag,
    picture_tag,
    place_tag,
    text_tag,
)
from fullcast.publishing.labels import one_line
from fullcast.publishing.tags import TrackTags, tag_texts

_AUDIOBOOK = 2
_SHORT = 255
"""Bytes of a description that every player shows."""


def itunes_tags(tags: TrackTags, cover: bytes | None) -> bytes:
    """The box with all tags of a book in one file; the book's title is that of the album."""
    handler = full_box("hdlr", bytes(4), b"mdirappl", bytes(9))
    return full_box(
        "meta", handler, box("ilst", *_tags(tags), picture_tag(cover) if cover else b"")
    )


def _tags(tags: TrackTags) -> list[bytes]:
    texts = tag_texts(tags)
    part = texts.get("MVIN", "")
    return [
        *(text_tag(kind, texts.get(frame, "")) for kind, frame in _TEXTS.items()),
        text_tag("desc", _cut(texts.get("description", ""))),
        text_tag("ldes", texts.get("description", "")),
        number_tag("stik", _AUDIOBOOK),
        number_tag("pgap", 1),
        place_tag("trkn", 1, 1),
        place_tag("disk", 1, 1),
        *([number_tag("shwm", 1)] if texts.get("MVNM") else []),
        *([number_tag("\xa9mvi", int(part), 2)] if part.isdecimal() and int(part) < 2**16 else []),
        *(free_tag(name, texts.get(name, "")) for name in ("SERIES", "SERIES-PART")),
    ]


_TEXTS = {
    "\xa9nam": "TALB",
    "\xa9alb": "TALB",
    "\xa9ART": "TPE1",
    "aART": "TPE2",
    "\xa9wrt": "TCOM",
    "\xa9nrt": "TCOM",
    "\xa9gen": "TCON",
    "\xa9day": "TYER",
    "\xa9grp": "TIT1",
    "\xa9mvn": "MVNM",
    "soal": "TSOA",
    "soar": "TSOP",
}
"""iTunes' names to those of ID3."""


def _cut(text: str) -> str:
    """Its beginning, on one line."""
    line = one_line(text)
    if len(line.encode()) <= _SHORT:
        return line
    return line.encode()[: _SHORT - len("…".encode())].decode(errors="ignore").rstrip() + "…"
