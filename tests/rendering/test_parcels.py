from __future__ import annotations

import numpy as np
import pytest

from fullcast.model import Audio
from fullcast.rendering import clipfile
from fullcast.rendering.clipfile import DamagedClipError
from fullcast.rendering.parcels import pack, unpack

KEY = "0" * 64
NOISE = np.random.default_rng(5).uniform(-1, 1, 5000).astype(np.float32)


@pytest.mark.parametrize("rate", [1, 7_999, 22_050, 192_000, 999_983, 4_000_000])
@pytest.mark.parametrize("count", [*range(20), 4_095, 4_096, 4_097, 5_000])
def test_a_clip_comes_out_as_it_went_in(count: int, rate: int) -> None:
    extreme = np.where(np.arange(count) % 2, 1.0, -1.0).astype(np.float32)
    for samples in (NOISE[:count], extreme, np.zeros(count, np.float32)):
        file = clipfile.encode(Audio(samples, rate), KEY)
        parcel = pack(file, KEY)
        assert unpack(parcel) == file
        assert pack(file, KEY) == parcel


def test_speech_gets_smaller() -> None:
    times = np.arange(48_000) / 24_000
    voice = sum(np.sin(2 * np.pi * 120 * k * times) / k for k in range(1, 12)) * 0.2
    file = clipfile.encode(Audio(voice.astype(np.float32), 24_000), KEY)
    assert len(pack(file, KEY)) < 0.6 * len(file)


def test_what_is_no_whole_clip_is_not_packed() -> None:
    file = clipfile.encode(Audio(NOISE, 8_000), KEY)
    for damaged in (b"", file[:-1], file[:-40] + bytes(40), file):
        with pytest.raises(DamagedClipError):
            pack(damaged, KEY if damaged is not file else "1" * 64)


@pytest.mark.parametrize("at", [2, 20, 45, 2_000, -3])
def test_damage_on_the_way_is_found_out(at: int) -> None:
    parcel = bytearray(pack(clipfile.encode(Audio(NOISE, 8_000), KEY), KEY))
    parcel[at] ^= 0xFF
    with pytest.raises(DamagedClipError):
        clipfile.duration(unpack(bytes(parcel)), KEY)


@pytest.mark.parametrize("size", [0, 3, 30, 60, 1_000, -1])
def test_a_parcel_that_was_cut_short_is_found_out(size: int) -> None:
    parcel = pack(clipfile.encode(Audio(NOISE, 8_000), KEY), KEY)
    with pytest.raises(DamagedClipError):
        clipfile.duration(unpack(parcel[:size]), KEY)
