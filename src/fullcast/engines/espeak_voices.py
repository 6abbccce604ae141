"""espeak-ng's speakers: a voice for each language and accent, and variants that change its timbre.

An id is a voice's file, in lower case, and after a "+" a variant: "gmw/en-us+f3". The library
itself compares case, so `native` gives back the spelling that it wants.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from fullcast.engines.system_voices import Listing, SystemVoice, age_of, gender_of, unknown_voice
from fullcast.engines.timbres import timbre
from fullcast.model import Age, Gender, VoiceInfo

ENGINE = "pyttsx3"
MBROLA = "mb/"
"""Voices that need a further program and its own data."""

HIGHEST = 8.3
"""Semitones by which espeak-ng's highest pitch raises the mean F0, measured on three speakers."""
LOWEST = 6.6
"""Semitones by which its lowest pitch lowers the mean F0."""

MEASURED = "gmw/en-us"
"""The voice whose variants' timbres were measured. The others are the same persons with another
dialect: the same variant of `gmw/en` scores a cosine of 0.97 or more."""


@dataclass(frozen=True, slots=True)
class _Speaker:
    gender: Gender
    age: Age
    description: str
    ordinary: bool = True
    """Whether it is clear enough for being cast by itself: at most 15 % of the words unclear."""


_F, _M = Gender.FEMALE, Gender.MALE

VARIANTS = MappingProxyType(
    {
        "f3": _Speaker(_F, Age.ADULT, "a woman, about 211 Hz"),
        "steph": _Speaker(_F, Age.ADULT, "a woman, about 184 Hz"),
        "f2": _Speaker(_F, Age.ADULT, "a woman, about 194 Hz"),
        "f5": _Speaker(_F, Age.ADULT, "a woman, about 205 Hz"),
        "f4": _Speaker(_F, Age.ADULT, "a woman, about 179 Hz"),
        "belinda": _Speaker(_F, Age.ADULT, "a woman, about 230 Hz"),
        "edward2": _Speaker(_M, Age.ADULT, "a man, about 104 Hz"),
        "Diogo": _Speaker(_M, Age.ADULT, "a man, about 105 Hz"),
        "klatt2": _Speaker(_M, Age.ADULT, "a man, about 104 Hz"),
        "Gene": _Speaker(_M, Age.ADULT, "a man, about 95 Hz"),
        "john": _Speaker(_M, Age.ADULT, "a man, about 102 Hz"),
        "gustave": _Speaker(_M, Age.ADULT, "a man, about 106 Hz", ordinary=False),
        "david": _Speaker(_M, Age.ADULT, "a man, about 76 Hz"),
        "sandro": _Speaker(_M, Age.ADULT, "a man, about 99 Hz"),
        "iven3": _Speaker(_M, Age.ADULT, "a man, about 101 Hz"),
        "paul": _Speaker(_M, Age.ADULT, "a man, about 86 Hz"),
        "antonio": _Speaker(_M, Age.ADULT, "a man, about 112 Hz"),
        "travis": _Speaker(_M, Age.ADULT, "a man, about 104 Hz"),
        "Nguyen": _Speaker(_M, Age.ADULT, "a man, about 151 Hz"),
        "anika": _Speaker(_F, Age.CHILD, "a girl, about 272 Hz"),
        "grandma": _Speaker(_F, Age.OLD, "an old woman, about 203 Hz"),
        "f1": _Speaker(_F, Age.OLD, "an old woman, about 180 Hz"),
        "m1": _Speaker(_M, Age.OLD, "an old man, about 94 Hz"),
        "grandpa": _Speaker(_M, Age.OLD, "an old man without a clear pitch"),
        "croak": _Speaker(_M, Age.OLD, "an old man without a clear pitch"),
    }
)
"""Those of the library's hundred variants that are clear and differ most, best of a kind first."""


def catalogue(listing: Listing) -> tuple[VoiceInfo, ...]:
    """Each voice as it is and with the curated variants that are installed.

    American and British come first, for they are the clearest; then the other English accents,
    then all other languages.
    """
    installed = {name for name, _, _ in listing.variants}
    voices = []
    for voice in sorted(listing.voices, key=_rank):
        if voice.id.startswith(MBROLA):
            continue
        plain = _Speaker(gender_of(voice.gender), age_of(voice.age), "plain")
        voices.append(_info(voice, "", plain))
        for name, who in VARIANTS.items():
            if name in installed:
                voices.append(_info(voice, name, who))
    return tuple(voices)


def native(id_: str, listing: Listing) -> str:
    """The library's own spelling of an id: any voice with any variant, listed or not.

    Raises:
        UnknownVoiceError: the library would silently keep its last voice or leave out the variant.
    """
    voices = {voice.id.lower(): voice.id for voice in listing.voices}
    variants = {name.lower(): name for name, _, _ in listing.variants}
    base, plus, variant = id_.partition("+")
    if base.lower() not in voices:
        # "en-gb" names a language; the voice that speaks it is "gmw/en".
        speakers = sorted(v.id.lower() for v in listing.voices if v.language == base.lower())
        raise unknown_voice(id_, list(voices), f"{speakers[0]}{plus}{variant}" if speakers else "")
    if plus and variant.lower() not in variants:
        raise unknown_voice(id_, [f"{base}+{name}" for name in variants])
    return voices[base.lower()] + (f"+{variants[variant.lower()]}" if plus else "")


def pitch(semitones: float) -> tuple[int, float]:
    """espeak-ng's pitch for a shift, 0 to 99 with 50 as normal, and the semitones it cannot do."""
    reach = HIGHEST if semitones > 0 else LOWEST
    native_part = min(abs(semitones), reach)
    value = round(50 + (native_part if semitones > 0 else -native_part) * 50 / reach)
    rest = abs(semitones) - native_part
    return min(value, 99), rest if semitones > 0 else -rest


def _rank(voice: SystemVoice) -> tuple[int, str]:
    order = {"en-us": 0, "en-gb": 1}
    return order.get(voice.language, 2 if voice.language.startswith("en-") else 3), voice.id


def _info(voice: SystemVoice, variant: str, who: _Speaker) -> VoiceInfo:
    accent = voice.name.partition("(")[2].rstrip(")")
    ending = f"+{variant}".lower() if variant else ""
    return VoiceInfo(
        engine=ENGINE,
        id=voice.id.lower() + ending,
        language=voice.language,
        gender=who.gender,
        age=who.age,
        accent=accent,
        description=who.description if accent else f"{voice.name}: {who.description}",
        ordinary=who.ordinary,
        timbre=timbre(ENGINE, MEASURED + ending),
    )
