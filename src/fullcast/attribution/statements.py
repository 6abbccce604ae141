"""Who may have spoken a line, by what its own tag states: what no other source may contradict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import reduce

from fullcast.attribution.cues import Tag
from fullcast.attribution.features import Scene
from fullcast.attribution.people import People, Person
from fullcast.attribution.reading import Unit
from fullcast.attribution.subjects import SubjectKind, noun_gender
from fullcast.model import Gender

_KNOWN = 0.45
"""How far somebody must lean to be a woman or a man for sure, as the list of characters has it."""

_EXCLUDED = 30.0
"""What whoever a tag excludes loses of their fit: more than any evidence is worth."""
_VERB_ALONE = re.compile(r"\s+(?:[a-z]+ly\s+)?[a-z]+\s*[,:—–-]*\s*")
"""What stands between the subject and the quotation in `Mara said, "…"`."""


def stated_speakers(scene: Scene) -> dict[tuple[int, int], frozenset[str]]:
    """Whom the tag of a line allows, by chapter and index; other lines are left out.

    "said Mara" allows Mara alone, "she said" nobody who is known to be a man, "I said" the
    narrator. "Said his uncle" allows any man, as it mostly means somebody who has a name. Where
    several tags state what does not go together, each may be right.
    """
    stated: dict[tuple[int, int], frozenset[str]] = {}
    for unit, cues in zip(scene.story.units, scene.cues, strict=True):
        said = [_allowed(tag, scene.people) for tag in cues.tags if _explicit(tag, unit, scene)]
        known = [names for names in said if names is not None]
        if known:
            common: frozenset[str] = reduce(frozenset.intersection, known)
            allowed = common or frozenset().union(*known)
            stated.update({(line.chapter, line.index): allowed for line in unit.lines})
    return stated


def named_speakers(scene: Scene) -> dict[int, frozenset[int]]:
    """The persons whom a tag next to a unit names as its speaker ("said Mara", "I said"), by the
    number of the unit."""
    named: dict[int, frozenset[int]] = {}
    for i, (unit, cues) in enumerate(zip(scene.story.units, scene.cues, strict=True)):
        who = [_named(tag, scene.people) for tag in cues.tags if _explicit(tag, unit, scene)]
        persons = frozenset(person for person in who if person is not None)
        if persons:
            named[i] = persons
    return named


def _named(tag: Tag, people: People) -> int | None:
    """The person whom a tag names, not only describes."""
    subject = tag.subject
    if subject.kind is SubjectKind.SELF:
        return people.narrator_at(subject.start)
    if subject.character is None or people.persons[subject.character].role:
        return None
    return subject.character


def bind(
    fits: Sequence[Mapping[int, float]], named: Mapping[int, frozenset[int]]
) -> list[dict[int, float]]:
    """Fits by which nobody speaks a unit whose tag names somebody else.

    Of the tags that the evidence around them outvotes, half are right; a listener who reads along
    never forgives a voice that is not the named one's.
    """
    return [
        {c: fit - _EXCLUDED * (i in named and c not in named[i]) for c, fit in row.items()}
        for i, row in enumerate(fits)
    ]


def _explicit(tag: Tag, unit: Unit, scene: Scene) -> bool:
    """Whether the verb of speech stands next to its subject and next to the quotation.

    Of the names in clauses that only lead to a quotation a quarter are not the speaker's.
    """
    if tag.strength == "lead" and tag.subject.kind is SubjectKind.NAME:
        between = scene.story.text[tag.subject.end : unit.start]
        return tag.place == "before" and _VERB_ALONE.fullmatch(between) is not None
    return tag.strength == "said"


def _allowed(tag: Tag, people: People) -> frozenset[str] | None:
    """The names of those whom a tag may mean; None if it tells nothing of them."""
    subject = tag.subject
    narrator = people.narrator_at(subject.start)
    if subject.character is not None and not people.persons[subject.character].role:
        return frozenset({people.persons[subject.character].name})
    if subject.kind is SubjectKind.SELF:
        return None if narrator is None else frozenset({people.persons[narrator].name})
    if subject.kind is SubjectKind.PRONOUN:
        others = [person for i, person in enumerate(people.persons) if i != narrator]
        return _of_gender(subject.gender, others)
    return _of_gender(noun_gender(people.role_of(subject)), people.persons)


def _of_gender(gender: Gender, persons: Sequence[Person]) -> frozenset[str] | None:
    """Everybody who is not known to be of the other gender."""
    if gender is Gender.UNKNOWN:
        return None
    sign = 1.0 if gender is Gender.MALE else -1.0
    return frozenset(person.name for person in persons if sign * person.leaning >= -_KNOWN)
