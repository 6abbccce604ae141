"""Whispering and shouting: what a speaker's spectrum becomes when the voice is held or raised.

In a whisper the vocal folds do not swing: noise excites the same vocal tract, weaker, with less of
the low frequencies, and the formants lie a little higher (Jovičić, "Formant feature differences
between whispered and voiced sustained vowels", Acustica 84, 1998). Who shouts speaks higher and
with a wider range, a flatter spectrum and longer vowels (Rostolland, "Acoustic features of shouted
voice", Acustica 50, 1982). Both are done modestly here, for they are heard between plain lines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from fullcast.engines.morphs import VOICED_ABOVE, Array, Morph, Spectrum

WHISPER, SHOUT = "whisper", "shout"
"""Values of `Voice.style`."""
FOLDS = -26.0
"""dB that is left of the vocal folds' pulses in a whisper."""
AIR = -6.0
"""dB of a whisper's voiced sounds relative to the same sounds spoken."""
OWN_NOISE = -7.0
"""dB by which the noise that voiced sounds had already is weaker."""
LOW_CUT = 500.0
"""Hz below which a whisper falls by 6 dB an octave."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a style changes of a speaker: semitones, factors, dB an octave, and dB.

    `formant` is the highest that the speaker's may be.
    """

    semitones: float = 0.0
    range: float = 1.0
    formant: float = math.inf
    tilt: float = 0.0
    speed: float = 1.0
    gain: float = 0.0


PLAIN = Style()
STYLES = MappingProxyType(
    {
        WHISPER: Style(formant=1.06, tilt=2.0, speed=0.94),
        SHOUT: Style(semitones=2.5, range=1.25, tilt=3.0, speed=0.94, gain=4.0),
    }
)


def restyled(to: Morph, style: Style) -> Morph:
    """A speaker's morph when they speak in a style, but for semitones and gain."""
    return replace(
        to,
        range=to.range * style.range,
        formant=min(to.formant, style.formant),
        tilt=to.tilt + style.tilt,
        speed=to.speed * style.speed,
    )


def whispered(spectrum: Spectrum, bin_hz: float) -> Spectrum:
    """The same utterance with noise in the place of the voice, formants and consonants kept."""
    voiced = spectrum.f0 > VOICED_ABOVE
    if not voiced.any():
        return spectrum
    hertz = np.arange(len(spectrum.noise)) * bin_hz
    octaves = np.log2(np.maximum(hertz, bin_hz) / LOW_CUT)
    harmonic, noise, free = spectrum.harmonic.copy(), spectrum.noise.copy(), spectrum.free.copy()
    air = harmonic[:, voiced] + _logarithm(6 * np.minimum(octaves, 0.0))[:, None]
    high = np.ix_(hertz >= LOW_CUT, voiced)
    air += _logarithm(AIR + _loss(harmonic[high], spectrum.f0[voiced], bin_hz))
    noise[:, voiced] = np.logaddexp(noise[:, voiced] + _logarithm(OWN_NOISE), air)
    harmonic[:, voiced] += _logarithm(FOLDS)
    free[:, voiced] += _logarithm(FOLDS)
    return replace(spectrum, harmonic=harmonic, noise=noise, free=free)


def _loss(envelope: Array, f0: Array, bin_hz: float) -> float:
    """The dB by which noise of an envelope is weaker than pulses of the same envelope.

    Per bin, a Hann-windowed harmonic of magnitude 1 adds 1.5 / (bins between two harmonics), and
    complex noise of magnitude 1 adds 2, of which overlapping frames a quarter apart keep a quarter.
    """
    power = np.exp(2 * envelope)
    return 10 * math.log10(float(np.sum(power * (1.5 * bin_hz / f0)) / np.sum(power * 0.5)))


def _logarithm(decibels: float | npt.NDArray[np.float64]) -> Array:
    """A level in dB as the natural logarithm of a factor on magnitudes."""
    logs: Array = np.asarray(decibels * np.log(10) / 20, np.float32)
    return logs
