"""From what hibari's network says of a sentence to its sound.

It is the vocoder of hibari's package, with the same sound to a thousandth. It takes about half of
the time: the noise is drawn once and not for each sentence; pulses and harmonics are made only
where there is a voice, and with a morph, the envelopes are changed only there too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
from hibari import SAMPLE_RATE, dsp

from fullcast.engines.morphs import VOICED_ABOVE, Indices, Spectrum
from fullcast.engines.waveform import Samples

BLOCK = 512
"""Frames (6 s) that are sounded at a time, so that a long sentence takes no more memory."""
NOISE = 2 * BLOCK
"""Frames (13 s) of noise; a longer sentence has it again from its beginning."""
HIGHEST = 11_000.0
"""Hz; no harmonic lies above."""
LOUDEST = 7.0
"""The natural logarithm of the largest magnitude."""
OVERLAP = dsp.N_FFT // dsp.HOP
"""Frames that add up to each sample."""
WINDOW = dsp.WIN / np.float32(np.square(dsp.WIN[:: dsp.HOP]).sum())
"""What shapes the frames behind the inverse transform: windowed twice, they sum to one. At the ends
of a sentence, where frames are missing, the sound fades."""

Complex = npt.NDArray[np.complex64]


def sound(f0: Samples, part: Callable[[Indices, Indices], Spectrum]) -> Samples:
    """The samples of an utterance at hibari's rate, `dsp.HOP` for each frame.

    Args:
        f0: Hz for each frame.
        part: the spectrum of some frames, and which of these are to have harmonics.
    """
    frames = len(f0)
    padded = np.pad(pulses(f0), dsp.N_FFT // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, dsp.N_FFT)[:: dsp.HOP]
    # In a third of all frames there are no pulses, and so no harmonics.
    hops = np.asarray(padded.reshape(-1, dsp.HOP).any(1))
    swinging = np.any([hops[n : n + frames] for n in range(OVERLAP)], 0)
    summed = np.zeros((frames + OVERLAP - 1, dsp.HOP), np.float32)
    for start in range(0, frames, BLOCK):
        end = min(start + BLOCK, frames)
        heard = np.flatnonzero(swinging[start:end])
        spectrum = part(np.arange(start, end), heard)
        bins = _unvoiced(spectrum, start % NOISE)
        bins[:, heard] += _voiced(spectrum, windows[start + heard])
        shaped = dsp.irfft(bins.T, dsp.N_FFT, 1)
        shaped *= WINDOW
        for n, hop in enumerate(np.split(shaped, OVERLAP, 1)):
            summed[start + n : end + n] += hop
    half = dsp.N_FFT // 2
    return summed.reshape(-1)[half : half + frames * dsp.HOP]


def pulses(f0: Samples) -> Samples:
    """The swing of the vocal folds: at each moment, all harmonics below `HIGHEST` at amplitude 1.

    Their sum has a closed form, Dirichlet's kernel: cos t + … + cos nt is
    (sin((2n + 1) t/2) / sin(t/2) - 1) / 2. Where there is no voice, there is nothing.

    Args:
        f0: Hz for each frame; up to 40 Hz there is no voice.

    Returns:
        `dsp.HOP` samples for each frame.
    """
    found = np.zeros((len(f0), dsp.HOP), np.float32)
    near = np.pad(f0 > VOICED_ABOVE, 1, mode="edge")
    rows = np.flatnonzero(near[:-2] | near[1:-1] | near[2:])
    hertz = _between_frames(f0, rows)
    voiced = hertz > VOICED_ABOVE
    np.maximum(hertz, np.float32(VOICED_ABOVE), out=hertz)
    half = _cycles(hertz, rows, len(f0))
    half *= np.float32(np.pi)
    number = np.floor(np.divide(np.float32(HIGHEST), hertz, out=hertz), out=hertz)
    number += number
    number += 1
    below = np.sin(half)
    # Where both sines are next to nothing, what they tend to stands for their quotient.
    limit = np.abs(below) <= 1e-3
    np.sin(np.multiply(number, half, out=half), out=half)
    below[limit] = 1
    half /= below
    half[limit] = number[limit]
    half -= 1
    half *= voiced * np.float32(0.5)
    found[rows] = half
    return found.reshape(-1)


def _between_frames(f0: Samples, rows: Indices) -> Samples:
    """F0 at each sample of some frames, linear from the middle of one to that of the next."""
    padded = np.pad(f0.astype(np.float32), 1, mode="edge")[:, None]
    steps = np.diff(padded, axis=0)
    weight = ((np.arange(dsp.HOP) + 0.5) / dsp.HOP + 0.5).astype(np.float32) % 1
    middle = dsp.HOP // 2
    hertz = np.empty((len(rows), dsp.HOP), np.float32)
    for half, first in ((slice(0, middle), rows), (slice(middle, None), rows + 1)):
        np.multiply(steps[first], weight[half], out=hertz[:, half])
        hertz[:, half] += padded[first]
    return hertz


def _cycles(hertz: Samples, rows: Indices, frames: int) -> Samples:
    """The phase at each sample of some frames, in cycles from 0 to 1; in the others F0 is 40 Hz.

    Exact from frame to frame, in single precision within.
    """
    within = np.cumsum(hertz, axis=1)
    each = np.full(frames, VOICED_ABOVE * dsp.HOP)
    each[rows] = within[:, -1]
    starts = (np.cumsum(each) - each)[rows] % SAMPLE_RATE
    within += starts.astype(np.float32)[:, None]
    within *= np.float32(1 / SAMPLE_RATE)
    within -= np.floor(within)
    return within


def _voiced(spectrum: Spectrum, windows: Samples) -> Complex:
    """The transform of the pulses in some windows, shaped; (bins, windows)."""
    turn = np.tanh(spectrum.harmonic_phase)
    turn *= np.float32(np.pi)
    bins = _polar(spectrum.harmonic, turn)
    bins *= dsp.rfft(windows * dsp.WIN_SRC, 1).T
    return bins


def _unvoiced(spectrum: Spectrum, time: int) -> Complex:
    """The transform of the noise from a frame of it on, shaped, and what has its own phase."""
    bins = _polar(spectrum.free, spectrum.free_phase)
    drawn = _noise(len(bins))[:, time : time + bins.shape[1]]
    bins += drawn * _magnitude(spectrum.noise)
    return bins


def _polar(logarithm: Samples, phase: Samples) -> Complex:
    magnitude = _magnitude(logarithm)
    found = np.empty(phase.shape, np.complex64)
    np.multiply(magnitude, np.cos(phase), out=found.real)
    np.multiply(magnitude, np.sin(phase), out=found.imag)
    return found


def _magnitude(logarithm: Samples) -> Samples:
    magnitude = np.minimum(logarithm, np.float32(LOUDEST))
    return np.exp(magnitude, out=magnitude)


@cache
def _noise(bins: int) -> Complex:
    drawn = np.random.default_rng(0).standard_normal((bins, 2 * NOISE), np.float32)
    return drawn.view(np.complex64)
