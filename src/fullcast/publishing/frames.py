"""The frames of an MP3, one by one, and stretches of them that can be joined.

Two stretches that were encoded apart join without a trace where the first ends and the second
begins in silence, each at a multiple of a frame's samples. The first frame of an encoder takes
nothing from the bit reservoir, so it needs no frame before it; and what an encoder would carry
over from one frame into the next, the overlapping halves of its transform and the memory of its
filters, is silence too. ISO/IEC 11172-3, 2.4.3.4.
"""

# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import lameenc

from fullcast.publishing.info_frame import BITRATES, RATES, Mp3Format

QUALITY = 3
"""LAME's effort, 0 (best) to 9: its own default. Half again as fast as 2, and speech at
96 kbit/s mono leaves nothing to be gained by more."""

SILENCE_TO_JOIN = 1152
"""Samples of silence that are needed on both sides for two stretches to join without a trace."""

_VBR = 4
"""LAME's newer way to a variable bitrate (`vbr_mtrh`), its default."""

MONO = 0b11
_VERSIONS = {0b11: 1, 0b10: 2}
_LAYER_III = 0b01


@dataclass(frozen=True, slots=True)
class Frame:
    """What the header of a frame says."""

    version: int
    rate: int
    channels: int
    """The header's channel mode: 0 to 3."""
    bitrate: int
    """kbit/s."""
    size: int
    """Bytes."""

    @property
    def samples(self) -> int:
        """Samples of each channel."""
        return 1152 if self.version == 1 else 576


@dataclass(frozen=True, slots=True)
class Stretch:
    """Frames that were encoded on their own."""

    frames: bytes
    count: int
    samples: int
    """Of sound: `count` times those of a frame, or less in the last stretch of a file."""


def frame_at(data: bytes, position: int) -> Frame | None:
    """The frame whose header stands at a place, if there is one."""
    return _frame_of(data[position : position + 4])


@lru_cache(maxsize=256)
def _frame_of(header: bytes) -> Frame | None:
    """What a header says; the frames of a file share a few of them."""
    if len(header) < 4 or header[0] != 0xFF or header[1] >> 5 != 0b111:
        return None
    version = _VERSIONS.get(header[1] >> 3 & 0b11)
    bitrate, rate = header[2] >> 4, header[2] >> 2 & 0b11
    if version is None or header[1] >> 1 & 0b11 != _LAYER_III or bitrate in (0, 15) or rate == 3:
        return None
    hertz = RATES[version][rate]
    kilobits = BITRATES[version][bitrate - 1]
    size = (144 if version == 1 else 72) * kilobits * 1000 // hertz + (header[2] >> 1 & 1)
    return Frame(version, hertz, header[3] >> 6, kilobits, size)


def walk(data: bytes, position: int = 0, most: int | None = None) -> tuple[int, int]:
    """How many whole frames follow each other, at most so many, and where they end."""
    count, end = 0, len(data)
    sizes: dict[bytes, int] = {}  # the frames of a file share a few headers
    while count != most:
        header = data[position : position + 4]
        size = sizes.get(header, 0)
        if not size:
            frame = _frame_of(header)
            if frame is None:
                break
            size = sizes[header] = frame.size
        if position + size > end:
            break
        position += size
        count += 1
    return count, position


def encode(blocks: Iterable[bytes], form: Mp3Format, *, final: bool) -> Stretch:
    """Encode a stretch of sound; a final one is the last of its file.

    `blocks` are 16-bit little-endian mono PCM. The last frame of an encoder holds but what is
    still due of the sound before it, and only a final stretch keeps it.

    Raises:
        ValueError: a block holds half a sample, or the samples of a stretch that is not final are
            no multiple of a frame's.
    """
    encoder = Encoder(form)
    data = b"".join([*map(encoder.encode, blocks), encoder.flush()])
    whole, rest = divmod(encoder.samples, form.samples_per_frame)
    if rest and not final:
        raise ValueError(f"{encoder.samples} samples fill no whole frames")
    count, end = walk(data, 0, None if final else whole)
    return Stretch(data[:end], count, encoder.samples)


class Encoder:
    """LAME, with a count of what it was given."""

    def __init__(self, form: Mp3Format) -> None:
        """Mono, in a format."""
        self.samples = 0
        """Of sound so far."""
        self._lame = lame = lameenc.Encoder()
        lame.set_channels(1)
        if form.vbr is None:
            lame.set_bit_rate(form.bitrate)
        else:
            lame.set_vbr(_VBR)
            lame.set_vbr_quality(form.vbr)
        lame.set_in_sample_rate(form.rate)
        # LAME would choose a lower rate by itself at low bitrates.
        lame.set_out_sample_rate(form.rate)
        lame.set_quality(QUALITY)
        lame.silence()

    def encode(self, pcm: bytes) -> bytes:
        """The frames that more sound completes.

        Raises:
            ValueError: it ends within a sample.
        """
        if len(pcm) % 2:
            raise ValueError("a block of sound ends within a sample")
        self.samples += len(pcm) // 2
        return bytes(self._lame.encode(pcm)) if pcm else b""

    def flush(self) -> bytes:
        """The last frames; none if there was no sound."""
        return bytes(self._lame.flush()) if self.samples else b""
