"""WAV files, for players that read nothing else."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path

from fullcast.errors import OutputError
from fullcast.publishing.atomic import replacing

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_LIMIT = 2**32 - _HEADER.size
_PCM, _MONO, _BYTES = 1, 1, 2


def write_wav(path: Path, blocks: Iterable[bytes], *, rate: int) -> float:
    """Write 16-bit little-endian mono PCM as a WAV file and return its length in seconds.

    Raises:
        OutputError: the file cannot be written, there is no sound, or too much for a WAV (4 GB).
    """
    size = 0
    with replacing(path) as part:
        part.write(bytes(_HEADER.size))
        for block in blocks:
            size += len(block)
            if size > _LIMIT:
                raise OutputError(f"cannot write {path}: a WAV file holds at most 4 GB")
            part.write(block)
        if not size:
            raise OutputError(f"cannot write {path}: there is no sound for it")
        part.write_at(0, _header(size, rate))
    return size / (_BYTES * rate)


def _header(size: int, rate: int) -> bytes:
    """RIFF, the format and the head of the data: http://soundfile.sapp.org/doc/WaveFormat/"""
    return _HEADER.pack(
        *(b"RIFF", _HEADER.size - 8 + size, b"WAVE"),
        *(b"fmt ", 16, _PCM, _MONO, rate, _BYTES * rate, _BYTES, 8 * _BYTES),
        *(b"data", size),
    )
