"""Other speakers from one voice: the spectrum a vocoder is about to sound, changed first.

A neural vocoder of the source-filter kind emits the pitch and the spectral envelopes of an
utterance apart. Scaling the one and stretching the other gives a speaker of another larynx and
another vocal tract, with none of the echo of changing a finished waveform. The directions are
those in which people differ: men speak about an octave below women and with formants about 15 %
lower; children's formants lie 15 to 20 % above women's (Hillenbrand et al., "Acoustic
characteristics of American English vowels", JASA 97, 1995).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

VOICED_ABOVE = 40.0
"""Hz; the vocoder takes a frame of lower F0 for unvoiced."""
LOWEST_F0 = 41.0
"""Hz; a voiced frame stays voiced."""
BEND_AROUND = 1500.0
"""Hz; the frequency that `Morph.bend` leaves where it is."""
BREATH_FROM = 1000.0
"""Hz; breath noise lies above, as the glottal noise of breathy voices does."""
TREMOR_RATE = 5.2
"""Hz; vocal tremor of old age lies at 4 to 8 Hz."""
ENVELOPE_WIDTH = 35
"""Bins (700 Hz): what `Morph.contrast` takes for the envelope's trend, wider than a formant."""


@dataclass(frozen=True, slots=True)
class Morph:
    """How a speaker differs from the voice as it is; the defaults change nothing."""

    pitch: float = 1.0
    """Factor on F0."""
    range: float = 1.0
    """Factor on the logarithmic distance of F0 from its mean: below 1 is monotonous."""
    formant: float = 1.0
    """Factor on the envelope's frequencies: above 1 is a shorter vocal tract."""
    bend: float = 1.0
    """Exponent of the same around 1.5 kHz: above 1 spreads the formants."""
    tilt: float = 0.0
    """dB per octave around 1.5 kHz: below 0 is darker."""
    breath: float = -60.0
    """Noise above 1 kHz in dB relative to the voice."""
    contrast: float = 1.0
    """Factor on the formants' peaks and valleys, in the logarithm."""
    tremor: float = 0.0
    """Depth of a 5 Hz wavering of F0, as a fraction of it."""
    speed: float = 1.0
    """Factor on the speaking rate."""


Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """What the network says about an utterance: arrays of shape (bins, frames), `f0` (frames,).

    Envelopes are natural logarithms of magnitudes, F0 is in Hz.
    """

    harmonic: Array
    harmonic_phase: Array
    noise: Array
    free: Array
    free_phase: Array
    f0: Array
    heard: Indices | None = None
    """The frames that `harmonic` and `harmonic_phase` have columns for, if it is not all; no
    others' harmonics are heard."""

    def at(self, spoken: Times, heard: Indices) -> Spectrum:
        """What is heard at some moments; and of these, those whose harmonics are heard.

        Envelopes are interpolated, so the rhythm stays. Phases are those of the nearest frame, for
        two phases have no mean. It must have harmonics for all of its frames itself.
        """
        frames, voiced = nearest(spoken), nearest(spoken[heard])
        return Spectrum(
            harmonic=_between(self.harmonic, spoken[heard]),
            harmonic_phase=_columns(self.harmonic_phase, voiced),
            noise=_between(self.noise, spoken),
            free=_between(self.free, spoken),
            free_phase=_columns(self.free_phase, frames),
            f0=self.f0[frames],
            heard=heard,
        )


Timbre = Callable[[Spectrum], Spectrum]
"""What makes the envelopes of another speaker, in any part of an utterance."""
Times = npt.NDArray[np.float64]
"""Moments, counted in frames."""


