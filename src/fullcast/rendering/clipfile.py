"""The bytes of a cached clip: a 16-bit mono WAV that can prove it is whole.

A RIFF file (Microsoft/IBM, "Multimedia Programming Interface and Data Specifications 1.0") is a
list of chunks, and players skip the chunks they do not know. So after the sound stands a chunk of
our own with the SHA-256 of the clip's key and of every byte before the chunk: a clip that was cut
short, altered or renamed is found out, and any player still plays it.
"""

from __future__ import annotations

import hashlib
import struct

import numpy as np

from fullcast.model import Audio

FULL_SCALE = 32767
"""The 16-bit value of a sample of 1.0."""

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PROOF = struct.Struct("<4sI32s")
_PROOF_ID = b"csum"
PROOF_BYTES = _PROOF.size
_PCM = 1
_SAMPLE_BYTES = 2


class DamagedClipError(ValueError):
    """The bytes are not a whole clip of the key; the message says what is wrong with them."""


def encode(audio: Audio, key: str) -> bytes:
    """A clip's file, with samples rounded to 16 bits.

    Sound that goes beyond full scale is turned down as a whole rather than clipped, for clipping
    distorts, and mastering sets the level anyway.

    Raises:
        ValueError: a sample is not a finite number, or the rate is not a positive one.
    """
    if audio.rate <= 0:
        raise ValueError(f"a sample rate of {audio.rate} Hz")
    samples = np.asarray(audio.samples, dtype=np.float32)
    peak = float(max(samples.max(initial=0.0), -samples.min(initial=0.0)))
    if not np.isfinite(peak):
        raise ValueError("the samples are not all finite numbers")
    scaled = samples * np.float32(FULL_SCALE / max(peak, 1.0))
    data: bytes = np.rint(scaled).astype("<i2").tobytes()
    header = _header(len(data), int(audio.rate))
    return b"".join((header, data, _PROOF.pack(_PROOF_ID, 32, _digest(key, header, data))))


def duration(file: bytes, key: str) -> float:
    """Seconds of a clip, after checking that it is whole.

    Raises:
        DamagedClipError: it is not.
    """
    rate, data = _checked(file, key)
    return len(data) // _SAMPLE_BYTES / rate


def decode(file: bytes, key: str) -> Audio:
    """The sound of a clip, after checking that it is whole.

    Raises:
        DamagedClipError: it is not.
    """
    rate, data = _checked(file, key)
    samples = np.divide(np.frombuffer(data, "<i2"), np.float32(FULL_SCALE), dtype=np.float32)
    return Audio(samples, rate)


def taken_apart(file: bytes, key: str) -> tuple[int, bytes, bytes]:
    """Sample rate in Hz, little-endian 16-bit samples and proof of a clip that is whole.

    Raises:
        DamagedClipError: it is not.
    """
    rate, data = _checked(file, key)
    return rate, bytes(data), file[-PROOF_BYTES:]


def put_together(rate: int, data: bytes, proof: bytes) -> bytes:
    """The file that was taken apart; nothing is checked."""
    return _header(len(data), rate) + data + proof


def _header(size: int, rate: int) -> bytes:
    """Everything before the sound, `size` bytes long."""
    riff_size = _HEADER.size - 8 + size + _PROOF.size
    return _HEADER.pack(
        *(b"RIFF", riff_size, b"WAVE"),
        *(b"fmt ", 16, _PCM, 1, rate, rate * _SAMPLE_BYTES, _SAMPLE_BYTES, 8 * _SAMPLE_BYTES),
        *(b"data", size),
    )


def _digest(key: str, *body: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key.encode())
    for part in body:
        digest.update(part)
    return digest.digest()


def _checked(file: bytes, key: str) -> tuple[int, memoryview]:
    """Sample rate and sound of a clip that is whole."""
    view = memoryview(file)
    body, proof = view[: -_PROOF.size], view[-_PROOF.size :]
    if len(body) < _HEADER.size or file[:4] != b"RIFF":
        raise DamagedClipError("it is cut short or is no WAV file")
    if bytes(proof) != _PROOF.pack(_PROOF_ID, 32, _digest(key, body)):
        raise DamagedClipError("its checksum is wrong")
    # The header is of our own writing, as the checksum has just shown.
    rate = _HEADER.unpack_from(body)[7]
    return rate, body[_HEADER.size :]
