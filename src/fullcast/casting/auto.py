"""Automatic casting: a fitting voice for everybody who has none, the same on every run.

Who speaks most is cast first. For a person every voice of the engine has a cost: how badly it fits,
who else has it already, and, to settle what is left, the rank of the voice for that name, which is
a hash of the two. So a name prefers the same voices in every story (rendezvous hashing: a new voice
in the catalogue changes nobody's mind but those who now like it best), and whoever speaks less than
everybody else cannot change the voice of anybody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullcast.casting.likeness import APART, CONFUSED, likeness
from fullcast.casting.voicemap import PITCHES, RATES, VoiceChoice, name_key
from fullcast.model import Age, Character, Gender, Voice, VoiceInfo

# Costs, in an arbitrary unit. Their order is what matters: a wrong language is worse than a wrong
# gender or age, that is worse than the voice of a partner at another pitch, that is worse than one
# that sounds like a partner's, that is worse than an adult voice bent to a child's or an old
# person's, and that is worse than the voice of somebody in another scene. They are few and coarse,
# so that voices which fit equally well are common, and a name's own preference decides.
_WRONG_LANGUAGE = 1000.0
_OTHER_REGION = 0.5
_WRONG = 20.0
_PARTNER = 10.0
_CONFUSED = 6.0
_BENT = 3.0
_UNSURE = 1.0
_SHARED = 2.0
_SHARED_MORE = 0.25
_SIMILAR = 0.5

_SHIFTS = (
    (0.0, 1.0),
    (-1.5, 0.97),
    (1.5, 1.03),
    (-3.0, 0.94),
    (3.0, 1.06),
    (0.0, 0.94),
    (0.0, 1.06),
    (-1.5, 1.03),
    (1.5, 0.97),
    (-3.0, 1.0),
    (3.0, 1.0),
    (-3.0, 1.06),
    (3.0, 0.94),
)
"""Pitch in semitones and rate: the ways for several people to share one voice, least bent first."""
_AGE_SHIFTS = {
    (Age.CHILD, Gender.MALE): (4.0, 1.03),
    (Age.CHILD, Gender.FEMALE): (3.0, 1.03),
    (Age.CHILD, Gender.UNKNOWN): (3.0, 1.03),
    (Age.OLD, Gender.MALE): (-1.5, 0.92),
    (Age.OLD, Gender.FEMALE): (-1.5, 0.92),
    (Age.OLD, Gender.UNKNOWN): (-1.5, 0.92),
}
"""What makes an adult voice of a gender pass for a child's or an old person's."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A voice that somebody of the story has, and how much they talk with the person to be cast."""

    voice: Voice
    info: VoiceInfo
    """What the engine says of it."""
    weight: float


def choose(
    person: Character,
    choice: VoiceChoice,
    voices: Sequence[VoiceInfo],
    language: str,
    taken: Sequence[Taken],
) -> Voice:
    """The voice for one person.

    Args:
        person: their name decides between voices that fit equally well.
        choice: the settings that voices.yaml gives without a voice; they are kept.
        voices: those of the person's engine, at least one; their order does not matter.
        language: the story's BCP 47 tag.
        taken: the voices of those who are cast already; weight 0 for no conversation.
    """
    sharing: dict[tuple[str, str], list[Taken]] = {}
    for other in taken:
        sharing.setdefault((other.voice.engine, other.voice.id), []).append(other)
    info = _cheapest(person, voices, _bases(person, voices, language, sharing), taken)
    return _settings(person, choice, info, sharing.get((info.engine, info.id), ()))


def _bases(
    person: Character,
    voices: Sequence[VoiceInfo],
    language: str,
    sharing: Mapping[tuple[str, str], Sequence[Taken]],
) -> list[float]:
    """What each voice costs without regard to the others that sound like it."""
    fits: dict[tuple[object, ...], float] = {}
    bases = []
    for info in voices:
        kind = info.language, info.gender, info.age
        if kind not in fits:  # thousands of voices are of a few kinds
            fits[kind] = misfit(person, info, language)
        bases.append(fits[kind] + _cost(sharing.get((info.engine, info.id), ())))
    return bases


