"""A chapter's level is told from its clips, before it is assembled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from mastering_sounds import LOW, Samples, Shelf, line, padded, sound_of, speech

from fullcast.mastering import (
    OUTPUT_RATE,
    PROFILES,
    ClipLevels,
    HeardClip,
    Profile,
    Scale,
    SpokenLine,
    assemble,
    chapter_gain,
    clip_levels,
    heard_clips,
    measure,
)
from fullcast.mastering.levels import GRAIN, SPAN, predicted
from fullcast.mastering.profiles import CODING_LOSS
from fullcast.model import Audio, Clip, Pauses, ProfileName, Voice

EACH = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
ACX, PLAIN = PROFILES[ProfileName.ACX], PROFILES[ProfileName.PLAIN]
LOUD = Voice("tone", "loud", volume=4.0)
PAUSES = Pauses()
GAINS = {LOW: -3.0, LOUD: 1.0}


def voiced(seconds: float, level: float, pitch: float, rate: int = 24000) -> Samples:
    """Syllables of a buzz whose phases are spread, so that its peaks are as low as speech's."""
    time = np.arange(round(seconds * rate)) / rate
    waves = [np.sin(2 * np.pi * (pitch * n * time + n * n / 24)) / n for n in range(1, 12)]
    syllables = 0.55 + 0.45 * np.cos(2 * np.pi * 4 * time)
    return np.asarray(level * np.sum(waves, axis=0) * syllables, np.float32)


def story(shelf: Shelf, seed: int = 3, lines: int = 24) -> list[SpokenLine]:
    """Lines of one to three clips, soft and loud, long and short, by two voices."""
    rng = np.random.default_rng(seed)
    told = []
    for number in range(lines):
        clips = []
        for _ in range(rng.integers(1, 4)):
            sound = voiced(rng.uniform(0.3, 4), rng.uniform(0.05, 0.09), rng.uniform(90, 240))
            clips.append(shelf.put(padded(sound, rng.uniform(0, 0.3), 0.2)))
        voice = LOUD if number % 3 == 0 else LOW
        told.append(
            SpokenLine(line(paragraph=number // 2), tuple(clips), voice, float(number % 3) - 1)
        )
    return told


def levels_of(shelf: Shelf, lines: list[SpokenLine], pauses: Pauses = PAUSES) -> list[HeardClip]:
    def levels(clip: Clip) -> ClipLevels:
        return clip_levels(shelf.load(clip))

    return list(heard_clips(lines, gains=GAINS, pauses=pauses, levels=levels))


def level(sound: Samples, profile: Profile) -> float:
    if profile.scale is Scale.LUFS:
        return measure([sound], OUTPUT_RATE).loudness
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2)))


@EACH
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_told_is_what_comes(profile: Profile, seed: int) -> None:
    shelf = Shelf()
    lines = story(shelf, seed)
    pauses = replace(PAUSES, start=profile.head, end=profile.tail)
    clips = levels_of(shelf, lines, pauses)
    gain = chapter_gain(clips, profile, tail=pauses.end)
    assert gain % GRAIN == 0
    stream = assemble(
        lines, gains=GAINS, pauses=pauses, load=shelf.load, gain=gain, ceiling=profile.ceiling
    )
    came = level(sound_of(stream), profile)
    assert came == pytest.approx(predicted(clips, profile, gain, tail=pauses.end), abs=0.25)
    wanted = profile.target + CODING_LOSS[profile.bitrate]
    assert came == pytest.approx(wanted, abs=GRAIN / 2 + 0.25)


def test_pauses_count_for_an_effective_value_and_not_for_loudness() -> None:
    shelf = Shelf()
    lines = story(shelf)
    close, wide = replace(PAUSES, paragraph=0.2), replace(PAUSES, paragraph=4.0)
    for profile, apart in ((ACX, 2.0), (PLAIN, 0.0)):
        near, far = (
            chapter_gain(levels_of(shelf, lines, p), profile, tail=1.0) for p in (close, wide)
        )
        assert far - near == pytest.approx(apart, abs=0.5)


