"""hibari's speakers are many, equally loud and audible as whom they claim to be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, replace

import numpy as np
import numpy.typing as npt
import pytest
from hibari import Hibari

from fullcast.engines import OpenEngine, hibari
from fullcast.engines.hibari import PEAK, PRESETS, HibariEngine
from fullcast.engines.hibari_speakers import BASES, RANGES, speaker
from fullcast.engines.morphs import Morph
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.language.pronunciation import STRESS, annotated
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


def _rms(samples: npt.NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean(samples**2)))


def test_the_plain_voice_is_hibaris_own() -> None:
    """Without a morph, Fullcast differs from the package no more than two of its seeds do."""
    package = Hibari(threads=1)
    own, other = (package(TEXT, seed=seed) for seed in (0, 1))
    ours = ENGINE.synthesize(TEXT, Voice("hibari", "heart")).samples
    ours = ours / np.float32(10 ** (PRESETS["heart"].gain / 20))
    start = int(np.flatnonzero(np.abs(own) > 1e-3)[0]) - 960
    own, other = own[start : start + len(ours)], other[start : start + len(ours)]
    assert _rms(ours - own) == pytest.approx(_rms(other - own), rel=0.2)
    assert _rms(ours - own) < 0.02 * _rms(own)


@pytest.mark.parametrize(
    ("id_", "fault"),
    [
        ("hart", 'did you mean "heart"'),
        ("fenris", 'did you mean "fenrir"'),
        ("heart+oldman", 'did you mean "heart+old-man"'),
        ("emma+oldwoman", 'did you mean "emma+old-woman"'),
        ("heart+", "did you mean"),
        ("heart+man+giant", '"giant" stands where a setting'),
        ("heart+pitch=1+man", '"man" stands where a setting'),
        ("heart+pich=0.9", 'there is no "pich"; did you mean "pitch"'),
        ("heart+xyz=1", "there are pitch, range, formant, bend, tilt, breath, contrast, tremor, s"),
        ("heart+pitch=3", "pitch is a number from 0.35 to 2.2, not 3"),
        ("heart+tilt=-9", "tilt is a number from -8 to 8, not -9"),
        ("heart+speed=nan", "speed is a number from 0.6 to 1.6, not nan"),
        ("heart+formant=low", 'formant is a number from 0.65 to 1.5, not "low"'),
        ("heart+formant=", 'formant is a number from 0.65 to 1.5, not ""'),
        ("heart+pitch=1+pitch=1.1", "pitch is set twice"),
    ],
)
def test_what_is_wrong_with_an_id_is_said(id_: str, fault: str) -> None:
    with pytest.raises(UnknownVoiceError, match=f'has no voice "{re.escape(id_)}"') as caught:
        ENGINE.synthesize(TEXT, Voice("hibari", id_))
    assert fault in str(caught.value)


def test_numbers_take_the_place_of_the_presets_own() -> None:
    man = PRESETS["heart+man"].morph
    assert speaker("heart+man").morph == man
    assert speaker("heart+man+speed=0.9+pitch=0.7").morph == replace(man, speed=0.9, pitch=0.7)
    assert speaker("heart+formant=0.9+breath=-8").morph == Morph(formant=0.9, breath=-8)


def test_every_parameter_of_a_morph_has_a_range_that_holds_all_presets() -> None:
    assert list(RANGES) == [field.name for field in fields(Morph)]
    for id_ in PRESETS:
        for name, (low, high) in RANGES.items():
            assert low <= getattr(PRESETS[id_].morph, name) <= high, (id_, name)


@pytest.mark.parametrize("base", ["emma", "kore", "fable", "fenrir"])
@pytest.mark.parametrize("preset", ["man", "old-woman", "giant"])
def test_a_preset_means_the_same_pitch_and_formants_whatever_it_is_made_of(
    base: str, preset: str
) -> None:
    own, other = speaker(f"heart+{preset}").morph, speaker(f"{base}+{preset}").morph
    f0, formant = BASES[base].f0, BASES[base].formant
    assert other.pitch * f0 == pytest.approx(own.pitch * BASES["heart"].f0)
    assert other.formant * formant == pytest.approx(own.formant)
    assert replace(other, pitch=own.pitch, formant=own.formant) == own


def test_what_a_preset_needs_beyond_the_ranges_is_cut_to_them() -> None:
    pitch = speaker("fable+imp").morph.pitch
    assert pitch == RANGES["pitch"][1] < PRESETS["heart+imp"].morph.pitch * 191 / 117


@pytest.mark.parametrize(
    ("id_", "gender", "age"),
    [
        ("heart+giant", Gender.MALE, Age.ADULT),
        ("heart+man+pitch=0.6", Gender.MALE, Age.ADULT),
        ("fenrir+old-woman", Gender.FEMALE, Age.OLD),
        ("heart+breath=-8", Gender.FEMALE, Age.ADULT),
        ("fenrir+tilt=2", Gender.MALE, Age.ADULT),
        ("heart+pitch=0.55+formant=0.85", Gender.MALE, Age.ADULT),
        ("heart+pitch=0.9+formant=1.02", Gender.FEMALE, Age.ADULT),
        ("heart+pitch=1.25+formant=1.2", Gender.FEMALE, Age.CHILD),
        ("fable+pitch=1.9+formant=1.35", Gender.MALE, Age.CHILD),
        ("fable+pitch=1.7+formant=1.15", Gender.FEMALE, Age.ADULT),
        ("kore+tremor=0.03", Gender.FEMALE, Age.OLD),
    ],
)
def test_gender_and_age_of_any_voice_are_known(id_: str, gender: Gender, age: Age) -> None:
    info = ENGINE.describe(id_)
    assert (info.id, info.gender, info.age) == (id_, gender, age)
    assert info.language == ("en-gb" if id_.startswith("fable") else "en-us")


def test_what_is_listed_is_described_the_same() -> None:
    assert isinstance(ENGINE, OpenEngine)
    for voice in ENGINE.voices():
        assert ENGINE.describe(voice.id) == voice
    listed = {voice.id for voice in ENGINE.voices()}
    assert {*PRESETS, "emma", "kore", "fable", "fenrir", "fenrir+giant"} <= listed


def test_a_free_morph_never_clips() -> None:
    voice = Voice("hibari", "heart+tilt=8+contrast=1.8", style="shout")
    assert np.abs(ENGINE.synthesize(TEXT, voice).samples).max() <= PEAK + 1e-6


def test_a_word_is_said_as_its_pronunciation_asks() -> None:
    text = f"Is {annotated('Caoimhe’s', 'ˈkiːvəz')} house {annotated('Beauchamp', 'ˈbiːtʃəm')}?"
    assert ENGINE.readings([text], Voice("hibari", "heart")) == ("ˌɪz ˈkivəz ˈhaʊs ˈbitʃəm",)


def test_the_word_behind_a_pronunciation_need_not_be_english() -> None:
    text = f"“Mr. {annotated('王さん', 'ˈwɑːŋ')}!” he said."
    (reading,) = ENGINE.readings([text], Voice("hibari", "heart"))
    assert "ˈwɑːŋ" in reading


def test_a_pronunciation_that_is_not_ipa_is_an_error() -> None:
    with pytest.raises(EngineError, match='"KAY" has "K"'):
        ENGINE.synthesize(f"He saw {annotated('Kei', 'KAY')}.", Voice("hibari", "heart"))


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


def test_a_stressed_word_takes_longer() -> None:
    texts = (
        "But I told {} to bring it.",
        "Nobody said that {} would win.",
        "I gave it to {} alone.",
    )
    longer = [
        ENGINE.synthesize(text.format(annotated("you", STRESS)), Voice("hibari", "heart")).duration
        - ENGINE.synthesize(text.format("you"), Voice("hibari", "heart")).duration
        for text in texts
    ]
    assert np.mean(longer) > 0.03
