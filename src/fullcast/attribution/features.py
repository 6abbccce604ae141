"""What speaks for and against each person as the speaker of each unit, by name and value.

A fit is the sum of the features' values times their weights (see `weights`).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from fullcast.attribution.cues import CueFinder, Cues, Tag
from fullcast.attribution.mixing import Mixing
from fullcast.attribution.people import EVERYONE_ROLE, People, Person
from fullcast.attribution.reading import Story, Unit
from fullcast.attribution.subjects import SubjectKind
from fullcast.language.people import CHILD_NOUNS
from fullcast.model import Gender

_REACH_BACK = 8000
_REACH_AHEAD = 1500
_DECAY = 1500.0
_MOST_CANDIDATES = 12
_PARITY = 5
"""Units before and after in which being called by name still tells something."""

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit and the persons who may speak it, each with their features."""

    unit: Unit
    features: dict[int, Features]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the features of a story's units are read from."""

    story: Story
    people: People
    finder: CueFinder
    cues: Sequence[Cues]
    mixing: Mixing = field(default=Mixing())


def gather(scene: Scene) -> list[Evidence]:
    """The evidence for every unit of the story, in order."""
    presence = _Presence(scene.people)
    return [_evidence(i, scene, presence) for i in range(len(scene.story.units))]


def gather_for(scene: Scene, more: Mapping[int, Collection[int]]) -> dict[int, Evidence]:
    """The evidence for some units by number, with more persons for candidates."""
    presence = _Presence(scene.people)
    return {i: _evidence(i, scene, presence, more[i]) for i in sorted(more)}


class _Presence:
    """How much each person has been mentioned around a place."""

    def __init__(self, people: People) -> None:
        self._mentions = people.mentions
        self._starts = [m.start for m in people.mentions]

    def at(self, start: int, end: int) -> tuple[dict[int, float], dict[int, float]]:
        """Decayed number of mentions of whoever is mentioned near: before (and in), and after."""
        before: dict[int, float] = {}
        after: dict[int, float] = {}
        low = bisect_left(self._starts, start - _REACH_BACK)
        high = bisect_left(self._starts, end + _REACH_AHEAD)
        for mention in self._mentions[low:high]:
            ahead = mention.start > end
            distance = mention.start - end if ahead else start - mention.start
            weight = math.exp(-max(0, distance) / _DECAY)
            counts = after if ahead else before
            counts[mention.character] = counts.get(mention.character, 0.0) + weight
        return before, after


def _evidence(i: int, scene: Scene, presence: _Presence, more: Collection[int] = ()) -> Evidence:
    unit, people = scene.story.units[i], scene.people
    before, after = presence.at(unit.start, unit.end)
    counts = {c: before.get(c, 0.0) + 0.5 * after.get(c, 0.0) for c in {**before, **after}}
    narrator = people.narrator_at(unit.start)
    chosen = set(sorted(counts, key=lambda c: (-counts[c], c))[:_MOST_CANDIDATES])
    chosen |= _from_cues(scene.cues[i], people) | ({narrator} if narrator is not None else set())
    for near in scene.cues[max(0, i - 4) : i + 5]:
        chosen |= {t.subject.character for t in near.tags if t.subject.character is not None}
    chosen = {
        c for c in chosen if not people.persons[c].role or _role_fits(c, scene.cues, i, people)
    }
    near_tags = _near_tags(i, scene)
    features = {}
    for c in sorted(chosen.union(more)):
        found: Features = {
            "frequency before": math.log1p(before.get(c, 0.0)),
            "frequency after": math.log1p(after.get(c, 0.0)),
            "absent": float(c not in counts),
            "tagged near": near_tags.get(c, 0.0),
            "narrator": float(c == narrator),
        }
        _own(found, c, i, scene, narrator)
        _calls(found, c, i, scene)
        _above(found, c, unit, scene)
        features[c] = {name: value for name, value in found.items() if value}
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


def _near_tags(i: int, scene: Scene) -> dict[int, float]:
    """Who is named in tags of the conversation around a unit, nearer ones counting more."""
    here = scene.story.units[i].paragraph.number
    found: dict[int, float] = {}
    for j in range(max(0, i - 8), min(len(scene.cues), i + 9)):
        if j == i:
            continue
        distance = abs(scene.story.units[j].paragraph.number - here)
        for tag in scene.cues[j].tags:
            who = tag.subject.character
            if who is not None and tag.strength in ("said", "lead", "far"):
                found[who] = max(found.get(who, 0.0), math.exp(-distance / 6))
    return found


def _own(found: Features, c: int, i: int, scene: Scene, narrator: int | None) -> None:
    """Tags and words of the unit itself."""
    cue, unit, person = scene.cues[i], scene.story.units[i], scene.people.persons[c]
    for tag in cue.tags:
        _tag(found, tag, _strength(tag, unit, scene), c, scene, narrator)
    if person.role and all(scene.people.role_of(t.subject) != person.role for t in cue.tags):
        found["generic role elsewhere" if person.generic else "role elsewhere"] = 1.0
    found["called"] = float(c in cue.called)
    found["perhaps called"] = float(c in cue.perhaps_called)
    found["named"] = float(c in cue.named)
    found["introduces self"] = float(c in cue.introduces_self)
    if unit.bare:
        found["bare frequency"] = found["frequency before"]
        found["bare narrator"] = found["narrator"]
    if scene.mixing.habit:
        return  # who else is named in a paragraph of several speakers tells nothing of one of them
    if c in cue.around:
        found["around alone" if len(cue.around) == 1 else "around with others"] = 1.0
    elif cue.around:
        found["others around"] = 1.0


