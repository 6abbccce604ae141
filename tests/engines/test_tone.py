"""The tone engine is a ruler: its lengths and pitches follow from the text alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.engines.tone import GAP, LETTER, RATE, ToneEngine
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.model import Age, Gender, Voice

ENGINE = ToneEngine()


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=8),
    st.floats(0.5, 2.0),
)
def test_duration_is_that_of_the_letters_and_gaps(words: list[str], rate: float) -> None:
    audio = ENGINE.synthesize(" ".join(words), Voice("tone", "bass", rate=rate))
    expected = (sum(map(len, words)) * LETTER + (len(words) - 1) * GAP) / rate
    assert audio.duration == pytest.approx(expected, abs=2 * len(words) / RATE)


def test_pitch_shifts_by_semitones() -> None:
    def peak(pitch: float) -> int:
        audio = ENGINE.synthesize("w" * 30, Voice("tone", "alto", pitch=pitch))
        return int(np.abs(np.fft.rfft(audio.samples)).argmax())

    assert peak(12) / peak(0) == pytest.approx(2, rel=0.02)


def test_words_and_voices_sound_different() -> None:
    sounds = {
        ENGINE.synthesize(word, Voice("tone", voice)).samples.tobytes()
        for word in ("three", "seven", "eight")
        for voice in ("alto", "tenor")
    }
    assert len(sounds) == 6


def test_every_kind_of_character_finds_a_voice() -> None:
    kinds = {(voice.gender, voice.age) for voice in ENGINE.voices()}
    assert kinds == {(g, a) for g in (Gender.FEMALE, Gender.MALE) for a in Age}
    assert len(ENGINE.voices()) == 12


def test_the_nearest_voice_is_suggested() -> None:
    with pytest.raises(UnknownVoiceError, match='did you mean "tenor"'):
        ENGINE.synthesize("Hello", Voice("tone", "tenour"))


def test_punctuation_alone_cannot_be_said() -> None:
    with pytest.raises(EngineError, match="nothing to say"):
        ENGINE.synthesize("… —", Voice("tone", "alto"))
