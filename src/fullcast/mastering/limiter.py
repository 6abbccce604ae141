"""A look-ahead true-peak limiter for one clip.

Turning a whole clip down because of one plosive would make that sentence audibly softer than its
neighbours, so the gain dips only around the peak: smoothly, over some hundredths of a second
before and after it, far too slowly to colour the voice.

What is held is the wave between the samples (ITU-R BS.1770-4, annex 2), which players and encoders
rebuild. It is looked for only where samples come near the ceiling.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt
import soxr

Samples = npt.NDArray[np.float32]

_STEP = 0.001
"""Seconds between two points of the gain curve."""
_HOLD = 30
"""Points on both sides of a peak over which its gain is held; smoothing takes one less."""
_OVERSAMPLING = 4
"""BS.1770-4, annex 2: enough for the true peak of sound that fills the band of its rate."""
_MARGIN = 4
"""Points around such a stretch that the filter of the oversampling needs: a wave that is cut off
rings."""


def amplitude(decibels: float) -> float:
    """A level in dB as a factor."""
    return float(10 ** (decibels / 20))


def limit(samples: Samples, rate: int, ceiling: float, *, band: int | None = None) -> Samples:
    """The samples with every true peak at or below `ceiling`; unchanged where they already are.

    `ceiling` is a fraction of full scale. `band` is the rate that the sound was brought from, if it
    was lower: above half of it there is nothing, so that its samples lie closer than they need to
    and less is hidden between them. The curve is a moving minimum smoothed by a shorter
    window, so that no smoothed value ever exceeds what the peak under it allows: the ceiling holds
    without clipping.
    """
    step = max(1, round(rate * _STEP))
    peaks = _peaks(samples, step, rate, min(rate, band or rate), ceiling)
    if float(peaks.max(initial=0.0)) <= ceiling:
        return samples
    allowed = np.minimum(1.0, ceiling / np.maximum(peaks, ceiling))
    gain = np.convolve(_edged(_lowest(allowed, _HOLD), _HOLD - 1), _kernel(), "valid")
    return _turned_down(samples, gain, step, ceiling)


@cache
def _kernel() -> npt.NDArray[np.float64]:
    """What the gain is smoothed by."""
    kernel = np.hanning(2 * _HOLD + 1)[1:-1]
    return np.asarray(kernel / kernel.sum())


def _edged(values: npt.NDArray[np.float64], width: int) -> npt.NDArray[np.float64]:
    """Values with the first and the last repeated on both sides."""
    return np.concatenate((np.full(width, values[0]), values, np.full(width, values[-1])))


def _lowest(values: npt.NDArray[np.float64], radius: int) -> npt.NDArray[np.float64]:
    """For each value, the lowest of it and its `radius` neighbours on both sides."""
    lowest, reach = _edged(values, radius), 1
    while 2 * reach <= 2 * radius + 1:  # each is the lowest of so many values from it on
        lowest = np.minimum(lowest[:-reach], lowest[reach:])
        reach *= 2
    rest = 2 * radius + 1 - reach
    return np.minimum(lowest[: len(values)], lowest[rest : rest + len(values)])


def _turned_down(
    samples: Samples, gain: npt.NDArray[np.float64], step: int, ceiling: float
) -> Samples:
    """Samples by a gain that has a point in the middle of every step, joined by straight lines.

    Most of a clip lies where it is 1 and is left as it is.
    """
    points = _edged(gain, 1).astype(np.float32)
    before = step - step // 2  # what the first point but one lacks of a step of samples
    turned = np.zeros((len(points) - 1) * step, np.float32)
    turned[before : before + samples.size] = samples
    rows = turned.reshape(-1, step)
    down = np.flatnonzero(np.minimum(points[:-1], points[1:]) < 1)
    part = ((np.arange(step) + (step // 2 - (step - 1) / 2)) / step).astype(np.float32)
    lower = points[down, None] + (points[down + 1] - points[down])[:, None] * part
    lower *= rows[down]
    # The smoothing may round up: by some 1e-7, which is not heard but would break the promise.
    rows[down] = np.clip(lower, -ceiling, ceiling, out=lower)
    return turned[before : before + samples.size]


def _near(rate: int, band: int) -> float:
    """The part of the ceiling from which on the wave between samples is looked at.

    The rest is what a tone of a quarter of the band's rate may rise above its samples: 3 dB where
    the band is full. No voice has its peaks above that: of espeak-ng and hibari none was seen that
    was missed.
    """
    return math.cos(math.pi / 4 * band / rate)


def _peaks(
    samples: Samples, step: int, rate: int, band: int, ceiling: float
) -> npt.NDArray[np.float64]:
    """The highest peak of every step; of the wave itself where it may exceed the ceiling."""
    padded = np.zeros(-(-samples.size // step) * step, np.float32)
    padded[: samples.size] = samples
    steps = padded.reshape(-1, step)
    every = np.arange(0, padded.size, step)
    peaks = np.asarray(np.maximum.reduceat(np.abs(padded), every), np.float64)
    near = peaks > ceiling * _near(rate, band)
    finer = math.ceil(_OVERSAMPLING * band / rate)
    if finer == 1 or not near.any():
        return peaks
    # All stretches in one go, each with its margin, in which the cuts between them ring out.
    reach = np.convolve(near, np.ones(2 * _MARGIN + 1))[_MARGIN : _MARGIN + len(near)] > 0
    fine = soxr.resample(steps[reach].ravel(), rate, finer * rate, quality="HQ")
    wave = np.zeros((np.count_nonzero(reach), finer * step), np.float32)
    wave.ravel()[: len(fine)] = fine[: wave.size]
    true = np.abs(wave[near[reach]]).max(axis=1)
    peaks[near] = np.maximum(peaks[near], true)
    return peaks
