"""Everybody who may speak in a story: named characters, roles, the narrator; and where they are
mentioned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from fullcast.attribution.characters import Candidate
from fullcast.attribution.clustering import cluster
from fullcast.attribution.cues import CueFinder, Cues, Tag
from fullcast.attribution.gender import form_leanings, leanings
from fullcast.attribution.linking import link
from fullcast.attribution.names import collect
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Mention, Subject, SubjectKind, noun_gender
from fullcast.language.people import NEUTRAL_NOUNS, OFFICES
from fullcast.model import Gender

_GENERIC = frozenset(
    """
    man woman boy girl lady gentleman child kid person voice friend stranger other fellow guy lad
    lass companion blond blonde brunette male female youngster youth baby toddler twin twins
    mother father son daughter brother sister husband wife guest visitor
    """.split()
)
"""Nouns that more often mean somebody who has a name than somebody who has none."""


_RARE = 0.01
"""Share of the commonest form below which a full name is not how a reader knows somebody."""
_DESCRIBED = re.compile(r"\b[Tt]he\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)\b(?=\s+[a-z]+(?:ed|d|t|w)\b)")
"""A description that does something ("the boy nodded")."""

_SPEAKS = 2
"""How often the tags describe somebody whose description is as good as a name."""
_KNOWN_ROLE = 5
"""How often that description must be used at all,"""
_ONE_OF_MANY = 4
"""and how many times as often as for one of several such people."""
_ARTICLES = "the|an?|another|any|some|every|each|no|other"

EVERYONE_ROLE = "everyone"
"""The role of several people who speak at once."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may speak."""

    name: str
    aliases: tuple[str, ...]
    leaning: float
    """From -1 (a woman for sure) to 1 (a man for sure)."""
    role: str = ""
    """Head noun, if they are known by a description only."""
    generic: bool = False
    """The description also fits people who have names."""
    described: frozenset[str] = frozenset()
    """Head nouns of descriptions that mean somebody who has a name."""
    standing: bool = False
    """The story uses the description as it uses a name: "the ferryman" from first to last."""


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a story, their mentions in order, and who narrates from which offset on."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    narrators: tuple[tuple[int, int | None], ...] = ()
    """(offset, person) in order; the person is None while nobody in the story narrates."""

    @property
    def teller(self) -> int | None:
        """The one person who tells the whole story in the first person."""
        tellers = {who for _, who in self.narrators}
        return tellers.pop() if len(tellers) == 1 else None

    def is_role(self, person: int) -> bool:
        """Whether somebody is known by a description only, and not by it as by a name."""
        return bool(self.persons[person].role) and not self.persons[person].standing

    def role_of(self, subject: Subject) -> str:
        """The head noun by which a subject is described; empty for a name or pronoun."""
        if subject.character is not None:
            return self.persons[subject.character].role
        if subject.kind is SubjectKind.GROUP:
            return EVERYONE_ROLE
        return self._with_epithet(subject) if subject.noun in _GENERIC else subject.noun

    def _with_epithet(self, subject: Subject) -> str:
        """ "The old man" is the old ferryman, if nobody else is always called old."""
        epithets = set(subject.phrase.lower().split()[:-1])
        gender = noun_gender(subject.noun)
        sign = {Gender.MALE: 1, Gender.FEMALE: -1}.get(gender, 0)
        found = [
            person.role
            for person in self.persons
            if person.standing
            and epithets & set(person.name.lower().split()[1:-1])
            and person.leaning * sign >= 0
        ]
        return found[0] if len(found) == 1 else subject.noun

    def narrator_at(self, offset: int) -> int | None:
        """Who says "I" in the narration at an offset."""
        at = bisect_right(self.narrators, offset, key=lambda item: item[0]) - 1
        return self.narrators[at][1] if at >= 0 else None


def find_people(story: Story) -> People:
    """All who may speak; who narrates is not known yet (see `narrators`)."""
    usages = collect(story)
    lean = form_leanings(story, usages)
    candidates = link(story, cluster(usages, lean), lean)
    mentions = _mentions(candidates)
    finder = CueFinder(story, mentions)
    cues = [finder.cues(unit) for unit in story.units]
    genders = leanings(story, candidates, mentions)
    persons = [_person(c, g) for c, g in zip(candidates, genders, strict=True)]
    persons = _introduced(story, cues, _in_office(candidates, persons))
    known = frozenset(noun for person in persons for noun in person.described)
    roles, role_mentions = _roles(story, cues, len(persons), known)
    persons += roles
    if any(_is_group(tag) for cue in cues for tag in cue.tags):
        persons.append(Person("Everyone", (), 0.0, EVERYONE_ROLE))
    mentions = sorted([*mentions, *role_mentions], key=lambda m: m.start)
    return People(tuple(persons), tuple(mentions))


def _mentions(candidates: list[Candidate]) -> list[Mention]:
    return sorted(
        (
            Mention(start, end, i)
            for i, candidate in enumerate(candidates)
            for usage in candidate.forms.values()
            for start, end in usage.mentions
        ),
        key=lambda m: m.start,
    )


