"""A story as the attributor reads it: paragraphs, and the units that one speaker says.

A unit is one or more dialogue lines of a paragraph that belong together for sure: a quotation
and its continuation behind a tag that does not end the sentence ("Well," she said, "no.").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from fullcast.language.narration import leads_on
from fullcast.language.sentences import sentence_spans
from fullcast.model import Kind, Line
from fullcast.values import Value

_SPEECHLIKE = (Kind.DIALOGUE, Kind.THOUGHT)
_RESETS = (Kind.BREAK, Kind.HEADING, Kind.MARKER)


@dataclass(frozen=True, slots=True)
class Paragraph(Value):
    """A paragraph of the story proper: its lines, in order."""

    number: int
    """Counts through the whole book."""
    chapter: int
    lines: tuple[Line, ...]
    after_reset: bool = False
    """Whether a heading, scene break or marker stands before it."""

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def has_dialogue(self) -> bool:
        return any(line.kind is Kind.DIALOGUE for line in self.lines)


@dataclass(frozen=True, slots=True)
class Unit(Value):
    """What one speaker says in one go: dialogue lines of one paragraph."""

    paragraph: Paragraph
    lines: tuple[Line, ...]
    first_in_paragraph: bool
    last_in_paragraph: bool
    before: tuple[int, int]
    """Offsets of the narration between the quotation before (or the paragraph's start) and it."""
    after: tuple[int, int]
    """Offsets of the narration between it and the next quotation (or the paragraph's end)."""
    inner: tuple[tuple[int, int], ...] = field(default=())
    """Offsets of the tags that interrupt it."""
    resumes: bool = False
    """It goes on with a quotation that the paragraph before left open."""

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def bare(self) -> bool:
        """Whether its paragraph is nothing but this quotation."""
        return len(self.lines) == len(self.paragraph.lines)


@dataclass(frozen=True, slots=True)
class Story:
    """The whole text with its paragraphs and units, in order."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    units: tuple[Unit, ...]

    def quoted(self, unit: Unit) -> str:
        """What the unit says, without the tags inside it."""
        return " ".join(line.text.strip() for line in unit.lines)

    def narration(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]


def read_story(text: str, chapters: Sequence[Sequence[Line]]) -> Story:
    """Group the lines of all chapters into paragraphs and units."""
    paragraphs: list[Paragraph] = []
    reset = True
    for lines in chapters:
        for _, group in groupby(lines, key=lambda line: line.paragraph):
            members = tuple(group)
            if members[0].kind in _RESETS:
                reset = True
            elif members[0].kind is Kind.NARRATION or members[0].kind in _SPEECHLIKE:
                number = len(paragraphs)
                paragraphs.append(Paragraph(number, members[0].chapter, members, reset))
                reset = False
    units: list[Unit] = []
    open_before = False
    for paragraph in paragraphs:
        new = _units(text, paragraph, open_before)
        units += new
        open_before = bool(new) and _is_left_open(new[-1].lines[-1])
    return Story(text, tuple(paragraphs), tuple(units))


def _is_left_open(line: Line) -> bool:
    said = line.text.strip()
    closing = {'"': '"', "“": "”", "‘": "’", "'": "'", "«": "»", "„": "“", "「": "」"}.get(said[:1])
    return closing is not None and (len(said) < 2 or said[-1] not in (closing, "”"))


def _units(text: str, paragraph: Paragraph, open_before: bool) -> list[Unit]:
    groups: list[list[Line]] = []
    previous: Line | None = None
    for line in paragraph.lines:
        if line.kind is not Kind.DIALOGUE:
            continue
        if previous is not None and _goes_on(text[previous.end : line.start], previous):
            groups[-1].append(line)
        else:
            groups.append([line])
        previous = line
    units = []
    for number, lines in enumerate(groups):
        left = groups[number - 1][-1].end if number else paragraph.start
        right = groups[number + 1][0].start if number + 1 < len(groups) else paragraph.end
        units.append(
            Unit(
                paragraph,
                tuple(lines),
                number == 0,
                number == len(groups) - 1,
                (left, lines[0].start),
                (lines[-1].end, right),
                tuple((a.end, b.start) for a, b in pairwise(lines)),
                open_before and number == 0 and lines[0].start == paragraph.start,
            )
        )
    return units


def _goes_on(between: str, quotation: Line) -> bool:
    """Whether narration between two quotations leaves its sentence open for the second one.

    Whether one person says both, rather: a new sentence that leads on ("Is it?" He said, "Yes.")
    a second subject ("No," said Ada, while Ron cried, "Yes.") or a conjunction ("No," said Ada, and
    "Yes," said Ron) may bring in somebody else.
    """
    words = between.strip()
    if not words:
        return False
    if words[-1] in '.!?…"”' or len(words) >= 200 or len(sentence_spans(words)) != 1:
        return False
    if (words[-1] in ",:" and _SECOND_SUBJECT.search(words)) or _JOINS.search(words):
        return False
    ended = quotation.text.strip().rstrip("\"”’'»*_")[-1:] in ".?!…"
    return not (ended and leads_on(words))


_JOINS = re.compile(r",\s+(?:and|while|but)$")
_SECOND_SUBJECT = re.compile(
    r"[a-z]{2,}\b.*(?:\bwhile|\bbut|\band|;|on which|to which)\s+(?:[A-Z]\w+|the\s[a-z]+)\b"
    r"(?:,[^,;]+,)?\s(?:[a-z]+\s){0,5}[a-z]+[,:]$"
)
