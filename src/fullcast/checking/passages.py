"""What a recogniser listens to at once: whole lines, as many as its window holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fullcast.checking.manifest import ManifestChapter, ManifestLine

LEAD, TAIL = 0.15, 0.25
"""Seconds before and after the words that are listened to as well."""
_SHORTEST_CUT = 0.5
"""Part of the window before which a long line is not cut."""
_HUSH = 0.15
"""Seconds over which the quietest place of a long line is looked for: a pause, not a stop within a
word."""

Span = tuple[float, float]
Levels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one chapter that follow each other, and the pieces of sound that hold them."""

    chapter: int
    lines: tuple[ManifestLine, ...]
    spans: tuple[Span, ...]
    """Seconds in the chapter's file; several for a line that is longer than the window."""

    @property
    def seconds(self) -> float:
        """Of sound."""
        return sum(end - start for start, end in self.spans)


def passages(
    chapter: ManifestChapter, levels: Levels, step: float, longest: float
) -> list[Passage]:
    """A chapter's lines in passages; `levels` are the effective values of each `step` in seconds.

    No piece of sound is longer than `longest` seconds; a line that is longer is cut where it is
    quietest.
    """
    found: list[Passage] = []
    waiting: list[ManifestLine] = []
    for line in chapter.lines:
        if line.start is None or line.end is None or line.end <= line.start:
            continue
        if waiting and span_of(waiting, line)[1] - span_of(waiting)[0] > longest:
            found.append(_passage(chapter, waiting, levels, step, longest))
            waiting = []
        waiting.append(line)
    if waiting:
        found.append(_passage(chapter, waiting, levels, step, longest))
    return found


def span_of(lines: Sequence[ManifestLine], last: ManifestLine | None = None) -> Span:
    """Where lines are heard, or these and one more."""
    final = last or lines[-1]
    return max(0.0, (lines[0].start or 0.0) - LEAD), (final.end or 0.0) + TAIL


def _passage(
    chapter: ManifestChapter,
    lines: Sequence[ManifestLine],
    levels: Levels,
    step: float,
    longest: float,
) -> Passage:
    return Passage(chapter.number, tuple(lines), tuple(cut(span_of(lines), levels, step, longest)))


def cut(span: Span, levels: Levels, step: float, longest: float) -> list[Span]:
    """A stretch of sound in pieces of at most `longest` seconds, cut where it is quietest."""
    start, end = span
    pieces = []
    while end - start > longest:
        first = round((start + longest * _SHORTEST_CUT) / step)
        within = levels[first : round((start + longest) / step)]
        width = max(1, round(_HUSH / step))
        place = start + longest
        if len(within) > width:
            calm = np.convolve(within.astype(np.float64) ** 2, np.ones(width), "valid")
            place = (first + int(calm.argmin()) + width / 2) * step
        pieces.append((start, place))
        start = place
    return [*pieces, (start, end)]


def sampled(found: Sequence[Passage], seconds: float) -> list[Passage]:
    """Passages of about so many seconds altogether, spread evenly over all of them."""
    total = sum(passage.seconds for passage in found)
    if seconds >= total:
        return list(found)
    count = max(1, round(len(found) * seconds / total))
    return [found[int((place + 0.5) * len(found) / count)] for place in range(count)]
