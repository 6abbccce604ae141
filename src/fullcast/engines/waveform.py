"""Samples as engines deliver them: read from WAV and AIFF, joined, trimmed, shifted in pitch."""

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

_PIECE = 4096
"""Samples that are searched at once."""
_AIFC_ORDER = {b"NONE": ">i2", b"twos": ">i2", b"sowt": "<i2"}
_EXTENSIBLE = 0xFFFE
"""WAVE_FORMAT_EXTENSIBLE: the format stands at the start of a GUID further on."""
_WAVE_FORMATS = {
    (1, 8): "u1",
    (1, 16): "<i2",
    (1, 24): "<i3",
    (1, 32): "<i4",
    (3, 32): "<f4",
    (3, 64): "<f8",
}
"""WAVE_FORMAT_PCM and WAVE_FORMAT_IEEE_FLOAT of so many bits, as numpy calls their samples; only
"<i3" is our own word."""
_UNKNOWN_SIZE = 0x7FFF_0000
"""From here on a chunk's size stands for one that was not known when the header was written."""


def read(path: Path) -> Audio:
    """Read a RIFF WAVE or an AIFF file, whatever the file's name says; see `decode`.

    Raises:
        ValueError: the file is of another kind, or broken.
    """
    return decode(path.read_bytes(), str(path))


def decode(data: bytes, name: str) -> Audio:
    """The sound in a WAV of 8 to 32-bit PCM or floats, or in an AIFF of 16-bit PCM.

    Channels are averaged. A WAV whose header was never completed, as programs that stream write
    it, counts to its end; one that is shorter than its header says is broken.

    Args:
        data: the whole file.
        name: what to call it in errors.

    Raises:
        ValueError: it is of another kind, or broken.
    """
    try:
        if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
            rate, channels, order, sound = _wav(data)
        elif data[:4] == b"FORM" and data[8:12] in (b"AIFF", b"AIFC"):
            rate, channels, order, sound = _aiff(data)
        else:
            raise ValueError(f"{name} is neither a WAV nor an AIFF file")
    except (struct.error, KeyError) as error:
        raise ValueError(f"{name} is broken: {error}") from error
    except EOFError as error:
        raise ValueError(f"{name} is cut short") from error
    if rate < 1 or channels < 1:
        raise ValueError(f"{name} is broken: {channels} channels at {rate} Hz")
    frame = int(order[-1]) * channels
    values = _values(sound[: len(sound) // frame * frame], order)
    samples = values.reshape(-1, channels).mean(axis=1, dtype=np.float32)
    if not np.isfinite(samples).all():
        raise ValueError(f"{name} holds samples that are no numbers")
    return Audio(samples, rate)


def _values(sound: bytes, order: str) -> npt.NDArray[np.floating]:
    """Samples of all channels, scaled to ±1."""
    if order == "<i3":
        wide = np.zeros((len(sound) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(sound, np.uint8).reshape(-1, 3)
        sound, order = wide.tobytes(), "<i4"
    values = np.frombuffer(sound, order)
    if values.dtype.kind == "f":
        with np.errstate(over="ignore"):  # what does not fit is infinite, which is found later
            return values.astype(np.float32)
    middle = np.float32(128 if values.dtype.kind == "u" else 0)
    return (values.astype(np.float32) - middle) / np.float32(2 ** (8 * values.itemsize - 1))


def trim(audio: Audio) -> Audio:
    """Cut the silence at both ends, so that pauses are as long as they are meant to be."""
    samples = audio.samples
    first = _first_loud(samples)
    if first is None:
        return audio
    margin = round(EDGE * audio.rate)
    last = len(samples) - 1 - (_first_loud(samples[::-1]) or 0)
    return Audio(samples[max(0, first - margin) : last + margin + 1], audio.rate)


def _first_loud(samples: Samples) -> int | None:
    """The first sample above EDGE_LEVEL; what follows it is not looked at."""
    for begin in range(0, len(samples), _PIECE):
        loud = np.flatnonzero(np.abs(samples[begin : begin + _PIECE]) > EDGE_LEVEL)
        if len(loud):
            return begin + int(loud[0])
    return None


def peak(samples: npt.NDArray[np.floating]) -> float:
    """The highest sample, whatever its sign; 0 of none, and no number if one of them is none."""
    return float(max(samples.max(initial=0.0), -samples.min(initial=0.0)))


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
    """The chunks of an IFF-like file as (name, content); `length` is the length's struct code.

    Raises:
        EOFError: the last one is shorter than it says.
    """
    position = 12
    while position + 8 <= len(data):
        name = data[position : position + 4]
        (size,) = struct.unpack_from(length, data, position + 4)
        position += 8
        if size >= _UNKNOWN_SIZE or (size == 0 and name == b"data"):
            size = len(data) - position
        if position + size > len(data):
            raise EOFError
        yield name, data[position : position + size]
        position += size + size % 2


def _wav(data: bytes) -> tuple[int, int, str, bytes]:
    """Rate, channels, samples' type and sound; see Microsoft's RIFF specification (1991)."""
    chunks = dict(_chunks(data, "<I"))
    form = chunks[b"fmt "]
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if kind == _EXTENSIBLE:
        (kind,) = struct.unpack_from("<H", form, 24)
    if (kind, bits) not in _WAVE_FORMATS:
        raise ValueError(f"WAV of format {kind} with {bits} bits instead of PCM or floats")
    return rate, channels, _WAVE_FORMATS[kind, bits], chunks[b"data"]


def _aiff(data: bytes) -> tuple[int, int, str, bytes]:
    """Rate, channels, samples' type and sound; see Apple's AIFF 1.3 and AIFF-C (1989, 1991)."""
    chunks = dict(_chunks(data, ">I"))
    common = chunks[b"COMM"]
    channels, _, bits, exponent, mantissa = struct.unpack_from(">hLhHQ", common)
    if bits != 16:
        raise ValueError(f"AIFF with {bits} bits instead of 16")
    # The rate is an 80-bit extended float: sign and exponent biased by 16383, then 64 bits.
    rate = round(mantissa * 2.0 ** ((exponent & 0x7FFF) - 16383 - 63))
    order = _AIFC_ORDER[common[18:22]] if data[8:12] == b"AIFC" else ">i2"
    (offset,) = struct.unpack_from(">L", chunks[b"SSND"])
    return rate, channels, order, chunks[b"SSND"][8 + offset :]
