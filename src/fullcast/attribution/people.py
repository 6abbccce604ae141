"""Everybody who may speak in a story: named characters, roles, the narrator; and where they are
mentioned."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from fullcast.attribution.characters import Candidate, first_name_gender
from fullcast.attribution.clustering import cluster
from fullcast.attribution.cues import CueFinder, Cues, Tag
from fullcast.attribution.gender import form_leanings, leanings
from fullcast.attribution.names import Form, collect
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Mention, Subject, SubjectKind, noun_gender
from fullcast.language.narration import is_first_person
from fullcast.language.people import NEUTRAL_NOUNS
from fullcast.model import Gender, Kind, Line

_GENERIC = frozenset(
    """
    man woman boy girl lady gentleman child kid person voice friend stranger other fellow guy lad
    lass companion blond blonde brunette male female youngster youth baby toddler twin twins
    mother father son daughter brother sister husband wife guest visitor
    """.split()
)
"""Nouns that more often mean somebody who has a name than somebody who has none."""


_DESCRIBED = re.compile(r"\b[Tt]he\s+(?:[a-z-]+\s+){0,2}?([a-z-]+)\b(?=\s+[a-z]+(?:ed|d|t|w)\b)")
"""A description that does something ("the boy nodded")."""

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


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a story, their mentions in order, and who narrates from which offset on."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    narrators: tuple[tuple[int, int | None], ...] = ()
    """(offset, person) in order; the person is None while nobody in the story narrates."""
    first_person: bool = False

    def role_of(self, subject: Subject) -> str:
        """The head noun by which a subject is described; empty for a name or pronoun."""
        if subject.character is not None:
            return self.persons[subject.character].role
        return EVERYONE_ROLE if subject.kind is SubjectKind.GROUP else subject.noun

    def narrator_at(self, offset: int) -> int | None:
        """Who says "I" in the narration at an offset."""
        at = bisect_right(self.narrators, offset, key=lambda item: item[0]) - 1
        return self.narrators[at][1] if at >= 0 else None


def find_people(story: Story, markers: list[Line]) -> People:
    """All who may speak. `markers` are the story's point-of-view and other markers."""
    usages = collect(story)
    candidates = cluster(usages, form_leanings(story, usages))
    mentions = _mentions(candidates)
    finder = CueFinder(story, mentions)
    cues = [finder.cues(unit) for unit in story.units]
    genders = leanings(story, candidates, mentions)
    persons = [_person(c, g) for c, g in zip(candidates, genders, strict=True)]
    persons = _introduced(story, cues, persons)
    known = frozenset(noun for person in persons for noun in person.described)
    roles, role_mentions = _roles(story, cues, len(persons), known)
    persons += roles
    if any(_is_group(tag) for cue in cues for tag in cue.tags):
        persons.append(Person("Everyone", (), 0.0, EVERYONE_ROLE))
    mentions = sorted([*mentions, *role_mentions], key=lambda m: m.start)
    if not is_first_person(_narration(story)):
        return People(tuple(persons), tuple(mentions))
    return _with_narrator(story, persons, mentions, cues, markers)


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
    """Named by the form a reader would list: first and last name if known, else the commonest."""
    forms = sorted(candidate.forms.items(), key=lambda item: (-item[1].count, str(item[0])))
    full = [f for f, _ in forms if len(f.words) > 1 and not f.titles]
    common = forms[0]
    name = full[0] if full else common[0]
    the = not name.words or candidate.forms[name].after_the * 2 > candidate.forms[name].count
    kin = not name.words and candidate.forms[name].after_the * 2 <= candidate.forms[name].count
    display = ("The " if the and not kin else "") + str(name)
    others = tuple(str(form) for form, _ in forms if form != name)
    return Person(display, others, leaning)


def _narration(story: Story) -> str:
    return " ".join(
        line.text for p in story.paragraphs for line in p.lines if line.kind is Kind.NARRATION
    )


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
        replace(person, described=frozenset(nouns[i])) if i in nouns else person
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
        persons.append(Person(f"The {phrase}", others, leaning, noun, generic))
    return persons, _role_mentions(story, persons, first)


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


def _with_narrator(
    story: Story,
    persons: list[Person],
    mentions: list[Mention],
    cues: list[Cues],
    markers: list[Line],
) -> People:
    """Find the name of the "I": from point-of-view markers, else from how others call them."""
    marked = []
    for line in markers:
        name = _point_of_view(line.text)
        if name:
            persons, who = _listed(name, persons)
            marked.append((line.start, who))
    everywhere = marked[0][1] if marked else _called_narrator(story, persons, mentions, cues)
    if everywhere is None:
        persons = [*persons, Person("Narrator", ("I",), 0.0)]
        everywhere = len(persons) - 1
    return People(tuple(persons), tuple(mentions), ((0, everywhere), *marked), first_person=True)


_LONGEST_MARKER = 200
_POINT_OF_VIEW = re.compile(
    r"(?:(?P<before>[^*_~()\[\]]+?)(?:['’]s)?\s+(?:point of view|p\.?\s?o\.?\s?v\b)|"
    r"p\.?o\.?v\.?\s*:\s*(?P<after>[^*_~()\[\]]+))",
    re.IGNORECASE,
)


def _point_of_view(text: str) -> str:
    """The name in "*Mara's Point of View*"; empty if the marker has none."""
    m = _POINT_OF_VIEW.search(text[:_LONGEST_MARKER])
    return (m.group("before") or m.group("after")).strip() if m else ""


def _listed(name: str, persons: list[Person]) -> tuple[list[Person], int]:
    """Where somebody of that name stands among the persons, who may become one more."""
    for i, person in enumerate(persons):
        if name.casefold() in (known.casefold() for known in (person.name, *person.aliases)):
            return persons, i
    leaning = {Gender.MALE: 0.6, Gender.FEMALE: -0.6}.get(
        first_name_gender(Form((), tuple(name.split()))), 0.0
    )
    return [*persons, Person(name, (), leaning)], len(persons)


def _called_narrator(
    story: Story, persons: list[Person], mentions: list[Mention], cues: list[Cues]
) -> int | None:
    """Whoever others call by name in talks with "I", but whom the narration hardly names."""
    called: Counter[int] = Counter()
    for i, cue in enumerate(cues):
        near = [c for c in cues[max(0, i - 1) : i + 2] if c is not cue]
        if any(t.subject.kind is SubjectKind.SELF for c in near for t in c.tags):
            called.update(cue.called)
            called.update(cue.perhaps_called)
        else:
            called.update(dict.fromkeys(cue.called, 0))
            for c in cue.called:
                called[c] += 1
    quoted = {(line.start, line.end) for unit in story.units for line in unit.lines}
    starts = sorted(quoted)
    narrated: Counter[int] = Counter()
    for mention in mentions:
        at = bisect_right(starts, (mention.start, len(story.text))) - 1
        if at < 0 or mention.start >= starts[at][1]:
            narrated[mention.character] += 1
    needed = 3 if len(story.units) > 200 else 1
    scores = {
        c: n / (1 + narrated[c]) ** 0.7
        for c, n in called.items()
        if n >= needed and not persons[c].role
    }
    if not scores:
        return None
    return max(sorted(scores), key=lambda c: scores[c])
