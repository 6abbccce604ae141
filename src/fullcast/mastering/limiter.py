"""A look-ahead true-peak limiter for one clip.

Turning a whole clip down because of one plosive would make that sentence audibly softer than its
neighbours, so the gain dips only around the peak: smoothly, over some hundredths of a second
before and after it, far too slowly to colour the voice.

What is held is the wave between the samples (ITU-R BS.1770-4, annex 2), which players and encoders
rebuild. It is looked for only where samples come near the ceiling.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.float32]
V = TypeVar("V", np.float64, np.bool_)

_STEP = 0.001
"""Seconds between two points of the gain curve."""
_HOLD = 30
"""Points on both sides of a peak over which its gain is held; smoothing takes one less."""
_OVERSAMPLING = 4
"""BS.1770-4, annex 2: enough for the true peak at 44.1 kHz and above."""
_NEAR = 0.5
"""The wave between samples is looked at where they reach this part of the ceiling: 6 dB below it;
in anything but test signals it is less than twice as high."""
_MARGIN = 10
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
    held = _windows(allowed, _HOLD).min(axis=1)
    kernel = np.hanning(2 * _HOLD + 1)[1:-1]
    curve = _windows(held, _HOLD - 1) @ (kernel / kernel.sum())
    centres = (np.arange(len(peaks)) + 0.5) * step - 0.5
    gain = np.interp(np.arange(samples.size), centres, curve)
    # The smoothing may round up: by some 1e-16, which is not heard but would break the promise.
    limited: Samples = np.clip(samples * gain, -ceiling, ceiling, dtype=np.float32)
    return limited


def _peaks(samples: Samples, step: int, rate: int, ceiling: float) -> npt.NDArray[np.float64]:
    """The highest peak of every step; of the wave itself where it may exceed the ceiling."""
    padded = np.zeros(-(-samples.size // step) * step, np.float32)
    padded[: samples.size] = samples
    steps = padded.reshape(-1, step)
    peaks = np.asarray(np.maximum(steps.max(axis=1), -steps.min(axis=1)), np.float64)
    near = peaks > ceiling * _NEAR
    if not near.any():
        return peaks
    # All stretches in one go, each with its margin, in which the cuts between them ring out.
    around = _windows(near, _MARGIN).any(axis=1)
    stretch = steps[around].ravel()
    wave = np.zeros(_OVERSAMPLING * len(stretch), np.float32)
    fine = soxr.resample(stretch, rate, _OVERSAMPLING * rate, quality="HQ")[: len(wave)]
    wave[: len(fine)] = fine
    true = np.abs(wave).reshape(-1, _OVERSAMPLING * step).max(axis=1)
    peaks[near] = np.maximum(peaks[near], true[near[around]])
    return np.asarray(peaks)


def _windows(values: npt.NDArray[V], radius: int) -> npt.NDArray[V]:
    """For each value, it and its `radius` neighbours on both sides: shape (n, 2 radius + 1)."""
    padded = np.pad(values, radius, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * radius + 1)
