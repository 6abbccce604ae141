"""Samples as engines deliver them: read from WAV and AIFF, trimmed, shifted in pitch."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fullcast.model import Audio

Samples = npt.NDArray[np.float32]

EDGE_LEVEL = 1e-3
"""-60 dBFS: less counts as silence at the ends of an utterance."""
EDGE = 0.04
"""Seconds kept before the first and after the last sample above EDGE_LEVEL."""

_FORMATS = {"little": "<i2", "big": ">i2"}
_AIFC_ORDER = {b"NONE": "big", b"twos": "big", b"sowt": "little"}
_WAVE_PCM = (1, 0xFFFE)
"""WAVE_FORMAT_PCM and WAVE_FORMAT_EXTENSIBLE."""


def read(path: Path) -> Audio:
    """Read 16-bit PCM from a RIFF WAVE or an AIFF file, whatever the file's name says.

    Channels are averaged. A WAV whose header was never completed counts to the file's end.

    Raises:
        ValueError: the file is of another kind, or broken.
    """
    data = path.read_bytes()
    try:
        if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
            rate, channels, order, sound = _wav(data)
        elif data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
            rate, channels, order, sound = _aiff(data)
        else:
            raise ValueError(f"{path} is neither a WAV nor an AIFF file")
    except (struct.error, KeyError) as error:
        raise ValueError(f"{path} is broken: {error}") from error
    frame = 2 * channels
    frames = np.frombuffer(sound[: len(sound) // frame * frame], _FORMATS[order])
    samples = frames.reshape(-1, channels).astype(np.float32).mean(axis=1) / np.float32(32768)
    return Audio(samples.astype(np.float32), rate)


def trim(audio: Audio) -> Audio:
    """Cut the silence at both ends, so that pauses are as long as they are meant to be."""
    loud = np.flatnonzero(np.abs(audio.samples) > EDGE_LEVEL)
    if not len(loud):
        return audio
    margin = round(EDGE * audio.rate)
    first, last = max(0, int(loud[0]) - margin), int(loud[-1]) + margin + 1
    return Audio(audio.samples[first:last], audio.rate)


def silence(seconds: float, rate: int) -> Samples:
    """Nothing, as samples."""
    return np.zeros(round(seconds * rate), np.float32)


def faster(audio: Audio, factor: float) -> Audio:
    """Play a sound faster by a factor, which raises pitch and formants by the same.

    By the discrete Fourier transform: the spectrum is cut or padded, which is exact for a sound
    that is silent at both ends.
    """
    length = max(1, round(len(audio.samples) / factor))
    spectrum = np.fft.rfft(audio.samples.astype(np.float64))
    samples = np.fft.irfft(spectrum[: length // 2 + 1], length) * (length / len(audio.samples))
    return Audio(samples.astype(np.float32), audio.rate)


def _chunks(data: bytes, length: str) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of an IFF-like file as (name, content); `length` is the length's struct code."""
    position = 12
    while position + 8 <= len(data):
        (size,) = struct.unpack_from(length, data, position + 4)
        yield data[position : position + 4], data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _wav(data: bytes) -> tuple[int, int, str, bytes]:
    """Rate, channels, byte order and sound data; see Microsoft's RIFF specification (1991)."""
    chunks = dict(_chunks(data, "<I"))
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunks[b"fmt "])
    if kind not in _WAVE_PCM or bits != 16:
        raise ValueError(f"WAV of format {kind} with {bits} bits instead of 16-bit PCM")
    return rate, channels, "little", chunks[b"data"]


def _aiff(data: bytes) -> tuple[int, int, str, bytes]:
    """Rate, channels, byte order and sound data; see Apple's AIFF 1.3 and AIFF-C (1989, 1991)."""
    chunks = dict(_chunks(data, ">I"))
    common = chunks[b"COMM"]
    channels, _, bits, exponent, mantissa = struct.unpack_from(">hLhHQ", common)
    if bits != 16:
        raise ValueError(f"AIFF with {bits} bits instead of 16")
    # The rate is an 80-bit extended float: sign and exponent biased by 16383, then 64 bits.
    rate = round(mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63))
    order = _AIFC_ORDER[common[18:22]] if data[8:12] == b"AIFC" else "big"
    (offset,) = struct.unpack_from(">L", chunks[b"SSND"])
    return rate, channels, order, chunks[b"SSND"][8 + offset :]
