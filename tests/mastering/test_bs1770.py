"""Loudness by ITU-R BS.1770."""

import math

import numpy as np
import pyloudnorm
import pytest

from fullcast.mastering.bs1770 import STEP, integrated_loudness, weighted, weighted_powers
from fullcast.model import Audio


def tone(hertz: float, level: float, seconds: float = 3.0, rate: int = 48_000) -> Audio:
    """A sine whose peak is at `level` dBFS."""
    time = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (level / 20) * np.sin(2 * np.pi * hertz * time)
    return Audio(wave.astype(np.float32), rate)


def joined(*parts: Audio) -> Audio:
    return Audio(np.concatenate([part.samples for part in parts]), parts[0].rate)


def test_the_standards_tone_has_the_standards_loudness() -> None:
    # "If a 0 dB FS, 997 Hz sine wave is applied to the left, centre or right channel input, the
    # indicated loudness will equal -3.01 LKFS."
    assert integrated_loudness(tone(997, 0.0)) == pytest.approx(-3.01, abs=0.01)
    assert integrated_loudness(tone(997, -23.0)) == pytest.approx(-26.01, abs=0.01)


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("hertz", [40, 150, 1_000, 3_000])
def test_it_agrees_with_another_meter(hertz: float, rate: int) -> None:
    sound = tone(hertz, -20.0, rate=rate)
    other = pyloudnorm.Meter(rate).integrated_loudness(sound.samples.astype(np.float64))
    assert integrated_loudness(sound) == pytest.approx(other, abs=0.1)


def test_pauses_do_not_count() -> None:
    speech = tone(1_000, -20.0)
    quiet = tone(1_000, -90.0, seconds=6.0)
    soft = tone(1_000, -50.0, seconds=6.0)
    plain = integrated_loudness(speech)
    assert integrated_loudness(joined(speech, quiet)) == pytest.approx(plain, abs=0.35)
    assert integrated_loudness(joined(speech, soft)) == pytest.approx(plain, abs=0.35)


def test_silence_has_no_loudness() -> None:
    assert integrated_loudness(Audio(np.zeros(48_000, np.float32), 48_000)) == -math.inf


def test_a_moment_cannot_be_measured() -> None:
    with pytest.raises(ValueError, match=r"0\.20 s are too short"):
        integrated_loudness(tone(1_000, -20.0, seconds=0.2))


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
def test_steps_are_weighted_as_the_whole_is(rate: int) -> None:
    rng = np.random.default_rng(5)
    hum, hiss = tone(180, -12.0, rate=rate), rng.normal(0, 0.05, 3 * rate)
    sound = Audio((hum.samples + hiss).astype(np.float32), rate)
    size = round(STEP * rate)
    steps, whole = (each.reshape(-1, size) for each in (sound.samples, weighted(sound)))
    wanted = 10 * np.log10(np.square(whole[1:]).mean(axis=1))
    assert 10 * np.log10(weighted_powers(steps[1:], rate)) == pytest.approx(wanted, abs=0.15)
