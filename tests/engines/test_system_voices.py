"""Voices of all systems are described in the same words."""

from __future__ import annotations

import pytest

from fullcast.engines import espeak_voices
from fullcast.engines.system_voices import (
    Listing,
    SystemVoice,
    age_of,
    describe,
    gender_of,
    listing_of,
)
from fullcast.errors import UnknownVoiceError
from fullcast.model import Age, Gender

ESPEAK = Listing(
    "espeak",
    "1",
    (
        SystemVoice("gmw/de", "German", "de", "male", ""),
        SystemVoice("gmw/en", "English (Great Britain)", "en-gb", "male", ""),
        SystemVoice("gmw/en-US", "English (America)", "en-us", "male", ""),
        SystemVoice("mb/mb-us1", "us1", "en-us", "female", ""),
    ),
    (("Diogo", "male", "25"), ("f3", "female", ""), ("whisper", "male", "")),
)


@pytest.mark.parametrize(
    ("told", "gender"),
    [
        ("Female", Gender.FEMALE),
        ("VoiceGenderFemale", Gender.FEMALE),
        ("Male", Gender.MALE),
        ("VoiceGenderMale", Gender.MALE),
        ("VoiceGenderNeuter", Gender.UNKNOWN),
        ("", Gender.UNKNOWN),
    ],
)
def test_gender(told: str, gender: Gender) -> None:
    assert gender_of(told) is gender


@pytest.mark.parametrize(
    ("told", "age"),
    [
        ("Child", Age.CHILD),
        ("8", Age.CHILD),
        ("Senior", Age.OLD),
        ("70", Age.OLD),
        ("35", Age.ADULT),
        ("0", Age.ADULT),
        ("Teen", Age.ADULT),
        ("", Age.ADULT),
    ],
)
def test_age(told: str, age: Age) -> None:
    assert age_of(told) is age


def test_voices_of_macos_and_windows_are_described_and_sorted() -> None:
    voices = [
        {"id": "z", "name": "Zoe", "language": "en_US", "gender": "Female", "age": "35"},
        {"id": "a", "name": "Al", "language": "fr-FR", "gender": "", "age": ""},
    ]
    listing = listing_of({"driver": "nsss", "version": "1", "voices": voices, "variants": {}})
    first, second = describe(listing)
    assert (first.id, first.language, first.gender) == ("a", "fr-fr", Gender.UNKNOWN)
    assert (second.id, second.language, second.gender) == ("z", "en-us", Gender.FEMALE)
    assert second.description == "Zoe"


def test_espeak_voices_come_with_installed_variants_english_first() -> None:
    ids = [voice.id for voice in espeak_voices.catalogue(ESPEAK)]
    assert ids == [
        "gmw/en-us",
        "gmw/en-us+f3",
        "gmw/en-us+diogo",
        "gmw/en",
        "gmw/en+f3",
        "gmw/en+diogo",
        "gmw/de",
        "gmw/de+f3",
        "gmw/de+diogo",
    ]


def test_espeak_gets_its_own_spelling_back() -> None:
    assert espeak_voices.native("gmw/en-us+diogo", ESPEAK) == "gmw/en-US+Diogo"
    assert espeak_voices.native("gmw/en+whisper", ESPEAK) == "gmw/en+whisper"  # not curated


def test_an_unknown_variant_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownVoiceError, match=r'did you mean "gmw/en\+whisper"'):
        espeak_voices.native("gmw/en+wisper", ESPEAK)


def test_pitch_goes_as_far_as_espeak_does_and_leaves_the_rest() -> None:
    assert espeak_voices.pitch(0) == (50, 0)
    assert espeak_voices.pitch(4.15) == (75, 0)
    assert espeak_voices.pitch(-3.3) == (25, 0)
    assert espeak_voices.pitch(12) == (99, pytest.approx(3.7))
    assert espeak_voices.pitch(-12) == (0, pytest.approx(-5.4))
