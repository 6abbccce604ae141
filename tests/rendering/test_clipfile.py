from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from fullcast.model import Audio
from fullcast.rendering import clipfile

KEY = "ab" * 32
LSB = 1 / clipfile.FULL_SCALE

samples = arrays.arrays(
    np.float32,
    st.integers(0, 300),
    elements=st.floats(-1, 1, width=32, allow_subnormal=True),
)


@settings(deadline=None)
@given(samples, st.integers(8_000, 192_000))
def test_what_is_encoded_is_decoded(sound: np.ndarray, rate: int) -> None:
    file = clipfile.encode(Audio(sound, rate), KEY)
    audio = clipfile.decode(file, KEY)
    assert audio.rate == rate
    assert audio.samples.dtype == np.float32
    assert audio.samples.shape == sound.shape
    assert np.max(np.abs(audio.samples - sound), initial=0.0) <= 0.5001 * LSB
    assert clipfile.duration(file, KEY) == len(sound) / rate
    assert clipfile.encode(audio, KEY) == file


@settings(deadline=None)
@given(samples, st.data())
def test_no_damaged_byte_goes_unnoticed(sound: np.ndarray, data: st.DataObject) -> None:
    file = bytearray(clipfile.encode(Audio(sound, 8_000), KEY))
    place = data.draw(st.integers(0, len(file) - 1))
    file[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(clipfile.DamagedClipError):
        clipfile.duration(bytes(file), KEY)


@settings(deadline=None)
@given(samples, st.data())
def test_no_missing_or_extra_end_goes_unnoticed(sound: np.ndarray, data: st.DataObject) -> None:
    file = clipfile.encode(Audio(sound, 8_000), KEY)
    for wrong in (file[: data.draw(st.integers(0, len(file) - 1))], file + b"\0"):
        with pytest.raises(clipfile.DamagedClipError):
            clipfile.decode(wrong, KEY)


def test_a_clip_under_another_key_is_refused() -> None:
    with pytest.raises(clipfile.DamagedClipError, match="checksum"):
        clipfile.duration(clipfile.encode(Audio(np.zeros(8, np.float32), 8_000), KEY), "cd" * 32)


def test_any_player_can_play_it() -> None:
    sound = np.array([0, 0.5, -1, 1], np.float32)
    with wave.open(io.BytesIO(clipfile.encode(Audio(sound, 24_000), KEY))) as player:
        assert (player.getnchannels(), player.getsampwidth()) == (1, 2)
        assert player.getframerate() == 24_000
        frames = np.frombuffer(player.readframes(player.getnframes()), "<i2")
    assert frames.tolist() == [0, 16384, -32767, 32767]


def test_sound_over_full_scale_is_turned_down_and_not_clipped() -> None:
    sound = np.array([0.0, 0.85, 1.7, -1.7], np.float32)
    audio = clipfile.decode(clipfile.encode(Audio(sound, 8_000), KEY), KEY)
    assert audio.samples == pytest.approx([0.0, 0.5, 1.0, -1.0], abs=LSB)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        clipfile.encode(Audio(np.array([0, bad], np.float32), 8_000), KEY)


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0 Hz"):
        clipfile.encode(Audio(np.zeros(1, np.float32), 0), KEY)
