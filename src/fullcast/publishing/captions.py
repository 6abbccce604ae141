"""Captions: what is heard, cut into pieces that are read at a glance, with their times."""

from __future__ import annotations

import math
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fullcast.language.sentences import sentence_spans
from fullcast.model import NARRATOR, Kind, Line, TimedLine, Track
from fullcast.publishing.emphasis import plain
from fullcast.publishing.labels import one_line

WIDTH = 42
"""Characters of a caption's line; a caption has two. Netflix and the BBC ask for about as many."""
ROWS = 2

_LONGEST_NAME = 24
"""Characters of a speaker's name that make a caption's room smaller; else nothing would be left."""

_FLICKER = 120
"""Milliseconds without a caption between two of one line that are seen as a flicker."""

_CLAUSE = re.compile(r"[,;:–…][\"”’')\]]*(?=\s)|—[\"”’')\]]*|[，、。；！？」]")
_SPACE = re.compile(r"\s+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once, with its times in the track in milliseconds."""

    line: Line
    text: str
    start: int
    end: int
    """Later than `start`."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters of a text and the seconds in which they are heard."""

    first: int
    last: int
    start: float
    end: float

    def at(self, place: int) -> float:
        """When a place in it is reached, if all characters take the same time."""
        share = (place - self.first) / max(1, self.last - self.first)
        return self.start + (self.end - self.start) * share


def speaker_before(line: Line) -> str:
    """The speaker's name and a colon, for formats that have no other place for it.

    Nothing where the narrator speaks.
    """
    return f"{one_line(line.speaker)}: " if line.speaker not in (None, NARRATOR) else ""


def cues(track: Track, name: Callable[[Line], str] = lambda line: "") -> Iterator[Cue]:
    """All captions of a track, in order.

    A line that needs more than `ROWS` rows is cut where its sentences end, and a sentence where a
    clause or at least a word ends. Sentences have the times of the clips that speak them; the
    places within them are reckoned by their share of the characters. `name` gives what stands
    before the first caption of a line.
    """
    for timed in track.lines:
        text = plain(timed.line.text, timed.line.kind)
        prefix = name(timed.line)
        stretches, pieces = _stretches(text, timed), _pieces(text, prefix)
        starts = [round(1000 * _begins(stretches, first)) for first, _ in pieces]
        ends = [round(1000 * _ends(stretches, last)) for _, last in pieces]
        following = [*starts[1:], math.inf]
        for (first, last), start, end, after in zip(pieces, starts, ends, following, strict=True):
            shown = (prefix if first == 0 else "") + text[first:last]
            # What follows at once would else flicker.
            until = int(after) if after - end < _FLICKER else end
            yield Cue(timed.line, shown, start, max(until, start + 1))


def rows(text: str) -> list[str]:
    """A caption's text in rows of about equal length, none longer than `WIDTH`."""
    room = _width(text)
    most = len(textwrap.wrap(text, room))
    narrowest = -(-len(text) // max(1, most))
    for width in range(max(1, narrowest), room):
        wrapped = textwrap.wrap(text, width)
        if len(wrapped) == most:
            return wrapped
    return textwrap.wrap(text, room)


def _width(text: str) -> int:
    """The characters of a row: half as many where they are twice as wide, as in Chinese."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return WIDTH // 2 if 2 * wide > len(text) else WIDTH


def is_thought(line: Line) -> bool:
    """Whether somebody thinks the line."""
    return line.kind is Kind.THOUGHT


def _pieces(text: str, prefix: str) -> list[Span]:
    """Where the captions of a text begin and end, without the white space around them."""
    if _fits(text, 0, len(text), prefix):
        return [(0, len(text))] if text else []
    found: list[Span] = []
    for first, last in sentence_spans(text):
        if found and _fits(text, found[-1][0], last, prefix):
            found[-1] = found[-1][0], last
        else:
            found.append((first, last))
    return [piece for span in found for piece in _cut(text, span, prefix)]


def _fits(text: str, first: int, last: int, prefix: str) -> bool:
    shown = (prefix[:_LONGEST_NAME] if first == 0 else "") + text[first:last]
    return len(textwrap.wrap(shown, _width(shown))) <= ROWS


def _cut(text: str, span: Span, prefix: str) -> list[Span]:
    """A sentence in pieces that fit, of about equal length."""
    first, last = span
    if last - first < WIDTH // 4 or _fits(text, first, last, prefix):
        return [span]
    place = _place(text, first, last)
    after = place + len(text[place:last]) - len(text[place:last].lstrip())
    before = first + len(text[first:place].rstrip())
    return [*_cut(text, (first, before), prefix), *_cut(text, (after, last), prefix)]


def _place(text: str, first: int, last: int) -> int:
    """Where to cut: near the middle, behind a clause if there is one, else behind a word."""
    middle, margin = (first + last) // 2, (last - first) // 4
    for ends in (_CLAUSE, _SPACE):
        places = [match.end() for match in ends.finditer(text, first + margin, last - margin)]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    return middle


def _stretches(text: str, timed: TimedLine) -> Sequence[_Stretch]:
    """What of a text is heard when.

    There is a clip a sentence. What is spoken is not always cut like what is written ("No. 5" is
    "number five"); then the clips share the characters by their length.
    """
    clips = timed.clips or ((timed.start, timed.end),)
    spans = sentence_spans(text)
    if len(spans) != len(clips):
        spans = _shares(len(text), clips)
    return [_Stretch(*span, *clip) for span, clip in zip(spans, clips, strict=True)]


def _shares(length: int, clips: Sequence[tuple[float, float]]) -> list[Span]:
    whole = sum(end - start for start, end in clips) or 1.0
    spans, spent, first = [], 0.0, 0
    for start, end in clips:
        spent += end - start
        last = round(length * spent / whole)
        spans.append((first, last))
        first = last
    return spans


def _begins(stretches: Sequence[_Stretch], place: int) -> float:
    """When what stands behind a place is first heard."""
    for stretch in stretches:
        if place < stretch.last:
            return stretch.at(max(place, stretch.first))
    return stretches[-1].end


def _ends(stretches: Sequence[_Stretch], place: int) -> float:
    """When what stands before a place was last heard."""
    for stretch in reversed(stretches):
        if place > stretch.first:
            return stretch.at(min(place, stretch.last))
    return stretches[0].start
