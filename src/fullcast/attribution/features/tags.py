"""What the tags and beats beside a unit say of each candidate."""

from __future__ import annotations

import math

from fullcast.attribution.cues import Tag
from fullcast.attribution.features.scene import SIGN, Features, Scene
from fullcast.attribution.people import EVERYONE_ROLE, Person
from fullcast.attribution.subjects import Subject, SubjectKind, noun_gender
from fullcast.language.people import CHILD_NOUNS, KIN_NAMES
from fullcast.language.sentences import first_sentence
from fullcast.model import Gender

SURE = ("said", "lead", "far")
"""Strengths of tags with a verb of speech."""

_NEAR_TAGS = 8
"""Units before and after whose tags are looked at."""
_RECENT = 2
"""The persons last named before a pronoun or a description."""
_REACH_OF_PRONOUN = 1200
_REACH_OF_DESCRIPTION = 2000
_GROWN_UP_KIN = frozenset("mother father mamma mama papa wife husband aunt uncle".split())
_TITLES = frozenset("mr mrs sir lady madame".split())
"""What the kin of grown-ups and the elder kin of children is called by, where anybody is."""


def near_tags(i: int, scene: Scene) -> dict[int, float]:
    """Who is named in tags of the conversation around a unit, nearer ones counting more."""
    here = scene.story.units[i].paragraph.number
    found: dict[int, float] = {}
    for j in range(max(0, i - _NEAR_TAGS), min(len(scene.cues), i + _NEAR_TAGS + 1)):
        if j == i:
            continue
        distance = abs(scene.story.units[j].paragraph.number - here)
        for tag in scene.cues[j].tags:
            who = tag.subject.character
            if who is not None and tag.strength in SURE:
                found[who] = max(found.get(who, 0.0), math.exp(-distance / 6))
    return found


def tags(i: int, candidates: dict[int, Features], scene: Scene) -> None:
    """Add what each tag of unit `i` says for and against each candidate."""
    cue = scene.cues[i]
    for tag in cue.tags:
        strength = _strength(tag, i, scene)
        recent = _recent(tag.subject, scene)
        others = _named_behind(tag, i, scene)
        for c, features in candidates.items():
            _tag(features, tag, strength, c, scene)
            if c in others:
                kind = "beat " if tag.strength == "beat" else ""
                features[f"{kind}pronoun before their name"] = 1.0
            _name_recent(features, tag, c, recent)
    for c, features in candidates.items():
        person = scene.people.persons[c]
        described = any(scene.people.role_of(t.subject) == person.role for t in cue.tags)
        # "He said" may mean the boy who was spoken of just before.
        if scene.people.is_role(c) and not described and "pronoun recent 0" not in features:
            name = "generic role elsewhere" if person.generic else "role elsewhere"
            features[name] = 1.0


def _strength(tag: Tag, i: int, scene: Scene) -> str:
    """What a tag of unit `i` is worth, in a word.

    Where paragraphs mix speakers, a beat behind a finished quotation leads to the next one, but
    the tag of that quotation does so less.
    """
    if tag.place == "above":
        return "above"
    if tag.strength != "beat":
        return tag.strength
    unit = scene.story.units[i]
    if scene.mixing.habit and tag.place == "after" and not unit.last_in_paragraph:
        return "next beat"
    if scene.mixing.habit and tag.place == "before" and not unit.first_in_paragraph:
        said = (t.subject.start for t in scene.cues[i - 1].tags if t.strength == "said")
        return "shared tag" if tag.subject.start in said else "leading beat"
    return f"beat {tag.place}"


