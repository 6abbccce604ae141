"""Who is a man and who is a woman, once it is known who speaks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from fullcast.attribution.cues import Cues
from fullcast.attribution.people import People, Person
from fullcast.attribution.subjects import SubjectKind
from fullcast.language.given_names import womans_share
from fullcast.language.people import SURNAME_TITLES, TITLES
from fullcast.model import NARRATOR, Gender

_NARRATION = 2.0
"""Weight of what the narration says around the names (see `gender.leanings`)."""
_NAME = 1.2
"""Weight of the first name."""
_TAGS = 1.5
"""Weight of the pronouns in the tags of one's own lines."""
_PLAIN = 0.4
"""The sum from which on a gender is told."""


def find_genders(
    people: People, cues: Sequence[Cues], speakers: Sequence[int | None]
) -> list[Gender]:
    """The gender of each person, in order; for casting, which needs one more than it needs proof.

    `speakers` are those of the story's units, in order: besides the narration and the first name,
    "she said" behind somebody's own lines counts.
    """
    tags = [0.0] * len(people.persons)
    seen = [0] * len(people.persons)
    for who, cue in zip(speakers, cues, strict=True):
        if who is None:
            continue
        for subject in (tag.subject for tag in cue.tags):
            if subject.kind is SubjectKind.PRONOUN and subject.gender is not Gender.UNKNOWN:
                tags[who] += 1.0 if subject.gender is Gender.MALE else -1.0
                seen[who] += 1
    return [
        _gender(
            _NARRATION * person.leaning
            + _NAME * (1 - 2 * _share(person))
            + _TAGS * tags[i] / math.sqrt(seen[i] + 2.0)
        )
        for i, person in enumerate(people.persons)
    ]


def _gender(leaning: float) -> Gender:
    if abs(leaning) < _PLAIN:
        return Gender.UNKNOWN
    return Gender.MALE if leaning > 0 else Gender.FEMALE


def _share(person: Person) -> float:
    """The share of women among those who bear somebody's first names; 0.5 is "no idea"."""
    if person.role or person.name == NARRATOR:
        return 0.5
    names = (person.name, *person.aliases)
    # What somebody is mostly called tells more than a pet name.
    for found in (first_names(names, names[:1]), first_names(names, names[1:])):
        if found:
            return sum(map(womans_share, found)) / len(found)
    return 0.5


def first_names(names: Sequence[str], among: Iterable[str]) -> list[str]:
    """The first names among some `names` of a person, sorted: none in "Mr. Hale".

    A single word that ends a longer name of theirs is a surname.
    """
    surnames = {words[-1] for _, words in map(_split, names) if len(words) > 1}
    found = set()
    for titles, words in map(_split, among):
        surname_only = len(words) == 1 and (words[0] in surnames or SURNAME_TITLES & titles)
        if words and not surname_only and words[0].lower() != "the":
            found.add(words[0])
    return sorted(found)


def _split(name: str) -> tuple[set[str], list[str]]:
    """The titles in a name, in small letters without full stops, and its other words."""
    plain = {word: word.strip(".").lower() for word in name.split()}
    return {title for title in plain.values() if title in TITLES}, [
        word for word, title in plain.items() if title not in TITLES
    ]
