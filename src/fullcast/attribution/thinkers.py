"""Give each direct thought to its thinker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fullcast.attribution.cues import CueFinder
from fullcast.attribution.people import People
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Subject, SubjectKind
from fullcast.language.verbs import OTHER_THOUGHT_VERBS, THOUGHT_VERBS
from fullcast.model import Gender, Kind, Line


@dataclass(frozen=True, slots=True)
class Finding:
    """Who says or thinks a line."""

    person: int
    confidence: float
    reason: str


_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VERBS = THOUGHT_VERBS | OTHER_THOUGHT_VERBS
_LOOK_BACK = 1200
_SURELY = 0.5
_LIKELY = 0.1
"""How far somebody must lean to be a man, or a woman, for sure; and to fit a pronoun."""
_NEAR = 8
"""Lines of the paragraph before and behind a thought that may say whose it is."""


def find_thinkers(
    story: Story,
    people: People,
    finder: CueFinder,
    known: Mapping[tuple[int, int], Finding] | None = None,
) -> dict[tuple[int, int], Finding]:
    """For each thought, by (chapter, index): the person, the confidence and the reason.

    What is known of a thought stands. A tag names the thinker; else the narrator of a
    first-person story, whoever the paragraph's narration is about, whoever thought last in the
    scene, or whoever was named last.
    """
    found: dict[tuple[int, int], Finding] = {}
    last: int | None = None
    for paragraph in story.paragraphs:
        if paragraph.after_reset:
            last = None
        for at, line in enumerate(paragraph.lines):
            if line.kind is not Kind.THOUGHT:
                continue
            around = paragraph.lines[max(0, at - _NEAR) : at + _NEAR + 1]
            answer = (known or {}).get((line.chapter, line.index))
            answer = answer or _thinker(line, around, story, people, finder, last)
            if answer is not None:
                last = answer.person
                found[line.chapter, line.index] = answer
    return found


def _thinker(
    line: Line,
    around: tuple[Line, ...],
    story: Story,
    people: People,
    finder: CueFinder,
    last: int | None,
) -> Finding | None:
    tag = _tag(line, around, story, finder)
    if tag is not None and (person := _resolve(tag, people, finder, around[0].start)) is not None:
        return Finding(person, 0.95 if tag.kind is SubjectKind.NAME else 0.85, "tag")
    narrator = people.narrator_at(line.start)
    if narrator is not None:
        return Finding(narrator, 0.85, "narrator")
    for start, end in _narration_around(line, around):
        subject = finder.subject_of(start, end)
        if (
            subject is not None
            and (person := _resolve(subject, people, finder, around[0].start)) is not None
        ):
            return Finding(person, 0.8, "beat")
    if last is not None:
        return Finding(last, 0.75, "turn")
    near = finder.between(max(0, line.start - _LOOK_BACK), line.start)
    named = [m.character for m in near if not people.persons[m.character].role]
    return Finding(named[-1], 0.5, "narration") if named else None


def _tag(line: Line, around: tuple[Line, ...], story: Story, finder: CueFinder) -> Subject | None:
    """The subject of a verb of thought in the sentence right behind (or before) the thought."""
    at = around.index(line)
    for neighbour in around[at + 1 : at + 2]:
        if neighbour.kind is Kind.NARRATION:
            end = neighbour.start + min(len(neighbour.text), 60)
            verb = _WORD.match(neighbour.text)
            if verb and verb.group().lower() in _VERBS:
                subject = finder.subject_behind(neighbour.start + verb.end())
            else:
                subject = finder.subject_of(neighbour.start, end)
            if subject is not None and _thinks(story.text[neighbour.start : end]):
                return subject
    for neighbour in around[max(0, at - 1) : at]:
        tail = neighbour.text.rstrip()
        if neighbour.kind is Kind.NARRATION and tail[-1:] in (",", ":") and _thinks(tail[-60:]):
            return finder.subject_of(neighbour.start, neighbour.end)
    return None


def _thinks(clause: str) -> bool:
    words = [m.group().lower() for m in _WORD.finditer(clause)]
    return any(w in _VERBS or w in ("himself", "herself", "myself") for w in words[:8])


def _narration_around(line: Line, around: tuple[Line, ...]) -> list[tuple[int, int]]:
    """The narration near a thought, nearest first: what stands before it, then behind."""
    pieces = [piece for piece in around if piece.kind is Kind.NARRATION]
    before = [(p.start, p.end) for p in reversed(pieces) if p.end <= line.start]
    return before + [(p.start, p.end) for p in pieces if p.start >= line.end]


def _resolve(subject: Subject, people: People, finder: CueFinder, near: int) -> int | None:
    """The person whom a subject means; `near` is where the text around the thought begins."""
    if subject.kind is SubjectKind.NAME:
        return subject.character
    if subject.kind is SubjectKind.SELF:
        return people.narrator_at(subject.start)
    if subject.kind is SubjectKind.DESCRIPTION:
        roles = [i for i, person in enumerate(people.persons) if person.role == subject.noun]
        return roles[0] if roles else None
    return _meant(subject, people, finder, near) if subject.kind is SubjectKind.PRONOUN else None


def _meant(pronoun: Subject, people: People, finder: CueFinder, near: int) -> int | None:
    """Who "he" or "she" is: the last one named nearby who may be, or whom the text is about."""
    sign = 1.0 if pronoun.gender is Gender.MALE else -1.0
    fitting = [
        mention
        for mention in finder.between(max(0, pronoun.start - _LOOK_BACK), pronoun.start)
        if people.persons[mention.character].leaning * sign > _LIKELY
    ]
    if not fitting or fitting[-1].start < near:
        about = finder.subject_of(near, pronoun.start)
        who = about.character if about is not None and about.kind is SubjectKind.NAME else None
        if who is not None and people.persons[who].leaning * sign > -_SURELY:
            return who
    return fitting[-1].character if fitting else None
