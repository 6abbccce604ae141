"""M4B: an audiobook in one file, AAC in MP4, with chapters, tags and cover.

Chapters are there twice, as a text track (QuickTime) and as a list (Nero), for players know one or
the other. The index stands before the sound, so that a player need not read the file to its end
before it begins. The layout is that of FFmpeg's muxer, which players are used to.
"""

from __future__ import annotations

import math
import struct
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from fullcast.publishing.aac import FRAME, PRIMING, aac_frames
from fullcast.publishing.atomic import PartFile, replacing
from fullcast.publishing.boxes import box, descriptor, full_box, table
from fullcast.publishing.chaptered import ChapterSound, Mark, Reel, spool, spooled
from fullcast.publishing.itunes import itunes_tags
from fullcast.publishing.languages import iso_639_2
from fullcast.publishing.tags import TrackTags

MOST_LISTED = 255
"""Chapters that Nero's list can hold. Players that find it look no further, so that it is left out
rather than cut off."""

_MILLISECONDS = 1000
_NERO_UNITS = 10_000_000
_LARGE = 2**32 - 1
_CHUNK = 43
"""Frames that are found together: about a second."""
_TYPE = box("ftyp", b"M4B ", struct.pack(">I", 512), b"M4B M4A mp42isom")
_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_HERE = full_box("dref", struct.pack(">I", 1), full_box("url ", flags=1))
_UTF8 = box("encd", struct.pack(">I", 0x100))
_TEXT_STYLE = bytes.fromhex(
    "00000001 0000 00000000 0000000000000000 00000000 0001 0000 00000000"
    "0000000d 66746162 0001 0001 00"
)
"""How a chapter's title would be drawn: black on nothing, in the first font of a list of one."""
_SOUND, _TEXT = 1, 2
"""Numbers of the tracks."""


def write_m4b(
    path: Path,
    chapters: Iterable[ChapterSound],
    *,
    rate: int,
    tags: TrackTags,
    cover: bytes | None,
) -> tuple[Mark, ...]:
    """Encode chapters into one M4B and return where each lies.

    `rate` is in samples per second, `cover` is a JPEG; of the tags the title is that of the book.
    The file appears when it is whole, and is left as it was if it would be the same. Memory grows
    by 4 bytes a frame (0.6 MB an hour).

    Raises:
        OutputError: the file cannot be written, nothing here encodes AAC, or there is no sound.
    """
    reel = Reel(chapters, rate)
    with replacing(path, keep_same=True) as part, spool(path) as file:
        sizes, sound = array("I"), PartFile(file, path)
        for frame in aac_frames(reel.blocks(), rate, path):
            sizes.append(len(frame))
            sound.write(frame)
        reel.seconds(path)
        contents = _Contents(sizes, rate, reel.samples, tuple(reel.marks), iso_639_2(tags.language))
        titles = b"".join(contents.titles)
        user = box("udta", itunes_tags(tags, cover), *contents.nero)
        # The index tells where the sound is, which its own length decides.
        start = len(_TYPE) + len(_index(contents, user, 0)) + contents.head_size
        part.write(_TYPE + _index(contents, user, start) + contents.head + titles)
        for block in spooled(file, path):
            part.write(block)
    return contents.marks


@dataclass(frozen=True, slots=True)
class _Contents:
    """What is in the file."""

    sizes: array[int]
    """Bytes of each frame."""
    rate: int
    samples: int
    """Of the sound, without those of the encoder's own."""
    marks: tuple[Mark, ...]
    language: str

    @property
    def titles(self) -> list[bytes]:
        """The titles of the chapters, as samples of the text track."""
        texts = [mark.title.encode()[: 2**15] for mark in self.marks]
        return [struct.pack(">H", len(text)) + text + _UTF8 for text in texts]

    @property
    def milliseconds(self) -> int:
        return math.ceil(self.samples * _MILLISECONDS / self.rate)

    @property
    def payload(self) -> int:
        """Bytes of titles and sound."""
        return sum(map(len, self.titles)) + sum(self.sizes)

    @property
    def is_large(self) -> bool:
        """Whether places may need more than 32 bits; the index takes less than an eighth more."""
        return self.payload * 9 // 8 + (1 << 24) > _LARGE

    @property
    def head(self) -> bytes:
        """Of the box with the sound."""
        if self.is_large:
            return struct.pack(">I4sQ", 1, b"mdat", 16 + self.payload)
        return struct.pack(">I4s", 8 + self.payload, b"mdat")

    @property
    def head_size(self) -> int:
        return 16 if self.is_large else 8

    @property
    def nero(self) -> list[bytes]:
        """Nero's list of chapters, if it can hold them."""
        if len(self.marks) > MOST_LISTED:
            return []
        rows = []
        for mark in self.marks:
            title = mark.title.encode()[:255].decode(errors="ignore").encode()
            rows.append(struct.pack(">QB", round(mark.start * _NERO_UNITS), len(title)) + title)
        return [full_box("chpl", bytes(4), bytes([len(rows)]), *rows, version=1)]


def _index(contents: _Contents, user: bytes, start: int) -> bytes:
    """The box that tells all of what follows; `start` is where the titles begin."""
    head = struct.pack(
        *(">IIIIIH10x", 0, 0, _MILLISECONDS, contents.milliseconds, 0x10000, 0x100),
    )
    following = struct.pack(">24xI", _TEXT + 1)
    return box(
        "moov",
        full_box("mvhd", head, _MATRIX, following),
        _sound_track(contents, start + sum(map(len, contents.titles))),
        _text_track(contents, start),
        user,
    )


