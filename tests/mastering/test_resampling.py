"""Mastered sound at another rate: as long, as loud, and the same however it is cut."""

from __future__ import annotations

import numpy as np
import pytest

from fullcast.mastering import OUTPUT_RATE, at_rate


def tone(samples: int) -> bytes:
    wave = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(samples) / OUTPUT_RATE)
    return bytes(np.rint(wave * 32767).astype("<i2").tobytes())


def at_48(pcm: bytes, block: int) -> bytes:
    cut = [pcm[start : start + block] for start in range(0, len(pcm), block)]
    return b"".join(at_rate([*cut, b""], 48000))


@pytest.mark.parametrize("samples", [0, 1, 441, 44100, 100_003])
def test_it_lasts_as_long(samples: int) -> None:
    assert abs(len(at_48(tone(samples), 20_000)) // 2 - samples * 48000 / OUTPUT_RATE) <= 1


def test_a_tone_stays_what_and_where_it_is() -> None:
    before = np.frombuffer(at_48(tone(OUTPUT_RATE), 9998), "<i2").astype(float)
    wanted = 0.5 * 32767 * np.sin(2 * np.pi * 1000 * np.arange(48000) / 48000)
    assert np.max(np.abs(before[500:-500] - wanted[500:-500])) < 4


def test_the_same_sound_gives_the_same_bytes_however_it_is_cut() -> None:
    pcm = tone(50_000)
    assert at_48(pcm, 2000) == at_48(pcm, 2000)
    one, other = (np.frombuffer(at_48(pcm, size), "<i2").astype(int) for size in (2000, 100_000))
    assert np.max(np.abs(one - other)) <= 1


def test_full_scale_does_not_wrap() -> None:
    square = np.where(np.arange(4410) // 50 % 2, 32767, -32768).astype("<i2")
    out = np.frombuffer(at_48(square.tobytes(), 1000), "<i2").astype(int)
    assert np.max(np.abs(np.diff(out))) < 65_536
    assert out[30 * 48 // 44] * int(square[30]) > 0
