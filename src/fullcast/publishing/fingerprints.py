"""What a file holds besides its tags, so that damage is told from another's tags."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fullcast.errors import OutputError

_BLOCK = 1 << 20
_ID3V1 = 128


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """SHA-256 of a file: of the whole of it, and of its sound without tags and index."""

    file: str
    sound: str
    size: int
    """Bytes of the sound."""


def fingerprint(path: Path) -> Fingerprint:
    """The fingerprint of an M4B, Opus or MP3 file, which is known by its name.

    Of a file that is damaged, as far as its sound is found.

    Raises:
        OutputError: it cannot be read.
    """
    return _taken(path, _READERS[path.suffix])


def digests(path: Path) -> Fingerprint:
    """The fingerprint of a track, an MP3 file whatever its name.

    Raises:
        OutputError: it cannot be read.
    """
    return _taken(path, _mp3_sound)


def _taken(path: Path, reader: Callable[[BinaryIO], Iterator[bytes]]) -> Fingerprint:
    sound, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest()
            for block in reader(file):
                sound.update(block)
                size += len(block)
    except OSError as error:
        raise OutputError(f"{path} cannot be read ({error.strerror or error})") from error
    return Fingerprint(whole, sound.hexdigest(), size)


def _mp4_sound(file: BinaryIO) -> Iterator[bytes]:
    """What is in the box "mdat"."""
    place, end = 0, file.seek(0, os.SEEK_END)
    while place < end:
        file.seek(place)
        head = file.read(16)
        size, kind, start = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, start = int.from_bytes(head[8:], "big"), 16
        if size < start:
            return
        if kind == b"mdat":
            yield from _span(file, place + start, place + size)
        place += size


def _opus_sound(file: BinaryIO) -> Iterator[bytes]:
    """What is in the pages behind those of the first two packets, the head and the tags."""
    file.seek(0)
    heads = 2
    while (head := file.read(27))[:4] == b"OggS" and len(head) == 27:
        lengths = file.read(head[26])
        body = file.read(sum(lengths))
        if heads <= 0:
            yield body
        # A packet ends with the first length below 255; no other begins on its last page.
        heads -= any(length < 255 for length in lengths)


def _mp3_sound(file: BinaryIO) -> Iterator[bytes]:
    """What lies between the tags."""
    end, start = file.seek(0, os.SEEK_END), 0
    file.seek(0)
    head = file.read(10)
    if head[:3] == b"ID3" and len(head) == 10:
        size = 0
        for byte in head[6:]:
            size = size << 7 | byte & 0x7F
        start = 10 + size
    file.seek(max(0, end - _ID3V1))
    if file.read(3) == b"TAG":
        end -= _ID3V1
    yield from _span(file, start, end)


def _span(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    while start < end and (block := file.read(min(_BLOCK, end - start))):
        start += len(block)
        yield block


_READERS: dict[str, Callable[[BinaryIO], Iterator[bytes]]] = {
    ".m4b": _mp4_sound,
    ".opus": _opus_sound,
    ".mp3": _mp3_sound,
}
