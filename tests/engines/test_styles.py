"""A whisper has no pitch but the same formants; a shout is higher and brighter."""

from __future__ import annotations

import numpy as np
import pytest

from fullcast.engines.hibari import HibariEngine
from fullcast.engines.morphs import Morph, Spectrum
from fullcast.engines.styles import FOLDS, PLAIN, STYLES, restyled, whispered
from fullcast.model import Voice

BIN = 20.0
TEXT = "We were all away in Rome now, along the lower lane."
"""Nearly all of it is voiced."""
ENGINE = HibariEngine()
RATE = 24_000


def _spectrum() -> Spectrum:
    """Two formants, the last half of the frames unvoiced."""
    bins = np.arange(601, dtype=np.float32)[:, None]
    envelope = np.logaddexp(-((bins - 60) ** 2) / 400, -2 - (bins - 150) ** 2 / 400)
    envelope = np.repeat(np.maximum(envelope, -8), 40, axis=1).astype(np.float32)
    phase = np.zeros_like(envelope)
    f0 = np.full(40, 200, np.float32)
    f0[20:] = -2
    return Spectrum(envelope, phase, envelope - 9, envelope - 5, phase, f0)


def _samples(voice: str, style: str) -> np.ndarray:
    return ENGINE.synthesize(TEXT, Voice("hibari", voice, style=style)).samples.astype(np.float64)


def _harmonicity(samples: np.ndarray) -> float:
    """The median over the louder frames of the autocorrelation's peak at 70 to 400 Hz."""
    size, found = 1920, []
    for start in range(0, len(samples) - size, size // 2):
        frame = samples[start : start + size]
        if frame.std() > samples.std() / 2:
            lags = np.fft.irfft(np.abs(np.fft.rfft(frame, 2 * size)) ** 2)[:400]
            lags /= np.arange(size, size - 400, -1)
            found.append(lags[RATE // 400 : RATE // 70].max() / lags[0])
    return float(np.median(found))


def _share_above(samples: np.ndarray, hertz: float) -> float:
    """dB above a frequency relative to all."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    high = np.fft.rfftfreq(len(samples), 1 / RATE) > hertz
    return float(10 * np.log10(power[high].sum() / power.sum()))


def test_a_whisper_keeps_the_envelope_and_takes_the_pulses_away() -> None:
    before, after = _spectrum(), whispered(_spectrum(), BIN)
    change = (after.harmonic - before.harmonic)[:, 0] * 20 / np.log(10)
    assert change == pytest.approx(FOLDS, abs=0.01)
    assert after.noise[:, 0].argmax() == before.harmonic[:, 0].argmax()
    assert after.noise[60, 0] - after.noise[150, 0] == pytest.approx(2, abs=0.1)
    assert after.noise[60, 0] > before.noise[60, 0]


def test_a_whisper_leaves_what_is_unvoiced() -> None:
    before, after = _spectrum(), whispered(_spectrum(), BIN)
    for name in ("harmonic", "noise", "free"):
        np.testing.assert_array_equal(getattr(after, name)[:, 20:], getattr(before, name)[:, 20:])


def test_an_unvoiced_utterance_is_whispered_as_it_is() -> None:
    spectrum = _spectrum()
    spectrum.f0[:] = -2
    assert whispered(spectrum, BIN) is spectrum


def test_styles_come_on_top_of_the_speaker() -> None:
    speaker = Morph(pitch=0.6, range=0.8, formant=0.9, tilt=-2, speed=0.9)
    assert restyled(speaker, PLAIN) == speaker
    shouting = restyled(speaker, STYLES["shout"])
    assert (shouting.pitch, shouting.formant) == (0.6, 0.9)
    assert shouting.range > 0.8
    assert shouting.tilt > -2
    assert shouting.speed < 0.9
    assert restyled(Morph(formant=1.3), STYLES["whisper"]).formant < 1.1


@pytest.mark.parametrize("voice", ["heart", "heart+man", "heart+girl"])
def test_a_whisper_has_no_pitch_and_is_quieter(voice: str) -> None:
    plain, whisper = _samples(voice, ""), _samples(voice, "whisper")
    assert _harmonicity(plain) > 0.7
    assert _harmonicity(whisper) < 0.6
    assert _harmonicity(whisper) < _harmonicity(plain) - 0.2
    assert 0.15 * plain.std() < whisper.std() < 0.8 * plain.std()


@pytest.mark.parametrize("voice", ["heart", "heart+man", "heart+old-woman"])
def test_a_shout_is_brighter_and_slower(voice: str) -> None:
    plain, shout = _samples(voice, ""), _samples(voice, "shout")
    assert _share_above(shout, 1500) > _share_above(plain, 1500) + 3
    assert len(plain) < len(shout) < 1.15 * len(plain)
    assert _harmonicity(shout) > 0.3


def test_an_unknown_style_is_plain() -> None:
    np.testing.assert_array_equal(_samples("heart", "sung"), _samples("heart", ""))
