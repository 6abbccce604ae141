"""What the system says about its voices, made of it what casting needs."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fullcast.errors import UnknownVoiceError
from fullcast.model import Age, Gender, VoiceInfo

GROWN_UP = 16
"""Years from which a voice counts as an adult's."""
OLD = 60
"""Years from which a voice counts as old."""
_AGES = {"child": Age.CHILD, "senior": Age.OLD}
"""SAPI's words; "Teen" and "Adult" are adults."""


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """A voice as a driver of pyttsx3 describes it; whatever it does not know is empty."""

    id: str
    name: str
    language: str
    gender: str
    age: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A driver of pyttsx3 and its voices; `variants` are espeak-ng's: name, gender, age."""

    driver: str
    version: str
    voices: tuple[SystemVoice, ...]
    variants: tuple[tuple[str, str, str], ...]


def listing_of(reply: dict[str, Any]) -> Listing:
    """The listing in a speaker process's reply, in an order of its own."""
    voices = sorted((SystemVoice(**each) for each in reply["voices"]), key=lambda each: each.id)
    variants = sorted((name, gender, age) for name, (gender, age) in reply["variants"].items())
    return Listing(reply["driver"], reply["version"], tuple(voices), tuple(variants))


def describe(listing: Listing) -> tuple[VoiceInfo, ...]:
    """The voices of a driver that tells their language, gender and age itself."""
    return tuple(
        VoiceInfo(
            engine="pyttsx3",
            id=voice.id,
            language=voice.language.replace("_", "-").lower(),
            gender=gender_of(voice.gender),
            age=age_of(voice.age),
            description=voice.name,
        )
        for voice in listing.voices
    )


def gender_of(told: str) -> Gender:
    """Drivers say "Female", "female" or "VoiceGenderFemale"; neuter is unknown."""
    low = told.lower()
    if "female" in low:
        return Gender.FEMALE
    return Gender.MALE if "male" in low else Gender.UNKNOWN


def age_of(told: str) -> Age:
    """Drivers give an age in years or one of SAPI's words; an unknown age counts as an adult's."""
    if not told.isdecimal():
        return _AGES.get(told.lower(), Age.ADULT)
    years = int(told)
    return Age.CHILD if 0 < years < GROWN_UP else Age.OLD if years >= OLD else Age.ADULT


def unknown_voice(id_: str, known: Sequence[str], instead: str = "") -> UnknownVoiceError:
    """The error for a voice that is not there, with the nearest one that is."""
    nearest = [instead] if instead else difflib.get_close_matches(id_, known, n=1)
    hint = f'; did you mean "{nearest[0]}"?' if nearest else ""
    return UnknownVoiceError(f'the engine "pyttsx3" has no voice "{id_}"{hint}')
