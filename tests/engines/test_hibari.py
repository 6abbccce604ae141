"""hibari's speakers are many, equally loud and audible as whom they claim to be."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hibari import Hibari

from fullcast.engines import hibari
from fullcast.engines.hibari import PEAK, PRESETS, HibariEngine
from fullcast.errors import EngineError
from fullcast.model import Age, Gender, Voice

ENGINE = HibariEngine()
TEXT = "Nobody had told the children that winter would come so early."


def test_there_are_voices_enough_to_cast_from() -> None:
    kinds = Counter((voice.gender, voice.age) for voice in ENGINE.voices())
    for gender in (Gender.FEMALE, Gender.MALE):
        assert kinds[gender, Age.ADULT] >= 5
        assert kinds[gender, Age.CHILD] >= 3
        assert kinds[gender, Age.OLD] >= 2


def test_the_plain_voice_comes_first() -> None:
    assert ENGINE.voices()[0].id == "heart"


def test_all_speakers_sound_different_and_about_as_loud() -> None:
    clips = [ENGINE.synthesize(TEXT, Voice("hibari", id_)).samples for id_ in PRESETS]
    assert len({clip.tobytes() for clip in clips}) == len(PRESETS)
    levels = [20 * np.log10(np.sqrt(np.mean(clip**2))) for clip in clips]
    assert max(levels) - min(levels) < 9  # loudness is equal, not power: dark voices have more
    assert all(0.1 < np.abs(clip).max() <= PEAK + 1e-6 for clip in clips)


def test_the_plain_voice_is_hibaris_own() -> None:
    """The morphing path with a morph that does nothing gives what the package itself gives."""
    own = Hibari(threads=1)(TEXT, seed=0)
    ours = ENGINE.synthesize(TEXT, Voice("hibari", "heart")).samples
    ours = ours / np.float32(10 ** (PRESETS["heart"].gain / 20))
    start = int(np.flatnonzero(np.abs(own) > 1e-3)[0]) - 960
    np.testing.assert_allclose(ours, own[start : start + len(ours)], atol=2e-3)


def test_the_version_follows_the_presets(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ENGINE.version
    monkeypatch.setattr(hibari, "PRESETS", {"heart": PRESETS["heart"]})
    assert ENGINE.version != before


def test_a_sentence_sounds_the_same_wherever_it_stands() -> None:
    voice = Voice("hibari", "heart+man")
    alone = ENGINE.synthesize("It rained.", voice).samples
    among = ENGINE.synthesize("He waited. It rained.", voice).samples
    np.testing.assert_array_equal(among[-len(alone) :], alone)


def test_letters_that_would_be_left_out_are_an_error() -> None:
    with pytest.raises(EngineError, match=r"cannot say \"語日本\" in 'He said 語日本語 twice\.'; "):
        ENGINE.synthesize("He said 語日本語 twice.", Voice("hibari", "heart"))


def test_rare_accents_are_read_as_their_letters() -> None:
    voice = Voice("hibari", "heart")
    assert (
        ENGINE.synthesize("The ẽlm", voice).samples.tobytes()
        == ENGINE.synthesize("The elm", voice).samples.tobytes()
    )


def test_words_longer_than_the_reader_takes_are_read_whole() -> None:
    voice = Voice("hibari", "heart")
    word = "tumbledown" * 2
    half = ENGINE.synthesize(word, voice).duration
    assert ENGINE.synthesize(word * 3, voice).duration > 2 * half
