from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.language.pronunciation import annotated, as_written
from fullcast.model import Audio
from fullcast.rendering.verify import implausible, speakable

SENTENCE = "The kettle sang on the stove, and nobody listened."


def tone(seconds: float, level: float = 0.3, rate: int = 16_000) -> Audio:
    """A tone of 200 Hz."""
    axis = np.arange(round(seconds * rate)) / rate
    return Audio((level * np.sin(2 * np.pi * 200 * axis)).astype(np.float32), rate)


def silence(seconds: float) -> Audio:
    """Digital silence."""
    return tone(seconds, 0.0)


def joined(*parts: Audio) -> Audio:
    """Parts one after the other."""
    return Audio(np.concatenate([part.samples for part in parts]), parts[0].rate)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (SENTENCE, 3.0),
        ("Oh.", 0.25),
        ("I", 0.1),
        ("“No!”", 0.2),
        ("Nooooooooooooooooooooooooooooooo!", 0.5),
        ("1,000,000", 1.0),
        ("Dr. Who?", 1.2),
        ("WWW", 2.4),
        ("愛", 0.3),
        ("😀😀", 4.0),
    ],
)
def test_ordinary_speech_passes(text: str, seconds: float) -> None:
    assert implausible(tone(seconds), text, 1.0) is None


def test_quiet_speech_with_pauses_passes() -> None:
    clip = joined(silence(0.3), tone(1.0, 0.01), silence(0.4), tone(1.0, 0.01), silence(0.3))
    assert implausible(clip, SENTENCE, 1.0) is None


@pytest.mark.parametrize("rate", [0.5, 1.0, 2.0])
def test_the_bounds_follow_the_rate(rate: float) -> None:
    assert implausible(tone(3.0 / rate), SENTENCE, rate) is None
    assert implausible(tone(0.6 / rate), SENTENCE, rate) is not None
    assert implausible(tone(61.0 / rate + 5.0), SENTENCE, rate) is not None


@pytest.mark.parametrize(
    ("clip", "complaint"),
    [
        (tone(0), "it is empty"),
        (silence(3), "it is silent"),
        (tone(3, 0.001), "it is silent"),
        (tone(0.5), "it sounds for 0.50 s, and the text cannot take under 0.67 s"),
        (joined(tone(0.3), silence(5)), "it sounds for 0.30 s, and the text cannot"),
        (joined(silence(1), tone(0.001), silence(1)), "it sounds for 0.01 s, and the text cannot"),
        (tone(70), "it lasts 70.0 s, and the text cannot take over 55.4 s"),
        (tone(3, rate=4_000), "the sample rate is 4000 Hz"),
        (tone(3, rate=384_000), "the sample rate is 384000 Hz"),
        (tone(3, 32_767), "the samples reach 32767 times full scale"),
        (Audio(np.array([0.1, np.nan], np.float32), 16_000), "some samples are not finite numbers"),
        (Audio(np.array([0.1, np.inf], np.float32), 16_000), "some samples are not finite numbers"),
        (Audio(np.zeros((9, 2), np.float32), 16_000), "the samples are 2-dimensional float32"),
        (Audio(np.zeros(9, np.int16), 16_000), "the samples are 1-dimensional int16"),
        (None, "the engine gave NoneType instead of audio"),
        (b"RIFF", "the engine gave bytes instead of audio"),
    ],
)
def test_what_cannot_be_the_text_is_named(clip: object, complaint: str) -> None:
    fault = implausible(clip, SENTENCE, 1.0)
    assert fault is not None
    assert fault.startswith(complaint)


@pytest.mark.parametrize("text", ["…", "—", "?!", "* * *"])
def test_only_what_has_nothing_to_say_may_be_silent(text: str) -> None:
    assert implausible(silence(0.2), text, 1.0) is None
    assert implausible(tone(0), text, 1.0) is None
    assert implausible(silence(0.2), text + "a", 1.0) == "it is silent"


def test_letters_and_digits_are_heard() -> None:
    assert speakable("Ab, c-1 é愛!") == 6
    assert speakable("Noooooo, aaaab") == 1 + 3 + 3 + 1
    assert speakable("bookkeeper") == 10


@settings(deadline=None)
@given(st.text(max_size=200), st.floats(0.5, 2.0))
def test_an_average_reader_passes_with_any_text(text: str, rate: float) -> None:
    reader = tone(max(0.1, len(text) / 15 / rate), rate=8_000)
    assert implausible(reader, text, rate) is None


def test_how_a_word_is_said_makes_a_text_no_longer() -> None:
    name = annotated("Bo", "ˈbiː.ətɹɪs ˌɑːləˈmændə vɒn ˈhoʊənˌʃtaʊfən")
    text = f"{name}, {name}, {name}."
    assert implausible(tone(0.5), as_written(text), 1.0) is None
    assert implausible(tone(0.5), text, 1.0) is None
