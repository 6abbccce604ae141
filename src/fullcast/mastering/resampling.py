"""Sound at another rate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import soxr

from fullcast.mastering.clips import OUTPUT_RATE

Samples = npt.NDArray[np.float32]
_FULL_SCALE = 32768


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """Mono sound at `wanted` samples per second, from `rate`."""
    if rate == wanted or not len(samples):
        return samples
    return np.asarray(soxr.resample(samples, rate, wanted, quality="HQ"), np.float32)


def at_rate(blocks: Iterable[bytes], rate: int) -> Iterator[bytes]:
    """16-bit mono PCM of `OUTPUT_RATE` at `rate` samples per second, block by block.

    Begins and ends with the sound, to the sample. The same sound gives the same bytes, as nothing
    is dithered.
    """
    stream = soxr.ResampleStream(OUTPUT_RATE, rate, 1, dtype="float32", quality="HQ")
    for block in blocks:
        samples = np.frombuffer(block, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)
        yield _pcm(stream.resample_chunk(samples))
    yield _pcm(stream.resample_chunk(np.zeros(0, np.float32), last=True))


def _pcm(samples: Samples) -> bytes:
    scaled = np.clip(np.rint(samples * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1)
    return scaled.astype("<i2").tobytes()
