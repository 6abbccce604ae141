"""MP3 files: constant bitrate, mono, exact length, tagged."""

# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import lameenc
from mutagen import MutagenError
from mutagen.mp3 import MP3

from fullcast.errors import OutputError
from fullcast.publishing.atomic import PartFile, replacing
from fullcast.publishing.info_frame import Mp3Format, checksum, info_frame
from fullcast.publishing.tags import TrackTags, id3_tag

QUALITY = 3
"""LAME's effort, 0 (best) to 9: its own default. Half again as fast as 2, and speech at
96 kbit/s mono leaves nothing to be gained by more."""


def write_mp3(
    path: Path,
    blocks: Iterable[bytes],
    *,
    rate: int,
    bitrate: int = 96,
    tags: TrackTags,
    cover: bytes | None,
) -> float:
    """Encode a stream of sound into a tagged MP3 and return its length in seconds.

    `blocks` are 16-bit little-endian mono PCM at `rate` samples per second, `bitrate` is in
    kbit/s, `cover` is a JPEG. The file appears when it is whole; what `blocks` raises goes
    through and leaves nothing behind. The same input gives the same bytes.

    Raises:
        OutputError: the file cannot be written, or there is no sound; says what to do.
        ValueError: MP3 has no such rate or bitrate, the cover is no JPEG, or a block holds half
            a sample.
    """
    form = Mp3Format(rate, bitrate)
    tag = id3_tag(tags, cover)
    with replacing(path) as part:
        samples = _write(part, tag, blocks, form)
        if samples == 0:
            raise OutputError(f"cannot write {path}: there is no sound for it")
    return samples / rate


def mp3_bytes(blocks: Iterable[bytes], *, rate: int, bitrate: int) -> bytes:
    """Encode a short sound into an MP3 without tags; see `write_mp3`."""
    whole = BytesIO()
    _write(PartFile(whole, Path("an MP3 in memory")), b"", blocks, Mp3Format(rate, bitrate))
    return whole.getvalue()


def mp3_seconds(path: Path) -> float | None:
    """The length of an MP3 on disk; None if the file is no whole MP3."""
    try:
        info = MP3(path).info
    except (MutagenError, OSError):
        return None
    return None if info is None else float(info.length)


def _write(part: PartFile, tag: bytes, blocks: Iterable[bytes], form: Mp3Format) -> int:
    """Write the tag and all frames, the first of which describes them; return the samples."""
    part.write(tag + bytes(form.info_size))
    samples, size, crc = _encode(part, blocks, form)
    part.write_at(len(tag), info_frame(form, samples=samples, size=size, crc=crc))
    return samples


def _encode(part: PartFile, blocks: Iterable[bytes], form: Mp3Format) -> tuple[int, int, int]:
    """Write all frames; return the samples read, the bytes written, and their checksum."""
    encoder = _encoder(form)
    samples = size = crc = 0
    for block in blocks:
        if len(block) % 2:
            raise ValueError("a block of sound ends within a sample")
        samples += len(block) // 2
        data = bytes(encoder.encode(block)) if block else b""
        size += len(data)
        crc = checksum(data, crc)
        part.write(data)
    data = bytes(encoder.flush()) if samples else b""
    part.write(data)
    return samples, size + len(data), checksum(data, crc)


def _encoder(form: Mp3Format) -> lameenc.Encoder:
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_bit_rate(form.bitrate)
    encoder.set_in_sample_rate(form.rate)
    # LAME would choose a lower rate by itself at low bitrates.
    encoder.set_out_sample_rate(form.rate)
    encoder.set_quality(QUALITY)
    encoder.silence()
    return encoder
