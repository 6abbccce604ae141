"""Mastered sound at another rate, for formats that have only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import soxr

from fullcast.mastering.clips import OUTPUT_RATE

_FULL_SCALE = 32768


def resampled(blocks: Iterable[bytes], rate: int) -> Iterator[bytes]:
    """16-bit mono PCM of `OUTPUT_RATE` at `rate` samples per second, block by block.

    Begins and ends with the sound, to the sample. The same sound gives the same bytes, as nothing
    is dithered.
    """
    stream = soxr.ResampleStream(OUTPUT_RATE, rate, 1, dtype="float32", quality="HQ")
    for block in blocks:
        samples = np.frombuffer(block, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)
        yield _pcm(stream.resample_chunk(samples))
    yield _pcm(stream.resample_chunk(np.zeros(0, np.float32), last=True))


def _pcm(samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> bytes:
    scaled = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    return scaled.astype("<i2").tobytes()
