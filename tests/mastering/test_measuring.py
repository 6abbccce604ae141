"""What is measured piece by piece is what the whole has."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fullcast.mastering import LEVEL_STEP, measure
from fullcast.mastering.bs1770 import integrated_loudness
from fullcast.model import Audio

RATE = 44100


def tone(seconds: float, hertz: float = 997, level: float = 0.1, phase: float = 0) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * hertz * time + phase)).astype(np.float32)


def blocks(sound: np.ndarray, size: int) -> list[np.ndarray]:
    return [sound[start : start + size] for start in range(0, len(sound), size)]


@pytest.mark.parametrize("size", [1000, 441_000, 10**7])
def test_loudness_is_that_of_the_whole(size: int) -> None:
    noise = np.random.default_rng(7).normal(0, 0.05, 95 * RATE).astype(np.float32)
    swell = (noise * (0.2 + np.sin(np.arange(len(noise)) / RATE / 3) ** 2)).astype(np.float32)
    measured = measure(blocks(swell, size), RATE)
    assert measured.loudness == pytest.approx(integrated_loudness(Audio(swell, RATE)), abs=0.02)
    assert measured.seconds == 95


def test_the_true_peak_lies_between_the_samples() -> None:
    # At a quarter of the rate, half a sample off: every sample is 3 dB below the wave's peak.
    sound = tone(2, RATE / 4, 1.0, math.pi / 4)
    assert np.max(np.abs(sound)) == pytest.approx(math.sqrt(0.5), abs=1e-3)
    sound[: RATE // 2] *= 0.1
    sound[-RATE // 2 :] *= np.linspace(1, 0, RATE // 2, dtype=np.float32)
    measured = measure([sound], RATE)
    assert measured.true_peak == pytest.approx(0, abs=0.3)
    assert 0.49 < measured.peak_at < 1.6


@pytest.mark.parametrize("at", [0.5, 29.99, 30.01, 61.0])
def test_a_peak_is_found_wherever_it_is(at: float) -> None:
    sound = tone(65, level=0.1)
    sound[round(at * RATE) :][:50] *= 6
    measured = measure(blocks(sound, 99_999), RATE)
    assert measured.peak_at == pytest.approx(at, abs=0.002)
    assert measured.true_peak > 20 * math.log10(0.5)


@pytest.mark.parametrize("hertz", [9_800, 13_000, 15_100])
def test_the_true_peak_is_found_to_a_twentieth_of_a_decibel(hertz: float) -> None:
    sound = tone(1, hertz, 0.5, 0.3) * np.hanning(RATE).astype(np.float32)
    assert measure([sound], RATE).true_peak == pytest.approx(20 * math.log10(0.5), abs=0.05)


def test_levels_are_effective_values_of_each_step() -> None:
    sound = np.concatenate([tone(1), np.zeros(RATE // 2, np.float32), tone(40)])
    levels = measure(blocks(sound, 12_345), RATE).levels
    assert len(levels) == math.ceil(41.5 / LEVEL_STEP)
    assert levels[20:80] == pytest.approx(0.1 / math.sqrt(2), abs=0.001)
    assert not levels[100:150].any()
    assert levels[155:4100] == pytest.approx(0.1 / math.sqrt(2), abs=0.001)


def test_silence_and_nothing_have_no_level() -> None:
    for sound in (np.zeros(RATE, np.float32), np.zeros(0, np.float32)):
        measured = measure([sound], RATE)
        assert (measured.loudness, measured.true_peak) == (-math.inf, -math.inf)
        assert measured.seconds == len(sound) / RATE