def timbre(to: Morph, bins: int, bin_hz: float) -> Timbre:
    """What a morph makes of envelopes of so many bins.

    The phase of the harmonics moves with its envelope; the free phase stays, because each bin's
    phase must advance at that bin's own frequency for successive frames to add up.
    """
    if replace(to, pitch=1.0, range=1.0, tremor=0.0, speed=1.0) == Morph():
        return lambda spectrum: spectrum
    source, tilt = _source_bins(bins, to, bin_hz), _tilt(bins, to.tilt, bin_hz)
    nearest = np.rint(source).astype(np.intp)

    def changed(spectrum: Spectrum) -> Spectrum:
        harmonic = _contrast(_stretch(spectrum.harmonic, source), to.contrast)
        noise, free = _stretch(spectrum.noise, source), _stretch(spectrum.free, source)
        for envelope in (harmonic, noise, free):
            envelope += tilt
        return replace(
            spectrum,
            harmonic=harmonic,
            harmonic_phase=spectrum.harmonic_phase.take(nearest, 0),
            noise=_breathe(noise, harmonic, to.breath, spectrum, bin_hz),
            free=free,
        )

    return changed


def melody(f0: Array, to: Morph, semitones: float, frame_s: float) -> Array:
    """Scale F0, spread it around its geometric mean, let it waver; unvoiced frames stay so.

    Args:
        f0: Hz for each frame of a whole utterance.
        to: its pitch, range and tremor.
        semitones: shift F0 on top of the morph's pitch.
        frame_s: seconds between two frames.
    """
    voiced = f0 > VOICED_ABOVE
    factor = to.pitch * 2 ** (semitones / 12)
    if (factor, to.range, to.tremor) == (1.0, 1.0, 0.0) or not voiced.any():
        return f0
    logs = np.log(f0[voiced].astype(np.float64))
    mean = logs.mean()
    time = np.flatnonzero(voiced) * frame_s
    wavering = 1 + to.tremor * np.sin(2 * np.pi * TREMOR_RATE * time)
    changed = f0.copy()
    changed[voiced] = np.maximum(
        np.exp(mean + to.range * (logs - mean)) * factor * wavering, LOWEST_F0
    ).astype(np.float32)
    return changed


def times(frames: int, factor: float) -> Times:
    """The moments of an utterance that are spoken, to be faster by a factor."""
    if factor == 1.0 or frames < 2:
        return np.arange(frames, dtype=np.float64)
    return np.linspace(0, frames - 1, max(2, round(frames / factor)))


def nearest(spoken: Times) -> Indices:
    """The frame that is nearest to each moment."""
    return np.rint(spoken).astype(np.intp)


def sounding(spectrum: Spectrum, spoken: Times, level: float, margin: int) -> Times:
    """Those moments of an utterance that are not in the silence at its ends, which costs as much as
    speech to sound.

    At the start, an even number of frames is left out: over two frames without voice, the pulses'
    phase runs through whole cycles, so that what is left sounds as it did.

    Args:
        spectrum: the utterance.
        spoken: its moments, as `times` gives them.
        level: the natural logarithm of a magnitude; a frame without a bin above it is silent.
        margin: how many silent frames stay at each end.
    """
    harmonic = np.where(spectrum.f0 > VOICED_ABOVE, spectrum.harmonic.max(0), -np.inf)
    loudest = np.maximum(harmonic, np.maximum(spectrum.noise.max(0), spectrum.free.max(0)))
    loud = np.flatnonzero(loudest > level)
    if not len(loud):
        return spoken
    frames = nearest(spoken)
    start = max(0, int(np.searchsorted(frames, loud[0])) - margin)
    end = int(np.searchsorted(frames, loud[-1], "right")) + margin
    return spoken[start - start % 2 : end]


def f0_at(f0: Array, spoken: Times) -> Array:
    """F0 at some moments: interpolated, but at the borders of voiced stretches the nearest."""
    if len(f0) < 2:
        return f0
    low = np.minimum(spoken.astype(np.intp), len(f0) - 2)
    voiced = f0 > VOICED_ABOVE
    mixed = _mixed(f0[low], f0[low + 1], (spoken - low).astype(np.float32))
    return np.where(voiced[low] & voiced[low + 1], mixed, f0[nearest(spoken)])


def _between(values: Array, spoken: Times) -> Array:
    """An array at some moments, linear between its columns."""
    low = np.minimum(spoken.astype(np.intp), max(0, values.shape[1] - 2))
    weight = (spoken - low).astype(np.float32)
    if not weight.any():
        return _columns(values, low)
    return _mixed(values.take(low, -1), values.take(low + 1, -1), weight)


