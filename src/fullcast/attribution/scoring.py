"""How well each person fits each unit, judged by its own evidence.

Linear: a fit is the sum of the weights of the features that hold, times their values.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from fullcast.attribution.cues import CueFinder, Cues, Tag
from fullcast.attribution.people import EVERYONE_ROLE, People, Person
from fullcast.attribution.reading import Story, Unit
from fullcast.attribution.subjects import Mention, SubjectKind
from fullcast.language.people import CHILD_NOUNS
from fullcast.model import Gender

_REACH_BACK = 8000
_REACH_AHEAD = 1500
_DECAY = 1500.0
_MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit and the persons who may speak it, each with their features."""

    unit: Unit
    features: dict[int, dict[str, float]]


def gather(
    story: Story, people: People, finder: CueFinder, cues: Sequence[Cues], mixed: bool
) -> list[Evidence]:
    """The evidence for every unit of the story, in order.

    `mixed` says that the story puts several speakers into one paragraph.
    """
    scene = _Scene(story, people, finder, cues, mixed, _Presence(people))
    return [_evidence(i, scene) for i in range(len(story.units))]


def score(features: dict[str, float], weights: dict[str, float]) -> float:
    """The fit of one person to one unit."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


@dataclass(frozen=True, slots=True)
class _Scene:
    """All that the features of a unit are read from."""

    story: Story
    people: People
    finder: CueFinder
    cues: Sequence[Cues]
    mixed: bool
    presence: _Presence


class _Presence:
    """How much each person has been mentioned around a place."""

    def __init__(self, people: People) -> None:
        self._positions: dict[int, list[int]] = {}
        for mention in people.mentions:
            self._positions.setdefault(mention.character, []).append(mention.start)
        self._mentions = people.mentions
        self._starts = [m.start for m in people.mentions]

    def at(self, start: int, end: int) -> dict[int, float]:
        """Decayed number of mentions of whoever is mentioned near."""
        counts: dict[int, float] = {}
        low = bisect_left(self._starts, start - _REACH_BACK)
        high = bisect_left(self._starts, end + _REACH_AHEAD)
        for mention in self._mentions[low:high]:
            distance = start - mention.start if mention.start < start else mention.start - end
            weight = math.exp(-max(0, distance) / _DECAY)
            if mention.start > end:
                weight *= 0.5
            counts[mention.character] = counts.get(mention.character, 0.0) + weight
        return counts


def _evidence(i: int, scene: _Scene) -> Evidence:
    unit, people = scene.story.units[i], scene.people
    counts = scene.presence.at(unit.start, unit.end)
    narrator = people.narrator_at(unit.start) if people.first_person else None
    chosen = set(sorted(counts, key=lambda c: (-counts[c], c))[:_MOST_CANDIDATES])
    chosen |= _from_cues(scene.cues[i], people) | ({narrator} if narrator is not None else set())
    for near in scene.cues[max(0, i - 4) : i + 5]:
        chosen |= {t.subject.character for t in near.tags if t.subject.character is not None}
    chosen = {
        c for c in chosen if not people.persons[c].role or _role_fits(c, scene.cues, i, people)
    }
    features = {c: _features(c, i, scene, counts, narrator) for c in sorted(chosen)}
    return Evidence(unit, features)


def _role_fits(c: int, cues: Sequence[Cues], i: int, people: People) -> bool:
    """A role speaks where a tag describes it, or near such a place."""
    noun = people.persons[c].role
    reach = 0 if noun == EVERYONE_ROLE else 6
    near = [tag.subject for cue in cues[max(0, i - reach) : i + reach + 1] for tag in cue.tags]
    return any(people.role_of(subject) == noun for subject in near)


def _from_cues(cue: Cues, people: People) -> set[int]:
    found = {t.subject.character for t in cue.tags if t.subject.character is not None}
    found |= cue.introduces_self | cue.around
    nouns = {people.role_of(t.subject) for t in cue.tags}
    for i, person in enumerate(people.persons):
        if (person.role and person.role in nouns) or person.described & nouns:
            found.add(i)
    return found


def _features(
    c: int, i: int, scene: _Scene, counts: dict[int, float], narrator: int | None
) -> dict[str, float]:
    cue, unit, person = scene.cues[i], scene.story.units[i], scene.people.persons[c]
    features = {"frequency": math.log1p(counts.get(c, 0.0))}
    if c not in counts:
        features["absent"] = 1.0
    for tag in cue.tags:
        strength = _strength(tag, unit, scene)
        _tag_features(features, tag, strength, c, scene, narrator)
    if person.role and all(scene.people.role_of(t.subject) != person.role for t in cue.tags):
        features["generic role elsewhere" if person.generic else "role elsewhere"] = 1.0
    features["called"] = float(c in cue.called)
    features["perhaps called"] = float(c in cue.perhaps_called)
    features["named"] = float(c in cue.named)
    features["introduces self"] = float(c in cue.introduces_self)
    features["around"] = float(c in cue.around)
    features["narrator"] = float(c == narrator)
    _neighbours(features, c, i, scene.story, scene.cues, person.leaning)
    _above(features, c, unit, scene.story, scene.finder)
    return {name: value for name, value in features.items() if value}


def _strength(tag: Tag, unit: Unit, scene: _Scene) -> str:
    """What a tag is worth, in a word.

    Where paragraphs mix speakers, a beat behind a finished quotation leads to the next one.
    """
    if tag.place == "above":
        return "above"
    leads_on = scene.mixed and tag.place == "after" and not unit.last_in_paragraph
    return "next beat" if leads_on and tag.strength == "beat" else tag.strength


def _tag_features(
    features: dict[str, float],
    tag: Tag,
    strength: str,
    c: int,
    scene: _Scene,
    narrator: int | None,
) -> None:
    subject, person = tag.subject, scene.people.persons[c]
    described = scene.people.role_of(subject)
    if described == EVERYONE_ROLE:
        if person.role == EVERYONE_ROLE:
            features["group"] = 1.0
    elif described and strength in ("said", "lead", "far"):
        _description_features(features, described, subject.gender, person)
    elif subject.kind is SubjectKind.NAME:
        match = subject.character == c
        key = f"{strength} name" if match else "other name"
        features[key] = features.get(key, 0.0) + (1.0 if match or strength == "said" else 0.3)
    elif subject.kind is SubjectKind.SELF:
        features[f"{strength} I"] = 1.0 if c == narrator else -0.6
    elif subject.kind is SubjectKind.PRONOUN:
        sign = 1.0 if subject.gender is Gender.MALE else -1.0
        features[f"{strength} gender"] = min(0.15, sign * person.leaning)
        if _most_recent(subject.start, sign, scene.people, scene.finder) == c:
            features["pronoun recent"] = 1.0 if strength in ("said", "lead", "far") else 0.4
        if c == narrator:
            features["narrator is no he or she"] = 0.3 if strength.endswith("beat") else 1.0


def _description_features(
    features: dict[str, float], noun: str, gender: Gender, person: Person
) -> None:
    """A description is its role's own, but it may also mean somebody who has a name."""
    sign = {Gender.MALE: 1.0, Gender.FEMALE: -1.0}.get(gender, 0.0)
    if noun in person.described:
        features["role"] = 1.0
    elif person.role == noun:
        features[_role_feature(person)] = 1.0
    elif noun in CHILD_NOUNS:
        features["no child"] = 1.0
    features["description gender"] = min(0.0, sign * person.leaning)


