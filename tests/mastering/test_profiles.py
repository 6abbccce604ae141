"""The profiles agree with themselves, and with what MP3 can be."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
import soundfile

from fullcast.mastering import PROFILES, Profile, Scale
from fullcast.model import ProfileName
from fullcast.publishing import mp3_bytes

EACH = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


def test_every_name_has_a_profile() -> None:
    assert {profile.name for profile in PROFILES.values()} == set(ProfileName) == set(PROFILES)


@EACH
def test_the_target_lies_well_within_its_window(profile: Profile) -> None:
    assert profile.lowest + 1 <= profile.target <= profile.highest - 1


@EACH
def test_room_tone_is_below_the_floor_and_peaks_below_full_scale(profile: Profile) -> None:
    assert profile.room_tone is None or profile.room_tone < profile.floor
    assert 20 * math.log10(profile.ceiling) < profile.true_peak < 0


def test_acx_is_what_acx_asks_for() -> None:
    acx = PROFILES[ProfileName.ACX]
    assert (acx.scale, acx.lowest, acx.highest) == (Scale.RMS, -23.0, -18.0)
    assert (acx.true_peak, acx.floor, acx.bitrate, acx.rate) == (-3.0, -60.0, 192, 44100)
    assert 0.5 <= acx.head <= 1 <= acx.tail <= 5
    assert acx.longest == 120


@EACH
def test_coding_takes_what_the_profile_says(profile: Profile) -> None:
    time = np.arange(3 * profile.rate) / profile.rate
    pcm = np.rint(6000 * np.sin(2 * np.pi * 997 * time)).astype("<i2")
    coded = mp3_bytes([pcm.tobytes()], rate=profile.rate, bitrate=profile.bitrate)
    sound, rate = soundfile.read(io.BytesIO(coded))
    level = math.sqrt(float(np.mean(sound[rate : 2 * rate] ** 2)))
    loss = 20 * math.log10(6000 / 32768 / math.sqrt(2) / level)
    assert loss == pytest.approx(profile.coding_loss, abs=0.02)
