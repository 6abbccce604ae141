"""The voices of a speech server: as it lists them, or else as OpenAI documents its own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from fullcast.engines.system_voices import gender_of
from fullcast.language.tags import primary
from fullcast.model import Age, Gender, VoiceInfo

ENGINE = "openai"

_GENDERS = {
    "alloy": Gender.UNKNOWN,
    "ash": Gender.MALE,
    "ballad": Gender.MALE,
    "cedar": Gender.MALE,
    "coral": Gender.FEMALE,
    "echo": Gender.MALE,
    "fable": Gender.UNKNOWN,
    "marin": Gender.FEMALE,
    "nova": Gender.FEMALE,
    "onyx": Gender.MALE,
    "sage": Gender.FEMALE,
    "shimmer": Gender.FEMALE,
    "verse": Gender.MALE,
}
"""OpenAI's voices (API reference, "Create speech"). It names no genders: these are what listeners
usually hear, and unknown where they differ."""
_NEWER = {"ballad", "cedar", "marin", "verse"}
_OLDER_MODELS = ("tts-1", "tts-1-hd")
"""These models have not got the newer voices (API guide, "Text to speech")."""

_KOKORO = re.compile(r"([abefhijpz])([fm])_\w+")
_KOKORO_LANGUAGES = {
    "a": ("en-us", "American"),
    "b": ("en-gb", "British"),
    "e": ("es", ""),
    "f": ("fr", ""),
    "h": ("hi", ""),
    "i": ("it", ""),
    "j": ("ja", ""),
    "p": ("pt-br", ""),
    "z": ("zh", ""),
}
"""The first letters of Kokoro's voices are language and gender: bm_george is a British man."""
_LOCALE = re.compile(r"([a-z]{2,3})[-_]([A-Z]{2})(?![A-Za-z])")
"""Names such as en-GB-RyanNeural and de_DE-thorsten begin with a locale."""
_LONGEST_ID = 200


def documented(model: str) -> tuple[VoiceInfo, ...]:
    """The voices that OpenAI documents for a model."""
    return tuple(named(id_) for id_ in _GENDERS if model not in _OLDER_MODELS or id_ not in _NEWER)


def told(body: bytes) -> tuple[VoiceInfo, ...]:
    """The voices in a server's list, sorted by id; none if it is no such list.

    Servers have no common form: a list, or an object with one under "voices" or "data"; in it
    names, or objects with an "id", "voice_id" or "name".
    """
    try:
        said = json.loads(body.decode())
    except (ValueError, RecursionError):
        return ()
    if isinstance(said, dict):
        said = said.get("voices") or said.get("data")
    found: dict[str, VoiceInfo] = {}
    for each in said if isinstance(said, list) else ():
        about = each if isinstance(each, dict) else {"id": each}
        id_ = _first(about, "id", "voice_id", "name")
        if id_ and id_.isprintable() and len(id_) <= _LONGEST_ID:
            found.setdefault(id_, named(id_, about))
    return tuple(found[id_] for id_ in sorted(found))


def named(id_: str, about: Mapping[str, object] | None = None) -> VoiceInfo:
    """What the server says of a voice, and else its name; everything is an adult's, and English,
    that is not said to be otherwise."""
    about = about or {}
    language, accent, gender = _by_name(id_)
    said = _first(about, "language", "lang", "locale").replace("_", "-").lower()
    if said and primary(said) != primary(language):
        language, accent = said, ""
    gender = gender_of(_first(about, "gender")) if _first(about, "gender") else gender
    return VoiceInfo(ENGINE, id_, language, gender, Age.ADULT, accent)


def _by_name(id_: str) -> tuple[str, str, Gender]:
    """Language, accent and gender as far as a name tells them."""
    if kokoro := _KOKORO.fullmatch(id_):
        gender = Gender.FEMALE if kokoro[2] == "f" else Gender.MALE
        return *_KOKORO_LANGUAGES[kokoro[1]], gender
    if locale := _LOCALE.match(id_):
        return f"{locale[1]}-{locale[2].lower()}", "", Gender.UNKNOWN
    return "en", "", _GENDERS.get(id_, Gender.UNKNOWN)


def _first(about: Mapping[str, object], *fields: str) -> str:
    """The first of the fields that holds a text."""
    return next((said for each in fields if isinstance(said := about.get(each), str) and said), "")
