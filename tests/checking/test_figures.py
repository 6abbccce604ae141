"""The figures of a file, and what distributors ask for."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from fullcast import mastering
from fullcast.checking import Figures, Limits, against, figures
from fullcast.model import Coding

RATE, STEP = 44100, mastering.LEVEL_STEP
CODING = Coding(192, True, 44100, 1)


def tone(seconds: float, decibels: float) -> np.ndarray:  # type: ignore[type-arg]
    """A sine of that effective value."""
    level = math.sqrt(2) * 10 ** (decibels / 20)
    time = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * 1000 * time)).astype(np.float32)


def measured(*parts: np.ndarray) -> Figures:  # type: ignore[type-arg]
    sound = mastering.measure([np.concatenate(parts)], RATE)
    return figures("01 - One.mp3", 1, sound, STEP, CODING)


def test_figures_of_speech_between_silences() -> None:
    found = measured(tone(0.75, -math.inf), tone(4, -20), tone(1, -65), tone(2, -20), tone(3, -70))
    assert found.head == pytest.approx(0.75, abs=0.02)
    assert found.tail == pytest.approx(3, abs=0.02)
    assert found.noise_floor == -math.inf
    assert found.rms == pytest.approx(-20 + 10 * math.log10(6 / 10.75), abs=0.01)
    assert found.true_peak == pytest.approx(-17, abs=0.1)


@pytest.mark.parametrize("floor", [-30.0, -60.0, -80.0])
def test_the_noise_floor_is_that_of_the_quietest_half_second(floor: float) -> None:
    found = measured(tone(2, -20), tone(0.3, -90), tone(2, -20), tone(0.62, floor), tone(1.005, -9))
    assert found.noise_floor == pytest.approx(floor, abs=0.05)


def test_silence_and_nothing() -> None:
    silent = measured(tone(2, -math.inf))
    assert (silent.rms, silent.noise_floor, silent.head, silent.tail) == (
        -math.inf,
        -math.inf,
        2,
        2,
    )
    nothing = measured(np.zeros(0, np.float32))
    assert (nothing.rms, nothing.noise_floor, nothing.seconds) == (-math.inf, -math.inf, 0)


GOOD = Figures("f.mp3", 1, 600.0, -20.0, -20.5, -3.4, -math.inf, 0.75, 2.5, CODING)
STRICT = Limits(
    "strict",
    loudness=(-21, -19),
    rms=(-23, -18),
    true_peak=-3,
    noise_floor=-60,
    head=(0.5, 1),
    tail=(1, 5),
    bitrate=192,
    constant=True,
    rate=44100,
    seconds=7200,
)


def test_what_is_within_the_limits_is_right() -> None:
    assert against(STRICT, GOOD) == []
    assert against(Limits("anything"), replace(GOOD, loudness=-math.inf, head=99)) == []


@pytest.mark.parametrize(
    ("figure", "value", "said"),
    [
        ("loudness", -18.7, "has -18.7 LUFS, not -21 to -19"),
        ("loudness", -math.inf, "has -inf LUFS"),
        ("rms", -23.2, "has -23.2 dB RMS, not -23 to -18"),
        ("true_peak", -2.9, "has a true peak of -2.9 dB, not at most -3"),
        ("noise_floor", -55.0, "has a noise floor of -55.0 dB, not at most -60"),
        ("head", 0.2, "has 0.20 s of silence before its first word, not 0.5 to 1 s"),
        ("tail", 6.0, "has 6.00 s of silence after its last, not 1 to 5 s"),
        ("seconds", 7300.0, "lasts 2:01:40.0, not at most 2:00:00.0"),
        ("coding", Coding(128, True, 44100, 1), "has 128 kbit/s, not at least 192"),
        ("coding", Coding(192, False, 44100, 1), "has a bit rate that changes"),
        ("coding", Coding(192, True, 22050, 1), "has 22050 Hz, not 44100"),
    ],
)
def test_what_is_not_is_said(figure: str, value: object, said: str) -> None:
    (finding,) = against(STRICT, replace(GOOD, **{figure: value}))
    assert finding.kind == "profile"
    assert finding.message.startswith(said)
    assert finding.message.endswith("(strict): make the story again with --profile strict")
