"""An MP3 file as it lies on disk: which bytes are sound, and whether they are whole.

The Info frame before the sound says how many frames and bytes follow and what their checksum is,
so that damage shows without anything to compare with (see `info_frame`).
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fullcast.errors import OutputError
from fullcast.model import Coding
from fullcast.publishing.frames import MONO, Frame, frame_at, walk
from fullcast.publishing.info_frame import BITRATES, SIDE_INFO, Mp3Format, checksum

_STEREO_SIDE_INFO = {1: 32, 2: 17}
_ID3V1 = 128
"""Bytes of the old tag, which some programs put behind the sound."""


@dataclass(frozen=True, slots=True)
class SoundFault:
    """What is wrong with the frames of an MP3."""

    kind: str
    """"empty" (no frame at all), "cut" (its end is missing), "broken" (something else lies between
    the frames) or "altered" (the checksum is wrong)."""
    seconds: float = 0.0
    """How far it is whole, for "cut" and "broken"."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of sound of an MP3 file, without tags and the Info frame."""

    form: Mp3Format
    count: int
    data: bytes


def sound_fault(path: Path) -> SoundFault | None:
    """What is wrong with the sound of an MP3 file, or None if it is whole.

    A file without an Info frame, which this program did not write, is whole if its frames follow
    each other.

    Raises:
        OutputError: it cannot be read.
    """
    data = _without_tags(_read(path))
    first = frame_at(data, 0)
    if first is None:
        return SoundFault("empty")
    stated = _stated(data, first)
    begin = first.size if stated else 0
    count, end = walk(data, begin)
    seconds = count * first.samples / first.rate
    if stated is None:
        return SoundFault("broken", seconds) if end < len(data) else None
    frames, crc = stated
    if count < frames:
        return SoundFault("cut" if end == len(data) or frame_at(data, end) else "broken", seconds)
    return None if checksum(data[begin:end]) == crc else SoundFault("altered")


def coding_of(path: Path) -> Coding:
    """The bit rate, sampling rate and channels of an MP3; all 0 if it holds no sound.

    Raises:
        OutputError: it cannot be read.
    """
    data = _without_tags(_read(path))
    first = frame_at(data, 0)
    if first is None:
        return Coding(0, False, 0, 0)
    bitrates: Counter[int] = Counter()
    # The Info frame holds no sound, and may have another bit rate.
    position = first.size if _has_info(data, first) else 0
    while frame := frame_at(data, position):
        bitrates[BITRATES[frame.version][(data[position + 2] >> 4) - 1]] += 1
        position += frame.size
    mean = sum(rate * count for rate, count in bitrates.items()) / max(1, bitrates.total())
    channels = 1 if first.channels == MONO else 2
    return Coding(round(mean), len(bitrates) == 1, first.rate, channels)


def frames_of(path: Path) -> Frames | None:
    """The sound of a whole MP3 file in mono; None if it is anything else.

    Raises:
        OutputError: it cannot be read.
    """
    data = _without_tags(_read(path))
    first = frame_at(data, 0)
    stated = _stated(data, first) if first else None
    if first is None or stated is None or first.channels != MONO:
        return None
    count, end = walk(data, first.size)
    sound = frame_at(data, first.size)
    if sound is None or (count, end) != (stated[0], len(data)):
        return None
    return Frames(Mp3Format(sound.rate, sound.bitrate), count, data[first.size :])


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} cannot be read ({error.strerror or error})") from error


def _without_tags(data: bytes) -> bytes:
    """The bytes between the tags: https://id3.org/id3v2.3.0, section 3.1."""
    begin, end = 0, len(data)
    if data[:3] == b"ID3" and end >= 10:
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        begin = 10 + size
    if data[-_ID3V1:][:3] == b"TAG":
        end -= _ID3V1
    return data[begin:end]


def _has_info(data: bytes, first: Frame) -> bool:
    """Whether the first frame is an Info frame, whatever it states."""
    side = (SIDE_INFO if first.channels == MONO else _STEREO_SIDE_INFO)[first.version]
    return data[4 + side : 8 + side] in (b"Info", b"Xing")


def _stated(data: bytes, first: Frame) -> tuple[int, int] | None:
    """The number of frames and their checksum that the Info frame states, if there is one."""
    mono = first.channels == MONO
    side = (SIDE_INFO if mono else _STEREO_SIDE_INFO)[first.version]
    info = data[4 + side : first.size]
    if info[:4] not in (b"Info", b"Xing") or len(info) < 156 or info[7] & 0b1111 != 0b1111:
        return None
    (frames,) = struct.unpack_from(">I", info, 8)
    (crc,) = struct.unpack_from(">H", info, 152)
    return frames, crc
