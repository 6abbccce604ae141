"""hibari's speakers by id: a voice, perhaps as a preset makes it, perhaps with one's own numbers.

An id is `BASE[+PRESET][+name=value…]`: "heart", "heart+old-man", "fenrir+giant",
"heart+formant=0.9+breath=-8", "heart+man+speed=0.9". The names are `Morph`'s, the values count from
the base voice and take the place of the preset's.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType

from hibari.voices import VOICES

from fullcast.engines.base import unknown
from fullcast.engines.hibari_models import installed
from fullcast.engines.hibari_voices import PRESETS, Preset
from fullcast.engines.morphs import Morph
from fullcast.engines.timbres import timbre
from fullcast.errors import UnknownVoiceError
from fullcast.model import Age, Gender, VoiceInfo

ENGINE = "hibari"
OWN = "heart"
"""The voice whose presets there are."""


@dataclass(frozen=True, slots=True)
class Base:
    """A voice of hibari's: its mean F0 in Hz, and its formants as a factor on `OWN`'s."""

    f0: float
    formant: float
    description: str
    listed: tuple[str, ...] = ()
    """The presets that are listed with it: those that are not yet another of its like."""


BASES = MappingProxyType(
    {
        "heart": Base(191.0, 1.0, ""),
        "emma": Base(180.0, 1.0, "a British woman", ("girl", "old-woman")),
        "kore": Base(154.0, 1.0, "a low-voiced woman", ("girl", "old-woman")),
        "fable": Base(117.0, 0.87, "a British man", ("old-man", "giant")),
        "fenrir": Base(138.0, 0.87, "a man", ("old-man", "giant")),
    }
)
"""F0 of all but heart is that of the Kokoro voices that they were taught by, measured on three
sentences; a man's formants are taken as 13 % below a woman's (Hillenbrand et al. 1995)."""

RANGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "pitch": (0.35, 2.2),
        "range": (0.2, 2.0),
        "formant": (0.65, 1.5),
        "bend": (0.85, 1.15),
        "tilt": (-8.0, 8.0),
        "breath": (-60.0, 0.0),
        "contrast": (0.4, 1.8),
        "tremor": (0.0, 0.12),
        "speed": (0.6, 1.6),
    }
)
"""Within these a voice stays a voice."""

WOMAN, MAN = (200.0, 1.0), (120.0, 0.87)
"""Mean F0 in Hz and formants as a factor on `OWN`'s; which of them a free morph is nearer to."""
CHILD = (205.0, 1.08)
"""What a child has at least of both; boys and girls do not differ (Hillenbrand et al. 1995)."""
OLD_TREMOR = 0.02


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who an id names: the voice to load, what to make of it, and what is known of the result."""

    base: str
    morph: Morph
    gain: float
    """dB."""
    gender: Gender
    age: Age
    description: str
    ordinary: bool = True
    """Whether it is a human being's."""

    @property
    def british(self) -> bool:
        """Whether the voice was taught British English."""
        return bool(VOICES[self.base]["british"])


def listing() -> tuple[VoiceInfo, ...]:
    """The voice in the package and all that is made of it, then the voices that are fetched."""
    others = [
        id_
        for name, base in BASES.items()
        if name != OWN
        for id_ in (name, *(f"{name}+{preset}" for preset in base.listed))
    ]
    return tuple(described(id_) for id_ in (*PRESETS, *others))


def described(id_: str) -> VoiceInfo:
    """What is known of any voice that `speaker` knows.

    Raises:
        UnknownVoiceError: see `speaker`.
    """
    who = speaker(id_)
    entry = VOICES[who.base]
    return VoiceInfo(
        ENGINE,
        id_,
        entry["language"].lower(),
        who.gender,
        who.age,
        entry["accent"],
        who.description,
        who.ordinary,
        installed(who.base),
        timbre(ENGINE, id_),
    )


