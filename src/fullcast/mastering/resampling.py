"""Sound at another rate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.float32]


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """Mono sound at `wanted` samples per second, from `rate`."""
    if rate == wanted or not len(samples):
        return samples
    return np.asarray(soxr.resample(samples, rate, wanted, quality="HQ"), np.float32)
