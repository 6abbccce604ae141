"""MP3 files: constant bitrate, mono, exact length, tagged."""

# mypy: allow-untyped-calls

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from mutagen import MutagenError
from mutagen.mp3 import MP3

from fullcast.errors import OutputError
from fullcast.publishing.atomic import PartFile, replacing
from fullcast.publishing.frames import Encoder, Stretch
from fullcast.publishing.info_frame import Mp3Format, checksum, info_frame
from fullcast.publishing.tags import TrackTags, id3_tag


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
        return _seconds(_write(part, tag, blocks, form), form, path)


def join_mp3(
    path: Path, stretches: Iterable[Stretch], *, form: Mp3Format, tags: TrackTags,
    cover: bytes | None,
) -> float:  # fmt: skip
    """Join what was encoded already into a tagged MP3; see `write_mp3` and `frames`."""
    tag = id3_tag(tags, cover)
    with replacing(path) as part:
        return _seconds(_join(part, tag, stretches, form), form, path)


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


def _seconds(samples: int, form: Mp3Format, path: Path) -> float:
    if samples == 0:
        raise OutputError(f"cannot write {path}: there is no sound for it")
    return samples / form.rate


def _write(part: PartFile, tag: bytes, blocks: Iterable[bytes], form: Mp3Format) -> int:
    """Write the tag and all frames of a sound; return its samples."""
    encoder = Encoder(form)

    def encoded() -> Iterable[bytes]:
        for block in blocks:
            yield encoder.encode(block)
        yield encoder.flush()

    part.write(tag + bytes(form.info_size))
    size = crc = 0
    for data in encoded():
        size, crc = size + len(data), checksum(data, crc)
        part.write(data)
    frames = form.frames_in(size)
    info = info_frame(form, samples=encoder.samples, frames=frames, size=size, crc=crc)
    part.write_at(len(tag), info)
    return encoder.samples


def _join(part: PartFile, tag: bytes, stretches: Iterable[Stretch], form: Mp3Format) -> int:
    """Write the tag and all frames of some stretches; return their samples."""
    part.write(tag + bytes(form.info_size))
    samples = frames = size = crc = 0
    places = []
    for stretch in stretches:
        samples, frames = samples + stretch.samples, frames + stretch.count
        size, crc = size + len(stretch.frames), checksum(stretch.frames, crc)
        places.append((samples, size))
        part.write(stretch.frames)
    # At a constant bitrate players need none, and without them all is as even as it can be.
    known = places if form.vbr is not None else []
    info = info_frame(form, samples=samples, frames=frames, size=size, crc=crc, places=known)
    part.write_at(len(tag), info)
    return samples
