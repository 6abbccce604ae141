"""Kokoro's English speakers, and voices that are blended of several of them.

A voice's name says where it is from and its gender: "af" is an American woman, "bm" a British man.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fullcast.engines.base import unknown
from fullcast.engines.timbres import timbre
from fullcast.errors import UnknownVoiceError
from fullcast.model import Age, Gender, VoiceInfo

ENGINE = "kokoro"

SPEAKERS: Mapping[str, int] = MappingProxyType(
    {
        "af_heart": 203,
        "af_bella": 201,
        "af_aoede": 188,
        "af_kore": 148,
        "af_sarah": 201,
        "af_alloy": 140,
        "af_nova": 165,
        "af_sky": 165,
        "af_jessica": 219,
        "af_river": 186,
        "af_nicole": 139,
        "am_fenrir": 148,
        "am_michael": 115,
        "am_puck": 118,
        "am_echo": 108,
        "am_eric": 159,
        "am_liam": 136,
        "am_onyx": 81,
        "am_santa": 166,
        "am_adam": 121,
        "bf_emma": 182,
        "bf_isabella": 203,
        "bf_alice": 217,
        "bf_lily": 193,
        "bm_george": 139,
        "bm_fable": 106,
        "bm_lewis": 93,
        "bm_daniel": 120,
    }
)
"""The mean F0 in Hz of each in a sentence. Within a kind those come first whom the network's makers
grade best (VOICES.md of Kokoro-82M), but for a whispering woman, who is last."""
OLD = frozenset({"am_santa"})
"""Those who speak as old people."""
WHISPERING = frozenset({"af_nicole"})
"""Those who only whisper."""

_PART = re.compile(r"(?:(?P<weight>[^*]*)\*)?\s*(?P<voice>[^*]*)")


@dataclass(frozen=True, slots=True)
class Blend:
    """A voice as shares of speakers, which sum to 1."""

    shares: tuple[tuple[str, float], ...]

    @property
    def leader(self) -> str:
        """The speaker with the greatest share, the first of equals: whose accent is spoken."""
        return max(self.shares, key=lambda share: share[1])[0]

    @property
    def british(self) -> bool:
        """Whether the accent is British, else American."""
        return self.leader.startswith("b")

    @property
    def gender(self) -> Gender:
        """That of all its speakers; unknown for a blend of women and men."""
        kinds = {name[1] for name, _ in self.shares}
        if len(kinds) > 1:
            return Gender.UNKNOWN
        return Gender.FEMALE if kinds == {"f"} else Gender.MALE


def blend(id_: str) -> Blend:
    """What an id means: "bm_george", or "0.6*bm_george + 0.4*am_puck", spaced as you like.

    Weights are relative to each other, so that 3 and 2 mean the same; a missing one is 1.

    Raises:
        UnknownVoiceError: there is no such speaker, or a weight is not a number above 0.
    """
    weights: dict[str, float] = {}
    for part in id_.split("+"):
        match = _PART.fullmatch(part.strip())
        voice = match["voice"].strip() if match else part.strip()
        if voice not in SPEAKERS:
            raise UnknownVoiceError(unknown(ENGINE, voice, list(SPEAKERS)) + _within(id_, voice))
        weight = _weight(match["weight"] if match else None, id_)
        weights[voice] = weights.get(voice, 0.0) + weight
    total = sum(weights.values())
    return Blend(tuple((voice, weight / total) for voice, weight in weights.items()))


def info(id_: str, installed: bool) -> VoiceInfo:
    """What is known of a speaker or a blend.

    Raises:
        UnknownVoiceError: see `blend`.
    """
    mixed = blend(id_)
    names = [name for name, _ in mixed.shares]
    old = all(name in OLD for name in names)
    return VoiceInfo(
        ENGINE,
        id_,
        "en-gb" if mixed.british else "en-us",
        mixed.gender,
        Age.OLD if old else Age.ADULT,
        "British" if mixed.british else "American",
        _described(names),
        ordinary=not all(name in WHISPERING for name in names),
        installed=installed,
        timbre=timbre(ENGINE, id_),
    )


def _described(names: list[str]) -> str:
    spoken = [name.partition("_")[2].title() for name in names]
    if len(names) > 1:
        return f"a blend of {', '.join(spoken[:-1])} and {spoken[-1]}"
    kind = "woman" if names[0][1] == "f" else "man"
    old = "an old " if names[0] in OLD else "a "
    return f"{spoken[0]}: {old}{kind}, about {SPEAKERS[names[0]]} Hz"


def _weight(written: str | None, id_: str) -> float:
    if written is None:
        return 1.0
    try:
        weight = float(written)
    except ValueError:
        weight = 0.0
    if not 0.0 < weight < float("inf"):
        raise UnknownVoiceError(
            f'"{written.strip()}" in the voice "{id_}" is no weight; write a number above 0, as in'
            ' "0.6*bm_george + 0.4*am_puck"'
        )
    return weight


def _within(id_: str, voice: str) -> str:
    return "" if id_.strip() == voice else f' (in "{id_}")'
