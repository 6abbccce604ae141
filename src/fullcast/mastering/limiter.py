"""A look-ahead true-peak limiter for one clip.

Turning a whole clip down because of one plosive would make that sentence audibly softer than its
neighbours, so the gain dips only around the peak: smoothly, over some hundredths of a second
before and after it, far too slowly to colour the voice.

What is held is the wave between the samples (ITU-R BS.1770-4, annex 2), which players and encoders
rebuild. It is looked for only where samples come near the ceiling.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.float32]

_STEP = 0.001
"""Seconds between two points of the gain curve."""
_HOLD = 30
"""Points on both sides of a peak over which its gain is held; smoothing takes one less."""
_OVERSAMPLING = 4
"""BS.1770-4, annex 2: enough for the true peak at 44.1 kHz and above."""
_NEAR = 0.7
"""The wave between samples is looked at where they reach this part of the ceiling: 3 dB below it.
A tone of a quarter of the sampling rate is that much higher between its samples, and no voice has
its peaks there: of espeak-ng and hibari none was seen that was missed."""
_MARGIN = 4
"""Points around such a stretch that the filter of the oversampling needs: a wave that is cut off
rings."""


def amplitude(decibels: float) -> float:
    """A level in dB as a factor."""
    return float(10 ** (decibels / 20))


def limit(samples: Samples, rate: int, ceiling: float) -> Samples:
    """The samples with every true peak at or below `ceiling`; unchanged where they already are.

    `ceiling` is a fraction of full scale. The curve is a moving minimum smoothed by a shorter
    window, so that no smoothed value ever exceeds what the peak under it allows: the ceiling holds
    without clipping.
    """
    step = max(1, round(rate * _STEP))
    peaks = _peaks(samples, step, rate, ceiling)
    if float(peaks.max(initial=0.0)) <= ceiling:
        return samples
    allowed = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling))
    kernel = np.hanning(2 * _HOLD + 1)[1:-1]
    held = np.pad(_lowest(allowed, _HOLD), _HOLD - 1, mode="edge")
    gain = _of_samples(np.convolve(held, kernel / kernel.sum(), "valid"), step, samples.size)
    # The smoothing may round up: by some 1e-7, which is not heard but would break the promise.
    limited: Samples = np.clip(samples * gain, -ceiling, ceiling, dtype=np.float32)
    return limited


def _lowest(values: npt.NDArray[np.float64], radius: int) -> npt.NDArray[np.float64]:
    """For each value, the lowest of it and its `radius` neighbours on both sides."""
    lowest, reach = np.pad(values, radius, mode="edge"), 1
    while 2 * reach <= 2 * radius + 1:  # each is the lowest of so many values from it on
        lowest = np.minimum(lowest[:-reach], lowest[reach:])
        reach *= 2
    rest = 2 * radius + 1 - reach
    return np.minimum(lowest[: len(values)], lowest[rest : rest + len(values)])


def _of_samples(curve: npt.NDArray[np.float64], step: int, size: int) -> Samples:
    """A curve with a point in the middle of every `step` samples, for each of `size` samples.

    Points are joined by straight lines. This is what `numpy.interp` does for points anywhere, at
    four times the cost.
    """
    points = np.pad(curve, 1, mode="edge").astype(np.float32)
    first = step // 2  # the first sample that does not lie before the first point
    part = ((np.arange(step) + (first - (step - 1) / 2)) / step).astype(np.float32)
    joined = points[:-1, None] + (points[1:] - points[:-1])[:, None] * part
    return joined.ravel()[step - first : step - first + size]


def _peaks(samples: Samples, step: int, rate: int, ceiling: float) -> npt.NDArray[np.float64]:
    """The highest peak of every step; of the wave itself where it may exceed the ceiling."""
    padded = np.zeros(-(-samples.size // step) * step, np.float32)
    padded[: samples.size] = samples
    steps = padded.reshape(-1, step)
    every = np.arange(0, padded.size, step)
    peaks = np.asarray(np.maximum.reduceat(np.abs(padded), every), np.float64)
    near = peaks > ceiling * _NEAR
    if not near.any():
        return peaks
    # All stretches in one go, each with its margin, in which the cuts between them ring out.
    margin = np.lib.stride_tricks.sliding_window_view(np.pad(near, _MARGIN), 2 * _MARGIN + 1)
    around = margin.any(axis=1)
    stretch = steps[around].ravel()
    wave = np.zeros(_OVERSAMPLING * len(stretch), np.float32)
    fine = soxr.resample(stretch, rate, _OVERSAMPLING * rate, quality="HQ")[: len(wave)]
    wave[: len(fine)] = fine
    true = np.abs(wave).reshape(-1, _OVERSAMPLING * step).max(axis=1)
    peaks[near] = np.maximum(peaks[near], true[near[around]])
    return np.asarray(peaks)
