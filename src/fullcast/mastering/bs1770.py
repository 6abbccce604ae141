"""Integrated loudness by ITU-R BS.1770-4, of mono sound that fits into memory.

The libraries for it bring SciPy along, which is larger than all else that Fullcast needs together;
of it they use one filter, which the spectrum does as well.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from fullcast.model import Audio

BLOCK = 0.4
"""Seconds of a gating block (annex 1): less sound has no integrated loudness."""
STEP = 0.1
"""Seconds from one gating block to the next; a block is four of them."""
_STEPS_A_BLOCK = 4
_SILENCE = -70.0
"""LUFS: the absolute gate."""
_RELATIVE = -10.0
"""LU: the gate below the loudness of what the absolute one leaves."""
_OFFSET = -0.691
"""LUFS of a mean square of 1."""
_SETTLES = 0.5
"""Seconds of silence that are added, for the filter to ring out."""
_LENGTHS = tuple(sorted([2**n for n in range(30)] + [3 * 2**n for n in range(30)]))

# The two filters of annex 1 are given for 48 kHz; these are the analogue ones behind them, as
# libebur128 has them for other rates.
_SHELF_HZ, _SHELF_GAIN, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_CUT_HZ, _CUT_Q = 38.13547087602444, 0.5003270373238773
_SHELF_SLOPE = 0.4996667741545416


def integrated_loudness(audio: Audio) -> float:
    """The loudness of a sound in LUFS; minus infinity if all of it is silent.

    Raises:
        ValueError: it is shorter than `BLOCK`.
    """
    if audio.duration < BLOCK:
        raise ValueError(f"{audio.duration:.2f} s are too short to be measured")
    return gated(_block_powers(weighted(audio), audio.rate))


def gated(power: npt.NDArray[np.float64]) -> float:
    """The loudness of gating blocks by their mean squares, in LUFS; minus infinity in silence."""
    heard = power[_lufs(power) > _SILENCE]
    if not len(heard):
        return -math.inf
    gate = float(_lufs(heard.mean())) + _RELATIVE
    return float(_lufs(heard[_lufs(heard) > gate].mean()))


def block_powers(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The mean square of each gating block, by those of its steps of `STEP` seconds.

    Less than a block is filled up with silence.
    """
    padded = np.pad(steps, (0, max(0, _STEPS_A_BLOCK - len(steps))))
    return np.convolve(padded, np.full(_STEPS_A_BLOCK, 1 / _STEPS_A_BLOCK), "valid")


def _lufs(power: npt.ArrayLike) -> npt.NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(_OFFSET + 10 * np.log10(power))


def _block_powers(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float64]:
    """The mean square of each gating block; shape (blocks,)."""
    size = round(BLOCK * rate)
    step = round(STEP * rate)
    sums = np.concatenate(([0.0], np.cumsum(samples**2, dtype=np.float64)))
    starts = np.arange(0, len(samples) - size + 1, step)
    return np.asarray((sums[starts + size] - sums[starts]) / size)


def weighted(audio: Audio) -> npt.NDArray[np.float32]:
    """The sound as K-weighting filters it: the head's shelf, and what is below hearing cut."""
    # Of half a second and a few multiples: an FFT is fast for them, while it may be very slow for a
    # prime, and their weights are few enough to be kept.
    half = round(_SETTLES * audio.rate)
    halves = -(-len(audio.samples) // half) + 1
    padded = half * next(each for each in _LENGTHS if each >= halves)
    spectrum = np.fft.rfft(audio.samples.astype(np.float32), padded)
    spectrum *= _weights(padded, audio.rate)
    return np.asarray(np.fft.irfft(spectrum, padded)[: len(audio.samples)], np.float32)


def weighted_powers(steps: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float64]:
    """The mean square of each row of samples as the filters weight it; shape (steps,).

    By Parseval's theorem, as if each row went round in a circle: what the filters carry over from
    one into the next is left out, which is nothing to a tenth of a second of speech.
    """
    size = steps.shape[1]
    spectra = np.abs(np.fft.rfft(steps)) ** 2
    return np.asarray(spectra @ _squares(size, rate), np.float64)


@lru_cache(maxsize=6)
def _squares(size: int, rate: int) -> npt.NDArray[np.float32]:
    """What the power of each bin of a spectrum of `size` samples adds to their mean square."""
    squares = np.abs(_weights(size, rate)) ** 2 / size**2
    squares[1 : (size + 1) // 2] *= 2  # the bins that stand for a negative frequency too
    return squares.astype(np.float32)


def weighted_round(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float32]:
    """The same in single precision, as if the sound went round in a circle.

    What rings out beyond the end is added to the beginning, so that the first tenth of a second is
    for leading in. The length should have small factors.
    """
    spectrum = np.fft.rfft(samples)
    spectrum *= _single_weights(len(samples), rate)
    return np.asarray(np.fft.irfft(spectrum, len(samples)), np.float32)


@lru_cache(maxsize=1)
def _single_weights(padded: int, rate: int) -> npt.NDArray[np.complex64]:
    return _weights(padded, rate).astype(np.complex64)


@lru_cache(maxsize=6)
def _weights(padded: int, rate: int) -> npt.NDArray[np.complex128]:
    """The response of both filters for each bin of a spectrum of `padded` samples.

    Kept for the next ones: clips are of a few lengths, and a long sound is weighted in pieces of
    one.
    """
    z = np.exp(-2j * np.pi * np.arange(padded // 2 + 1) / padded)
    k = math.tan(math.pi * _SHELF_HZ / rate)
    high = 10 ** (_SHELF_GAIN / 20)
    middle = high**_SHELF_SLOPE
    shelf = (
        high + middle * k / _SHELF_Q + k * k,
        2 * (k * k - high),
        high - middle * k / _SHELF_Q + k * k,
    )
    cut = math.tan(math.pi * _CUT_HZ / rate)
    # The high-pass of annex 1 has a gain of 1 in its numerator, not in its pass band.
    whole = 1 + cut / _CUT_Q + cut * cut
    high_pass = _response((whole, -2 * whole, whole), cut, _CUT_Q, z)
    return _response(shelf, k, _SHELF_Q, z) * high_pass


def _response(
    above: tuple[float, float, float], k: float, q: float, z: npt.NDArray[np.complex128]
) -> npt.NDArray[np.complex128]:
    """The response of a second-order filter at each z; its poles are those of frequency k and q."""
    below = (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)
    upper, lower = (a + b * z + c * z * z for a, b, c in (above, below))
    return np.asarray(upper / lower)
