"""What stands in finished files: the tags of a track, and whether a picture is whole."""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but most of its functions are not.

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path

from mutagen import MutagenError, id3
from PIL import Image

from fullcast.model import FileTags

_NEEDED = {
    "TPE2": "album artist",
    "TCOM": "narrator",
    "TPOS": "disc",
    "TCON": "genre",
    "TLAN": "language",
}
_PLACE = re.compile(r"(\d+)(?:/(\d+))?")
_FRONT_COVER = 3
_SMALLEST = 300
"""Pixels: below it a cover is a thumbnail."""


def read_tags(path: Path) -> FileTags | None:
    """What the tag of an MP3 says; None if it has none, or a broken one."""
    try:
        tag = id3.ID3(path)
    except (MutagenError, OSError):
        return None
    place = _PLACE.fullmatch(_text(tag, "TRCK"))
    author = _text(tag, "TPE1")
    lacking = [name for frame, name in _NEEDED.items() if not _text(tag, frame)]
    if not author and "album artist" in lacking:
        lacking.remove("album artist")  # the story names no author
    pictures = [each for each in tag.getall("APIC") if each.type == _FRONT_COVER]
    return FileTags(
        title=_text(tag, "TIT2"),
        album=_text(tag, "TALB"),
        author=author,
        number=int(place[1]) if place else None,
        total=int(place[2]) if place and place[2] else None,
        lacking=tuple(lacking),
        picture=bytes(pictures[0].data) if pictures else None,
    )


def _text(tag: id3.ID3, frame: str) -> str:
    found = tag.getall(frame)
    return str(found[0]) if found else ""


def picture_fault(data: bytes) -> str | None:
    """What is wrong with a cover, as in "it …", or None; every pixel of it is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
                picture.load()
                size = picture.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombWarning):
        return "is damaged, or no JPEG or PNG picture"
    except Image.DecompressionBombError:
        return "is far too large a picture"
    if min(size) < _SMALLEST:
        return f"is only {size[0]} × {size[1]} pixels large"
    return None
