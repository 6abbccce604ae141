"""Who says "I": the narrator of each part of a story."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from fullcast.attribution.characters import first_name_gender
from fullcast.attribution.cues import Cues
from fullcast.attribution.names import Form
from fullcast.attribution.people import People, Person
from fullcast.attribution.reading import Paragraph, Story
from fullcast.attribution.subjects import Mention, SubjectKind
from fullcast.language.narration import is_first_person
from fullcast.language.people import KIN_FEMALE, KIN_MALE
from fullcast.model import Gender, Kind, Line

_CLEAR = 1.5
"""How many times the votes of the next best a narrator's name must have."""
_TELLS = 150
"""Words of narration without an "I" that show a part to be told in the third person."""

_LETTER = re.compile(r"[\"“][^\"”]*(?:[\"”]|\Z)")
"""What the narrator reads out of a letter, whose "I" is its writer."""


def with_narrators(story: Story, people: People, cues: list[Cues], markers: list[Line]) -> People:
    """The people, with who narrates from which offset on.

    A part begins with a chapter or a point-of-view marker. Its narrator is named by the last such
    marker, else by how others call whoever says "I"; a part in the third person has none.
    """
    persons = list(people.persons)
    marked: list[tuple[int, int]] = []
    for line in markers:
        name = _point_of_view(line.text)
        if name:
            persons, who = listed(name, persons)
            marked.append((line.start, who))
    parts = _parts(story, [start for start, _ in marked])
    told = _first_person(parts)
    if not any(told):
        return people
    mentions = list(people.mentions)
    anywhere = marked[0][1] if marked else _called_narrator(story, persons, mentions, cues)
    if anywhere is None:
        persons = [*persons, Person("Narrator", ("I",), 0.0)]
        anywhere = len(persons) - 1
    narrators: list[tuple[int, int | None]] = []
    before = -1
    for part, first_person in zip(parts, told, strict=True):
        at = bisect_right(marked, part[0].start, key=lambda item: item[0]) - 1
        start = marked[at][0] if at != before else part[0].start
        who = marked[at][1] if at >= 0 else anywhere
        narrators.append((start if narrators else 0, who if first_person else None))
        before = at
    return replace(people, persons=tuple(persons), narrators=tuple(narrators))


def _parts(story: Story, cuts: Sequence[int]) -> list[list[Paragraph]]:
    """The paragraphs between chapter starts and point-of-view markers (at the offsets `cuts`)."""
    parts: list[list[Paragraph]] = []
    key: tuple[int, int] | None = None
    for paragraph in story.paragraphs:
        here = (paragraph.chapter, bisect_right(cuts, paragraph.start))
        if here != key:
            parts.append([])
            key = here
        parts[-1].append(paragraph)
    return parts


def _first_person(parts: list[list[Paragraph]]) -> list[bool]:
    """Which parts are told by an "I"; one that is too short to tell is told like the whole."""
    texts = [
        " ".join(
            _LETTER.sub("", line.text)
            for p in part
            for line in p.lines
            if line.kind is Kind.NARRATION
        )
        for part in parts
    ]
    whole = is_first_person(" ".join(texts))
    return [is_first_person(text) or (whole and len(text.split()) < _TELLS) for text in texts]


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


def listed(name: str, persons: list[Person]) -> tuple[list[Person], int]:
    """Where somebody of that name stands among the persons, who may become one more.

    Whose name it is comes before those who have it for an alias.
    """
    key = name.casefold()
    named = [i for i, person in enumerate(persons) if person.name.casefold() == key]
    aliases = ((i, alias) for i, person in enumerate(persons) for alias in person.aliases)
    for i in (*named, *(i for i, alias in aliases if alias.casefold() == key)):
        return persons, i
    leaning = {Gender.MALE: 0.6, Gender.FEMALE: -0.6}.get(
        first_name_gender(Form((), tuple(name.split()))), 0.0
    )
    return [*persons, Person(name, (), leaning)], len(persons)


def _called_narrator(
    story: Story, persons: list[Person], mentions: list[Mention], cues: list[Cues]
) -> int | None:
    """Whoever others call by name in talks with "I", if there is little that speaks against it.

    Nobody whom the narration names as a speaker tells it, nor anybody to whom or of whom "I"
    speaks. A wrong name is dearer than none: a narrator without a name has a voice all the same.
    """
    votes: defaultdict[int, float] = defaultdict(float)
    for i, cue in enumerate(cues):
        near = [*cues[max(0, i - 1) : i], *cues[i + 1 : i + 2]]
        with_me = any(_says_i(c) for c in near)
        for c in sorted(cue.called | cue.perhaps_called):
            votes[c] += (0.5 + 0.5 * (c in cue.called)) if with_me else 0.25
        if _says_i(cue):
            for c in sorted(cue.called | cue.named):
                votes[c] -= 1
        for tag in cue.tags:
            if tag.subject.character is not None and tag.strength == "said":
                votes[tag.subject.character] -= 1
    narrated = _narrated(story, mentions)
    scores = {
        c: n / (1 + narrated[c]) ** 0.7
        for c, n in votes.items()
        if n > 0 and narrated[c] <= n and not persons[c].role and not _is_kin(persons[c].name)
    }
    ranked = sorted(scores, key=lambda c: (-scores[c], c))
    best = [scores[c] for c in ranked[:2]]
    needed = 3.0 if len(story.units) > 200 else 1.0
    if not best or best[0] < needed or best[0] < _CLEAR * sum(best[1:]):
        return None
    return ranked[0]


def _is_kin(name: str) -> bool:
    """Whether a name is what a family calls somebody: "I" may be any of several of them."""
    return name.casefold() in KIN_MALE | KIN_FEMALE


def _says_i(cue: Cues) -> bool:
    return any(tag.subject.kind is SubjectKind.SELF for tag in cue.tags)


def _narrated(story: Story, mentions: list[Mention]) -> Counter[int]:
    """How often the narration names each person."""
    quoted = sorted((line.start, line.end) for unit in story.units for line in unit.lines)
    narrated: Counter[int] = Counter()
    for mention in mentions:
        at = bisect_right(quoted, (mention.start, len(story.text))) - 1
        if at < 0 or mention.start >= quoted[at][1]:
            narrated[mention.character] += 1
    return narrated