def _strength(tag: Tag, unit: Unit, scene: Scene) -> str:
    """What a tag is worth, in a word.

    Where paragraphs mix speakers, a beat behind a finished quotation leads to the next one.
    """
    if tag.place == "above":
        return "above"
    if tag.strength == "beat":
        if scene.mixing.habit and tag.place == "after" and not unit.last_in_paragraph:
            return "next beat"
        if scene.mixing.habit and tag.place == "before" and not unit.first_in_paragraph:
            return "leading beat"
        return f"beat {tag.place}"
    return tag.strength


def _tag(
    found: Features, tag: Tag, strength: str, c: int, scene: Scene, narrator: int | None
) -> None:
    subject, person = tag.subject, scene.people.persons[c]
    described = scene.people.role_of(subject)
    sure = strength in ("said", "lead", "far")
    if described == EVERYONE_ROLE:
        found["group"] = float(person.role == EVERYONE_ROLE and strength == "said")
    elif described and sure:
        _description(found, described, subject.gender, person)
    elif subject.kind is SubjectKind.NAME:
        key = f"{strength} name" if subject.character == c else f"{strength} other name"
        found[key] = 1.0
    elif subject.kind is SubjectKind.SELF:
        found[f"{strength} I" if c == narrator else f"{strength} I of another"] = 1.0
    elif subject.kind is SubjectKind.PRONOUN:
        sign = 1.0 if subject.gender is Gender.MALE else -1.0
        found[f"{strength} gender"] = sign * person.leaning
        found[f"{strength} wrong gender"] = float(sign * person.leaning < -0.1)
        for rank, who in enumerate(_recent(subject.start, sign, scene)):
            if who == c:
                found[f"pronoun recent {rank}" if sure else f"beat recent {rank}"] = 1.0
        if c == narrator:
            found["narrator is he or she" if sure else "narrator beats as he or she"] = 1.0


def _description(found: Features, noun: str, gender: Gender, person: Person) -> None:
    """A description is its role's own, but it may also mean somebody who has a name.

    Narrators call people with names "the man" or "the girl", but no grown-up "the boy".
    """
    sign = {Gender.MALE: 1.0, Gender.FEMALE: -1.0}.get(gender, 0.0)
    child = noun in CHILD_NOUNS
    if noun in person.described:
        found["described"] = 1.0
    elif person.role == noun:
        name = "role" if not person.generic else "child role" if child else "generic role"
        found[name] = 1.0
    elif child:
        found["no child"] = 1.0
    found["description gender"] = sign * person.leaning


def _recent(at: int, sign: float, scene: Scene) -> list[int]:
    """The two persons last named before a pronoun whose gender it could be, nearest first."""
    found: list[int] = []
    for mention in reversed(scene.finder.between(at - 1200, at)):
        who = mention.character
        person = scene.people.persons[who]
        may_be = person.leaning * sign > (-0.1 if person.role else 0.1)
        if who not in found and may_be:
            found.append(who)
            if len(found) == 2:
                break
    return found


def _calls(found: Features, c: int, i: int, scene: Scene) -> None:
    """Whoever is called by name answers, or has just spoken; and what "sir" says of them."""
    here = scene.story.units[i].paragraph.number
    leaning = scene.people.persons[c].leaning
    for step in range(-_PARITY, _PARITY + 1):
        if step == 0 or not 0 <= i + step < len(scene.cues):
            continue
        if abs(scene.story.units[i + step].paragraph.number - here) > abs(step) + 1:
            continue
        near = scene.cues[i + step]
        found[f"called at {step:+}"] = float(c in near.called)
        if abs(step) > 1:
            continue
        found[f"perhaps called at {step:+}"] = float(c in near.perhaps_called)
        found[f"named at {step:+}"] = float(c in near.named)
        found[f"named in question at {step:+}"] = float(near.asks and c in near.named)
        sign = {Gender.MALE: 1.0, Gender.FEMALE: -1.0}.get(near.address_gender, 0.0)
        found[f"address gender at {step:+}"] = sign * leaning
    sign = {Gender.MALE: 1.0, Gender.FEMALE: -1.0}.get(scene.cues[i].address_gender, 0.0)
    found["address gender here"] = sign * leaning


def _above(found: Features, c: int, unit: Unit, scene: Scene) -> None:
    """Who the narration paragraphs before and after speak of."""
    story, number = scene.story, unit.paragraph.number
    if number > 0 and unit.first_in_paragraph and not unit.paragraph.after_reset:
        previous = story.paragraphs[number - 1]
        if not previous.has_dialogue:
            named = [m.character for m in scene.finder.between(previous.start, previous.end)]
            found["last above"] = float(bool(named) and named[-1] == c)
            found["first above"] = float(bool(named) and named[0] == c)
            found["named above"] = float(c in named)
            found["alone above"] = float(bool(named) and set(named) == {c})
    if number + 1 < len(story.paragraphs):
        following = story.paragraphs[number + 1]
        if not following.has_dialogue and not following.after_reset:
            named = [m.character for m in scene.finder.between(following.start, following.end)]
            found["first below"] = float(bool(named) and named[0] == c)
            found["named below"] = float(c in named)
