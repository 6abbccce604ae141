"""Whether a track is as loud as it is meant to be, and nowhere distorted."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fullcast.checking.findings import AGAIN, Finding, clock
from fullcast.checking.manifest import ManifestChapter
from fullcast.model import Measurement

TOLERANCE = 3.0
"""LU that a chapter may be off: voices are levelled by one passage each, and speak others."""
SHORT_TOLERANCE, SHORT = 6.0, 15.0
"""LU for a chapter that has fewer seconds of speech than this."""
HIGHEST_PEAK = -1.0
"""dBTP: above it, players and further coding may distort (EBU R 128)."""
LENGTH_SLACK = 0.1
"""Seconds that a decoder may add or leave out."""


def length(chapter: ManifestChapter, sound: Measurement) -> list[Finding]:
    """Whether a track lasts as long as it did when it was made."""
    if abs(sound.seconds - chapter.seconds) <= LENGTH_SLACK:
        return []
    message = f"lasts {clock(sound.seconds)} and was made with {clock(chapter.seconds)}: {AGAIN}"
    return [Finding("length", chapter.file or "", message, chapter.number, sound.seconds)]


def loudness(chapter: ManifestChapter, sound: Measurement, target: float) -> list[Finding]:
    """Whether a track is as loud as meant: `target` in LUFS, changed by what its lines are."""
    file, number = chapter.file or "", chapter.number
    if not math.isfinite(sound.loudness):
        return [Finding("silent", file, f"is silent from beginning to end: {AGAIN}", number)]
    heard = [
        (line.end - line.start, line.level)
        for line in chapter.lines
        if line.start is not None and line.end is not None and line.end > line.start
    ]
    tolerance = TOLERANCE if sum(lasts for lasts, _ in heard) >= SHORT else SHORT_TOLERANCE
    highest = target + _mean(heard)
    # What is turned up is held down by the limiter, the more the higher it is.
    lowest = target + _mean([(lasts, min(0.0, level)) for lasts, level in heard])
    if lowest - tolerance <= sound.loudness <= highest + tolerance:
        return []
    what, aim = ("loud", highest) if sound.loudness > highest else ("soft", lowest)
    message = f"is too {what}: {sound.loudness:.1f} LUFS, not about {aim:.0f} LUFS: {AGAIN}"
    return [Finding(f"too-{what}", file, message, number)]


def _mean(heard: Sequence[tuple[float, float]]) -> float:
    """The mean power of levels in dB, each of which lasts so many seconds, in dB."""
    seconds = sum(lasts for lasts, _ in heard)
    if not seconds:
        return 0.0
    return 10 * math.log10(sum(lasts * 10 ** (level / 10) for lasts, level in heard) / seconds)


def peak(chapter: ManifestChapter, sound: Measurement) -> list[Finding]:
    """Whether a track is distorted, or about to be."""
    if sound.true_peak <= HIGHEST_PEAK:
        return []
    place = f"{sound.true_peak:+.1f} dB of full scale at {clock(sound.peak_at)}"
    what = "is clipped: it reaches" if sound.true_peak >= 0 else "is nearly clipped: it reaches"
    message = f"{what} {place}, and at most {HIGHEST_PEAK:.0f} dB are good: {AGAIN}"
    return [Finding("clipping", chapter.file or "", message, chapter.number, sound.peak_at)]
