"""A chapter's level is told from its clips, before it is assembled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from mastering_sounds import Samples, Shelf, padded, sound_of, speech

from fullcast.mastering import (
    OUTPUT_RATE,
    PROFILES,
    HeardClip,
    Phrase,
    Profile,
    Scale,
    assemble,
    chapter_gain,
    clip_levels,
    gain_of,
    measure,
)
from fullcast.mastering.levels import GRAIN, SPAN, predicted
from fullcast.model import Audio, ProfileName

EACH = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
ACX, PLAIN = PROFILES[ProfileName.ACX], PROFILES[ProfileName.PLAIN]


def voiced(seconds: float, level: float, pitch: float, rate: int = 24000) -> Samples:
    """Syllables of a buzz whose phases are spread, so that its peaks are as low as speech's."""
    time = np.arange(round(seconds * rate)) / rate
    waves = [np.sin(2 * np.pi * (pitch * n * time + n * n / 24)) / n for n in range(1, 12)]
    syllables = 0.55 + 0.45 * np.cos(2 * np.pi * 4 * time)
    return np.asarray(level * np.sum(waves, axis=0) * syllables, np.float32)


def story(
    shelf: Shelf, seed: int = 3, lines: int = 24, *, head: float = 0.6, paragraph: float = 0.6
) -> list[Phrase]:
    """Lines of one to three clips, soft and loud, long and short, by two voices."""
    rng = np.random.default_rng(seed)
    told = []
    for number in range(lines):
        for sentence in range(rng.integers(1, 4)):
            sound = voiced(rng.uniform(0.3, 4), rng.uniform(0.05, 0.09), rng.uniform(90, 240))
            clip = shelf.put(padded(sound, rng.uniform(0, 0.3), 0.2))
            gain = (5.0 if number % 3 == 0 else -3.0) + float(number % 3) - 1
            pause = 0.3 if sentence else (paragraph if number % 2 == 0 else 0.25)
            told.append(Phrase(clip, gain, pause if told else head))
    return told


def levels_of(shelf: Shelf, phrases: list[Phrase]) -> list[HeardClip]:
    return [
        HeardClip(clip_levels(shelf.load(each.clip)), each.gain, each.pause)
        for each in phrases
        if each.clip is not None
    ]


def level(sound: Samples, profile: Profile) -> float:
    if profile.scale is Scale.LUFS:
        return measure([sound], OUTPUT_RATE).loudness
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2)))


@EACH
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_told_is_what_comes(profile: Profile, seed: int) -> None:
    shelf = Shelf()
    phrases = story(shelf, seed, head=profile.head)
    clips = levels_of(shelf, phrases)
    gain = gain_of(phrases, profile, after=profile.tail, load=shelf.load)
    assert gain % GRAIN == 0
    assert gain == chapter_gain(clips, profile, tail=profile.tail)
    turned = [replace(each, gain=each.gain + gain) for each in phrases]
    stream = assemble(turned, after=profile.tail, load=shelf.load, ceiling=profile.ceiling)
    came = level(sound_of(stream), profile)
    assert came == pytest.approx(predicted(clips, profile, gain, tail=profile.tail), abs=0.25)
    wanted = profile.target + profile.coding_loss
    assert came == pytest.approx(wanted, abs=GRAIN / 2 + 0.25)


def test_pauses_count_for_an_effective_value_and_not_for_loudness() -> None:
    shelf = Shelf()
    close, wide = (levels_of(shelf, story(shelf, paragraph=each)) for each in (0.2, 4.0))
    for profile, apart in ((ACX, 2.0), (PLAIN, 0.0)):
        near, far = (chapter_gain(clips, profile, tail=1.0) for clips in (close, wide))
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


def test_another_line_changes_nothing() -> None:
    shelf = Shelf()
    clips = levels_of(shelf, story(shelf, lines=120))
    whole = chapter_gain(clips, PLAIN, tail=2.0)
    changed = [chapter_gain(clips[:n] + clips[n + 1 :], PLAIN, tail=2.0) for n in range(0, 120, 10)]
    assert changed == [whole] * len(changed)


@EACH
def test_what_is_shouted_stays_louder_than_what_is_whispered(profile: Profile) -> None:
    shelf = Shelf()
    changes = (0.0, -3.0, 2.5, 0.0)
    clip = shelf.put(voiced(4, 0.08, 140))
    phrases = [Phrase(clip, change, 0.6) for change in changes]
    gain = chapter_gain(levels_of(shelf, phrases), profile, tail=2.0)
    louder = [replace(phrase, gain=phrase.gain + gain) for phrase in phrases]
    stream = assemble(louder, after=2.0, load=shelf.load, ceiling=profile.ceiling)
    heard = [measure([sound_of([segment])], OUTPUT_RATE).loudness for segment in stream][:4]
    assert [one - heard[0] for one in heard] == pytest.approx(changes, abs=0.6)


def test_no_more_is_asked_for_than_the_first_minutes() -> None:
    clip = HeardClip(clip_levels(Audio(speech(30, level=0.1), 24000)), 0.0, 0.5)
    asked = itertools.count()

    def clips() -> Iterator[HeardClip]:
        for _ in asked:
            yield clip

    assert chapter_gain(clips(), PLAIN, tail=2.0) == chapter_gain(
        [clip] * round(SPAN / 30), PLAIN, tail=0.0
    )
    assert next(asked) == SPAN / 30


def test_nothing_heard_has_no_gain() -> None:
    silent = HeardClip(clip_levels(Audio(np.zeros(24000, np.float32), 24000)), 0.0, 0.5)
    for clips in ([], [silent]):
        assert chapter_gain(clips, ACX, tail=2.0) == chapter_gain(clips, PLAIN, tail=2.0) == 0.0


def test_a_missing_clip_is_silence() -> None:
    shelf = Shelf()
    clip = shelf.put(voiced(20, 0.07, 120))
    apart, instead = ([Phrase(clip, 0.0, 0.5), *more, Phrase(clip, 0.0, 0.5)]
                      for more in ([Phrase(None, 0.0, 0.5)], []))  # fmt: skip
    gains = [gain_of(each, ACX, after=1.0, load=shelf.load) for each in (apart, instead)]
    assert gains[0] - gains[1] == pytest.approx(0.0, abs=GRAIN)


def test_silence_around_a_clip_does_not_count() -> None:
    sound = speech(1.3)
    assert clip_levels(Audio(sound, 24000)).seconds == pytest.approx(1.3, abs=0.004)
    edged = clip_levels(Audio(padded(sound, 0.4, 0.4), 24000))
    assert edged.seconds == pytest.approx(1.3, abs=0.004)
