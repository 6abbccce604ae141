"""The Info frame: what lets players know the exact length of an MP3.

A frame of silence before the first one of sound, it holds the number of frames, a seek table, and
how many samples the encoder added before and after the sound, so that players can drop them.
lameenc writes none. Layout: the LAME tag, http://gabriel.mp3-tech.org/mp3infotag.html
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from fastcrc import crc16

ENCODER_DELAY = 576
"""Samples that LAME puts before the sound (`lame_get_encoder_delay`); decoders know of the 529
that they add themselves."""

BITRATES = {
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by MPEG version, as their index less one; ISO/IEC 11172-3 and 13818-3."""
RATES = {1: (44100, 48000, 32000), 2: (22050, 24000, 16000)}
SIDE_INFO = {1: 17, 2: 9}
"""Bytes of side information in a mono frame."""
_CONSTANT_BITRATE, _VARIABLE_BITRATE = 1, 4
"""LAME's methods: CBR, and its newer VBR."""
_LAME = b"LAME3.100"
_AFTER_SIDE_INFO = 4 + 4 + 4 + 4 + 100 + 4 + 36


@dataclass(frozen=True, slots=True)
class Mp3Format:
    """Mono MP3, at a constant bitrate or at one that goes with the sound."""

    rate: int = 44100
    """Samples per second."""
    bitrate: int = 96
    """kbit/s; with `vbr`, what is assumed where a number is needed."""
    vbr: int | None = None
    """LAME's quality from 0 (best) to 9 at a variable bitrate; None for a constant one."""

    def __post_init__(self) -> None:
        """Raises ValueError for a rate, bitrate or quality that MP3 does not have."""
        if self.vbr is not None and not 0 <= self.vbr <= 9:
            raise ValueError(f"LAME's qualities are 0 to 9, and {self.vbr} is none of them")
        if self.rate not in RATES[1] + RATES[2]:
            raise ValueError(f"MP3 has no sample rate of {self.rate} Hz")
        if self.bitrate not in BITRATES[self.version]:
            raise ValueError(f"MP3 has no bitrate of {self.bitrate} kbit/s at {self.rate} Hz")

    @property
    def version(self) -> int:
        """The MPEG version, 1 or 2."""
        return 1 if self.rate in RATES[1] else 2

    @property
    def samples_per_frame(self) -> int:
        """Samples of one frame."""
        return 1152 if self.version == 1 else 576

    def frames_in(self, size: int) -> int:
        """The frames of one encoder that fill `size` bytes: padding keeps within a byte."""
        return round(size * 8 * self.rate / (self.samples_per_frame * self.bitrate * 1000))

    @property
    def info_bitrate(self) -> int:
        """kbit/s of the Info frame: the stream's, or the lowest whose frames it fits into."""
        needed = 4 + SIDE_INFO[self.version] + _AFTER_SIDE_INFO
        return next(
            bitrate
            for bitrate in BITRATES[self.version]
            if bitrate >= self.bitrate and self._frame_size(bitrate) >= needed
        )

    @property
    def info_size(self) -> int:
        """Bytes of the Info frame."""
        return self._frame_size(self.info_bitrate)

    @property
    def header(self) -> bytes:
        """The Info frame's header: layer III, no checksum, no padding, mono, original."""
        version = 0b11 if self.version == 1 else 0b10
        bitrate = BITRATES[self.version].index(self.info_bitrate) + 1
        rate = RATES[self.version].index(self.rate)
        return bytes([0xFF, 0b11100011 | version << 3, bitrate << 4 | rate << 2, 0b11000100])

    def _frame_size(self, bitrate: int) -> int:
        return self.samples_per_frame // 8 * bitrate * 1000 // self.rate


def info_frame(
    form: Mp3Format,
    *,
    samples: int,
    frames: int,
    size: int,
    crc: int,
    places: Sequence[tuple[int, int]] = (),
) -> bytes:
    """The Info frame of a stream.

    `samples` are those of the sound; `frames` is the number of its frames, `size` their length in
    bytes and `crc` their CRC-16. `places` tell how many bytes the first so many samples take: a
    variable bitrate needs some, from which players find their way.
    """
    padding = frames * form.samples_per_frame - ENCODER_DELAY - samples
    total = form.info_size + size
    known = [(0, 0), *places, (samples, size)]
    seek = bytes(_share(percent, known) for percent in range(100))
    start = form.header + bytes(SIDE_INFO[form.version])
    xing = struct.pack(
        ">4sIII100sI", b"Info" if form.vbr is None else b"Xing", 0b1111, frames, total, seek, 0
    )
    gaps = (ENCODER_DELAY << 12 | min(max(padding, 0), 0xFFF)).to_bytes(3, "big")
    lame = struct.pack(
        ">9sBBIHHBB3sBBHIH",
        _LAME,
        _CONSTANT_BITRATE if form.vbr is None else _VARIABLE_BITRATE,
        0,  # low-pass, not known
        0,  # peak, not known
        0,
        0,  # no replay gain
        0,
        min(form.bitrate, 255),
        gaps,
        0,
        0,
        0,
        total,
        crc,
    )
    frame = start + xing + lame
    return (frame + checksum(frame).to_bytes(2, "big")).ljust(form.info_size, b"\0")


def _share(percent: int, places: Sequence[tuple[int, int]]) -> int:
    """Where a percentage of the sound's length begins, in 256ths of the bytes."""
    (_, _), (samples, size) = places[0], places[-1]
    at = samples * percent / 100
    after = next(index for index, place in enumerate(places) if place[0] >= at)
    (first, start), (last, end) = places[max(0, after - 1)], places[after]
    inside = (at - first) / (last - first) if last > first else 0.0
    return min(255, int(256 * (start + inside * (end - start)) / max(1, size)))


def checksum(data: bytes, before: int = 0) -> int:
    """CRC-16/ARC (polynomial 0x8005, reflected), as the LAME tag has it.

    `before` is the checksum of the bytes before these.
    """
    return crc16.arc(data, before)