def _cheapest(
    person: Character,
    voices: Sequence[VoiceInfo],
    bases: Sequence[float],
    taken: Sequence[Taken],
) -> VoiceInfo:
    """The voice of the lowest cost; among equals the first by `_rank`.

    Those that are likest cost most, which takes long to find out, so the cheapest come first and
    those that cannot become cheaper are not looked at.
    """
    best: tuple[float, bytes, str] | None = None
    chosen = voices[0]
    for at in sorted(range(len(voices)), key=bases.__getitem__):
        if best is not None and bases[at] > best[0]:
            break
        info = voices[at]
        cost = bases[at] + _alike(info, taken)
        if best is None or cost <= best[0]:
            rank = cost, _rank(person.name, info), info.id
            if best is None or rank < best:
                best, chosen = rank, info
    return chosen


def misfit(person: Character, info: VoiceInfo, language: str) -> float:
    """How badly a voice fits somebody: 0 is well, below 10 is passable, from 20 on is wrong."""
    return (
        _language_cost(language, info.language)
        + _gender_cost(person, info)
        + _age_cost(person, info)
    )


def _cost(sharing: Sequence[Taken]) -> float:
    """How bad it is to have a voice that others have."""
    weight = sum(other.weight for other in sharing)
    cost = _SHARED_MORE * max(0, len(sharing) - 1)
    if weight > 0:
        return cost + _PARTNER + weight / (weight + 1)
    return cost + _SHARED if sharing else cost


def _alike(info: VoiceInfo, taken: Sequence[Taken]) -> float:
    """How bad it is to sound like those with whom the person talks, and how much they do."""
    cost = 0.0
    for other in taken:
        same = (info.engine, info.id) == (other.info.engine, other.info.id)
        if same or not other.weight:
            continue
        close = likeness(info, other.info)
        if close >= CONFUSED:
            cost = max(cost, _CONFUSED + other.weight / (other.weight + 1))
        elif close >= APART:
            cost = max(cost, _SIMILAR)
    return cost


def _language_cost(wanted: str, has: str) -> float:
    want, have = wanted.casefold().split("-"), has.casefold().split("-")
    if want[0] != have[0]:
        return _WRONG_LANGUAGE
    return _OTHER_REGION if len(want) > 1 and want[1:] != have[1:] else 0.0


def _gender_cost(person: Character, info: VoiceInfo) -> float:
    if person.gender is info.gender or person.gender is Gender.UNKNOWN:
        return 0.0
    if info.gender is Gender.UNKNOWN:
        return _UNSURE
    # A woman's or another child's voice passes for a boy's; only grown voices tell the gender.
    return 2 * _UNSURE if person.age is info.age is Age.CHILD else _WRONG


def _age_cost(person: Character, info: VoiceInfo) -> float:
    if person.age is info.age:
        return 0.0
    if info.age is Age.CHILD:
        return _WRONG + _BENT
    if person.age is Age.CHILD and info.age is Age.OLD:
        return _WRONG
    return _BENT


def _rank(name: str, info: VoiceInfo) -> bytes:
    """A random-looking but fixed order of the voices for one name."""
    text = f"{name_key(name)}\0{info.engine}\0{info.id}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _settings(
    person: Character, choice: VoiceChoice, info: VoiceInfo, sharing: Sequence[Taken]
) -> Voice:
    """The voice at the pitch and rate that keep the person apart from those who share it."""
    base = (0.0, 1.0)
    if info.age is Age.ADULT and person.age is not Age.ADULT:
        base = _AGE_SHIFTS[person.age, info.gender]
    used: dict[tuple[float, float], list[float]] = {}
    for other in sharing:
        used.setdefault((other.voice.pitch, other.voice.rate), []).append(other.weight)
    options = [_shifted(choice, base, shift) for shift in _SHIFTS]
    _, _, order = min(
        (sum(used.get(option, ())), len(used.get(option, ())), n)
        for n, option in enumerate(options)
    )
    pitch, rate = options[order]
    return Voice(info.engine, info.id, rate, pitch, choice.volume or 0.0)


def _shifted(
    choice: VoiceChoice, base: tuple[float, float], shift: tuple[float, float]
) -> tuple[float, float]:
    pitch = base[0] + shift[0] if choice.pitch is None else choice.pitch
    rate = round(base[1] * shift[1], 4) if choice.rate is None else choice.rate
    return (
        min(max(pitch, PITCHES[0]), PITCHES[1]),
        min(max(rate, RATES[0]), RATES[1]),
    )