def test_what_the_limiter_holds_down_is_not_squashed() -> None:
    """Clicks, 30 dB above the hum between them: no gain brings their chapter to its target."""
    hum = speech(10, level=0.02)
    hum[::2400] = 0.9
    clips = [HeardClip(clip_levels(Audio(hum, 24000)), 0.0, 0.5)]
    gain = chapter_gain(clips, PLAIN, tail=0.0)
    free = replace(PLAIN, true_peak=40.0)
    assert gain == pytest.approx(chapter_gain(clips, free, tail=0.0) + 2.0, abs=GRAIN)
    assert predicted(clips, PLAIN, gain, tail=0.0) < PLAIN.lowest


@EACH
def test_what_is_shouted_stays_louder_than_what_is_whispered(profile: Profile) -> None:
    shelf = Shelf()
    changes = (0.0, -3.0, 2.5, 0.0)
    lines = [
        SpokenLine(line(paragraph=n), (shelf.put(voiced(4, 0.08, 140)),), LOW, change)
        for n, change in enumerate(changes)
    ]
    gain = chapter_gain(levels_of(shelf, lines), profile, tail=2.0)
    stream = assemble(
        lines, gains=GAINS, pauses=PAUSES, load=shelf.load, gain=gain, ceiling=profile.ceiling
    )
    heard = [measure([sound_of([segment])], OUTPUT_RATE).loudness for segment in stream][:4]
    assert [one - heard[0] for one in heard] == pytest.approx(changes, abs=0.6)


def test_another_line_changes_nothing() -> None:
    shelf = Shelf()
    lines = story(shelf, lines=120)
    whole = chapter_gain(levels_of(shelf, lines), PLAIN, tail=2.0)
    changed = [
        chapter_gain(levels_of(shelf, lines[:n] + lines[n + 1 :]), PLAIN, tail=2.0)
        for n in range(0, 120, 10)
    ]
    assert changed == [whole] * len(changed)


def test_no_more_is_asked_for_than_the_first_ten_minutes() -> None:
    clip = HeardClip(clip_levels(Audio(speech(30, level=0.1), 24000)), 0.0, 0.5)
    asked = itertools.count()

    def clips() -> Iterator[HeardClip]:
        for _ in asked:
            yield clip

    assert chapter_gain(clips(), PLAIN, tail=2.0) == chapter_gain([clip] * 20, PLAIN, tail=0.0)
    assert next(asked) == SPAN / 30


def test_nothing_heard_has_no_gain() -> None:
    silent = HeardClip(clip_levels(Audio(np.zeros(24000, np.float32), 24000)), 0.0, 0.5)
    for clips in ([], [silent]):
        assert chapter_gain(clips, ACX, tail=2.0) == chapter_gain(clips, PLAIN, tail=2.0) == 0.0


def test_a_missing_clip_is_silence() -> None:
    shelf = Shelf()
    lines = [SpokenLine(line(), (None, shelf.put(speech(1))), LOW)]
    assert levels_of(shelf, lines)[0].levels.seconds == 0.5


def test_silence_around_a_clip_does_not_count() -> None:
    sound = speech(1.3)
    assert clip_levels(Audio(sound, 24000)).seconds == pytest.approx(1.3, abs=0.004)
    edged = clip_levels(Audio(padded(sound, 0.4, 0.4), 24000))
    assert edged.seconds == pytest.approx(1.3, abs=0.004)


def test_levels_go_through_json() -> None:
    levels = clip_levels(Audio(padded(speech(2), 0.1, 0.1), 24000))
    text = levels.to_json()
    again = ClipLevels.from_json(text)
    assert replace(again, seconds=0) == replace(levels, seconds=0)
    assert again.seconds == pytest.approx(levels.seconds, abs=1e-4)
    assert len(text) < 2 * 10 * 25


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "[1,[2],[3]]", '[1,["a"],[],[]]', "[[],[],[],[]]"]
)
def test_what_is_no_levels_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="not the levels"):
        ClipLevels.from_json(text)
