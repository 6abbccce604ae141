"""Frames: stretches that were encoded apart join without a trace."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
import soundfile

from fullcast.publishing.frames import SILENCE_TO_JOIN, Stretch, encode, frame_at, walk
from fullcast.publishing.info_frame import Mp3Format

DELAY = 576 + 529
"""Samples that LAME and a decoder put before the sound."""


def swell(seconds: float, seed: int) -> np.ndarray:
    """Noise and tones that begin and end at full level."""
    time = np.arange(round(seconds * 44100)) / 44100
    noise = np.random.default_rng(seed).standard_normal(len(time))
    tones = sum(np.sin(2 * np.pi * pitch * time) for pitch in (180, 410, 1300))
    return np.asarray(0.08 * tones + 0.03 * noise)


def framed(sound: np.ndarray, silence: int = SILENCE_TO_JOIN) -> np.ndarray:
    """The sound with so much silence at both ends, and more to fill whole frames."""
    size = len(sound) + 2 * silence
    whole = np.zeros(-(-size // 1152) * 1152)
    whole[silence : silence + len(sound)] = sound
    return np.rint(whole * 32767).astype("<i2")


def decoded(*stretches: Stretch) -> np.ndarray:
    data = b"".join(stretch.frames for stretch in stretches)
    return np.asarray(soundfile.read(BytesIO(data), dtype="float32")[0])


@pytest.mark.parametrize("bitrate", [32, 64, 96, 128, 192, 320])
def test_stretches_join_without_a_trace(bitrate: int) -> None:
    """At the joint the decoded sound is that of one encoder: silence, and each in its place."""
    form = Mp3Format(44100, bitrate)
    sounds = [framed(swell(0.9 + 0.37 * number, number)) for number in range(4)]
    parts = [encode([s.tobytes()], form, final=s is sounds[-1]) for s in sounds]
    whole = encode([np.concatenate(sounds).tobytes()], form, final=True)
    joined, single = decoded(*parts), decoded(whole)
    assert len(joined) == len(single)
    assert sum(part.count for part in parts) == whole.count
    joints = np.cumsum([len(sound) for sound in sounds])[:-1] + DELAY
    for joint in joints:
        near = slice(joint - SILENCE_TO_JOIN // 2, joint + SILENCE_TO_JOIN // 2)
        assert np.abs(joined[near] - single[near]).max() < 1e-5  # a third of a 16-bit step
    source = np.concatenate(sounds)[: len(joined) - DELAY] / 32767
    errors = [each[DELAY:][: len(source)] - source for each in (joined, single)]
    far, near_ = (float(np.sqrt((error**2).mean())) for error in errors)
    assert far == pytest.approx(near_, rel=0.03)
    jumps = max(float(np.abs(np.diff(joined[a - 600 : a + 600])).max()) for a in joints)
    assert jumps < 1e-5


def test_each_stretch_needs_nothing_of_the_one_before() -> None:
    """The first frame of each begins its data in itself: bits 0 to 8 of the side information."""
    for number in range(3):
        part = encode([framed(swell(1.0, number)).tobytes()], Mp3Format(44100, 96), final=False)
        assert part.frames[4] == 0
        assert part.frames[5] >> 7 == 0


def test_frames_are_counted_and_the_last_one_is_kept_at_the_end_alone() -> None:
    sound = framed(swell(1.0, 1)).tobytes()
    inner = encode([sound], Mp3Format(), final=False)
    last = encode([sound[:1000], sound[1000:]], Mp3Format(), final=True)
    assert inner.count == inner.samples // 1152
    assert last.count == inner.count + 1
    assert last.frames.startswith(inner.frames)
    assert walk(inner.frames) == (inner.count, len(inner.frames))
    assert walk(inner.frames, 0, 3)[0] == 3
    frame = frame_at(inner.frames, 0)
    assert frame is not None
    assert (frame.rate, frame.samples) == (44100, 1152)


def test_what_fills_no_frames_cannot_be_joined() -> None:
    with pytest.raises(ValueError, match="whole frames"):
        encode([bytes(2 * 1000)], Mp3Format(), final=False)
    with pytest.raises(ValueError, match="within a sample"):
        encode([b"abc"], Mp3Format(), final=True)
    assert encode([], Mp3Format(), final=True).count == 0


def test_the_lengths_of_frames_stay_within_a_byte_of_the_bitrate() -> None:
    part = encode([framed(swell(3.0, 2)).tobytes()], Mp3Format(44100, 96), final=True)
    sizes, position = [], 0
    while frame := frame_at(part.frames, position):
        sizes.append(frame.size)
        position += frame.size
    assert set(sizes) <= {313, 314}
    assert all(abs(a - b) <= 1 for a, b in pairwise(sizes))


@pytest.mark.parametrize("quality", [0, 4, 9])
def test_a_variable_bitrate_joins_as_well(quality: int) -> None:
    form = Mp3Format(vbr=quality)
    sounds = [framed(swell(1.3 + 0.2 * number, number)) for number in range(3)]
    parts = [encode([s.tobytes()], form, final=s is sounds[-1]) for s in sounds]
    whole = encode([np.concatenate(sounds).tobytes()], form, final=True)
    joined, single = decoded(*parts), decoded(whole)
    assert len(joined) == len(single)
    for joint in np.cumsum([len(sound) for sound in sounds])[:-1] + DELAY:
        near = slice(joint - SILENCE_TO_JOIN // 2, joint + SILENCE_TO_JOIN // 2)
        assert np.abs(joined[near] - single[near]).max() < 1e-5
