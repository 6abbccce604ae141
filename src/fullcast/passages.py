"""The lines of a chapter in their places: the pause before each, and where the sound may be cut.

A chapter is mastered and encoded in passages of some half a minute. Each depends on nothing but
its own lines, so that a change to one of them leaves all others as they are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fullcast import mastering
from fullcast.model import Job, Pauses
from fullcast.recording import CueSheet, Part

SHORTEST, LONGEST = 200, 500
"""Characters of a passage; only where there is no long enough pause, it is longer."""

CUT = 0.2
"""Seconds of the shortest pause in which two passages may meet.

Half of it belongs to each; what is left of that beside the edges of the clips, a frame and more
of MP3, is silence.
"""

_EVERY = 4
"""One place in so many is chosen for a cut, by what is said before it: where lines are put in or
taken out, the passages behind them stay the same."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A line that is heard, in its place."""

    part: Part
    pauses: tuple[float, ...]
    """Seconds before each of its sentences."""

    @property
    def pause(self) -> float:
        """Seconds before the first."""
        return self.pauses[0]


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that are heard on end."""

    cues: tuple[Cue, ...]
    after: float
    """Seconds of silence behind the last line."""
    final: bool
    """Whether a file ends with it."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All its sentences, in order."""
        return tuple(job for cue in self.cues for job in cue.part.jobs)


def cues(parts: Iterable[Part], pauses: Pauses) -> Iterator[Cue]:
    """The lines that are heard."""
    pacing = mastering.Pacing(pauses)
    for part in parts:
        before = pacing.before(part.line, len(part.jobs))
        if before:
            yield Cue(part, before)


def passages(sheet: CueSheet, pauses: Pauses) -> Iterator[Passage]:
    """The passages of a chapter; none if nothing is heard in it."""
    held: list[Cue] = []
    length = 0
    for cue in cues(sheet.parts, pauses):
        if held and cue.pause >= CUT and _ends(held[-1].part, length):
            yield Passage(tuple(held), cue.pause / 2, final=False)
            held, length = [Cue(cue.part, (cue.pause / 2, *cue.pauses[1:]))], 0
        else:
            held.append(cue)
        length += len(cue.part.line.text)
    if held:
        yield Passage(tuple(held), pauses.end, final=True)


def _ends(part: Part, length: int) -> bool:
    """Whether a passage of so many characters ends with this line."""
    chosen = zlib.crc32(part.line.text.encode("utf-8", "surrogatepass")) % _EVERY == 0
    return length >= LONGEST or (length >= SHORTEST and chosen)
