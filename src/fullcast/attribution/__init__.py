"""Decide who speaks and who thinks each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from fullcast.attribution.cues import CueFinder
from fullcast.attribution.decoder import decode, gap_kind
from fullcast.attribution.mixing import mixes_speakers
from fullcast.attribution.people import People, Person, find_people
from fullcast.attribution.reading import read_story
from fullcast.attribution.scoring import Evidence, gather, score
from fullcast.attribution.thinkers import find_thinkers
from fullcast.attribution.weights import WEIGHTS
from fullcast.model import (
    NARRATOR,
    Age,
    Book,
    Character,
    Gender,
    Kind,
    Line,
    Script,
    ScriptChapter,
)

__all__ = ["attribute"]


def attribute(book: Book, chapters: Sequence[Sequence[Line]]) -> Script:
    """The script of a book whose chapters have been segmented into lines."""
    story = read_story(book.text, chapters)
    markers = [line for lines in chapters for line in lines if line.kind is Kind.MARKER]
    people = find_people(story, markers)
    finder = CueFinder(story, list(people.mentions))
    cues = [finder.cues(unit) for unit in story.units]
    mixed = mixes_speakers(story, cues)
    evidence = gather(story, people, finder, cues, mixed)
    fits = [{c: score(f, WEIGHTS) for c, f in e.features.items()} for e in evidence]
    kinds = [gap_kind(story.text, a, b, mixed) for a, b in pairwise(story.units)]
    speakers: dict[tuple[int, int], tuple[int, float, str]] = {}
    for item, chances in zip(evidence, decode(fits, kinds), strict=True):
        if not chances:
            continue
        best = max(sorted(chances), key=lambda c: chances[c])
        for line in item.unit.lines:
            speakers[line.chapter, line.index] = (best, chances[best], _reason(item, best))
    speakers |= find_thinkers(story, people, finder)
    return _script(book, chapters, people, speakers)


def _reason(item: Evidence, person: int) -> str:
    """The strongest single piece of evidence for a speaker, in a word."""
    worth = {name: WEIGHTS.get(name, 0.0) * value for name, value in item.features[person].items()}
    worth.pop("frequency", None)
    best = max(sorted(worth), key=lambda name: worth[name], default="")
    if not best or worth[best] < 1.0:
        return "turn"
    for prefix, reason in _REASONS.items():
        if best.startswith(prefix):
            return reason
    return "turn"


_REASONS = {
    "said name": "tag", "lead name": "tag", "far name": "tag", "above name": "tag",
    "beat name": "beat", "said I": "tag", "lead I": "tag", "far I": "tag", "beat I": "beat",
    "pronoun": "pronoun", "role": "tag", "generic role": "tag", "called": "vocative",
    "perhaps called": "vocative", "introduces": "introduction", "address": "vocative",
    "around": "beat", "subject above": "narration", "named": "narration",
}  # fmt: skip


def _script(
    book: Book,
    chapters: Sequence[Sequence[Line]],
    people: People,
    speakers: dict[tuple[int, int], tuple[int, float, str]],
) -> Script:
    counts: Counter[str] = Counter()
    done = []
    for chapter, lines in zip(book.chapters, chapters, strict=True):
        spoken = []
        for line in lines:
            named = _named(line, people, speakers)
            if named.kind in (Kind.DIALOGUE, Kind.THOUGHT) and named.speaker:
                counts[named.speaker] += 1
            spoken.append(named)
        done.append(ScriptChapter(chapter.number, chapter.title, tuple(spoken)))
    counts.pop(NARRATOR, None)
    by_name = {person.name: person for person in people.persons}
    characters = tuple(
        _character(by_name[name]) for name, _ in sorted(counts.items(), key=lambda i: -i[1])
    )
    narrator = people.narrator_at(len(book.text)) if people.first_person else None
    name = people.persons[narrator].name if narrator is not None else None
    return Script(
        book.title, book.author, book.language, characters, tuple(done),
        name if name != NARRATOR else None,
    )  # fmt: skip


def _named(
    line: Line, people: People, speakers: dict[tuple[int, int], tuple[int, float, str]]
) -> Line:
    if not line.kind.voiced:
        return line
    found = speakers.get((line.chapter, line.index))
    if found is None:
        doubtful = line.kind in (Kind.DIALOGUE, Kind.THOUGHT)
        return replace(
            line, speaker=NARRATOR, confidence=0.1 if doubtful else 1.0, reason="narrator"
        )
    person, confidence, reason = found
    return replace(line, speaker=people.persons[person].name, confidence=confidence, reason=reason)


def _character(person: Person) -> Character:
    gender = Gender.UNKNOWN
    if abs(person.leaning) > 0.2:
        gender = Gender.MALE if person.leaning > 0 else Gender.FEMALE
    return Character(person.name, person.aliases, gender, Age.ADULT)