def speaker(id_: str) -> Speaker:
    """Who an id names.

    Raises:
        UnknownVoiceError: no voice, preset or parameter of that name, or a value out of its range;
            the message says which.
    """
    name, *rest = id_.split("+")
    if name not in BASES:
        known = [*PRESETS, *BASES, *(f"{name}+{p}" for name in BASES for p in _preset_names())]
        raise UnknownVoiceError(unknown(ENGINE, id_, known))
    named = bool(rest) and "=" not in rest[0]
    start = _preset(id_, name, rest[0]) if named else _plain(name)
    values = _values(id_, rest[named:])
    if not values:
        return start
    settings = ", ".join(f"{each} {value:g}" for each, value in values.items())
    changed = replace(
        start,
        morph=replace(start.morph, **values),
        description=f"{start.description if named else name}, with {settings}",
    )
    return changed if named else _guessed(changed)


def _plain(name: str) -> Speaker:
    own = PRESETS[OWN]
    gender = Gender(VOICES[name]["gender"])
    description = own.description if name == OWN else BASES[name].description
    return Speaker(name, own.morph, own.gain, gender, own.age, description)


def _preset(id_: str, name: str, preset: str) -> Speaker:
    found = PRESETS.get(f"{OWN}+{preset}")
    if found is None:
        known = [f"{name}+{each}" for each in _preset_names()]
        raise UnknownVoiceError(unknown(ENGINE, id_, known))
    description = found.description if name == OWN else f"{found.description}, made of {name}"
    morph = transposed(found, name)
    return Speaker(name, morph, found.gain, found.gender, found.age, description, found.ordinary)


def transposed(preset: Preset, name: str) -> Morph:
    """A preset for another voice than the one it was tuned with.

    It gives the same mean F0 and the same formants as with that one, as far as the ranges go; all
    else is taken over.
    """
    own, base = BASES[OWN], BASES[name]
    return replace(
        preset.morph,
        pitch=_within("pitch", preset.morph.pitch * own.f0 / base.f0),
        formant=_within("formant", preset.morph.formant * own.formant / base.formant),
    )


def _within(name: str, value: float) -> float:
    low, high = RANGES[name]
    return min(max(value, low), high)


def _preset_names() -> list[str]:
    return [id_.partition("+")[2] for id_ in PRESETS if "+" in id_]


def _values(id_: str, parts: list[str]) -> dict[str, float]:
    """The parameters that an id sets."""
    values: dict[str, float] = {}
    for part in parts:
        name, equals, written = part.partition("=")
        fault = _fault(name, equals, written)
        if not fault and name in values:
            fault = f"{name} is set twice"
        if fault:
            raise UnknownVoiceError(f'the engine "{ENGINE}" has no voice "{id_}": {fault}')
        values[name] = float(written)
    return values


def _fault(name: str, equals: str, written: str) -> str:
    """What is wrong with a part of an id, or nothing."""
    if not equals:
        return f'"{name}" stands where a setting such as pitch=0.9 does; a preset comes first'
    if name not in RANGES:
        close = difflib.get_close_matches(name, RANGES, n=1)
        names = ", ".join(field.name for field in fields(Morph))
        return f'there is no "{name}"; ' + (
            f'did you mean "{close[0]}"?' if close else f"there are {names}"
        )
    low, high = RANGES[name]
    bounds = f"a number from {low:g} to {high:g}"
    try:
        value = float(written)
    except ValueError:
        return f'{name} is {bounds}, not "{written}"'
    if math.isnan(value) or not low <= value <= high:
        return f"{name} is {bounds}, not {written}"
    return ""


def _guessed(who: Speaker) -> Speaker:
    """Gender and age from the pitch, formants and tremor of a free morph.

    The gender is that whose mean is nearer, with pitch and formants weighed by how far men and
    women are apart in them. A voice that keeps both keeps its gender.
    """
    base, to = BASES[who.base], who.morph
    age = Age.OLD if to.tremor >= OLD_TREMOR else Age.ADULT
    if to.pitch == to.formant == 1.0:
        return replace(who, age=age)
    found = (base.f0 * to.pitch, base.formant * to.formant)
    if age is Age.ADULT and found[0] >= CHILD[0] and found[1] >= CHILD[1]:
        return replace(who, age=Age.CHILD)
    towards_woman = sum(
        math.log(value / math.sqrt(woman * man)) / math.log(woman / man)
        for value, woman, man in zip(found, WOMAN, MAN, strict=True)
    )
    return replace(who, age=age, gender=Gender.FEMALE if towards_woman > 0 else Gender.MALE)