def _columns(values: Array, columns: Indices) -> Array:
    """Some columns of an array, in ascending order; those that lie in a row without a copy."""
    if len(columns) and columns[-1] - columns[0] == len(columns) - 1:
        return values[:, columns[0] : columns[-1] + 1]
    return values.take(columns, -1)


def _source_bins(bins: int, to: Morph, bin_hz: float) -> npt.NDArray[np.float64]:
    """For each bin, the fractional bin of the original whose envelope it takes; shape (bins,)."""
    hertz = np.arange(bins) * bin_hz / to.formant
    bent = BEND_AROUND * (hertz / BEND_AROUND) ** (1 / to.bend)
    bounded: npt.NDArray[np.float64] = np.minimum(bent / bin_hz, bins - 1)
    return bounded


def _stretch(envelope: Array, source: npt.NDArray[np.float64]) -> Array:
    """Interpolate linearly along the bins."""
    low = np.minimum(source.astype(np.intp), envelope.shape[0] - 2)
    weight = (source - low).astype(np.float32)[:, None]
    return _mixed(envelope.take(low, 0), envelope.take(low + 1, 0), weight)


def _mixed(first: Array, second: Array, weight: Array | np.float32) -> Array:
    """The weighted mean of two arrays, which are overwritten."""
    second -= first
    second *= weight
    first += second
    return first


def _contrast(envelope: Array, factor: float) -> Array:
    """Deepen (above 1) or flatten what stands out of the envelope's running mean.

    The envelope is overwritten.
    """
    if factor == 1.0:
        return envelope
    trend = _running_sum(
        np.pad(envelope, ((ENVELOPE_WIDTH // 2,) * 2, (0, 0)), mode="edge"), ENVELOPE_WIDTH
    )
    trend /= np.float32(ENVELOPE_WIDTH)
    return _mixed(trend, envelope, np.float32(factor))


def _running_sum(values: Array, width: int) -> Array:
    """The sum of each `width` rows; shape (rows - width + 1, columns).

    By sums of 1, 2, 4… rows, each of two of the last: in a third of the time that differences of a
    cumulative sum take, and without their loss of digits.
    """
    total = np.zeros((len(values) - width + 1, *values.shape[1:]), values.dtype)
    sums, rows, done = values, 1, 0
    while done < width:
        if width & rows:
            total += sums[done : done + len(total)]
            done += rows
        if done < width:
            sums = sums[:-rows] + sums[rows:]
            rows *= 2
    return total


def _tilt(bins: int, slope: float, bin_hz: float) -> Array:
    """A slope in dB per octave as a natural logarithm; shape (bins, 1). Flat below 100 Hz."""
    octaves = np.log2(np.maximum(np.arange(bins) * bin_hz, 100.0) / BEND_AROUND)
    logs: Array = (slope * octaves * np.log(10) / 20).astype(np.float32)[:, None]
    return logs


def _breathe(
    noise: Array, harmonic: Array, level: float, spectrum: Spectrum, bin_hz: float
) -> Array:
    """Add noise that follows the harmonics' envelope, `level` dB below it; `noise` is overwritten.

    Only where there is a voice: elsewhere the harmonics' envelope means nothing, for no pulses
    excite it.
    """
    f0 = spectrum.f0 if spectrum.heard is None else spectrum.f0[spectrum.heard]
    voiced = np.flatnonzero(f0 > VOICED_ABOVE)
    if level <= Morph().breath or not len(voiced):
        return noise
    high = slice(math.ceil(BREATH_FROM / bin_hz), None)
    frames = voiced if spectrum.heard is None else spectrum.heard[voiced]
    plain, breath = noise[high].take(frames, -1), harmonic[high].take(voiced, -1)
    breath += np.float32(level / 20 * math.log(10))
    # The sum of magnitudes; numpy's own logaddexp takes several times as long.
    louder = np.maximum(plain, breath)
    breath -= plain
    np.abs(breath, out=breath)
    noise[high, frames] = louder + np.log(1 + np.exp(-breath))
    return noise
