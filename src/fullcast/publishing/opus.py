"""Opus in Ogg: an audiobook in one small file, with chapters.

libsndfile encodes; its file is then given its tags and chapters, and a serial number that is not
drawn by lot. RFC 7845 (Ogg Opus), RFC 3533 (Ogg), https://wiki.xiph.org/Chapter_Extension
"""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but most of its functions are not.

from __future__ import annotations

import base64
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile
from mutagen.flac import Picture
from mutagen.ogg import OggPage

from fullcast.errors import OutputError
from fullcast.publishing.atomic import PartFile, explained, replacing
from fullcast.publishing.chaptered import ChapterSound, Mark, Reel, spool
from fullcast.publishing.tags import TrackTags, tag_texts

RATE = 48_000
"""Samples per second, the only rate of Opus."""
BITRATE = 32_000
"""Bits per second on average, at which speech in mono leaves little to be wished for."""

_LEAST, _SPAN = 6_000, 250_000
"""libsndfile's compression level 1 and 0: `ogg_opus.c`, SFC_SET_COMPRESSION_LEVEL."""
_SERIAL = 1
_FRONT_COVER = 3
_NAMES = {
    "TITLE": "TALB",
    "ALBUM": "TALB",
    "ARTIST": "TPE1",
    "ALBUMARTIST": "TPE2",
    "COMPOSER": "TCOM",
    "NARRATOR": "NARRATOR",
    "GENRE": "TCON",
    "DATE": "TYER",
    "LANGUAGE": "TLAN",
    "GROUPING": "TIT1",
    "SERIES": "SERIES",
    "SERIES-PART": "SERIES-PART",
    "ALBUMSORT": "TSOA",
    "DESCRIPTION": "description",
}
"""Names of Vorbis comments to those of ID3's frames."""


def write_opus(
    path: Path, chapters: Iterable[ChapterSound], *, tags: TrackTags, cover: bytes | None
) -> tuple[Mark, ...]:
    """Encode chapters into one Ogg Opus file and return where each lies.

    Their sound has `RATE` samples a second; `cover` is a JPEG; of the tags the title is that of the
    book. The file appears when it is whole, and is left as it was if it would be the same.

    Raises:
        OutputError: the file cannot be written, or there is no sound.
    """
    reel = Reel(chapters, RATE)
    with replacing(path, keep_same=True) as part, spool(path) as file:
        _encode(file, reel.blocks(), path)
        reel.seconds(path)
        with explained(path):
            file.seek(0)
        comments = _comments(tags, cover, reel.marks)
        for page in _pages(file, comments):
            part.write(page.write())
    return tuple(reel.marks)


def _encode(file: BinaryIO, blocks: Iterable[bytes], path: Path) -> None:
    level = 1 - (BITRATE - _LEAST) / _SPAN
    sink = _Sink(PartFile(file, path))
    try:
        with soundfile.SoundFile(
            sink, "w", RATE, 1, "OPUS", format="OGG", compression_level=level
        ) as sound:
            for block in blocks:
                sound.write(np.frombuffer(block, "<i2"))
                sink.check()
    except soundfile.LibsndfileError as error:
        raise OutputError(f"cannot write {path}: Opus is not encoded here ({error})") from error
    sink.check()


class _Sink:
    """Where libsndfile writes. It would print what is raised there, and go on."""

    def __init__(self, file: PartFile) -> None:
        self._file = file
        self._error: OutputError | None = None
        self.seek, self.tell = file.seek, file.tell

    def write(self, data: bytes) -> int:
        """Write bytes, or keep what keeps them from being written."""
        try:
            self._file.write(data)
        except OutputError as error:
            self._error = self._error or error
        return len(data)

    def check(self) -> None:
        """Raise what was kept."""
        if self._error is not None:
            raise self._error


def _pages(file: BinaryIO, comments: bytes) -> Iterator[OggPage]:
    """The pages of an encoded stream with other comments, numbered anew."""
    head = OggPage(file)
    old = OggPage(file)
    while not old.complete:
        old = OggPage(file)
    pages = [head, *OggPage.from_packets([comments], sequence=1)]
    number = 0
    while True:
        page = pages.pop(0) if pages else _next(file)
        if page is None:
            return
        page.serial, page.sequence = _SERIAL, number
        yield page
        number += 1


def _next(file: BinaryIO) -> OggPage | None:
    try:
        return OggPage(file)
    except EOFError:
        return None


def _comments(tags: TrackTags, cover: bytes | None, marks: Sequence[Mark]) -> bytes:
    """The second packet of the stream."""
    texts = tag_texts(tags)
    said = [(name, texts[frame]) for name, frame in _NAMES.items() if frame in texts]
    for number, mark in enumerate(marks, start=1):
        said.append((f"CHAPTER{number:03d}", _clock(mark.start)))
        said.append((f"CHAPTER{number:03d}NAME", mark.title))
    if cover is not None:
        said.append(("METADATA_BLOCK_PICTURE", _picture(cover)))
    comments = [f"{name}={text}".encode() for name, text in said]
    listed = b"".join(struct.pack("<I", len(each)) + each for each in comments)
    vendor = b"Fullcast"
    head = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(comments))
    return b"OpusTags" + head + listed


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _picture(jpeg: bytes) -> str:
    """The cover as FLAC has it, in base 64."""
    picture = Picture()
    picture.type, picture.mime, picture.desc = _FRONT_COVER, "image/jpeg", "Cover"
    picture.data = jpeg
    return base64.b64encode(picture.write()).decode()
