"""Room tone: even, repeatable, without a seam."""

from __future__ import annotations

import numpy as np
import pytest
from mastering_sounds import decoded

from fullcast.mastering import OUTPUT_RATE
from fullcast.mastering.room_tone import LOOP, add_room_tone

SECONDS = 20


def tone(level: float = -70.0, seconds: float = SECONDS) -> np.ndarray:
    return decoded(add_room_tone(bytes(2 * round(seconds * OUTPUT_RATE)), level))


def decibels(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2)))


@pytest.mark.parametrize("level", [-75.0, -70.0, -60.0])
def test_it_is_as_loud_as_asked_for_everywhere(level: float) -> None:
    sound = tone(level)
    assert decibels(sound) == pytest.approx(level, abs=0.1)
    halves = [decibels(half) for half in sound.reshape(2 * SECONDS, -1)]
    assert min(halves) > level - 1.5
    assert max(halves) < level + 1.5


def test_any_block_may_follow_any_other() -> None:
    """Blocks of all lengths: their joins are no larger steps than the noise has everywhere."""
    lengths = [30_000, 1, 44_100, 900_001, LOOP, 2_205, LOOP + 7, 100]
    blocks = [decoded(add_room_tone(bytes(2 * length), -60.0)) for length in lengths]
    steps = np.abs(np.diff(np.concatenate(blocks)))
    joins = np.cumsum(lengths)[:-1] - 1
    assert steps[joins].max() <= np.quantile(steps, 0.9999)


def test_a_block_depends_on_itself_alone() -> None:
    rng = np.random.default_rng(5)
    pcm = (rng.standard_normal(3 * OUTPUT_RATE) * 3000).astype("<i2").tobytes()
    assert add_room_tone(pcm, -65.0) == add_room_tone(pcm, -65.0) != pcm


def test_its_level_does_not_dip_where_blocks_meet() -> None:
    block = decoded(add_room_tone(bytes(2 * 90_000), -60.0))
    assert decibels(block[-4410:]) == pytest.approx(-60, abs=2)


def test_speech_is_neither_changed_nor_clipped() -> None:
    time = np.arange(2 * OUTPUT_RATE) / OUTPUT_RATE
    speech = np.rint(32767 * np.sin(2 * np.pi * 200 * time)).astype("<i2")
    under = decoded(add_room_tone(speech.tobytes(), -60.0)) - decoded(speech.tobytes())
    assert float(np.abs(under).max()) < 0.01
    assert add_room_tone(b"", -60.0) == b""
