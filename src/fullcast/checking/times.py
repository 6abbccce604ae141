"""Whether the lines of a chapter follow each other, are as long as their words, and are heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from fullcast.checking.findings import AGAIN, Finding, clock, count_of, shortened
from fullcast.checking.manifest import ManifestChapter, ManifestLine

SLACK = 0.05
"""Seconds that a decoder may differ by."""
FASTEST = 3.0
"""A line is not spoken this many times faster than its voice's pace."""
SLOWEST, SLOWEST_EXTRA = 3.0, 3.0
"""Nor so many times slower and so many seconds more: short lines are drawn out, or spelt."""
SHORTEST = 0.3
"""Seconds that a line of few letters may lack."""
QUIET = -55.0
"""dBFS below which there is no speech, at the ordinary level. Speech at -20 LUFS lies some 30 dB
above it, its softest consonants among louder ones."""
HUSH = 1.5
"""Seconds of silence within a sentence that a voice may make by itself, as at a dash."""

_Levels = npt.NDArray[np.float32]
_Heard = tuple[ManifestLine, float, float]


def _heard(chapter: ManifestChapter) -> Iterator[_Heard]:
    """The lines that have times."""
    for line in chapter.lines:
        if line.start is not None and line.end is not None:
            yield line, line.start, line.end


def unspoken(chapter: ManifestChapter) -> list[Finding]:
    """Lines that could not be spoken when the chapter was made, which named them too."""
    return [
        Finding(
            "unspoken-line",
            chapter.file or "",
            f"lacks words of {shortened(line.text)} ({line.speaker}), which could not be spoken "
            f"({line.error}): {AGAIN}",
            chapter.number,
            line.start,
            line.text,
        )
        for line in chapter.lines
        if line.error is not None
    ]


def order(chapter: ManifestChapter) -> list[Finding]:
    """Lines that overlap, or lie beyond the end of their file."""
    clock_at = 0.0
    for line, start, end in _heard(chapter):
        if start < clock_at - SLACK or end <= start or end > chapter.seconds + SLACK:
            message = (
                f"has {shortened(line.text)} from {clock(start)} to {clock(end)}, which is before "
                f"the line above it or beyond the end: {AGAIN}"
            )
            return [
                Finding("line-order", chapter.file or "", message, chapter.number, start, line.text)
            ]
        clock_at = end
    return []


def pace(chapter: ManifestChapter) -> list[Finding]:
    """Lines that are far longer or shorter than their words."""
    found = []
    for line, start, end in _heard(chapter):
        lasts = end - start
        if line.error is not None:
            continue
        too_short = lasts * FASTEST + SHORTEST < line.expected
        if too_short or lasts > line.expected * SLOWEST + SLOWEST_EXTRA:
            message = (
                f"says {shortened(line.text)} ({line.speaker}) in {lasts:.1f} s at {clock(start)}, "
                f"where about {line.expected:.1f} s are usual: listen to it, and if words are "
                f"missing or repeated, give {line.speaker} another voice"
            )
            kind = "short-line" if too_short else "long-line"
            found.append(
                Finding(kind, chapter.file or "", message, chapter.number, start, line.text)
            )
    return found


def silence(chapter: ManifestChapter, levels: _Levels, step: float, pause: float) -> list[Finding]:
    """Lines that are not heard, or hold a gap; `levels` are the effective values of each `step`.

    `pause` is that between two sentences, in seconds.
    """
    silent: dict[str, list[_Heard]] = {}
    gaps: list[Finding] = []
    for line, start, end in _heard(chapter):
        if line.error is not None:
            continue
        quiet = 10 ** ((QUIET + min(0.0, line.level)) / 20)
        within = levels[round(start / step) : max(round(end / step), round(start / step) + 1)]
        sounding = within >= quiet
        if not sounding.any():
            silent.setdefault(line.speaker, []).append((line, start, end))
            continue
        place, length = _longest_gap(sounding)
        if length * step > pause + HUSH:
            gaps.append(_gap(chapter, line, start + place * step, length * step))
    return [*(_silent(chapter, lines) for lines in silent.values()), *gaps]


def _longest_gap(sounding: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Where the longest run of silence begins, and how long it is."""
    edges = np.flatnonzero(np.diff(np.concatenate([[True], sounding, [True]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0, 0
    longest = int(np.argmax(ends - starts))
    return int(starts[longest]), int(ends[longest] - starts[longest])


def _silent(chapter: ManifestChapter, lines: Sequence[_Heard]) -> Finding:
    line, start, _ = lines[0]
    remedy = f"{AGAIN}; if it stays so, give {line.speaker} another voice"
    what = f"is silent where {line.speaker} says {shortened(line.text)} at {clock(start)}"
    if len(lines) > 1:
        what += f", and in {count_of(len(lines) - 1, 'more line')} of {line.speaker}"
    message = f"{what}: {remedy}"
    return Finding("silent-line", chapter.file or "", message, chapter.number, start, line.text)


def _gap(chapter: ManifestChapter, line: ManifestLine, at: float, length: float) -> Finding:
    message = (
        f"has {length:.1f} s of silence at {clock(at)}, within {shortened(line.text)} "
        f"({line.speaker}): {AGAIN}; if it stays so, give {line.speaker} another voice"
    )
    return Finding("gap", chapter.file or "", message, chapter.number, at, line.text)