def _person(candidate: Candidate, leaning: float) -> Person:
    """Named by the form a reader would list: first and last name if known, else the commonest.

    A full name that is hardly ever used for somebody often mentioned is no name to list.
    """
    forms = sorted(candidate.forms.items(), key=lambda item: (-item[1].count, str(item[0])))
    enough = _RARE * forms[0][1].count
    full = [f for f, u in forms if len(f.words) > 1 and not f.titles and u.count >= enough]
    named = [f for f, u in forms if f.words and u.count >= enough]
    name = (full or named or [forms[0][0]])[0]
    the = not name.words or candidate.forms[name].after_the * 2 > candidate.forms[name].count
    kin = not name.words and candidate.forms[name].after_the * 2 <= candidate.forms[name].count
    display = ("The " if the and not kin else "") + str(name)
    others = tuple(str(form) for form, _ in forms if form != name)
    return Person(display, others, leaning)


def _in_office(candidates: list[Candidate], persons: list[Person]) -> list[Person]:
    """ "The general" is the one who bears that title, if only one does."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        for title in sorted({form.titles[-1] for form in candidate.forms if form.titles}):
            bearers[title].append(i)
    offices: dict[int, set[str]] = defaultdict(set)
    for noun, title in OFFICES.items():
        if len(bearers[title]) == 1:
            offices[bearers[title][0]].add(noun)
    return [
        replace(person, described=frozenset(offices[i])) if i in offices else person
        for i, person in enumerate(persons)
    ]


def _is_group(tag: Tag) -> bool:
    return tag.subject.kind is SubjectKind.GROUP and tag.strength == "said"


def _introduced(story: Story, cues: list[Cues], persons: list[Person]) -> list[Person]:
    """Nobody is "the boy" any more once he has said his name.

    Somebody described in the narration around their own introduction ("The boy held out a hand.
    'I'm Albie.'") is who that description means throughout, unless two introduce themselves so.
    """
    meant: dict[str, set[int]] = defaultdict(set)
    for unit, cue in zip(story.units, cues, strict=True):
        if len(cue.introduces_self) == 1:
            (who,) = cue.introduces_self
            for start, end in (unit.before, *unit.inner):
                for m in _DESCRIBED.finditer(story.text, start, end):
                    meant[m.group(1).lower()].add(who)
    nouns: dict[int, set[str]] = defaultdict(set)
    for noun, people in meant.items():
        if len(people) == 1 and noun in _GENERIC:
            nouns[people.pop()].add(noun)
    return [
        replace(person, described=person.described | nouns[i]) if i in nouns else person
        for i, person in enumerate(persons)
    ]


def _roles(
    story: Story, cues: list[Cues], first: int, known: frozenset[str]
) -> tuple[list[Person], list[Mention]]:
    """People who speak but are known by a description only: "the old ferryman"."""
    phrases: dict[str, Counter[str]] = defaultdict(Counter)
    for cue in cues:
        for tag in cue.tags:
            described = tag.subject.kind is SubjectKind.DESCRIPTION
            if described and tag.subject.noun not in known and tag.strength in ("said", "lead"):
                phrases[tag.subject.noun][tag.subject.phrase.lower()] += 1
    persons = []
    for noun, wordings in sorted(phrases.items()):
        generic = noun in _GENERIC
        phrase = min(wordings, key=lambda p: (-wordings[p], p))
        phrase = re.sub(r"^(?:the|a|an|his|her|my|our|their|this|that|another)\s+", "", phrase)
        leaning = {Gender.MALE: 0.9, Gender.FEMALE: -0.9}.get(noun_gender(noun), 0.0)
        others = tuple(sorted({f"the {p}" for p in wordings} - {f"the {phrase}"}))
        standing = not generic and _is_standing(story.text, noun, wordings.total())
        persons.append(Person(f"The {phrase}", others, leaning, noun, generic, standing=standing))
    return persons, _role_mentions(story, persons, first)


def _is_standing(text: str, noun: str, speaks: int) -> bool:
    """Whether a noun means one and the same person all through a story.

    "The ferryman" speaks again and again, and next to nobody is "a ferryman" or "another" one.
    """
    if speaks < _SPEAKS:
        return False
    found = Counter(
        m.group(1).lower() == "the"
        for m in re.finditer(
            rf"\b({_ARTICLES})\s+(?:[a-z-]+\s+){{0,2}}?{noun}\b", text, re.IGNORECASE
        )
    )
    return found[True] >= max(_KNOWN_ROLE, _ONE_OF_MANY * found[False])


def _role_mentions(story: Story, persons: list[Person], first: int) -> list[Mention]:
    """Where the narration or anybody speaks of the roles, whose numbers count from `first`."""
    places = {
        person.role: first + i
        for i, person in enumerate(persons)
        if person.role not in NEUTRAL_NOUNS or not person.generic
    }
    if not places:
        return []
    nouns = "|".join(sorted(places, key=lambda noun: (-len(noun), noun)))
    pattern = re.compile(rf"\b[Tt]he\s+(?:[a-z-]+\s+)??({nouns})\b")
    return [Mention(m.start(1), m.end(1), places[m.group(1)]) for m in pattern.finditer(story.text)]