def _sound_track(contents: _Contents, start: int) -> bytes:
    length = PRIMING + contents.samples
    count = len(contents.sizes)
    last = length - (count - 1) * FRAME
    first = list(accumulate(contents.sizes, initial=start))[:-1:_CHUNK]
    times = [(count - 1, FRAME), (1, last)] if count > 1 else [(1, last)]
    chunks = [(1, _CHUNK, 1)]
    if rest := count % _CHUNK:
        chunks = [*(chunks if count > _CHUNK else []), (len(first), rest, 1)]
    samples = box(
        "stbl",
        full_box("stsd", struct.pack(">I", 1), _sound_format(contents)),
        table("stts", "II", times),
        table("stsc", "III", chunks),
        full_box("stsz", struct.pack(">II", 0, count), _packed(contents.sizes)),
        _places(first, contents.is_large),
        # Each frame is heard rightly only behind the one before it.
        full_box("sgpd", struct.pack(">4sIIh", b"roll", 2, 1, -1), version=1),
        full_box("sbgp", struct.pack(">4sIII", b"roll", 1, count, 1)),
    )
    edit = [(contents.milliseconds, PRIMING, 0x10000)]
    return box(
        "trak",
        _track_head(_SOUND, contents.milliseconds, enabled=True),
        box("edts", table("elst", "III", edit)),
        box("tref", box("chap", struct.pack(">I", _TEXT))),
        _media(
            "soun", contents.rate, length, contents.language, full_box("smhd", bytes(4)), samples
        ),
    )


def _text_track(contents: _Contents, start: int) -> bytes:
    """The chapters, each as a sample that lasts as long as it."""
    titles, end = contents.titles, contents.milliseconds
    starts = [round(mark.start * _MILLISECONDS) for mark in contents.marks]
    lasts = [after - before for before, after in zip(starts, [*starts[1:], end], strict=True)]
    sizes = array("I", map(len, titles))
    form = box("text", bytes(6), struct.pack(">H", 1), _TEXT_STYLE)
    samples = box(
        "stbl",
        full_box("stsd", struct.pack(">I", 1), form),
        table("stts", "II", [(1, each) for each in lasts]),
        table("stsc", "III", [(1, len(titles), 1)]),
        full_box("stsz", struct.pack(">II", 0, len(titles)), _packed(sizes)),
        _places([start], contents.is_large),
    )
    plain = full_box("gmin", struct.pack(">HHHHHH", 0x40, 0x8000, 0x8000, 0x8000, 0, 0))
    head = box("gmhd", plain, box("text", _MATRIX))
    return box(
        "trak",
        _track_head(_TEXT, end, enabled=False),
        box("edts", table("elst", "III", [(end, 0, 0x10000)])),
        _media("text", _MILLISECONDS, end, contents.language, head, samples),
    )


def _track_head(number: int, milliseconds: int, *, enabled: bool) -> bytes:
    volume = 0x100 if enabled else 0
    times = struct.pack(">IIIII8x", 0, 0, number, 0, milliseconds)
    head = times + struct.pack(">HHHH", 0, 1 - enabled, volume, 0)
    return full_box("tkhd", head, _MATRIX, bytes(8), flags=3 if enabled else 2)


def _media(kind: str, rate: int, length: int, language: str, head: bytes, samples: bytes) -> bytes:
    """What a track holds: `length` in units of `rate` a second."""
    letters = [ord(letter) - 0x60 for letter in language]
    packed = struct.pack(">HH", letters[0] << 10 | letters[1] << 5 | letters[2], 0)
    large = length > _LARGE
    times = struct.pack(">QQIQ" if large else ">IIII", 0, 0, rate, length)
    name = {"soun": b"SoundHandler\0", "text": b"ChapterHandler\0"}[kind]
    return box(
        "mdia",
        full_box("mdhd", times, packed, version=int(large)),
        full_box("hdlr", bytes(4), kind.encode(), bytes(12), name),
        box("minf", head, box("dinf", _HERE), samples),
    )


def _sound_format(contents: _Contents) -> bytes:
    """AAC-LC in mono; ISO/IEC 14496-3, 1.6.2.1, with the note that there is no SBR."""
    rates = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)
    config = 2 << 11 | rates.index(contents.rate) << 7 | 1 << 3
    average = round(sum(contents.sizes) * 8 * contents.rate / (len(contents.sizes) * FRAME))
    most = max(contents.sizes)
    decoder = descriptor(
        4,
        bytes([0x40, 0x15]),
        most.to_bytes(3, "big"),
        struct.pack(">II", max(average, most * 8 * contents.rate // FRAME), average),
        descriptor(5, struct.pack(">H", config), b"\x56\xe5\x00"),
    )
    stream = descriptor(3, struct.pack(">HB", _SOUND, 0), decoder, descriptor(6, b"\x02"))
    head = struct.pack(">6xH8xHHIHH", 1, 1, 16, 0, contents.rate, 0)
    return box("mp4a", head, full_box("esds", stream))


def _places(places: Sequence[int], large: bool) -> bytes:
    if large:
        return full_box("co64", struct.pack(">I", len(places)), _packed(array("Q", places)))
    return full_box("stco", struct.pack(">I", len(places)), _packed(array("I", places)))


def _packed(numbers: array[int]) -> bytes:
    """Numbers with their highest byte first."""
    turned = array(numbers.typecode, numbers)
    if struct.pack("=H", 1) != struct.pack(">H", 1):
        turned.byteswap()
    return turned.tobytes()