def _role_feature(person: Person) -> str:
    """Narrators call people with names "the man" or "the girl", but no grown-up "the boy"."""
    if not person.generic:
        return "role"
    return "child role" if person.role in CHILD_NOUNS else "generic role"


def _most_recent(at: int, sign: float, people: People, finder: CueFinder) -> int | None:
    """The person last named before a pronoun whose gender it could be."""
    mentions: list[Mention] = finder.between(at - 1200, at)
    for mention in reversed(mentions):
        if people.persons[mention.character].leaning * sign > 0.1:
            return mention.character
    return None


def _neighbours(
    features: dict[str, float],
    c: int,
    i: int,
    story: Story,
    cues: Sequence[Cues],
    leaning: float,
) -> None:
    """Whoever is called by name answers, or has just spoken."""
    here = story.units[i].paragraph.number
    for step, side in ((-1, "before"), (1, "after")):
        if not 0 <= i + step < len(cues):
            continue
        distance = abs(story.units[i + step].paragraph.number - here)
        if distance > 2:
            continue
        near, worth = cues[i + step], (1.0 if distance <= 1 else 0.5)
        if c in near.called:
            features[f"called {side}"] = worth
        if c in near.perhaps_called:
            features[f"perhaps called {side}"] = worth
        if side == "before" and near.asks and c in near.named:
            features["named in question before"] = worth
        sign = {Gender.MALE: 1.0, Gender.FEMALE: -1.0}.get(near.address_gender, 0.0)
        if sign:
            features[f"address gender {side}"] = worth * sign * leaning
    sign = {Gender.MALE: 1.0, Gender.FEMALE: -1.0}.get(cues[i].address_gender, 0.0)
    if sign:
        features["address gender here"] = max(0.0, sign * leaning)


def _above(features: dict[str, float], c: int, unit: Unit, story: Story, finder: CueFinder) -> None:
    """Who the narration paragraphs before and after speak of."""
    number = unit.paragraph.number
    if number > 0 and unit.first_in_paragraph:
        previous = story.paragraphs[number - 1]
        if not previous.has_dialogue and not unit.paragraph.after_reset:
            named = [m.character for m in finder.between(previous.start, previous.end)]
            if named and named[-1] == c:
                features["subject above"] = 1.0
            elif c in named:
                features["named above"] = 1.0
    if number + 1 < len(story.paragraphs):
        following = story.paragraphs[number + 1]
        if not following.has_dialogue and not following.after_reset:
            named = [m.character for m in finder.between(following.start, following.end)]
            features["named below"] = float(bool(named) and named[0] == c)