def _tag(found: Features, tag: Tag, strength: str, c: int, scene: Scene) -> None:
    subject, person = tag.subject, scene.people.persons[c]
    narrator = bool(found.get("narrator"))
    described = scene.people.role_of(subject)
    sure = strength in SURE
    if described == EVERYONE_ROLE:
        found["group"] = float(person.role == EVERYONE_ROLE and strength == "said")
    elif described:
        _description(found, described, subject, person, "" if sure else "beat of ")
    elif subject.kind is SubjectKind.NAME:
        key = f"{strength} name" if subject.character == c else f"{strength} other name"
        found[key] = 1.0
    elif subject.kind is SubjectKind.SELF:
        found[f"{strength} I" if narrator else f"{strength} I of another"] = 1.0
    elif subject.kind is SubjectKind.PRONOUN:
        sign = SIGN[subject.gender]
        found[f"{strength} gender"] = sign * person.leaning
        found[f"{strength} wrong gender"] = float(sign * person.leaning < -0.1)
        if narrator:
            found["narrator is he or she" if sure else "narrator beats as he or she"] = 1.0


def _description(found: Features, noun: str, subject: Subject, person: Person, beat: str) -> None:
    """A description is its role's own, but it may also mean somebody who has a name.

    Narrators call people with names "the man" or "the girl", but no grown-up "the boy".
    """
    child = noun in CHILD_NOUNS
    if noun in person.described:
        found[f"{beat}described"] = 1.0
    elif person.role == noun:
        name = "role" if not person.generic else "child role" if child else "generic role"
        found[f"{beat}{name}"] = 1.0
    elif child and not person.role:
        found[f"{beat}no child"] = 1.0
    elif not person.role:
        found[f"{beat}described with a name"] = 1.0
        words = " ".join((person.name, *person.aliases)).lower().replace(".", "").split()
        titled = not KIN_NAMES.get(noun, frozenset([noun])).isdisjoint(words)
        found[f"{beat}described by title"] = float(titled)
        found[f"{beat}described narrator"] = found.get("narrator", 0.0)
        grown_up = noun in _GROWN_UP_KIN and subject.owner is not None
        found[f"{beat}elder kin with a title"] = float(grown_up and not _TITLES.isdisjoint(words))
    found[f"{beat}description gender"] = _sign(subject, noun) * person.leaning


def _sign(subject: Subject, noun: str = "") -> float:
    gender = noun_gender(noun) if subject.gender is Gender.UNKNOWN and noun else subject.gender
    return SIGN[gender]


def _recent(subject: Subject, scene: Scene) -> list[int]:
    """The persons last named before a pronoun or description whom it could mean, nearest first."""
    pronoun = subject.kind is SubjectKind.PRONOUN
    noun = scene.people.role_of(subject)
    if not pronoun and noun in ("", EVERYONE_ROLE):
        return []
    sign = _sign(subject, noun)
    reach = _REACH_OF_PRONOUN if pronoun else _REACH_OF_DESCRIPTION
    found: list[int] = []
    for mention in reversed(scene.finder.between(subject.start - reach, subject.start)):
        person = scene.people.persons[mention.character]
        if mention.character in found or (person.role and not pronoun):
            continue
        if sign and person.leaning * sign <= (-0.1 if person.role else 0.1):
            continue
        found.append(mention.character)
        if len(found) == _RECENT:
            break
    return found


def _named_behind(tag: Tag, i: int, scene: Scene) -> frozenset[int]:
    """Those whom a sentence names behind its "he": none of them is who he is.

    In "He said to Ron" and "He took Ron's arm" the pronoun is somebody else (Reinhart, 1976).
    """
    unit = scene.story.units[i]
    if tag.subject.kind is not SubjectKind.PRONOUN:
        return frozenset()
    for start, end in (unit.before, *unit.inner, unit.after):
        if start <= tag.subject.start < end:
            _, stop = first_sentence(scene.story.text, tag.subject.end, end)
            return frozenset(m.character for m in scene.finder.between(tag.subject.end, stop))
    return frozenset()


def _name_recent(found: Features, tag: Tag, c: int, recent: list[int]) -> None:
    if c not in recent:
        return
    sure = tag.strength in SURE and tag.place != "above"
    kind = "pronoun" if tag.subject.kind is SubjectKind.PRONOUN else "description"
    found[f"{kind if sure else f'beat {kind}'} recent {recent.index(c)}"] = 1.0
