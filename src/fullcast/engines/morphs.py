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
from dataclasses import dataclass, fields, replace

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


def morph(
    spectrum: Spectrum, to: Morph, semitones: float, bin_hz: float, frame_s: float
) -> Spectrum:
    """Make another speaker of an utterance; `semitones` shift F0 on top of the morph's pitch.

    The phase of the harmonics moves with its envelope; the free phase stays, because each bin's
    phase must advance at that bin's own frequency for successive frames to add up.
    """
    if replace(to, speed=1.0) == Morph() and semitones == 0:
        return spectrum
    source = _source_bins(spectrum.harmonic.shape[0], to, bin_hz)
    tilt = _tilt(spectrum.harmonic.shape[0], to.tilt, bin_hz)
    harmonic = _contrast(_stretch(spectrum.harmonic, source), to.contrast)
    noise, free = _stretch(spectrum.noise, source), _stretch(spectrum.free, source)
    for envelope in (harmonic, noise, free):
        envelope += tilt
    return Spectrum(
        harmonic=harmonic,
        harmonic_phase=spectrum.harmonic_phase[np.rint(source).astype(np.intp)],
        noise=_breathe(noise, harmonic, to.breath, spectrum.f0, bin_hz),
        free=free,
        free_phase=spectrum.free_phase,
        f0=_f0(spectrum.f0, to, semitones, frame_s),
    )


def sounding(spectrum: Spectrum, level: float, margin: int) -> Spectrum:
    """An utterance without the silence at its ends, which costs as much as speech to sound.

    At the start, an even number of frames is left out: over two frames without voice, the pulses'
    phase runs through whole cycles, so that what is left sounds as it did.

    Args:
        level: the natural logarithm of a magnitude; a frame without a bin above it is silent.
        margin: how many silent frames stay at each end.
    """
    harmonic = np.where(spectrum.f0 > VOICED_ABOVE, spectrum.harmonic.max(0), -np.inf)
    loudest = np.maximum(harmonic, np.maximum(spectrum.noise.max(0), spectrum.free.max(0)))
    loud = np.flatnonzero(loudest > level)
    if not len(loud):
        return spectrum
    start = max(0, int(loud[0]) - margin)
    kept = slice(start - start % 2, int(loud[-1]) + margin + 1)
    return Spectrum(*(getattr(spectrum, each.name)[..., kept] for each in fields(Spectrum)))


def paced(spectrum: Spectrum, factor: float) -> Spectrum:
    """Make an utterance faster by a factor: frames are interpolated, so the rhythm stays.

    Phases are those of the nearest frame, for two phases have no mean; so is F0 at the borders of
    voiced stretches.
    """
    frames = len(spectrum.f0)
    if factor == 1.0 or frames < 2:
        return spectrum
    positions = np.linspace(0, frames - 1, max(2, round(frames / factor)))
    low = np.minimum(positions.astype(np.intp), frames - 2)
    weight = (positions - low).astype(np.float32)
    nearest = np.rint(positions).astype(np.intp)

    def between(values: Array) -> Array:
        return _mixed(values.take(low, -1), values.take(low + 1, -1), weight)

    voiced = spectrum.f0 > VOICED_ABOVE
    inside = voiced[low] & voiced[low + 1]
    return Spectrum(
        harmonic=between(spectrum.harmonic),
        harmonic_phase=spectrum.harmonic_phase[:, nearest],
        noise=between(spectrum.noise),
        free=between(spectrum.free),
        free_phase=spectrum.free_phase[:, nearest],
        f0=np.where(inside, between(spectrum.f0), spectrum.f0[nearest]).astype(np.float32),
    )


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


def _breathe(noise: Array, harmonic: Array, level: float, f0: Array, bin_hz: float) -> Array:
    """Add noise that follows the harmonics' envelope, `level` dB below it; `noise` is overwritten.

    Only where there is a voice: elsewhere the harmonics' envelope means nothing, for no pulses
    excite it.
    """
    if level <= Morph().breath:
        return noise
    high = slice(math.ceil(BREATH_FROM / bin_hz), None)
    silent = np.where(f0 > VOICED_ABOVE, np.float32(level / 20 * math.log(10)), -np.float32(np.inf))
    breath = harmonic[high] + silent
    # The sum of magnitudes; numpy's own logaddexp takes several times as long.
    louder = np.maximum(noise[high], breath)
    breath -= noise[high]
    np.abs(breath, out=breath)
    noise[high] = louder + np.log(1 + np.exp(-breath))
    return noise


def _f0(f0: Array, to: Morph, semitones: float, frame_s: float) -> Array:
    """Scale F0, spread it around its geometric mean, let it waver; unvoiced frames stay so."""
    voiced = f0 > VOICED_ABOVE
    if not voiced.any():
        return f0
    logs = np.log(f0[voiced].astype(np.float64))
    mean = logs.mean()
    time = np.flatnonzero(voiced) * frame_s
    wavering = 1 + to.tremor * np.sin(2 * np.pi * TREMOR_RATE * time)
    factor = to.pitch * 2 ** (semitones / 12)
    changed = f0.copy()
    changed[voiced] = np.maximum(
        np.exp(mean + to.range * (logs - mean)) * factor * wavering, LOWEST_F0
    ).astype(np.float32)
    return changed
