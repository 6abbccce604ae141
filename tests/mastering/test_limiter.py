"""The limiter holds its ceiling, and touches nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mastering_sounds import speech

from fullcast.mastering.limiter import limit

CEILING = 10 ** (-3.5 / 20)


def test_what_lies_below_the_ceiling_is_untouched() -> None:
    samples = speech(1, level=0.2)
    assert limit(samples, 24000, CEILING) is samples


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    length=st.integers(1, 6000),
    rate=st.sampled_from([700, 8000, 22050, 44100]),
    loudness=st.floats(0.1, 8),
)
def test_no_sample_exceeds_the_ceiling(seed: int, length: int, rate: int, loudness: float) -> None:
    noise = np.random.default_rng(seed).standard_normal(length).astype(np.float32)
    limited = limit(noise * np.float32(loudness), rate, CEILING)
    assert len(limited) == length
    assert float(np.abs(limited).max()) <= CEILING + 1e-6


def test_a_peak_turns_down_only_its_neighbourhood() -> None:
    samples = speech(2, rate=44100, level=0.2)
    samples[44100] = 1.0
    limited = limit(samples, 44100, CEILING)
    reach = round(0.07 * 44100)
    assert np.array_equal(limited[: 44100 - reach], samples[: 44100 - reach])
    assert np.array_equal(limited[44100 + reach :], samples[44100 + reach :])
    assert abs(limited[44100]) <= CEILING


def test_the_gain_moves_too_slowly_to_add_harmonics() -> None:
    """Twice as loud as allowed, a steady tone keeps its shape: distortion below 0.1 %."""
    time = np.arange(44100) / 44100
    tone = (2 * CEILING * np.sin(2 * np.pi * 200 * time)).astype(np.float32)
    spectrum = np.abs(np.fft.rfft(limit(tone, 44100, CEILING)[4410:-4410] * np.hanning(35280)))
    fundamental = int(np.argmax(spectrum))
    rest = np.delete(spectrum, np.arange(fundamental - 4, fundamental + 5))
    distortion = np.sqrt(np.sum(rest**2) / np.sum(spectrum**2))
    assert distortion < 1e-3
    assert float(np.abs(limit(tone, 44100, CEILING)).max()) == pytest.approx(CEILING, abs=0.01)


def true_peak(samples: np.ndarray, rate: int) -> float:
    """By eightfold oversampling, with another filter than the limiter's."""
    size = len(samples)
    spectrum = np.fft.rfft(samples, size)
    return float(8 * np.abs(np.fft.irfft(spectrum, 8 * size)).max())


@pytest.mark.parametrize("rate", [22050, 24000, 44100])
@pytest.mark.parametrize("phase", [0.1, 0.25, 0.4])
def test_peaks_between_samples_are_held(rate: int, phase: float) -> None:
    """A quarter of the sampling rate, whose samples all miss the crests by up to 3 dB."""
    time = np.arange(rate)
    wave = np.sin(np.pi * (time / 2 + phase)) * np.hanning(rate)
    samples = (wave * 1.2).astype(np.float32)
    assert true_peak(samples, rate) > 1.15
    assert true_peak(limit(samples, rate, CEILING), rate) <= CEILING * 1.01


def test_a_wave_whose_samples_stay_below_the_ceiling_is_held_too() -> None:
    time = np.arange(44100)
    samples = (np.sin(np.pi * (time / 2 + 0.25)) * np.hanning(44100) * 0.9).astype(np.float32)
    assert float(np.abs(samples).max()) < CEILING < true_peak(samples, 44100)
    assert true_peak(limit(samples, 44100, CEILING), 44100) <= CEILING * 1.01


@pytest.mark.parametrize("band", [8000, 16000, 22050, 24000])
@pytest.mark.parametrize("phase", [0.0, 0.1, 0.25, 0.4])
@pytest.mark.parametrize("level", [0.7, 1.2])
def test_sound_from_a_lower_rate_is_held_as_well(band: int, phase: float, level: float) -> None:
    """A quarter of the rate that it comes from, and half of one such again below it."""
    time = np.arange(44100) / 44100 * band
    wave = np.sin(np.pi * (time / 2 + phase)) + 0.5 * np.sin(np.pi * (time / 4 + phase))
    samples = (wave * np.hanning(44100) * level).astype(np.float32)
    limited = limit(samples, 44100, CEILING, band=band)
    assert true_peak(samples, 44100) > CEILING * 1.4
    hidden = np.cos(np.pi / 16)  # what fourfold oversampling may miss of the faster one
    assert true_peak(limited, 44100) <= CEILING / hidden
    assert true_peak(limited, 44100) >= CEILING * 0.97


@pytest.mark.parametrize("band", [22050, 44100])
def test_crests_that_no_sample_shows_are_held_whatever_the_rate_was(band: int) -> None:
    """A tone of a quarter of that rate, whose samples lie as far from its crests as they can."""
    every = round(4 * 44100 / band)  # samples of a period
    time = np.arange(44100)
    wave = np.sin(2 * np.pi * (time + 0.5) / every - (np.pi / every if every % 4 else 0))
    hidden = float(np.abs(wave).max())
    samples = (wave * np.hanning(44100) * CEILING / hidden * 0.999).astype(np.float32)
    crest = true_peak(samples, 44100)
    assert float(np.abs(samples).max()) < CEILING < crest * 0.99
    assert true_peak(limit(samples, 44100, CEILING, band=band), 44100) <= CEILING * 1.005
