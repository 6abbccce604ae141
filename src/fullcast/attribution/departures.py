"""Who has left: whoever has gone out of the door answers nobody any more."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fullcast.attribution.cues import CueFinder
from fullcast.attribution.people import People
from fullcast.attribution.phrases import behind_conjunction
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Mention, SubjectKind
from fullcast.language.leaving import LEAVES, has_left
from fullcast.language.sentences import sentence_spans
from fullcast.model import Gender, Kind

_HE = re.compile(r"\b[Hh]e\b")
_SHE = re.compile(r"\b[Ss]he\b")
_REACH = 3000
"""Characters for which somebody is known to be gone."""
_NEAREST = 400
"""Characters before a pronoun in which the last name of its gender is looked for."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody leaves."""

    person: int
    start: int
    """Offset of the sentence that says so,"""
    end: int
    over: bool
    """and whether it is over before what stands behind it ("he had gone")."""


class Departures:
    """Who has left before a place in a story, and has not been spoken of since."""

    def __init__(self, story: Story, people: People, finder: CueFinder) -> None:
        self._text = story.text
        self._people = people
        self._narration = [
            (line.start, line.end)
            for paragraph in story.paragraphs
            for line in paragraph.lines
            if line.kind is Kind.NARRATION
        ]
        self._all = list(self._find(finder))
        self._starts = [d.start for d in self._all]

    def gone(self, at: int, paragraph: int) -> dict[int, bool]:
        """Those who have left before an offset, with whether a pluperfect says so.

        paragraph: where the paragraph of the offset begins; what is told in it may go on there.
        """
        found: dict[int, bool] = {}
        low = bisect_left(self._starts, at - _REACH)
        for departure in self._all[low : bisect_right(self._starts, at)]:
            earlier = departure.end <= paragraph or (departure.over and departure.end <= at)
            if earlier and not self._is_back(departure, at):
                found[departure.person] = departure.over
        return found

    def _is_back(self, departure: Departure, at: int) -> bool:
        """Whether the narration up to an offset speaks of them again, by name or as "he"."""
        leaning = self._people.persons[departure.person].leaning
        for start, end in self._between(departure.end, at):
            if any(m.character == departure.person for m in self._mentions(start, end)):
                return True
            told = self._text[start:end]
            if (leaning > -0.2 and _HE.search(told)) or (leaning < 0.2 and _SHE.search(told)):
                return True
        return False

    def _between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The narration between two offsets."""
        first = bisect_right(self._narration, (start, 0)) - 1
        for a, b in self._narration[max(0, first) :]:
            if a >= end:
                break
            if b > start:
                yield max(a, start), min(b, end)

    def _mentions(self, start: int, end: int) -> Sequence[Mention]:
        mentions = self._people.mentions
        low = bisect_left(mentions, start, key=lambda m: m.start)
        return mentions[low : bisect_left(mentions, end, key=lambda m: m.start)]

    def _find(self, finder: CueFinder) -> Iterator[Departure]:
        for start, end in self._narration:
            if not LEAVES.search(self._text, start, end):
                continue
            for a, b in sentence_spans(self._text[start:end]):
                verb = LEAVES.search(self._text, start + a, start + b)
                who = self._who(finder, start + a, verb.start()) if verb else None
                if verb and who is not None:
                    yield Departure(who, start + a, start + b, has_left(verb))

    def _who(self, finder: CueFinder, start: int, verb: int) -> int | None:
        """Who leaves in a sentence that begins at `start`."""
        subject = finder.subject_of(behind_conjunction(self._text, start, verb), verb)
        if subject is None or subject.kind is not SubjectKind.PRONOUN:
            return None if subject is None else subject.character
        sign = 1.0 if subject.gender is Gender.MALE else -1.0
        for mention in reversed(self._mentions(subject.start - _NEAREST, subject.start)):
            if self._people.persons[mention.character].leaning * sign > 0:
                return mention.character
        return None
