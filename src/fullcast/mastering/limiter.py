"""A look-ahead peak limiter for one clip.

Turning a whole clip down because of one plosive would make that sentence audibly softer than its
neighbours, so the gain dips only around the peak: smoothly, over some hundredths of a second
before and after it, far too slowly to colour the voice.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

CEILING = 10 ** (-3.5 / 20)
"""Highest sample, as a fraction of full scale: -3.5 dBFS.

Half a decibel below the -3 dB that distributors ask of the finished file, since coding to MP3
raises some peaks a little.
"""

_STEP = 0.001
"""Seconds between two points of the gain curve."""
_HOLD = 30
"""Points on both sides of a peak over which its gain is held; smoothing takes one less."""


def limit(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float32]:
    """The samples with every peak at or below `CEILING`; unchanged where they already are.

    The curve is a moving minimum smoothed by a shorter window, so that no smoothed value ever
    exceeds what the peak under it allows: the ceiling holds without clipping.
    """
    if samples.size == 0 or float(np.max(np.abs(samples))) <= CEILING:
        return samples
    step = max(1, round(rate * _STEP))
    blocks = -(-samples.size // step)
    padded = np.zeros(blocks * step)
    padded[: samples.size] = np.abs(samples)
    peaks = padded.reshape(blocks, step).max(axis=1)
    allowed = np.minimum(1.0, CEILING / np.maximum(peaks, CEILING))
    held = _windows(allowed, _HOLD).min(axis=1)
    kernel = np.hanning(2 * _HOLD + 1)[1:-1]
    curve = _windows(held, _HOLD - 1) @ (kernel / kernel.sum())
    centres = (np.arange(blocks) + 0.5) * step - 0.5
    gain = np.interp(np.arange(samples.size), centres, curve)
    # The smoothing may round up: by some 1e-16, which is not heard but would break the promise.
    limited: npt.NDArray[np.float32] = np.clip(samples * gain, -CEILING, CEILING, dtype=np.float32)
    return limited


def _windows(values: npt.NDArray[np.float64], radius: int) -> npt.NDArray[np.float64]:
    """For each value, it and its `radius` neighbours on both sides: shape (n, 2 radius + 1)."""
    padded = np.pad(values, radius, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1)
