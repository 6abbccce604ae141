"""What of a story its cast is heard by: telling lines of each, and the busiest conversation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from fullcast import recording
from fullcast import script as scripts
from fullcast.model import NARRATOR, Kind, Pauses
from fullcast.recording import CueSheet, Part

LINES = 3
"""How many lines somebody is heard by, at most."""
SHORTEST, BEST, LONGEST = 1.5, 5.0, 8.0
"""Seconds of a line: enough to know a voice by, and not so much that one tires of it."""
CONVERSATION = 65.0
"""Seconds of the conversation, at most, as they are estimated: natural voices take a fifth less."""
_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLOSERS = " \t\r\n\"'”’»«“‘」』)]*_"
_PROSE = (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)


def lines_of(parts: Iterable[Part], speaker: str) -> tuple[Part, ...]:
    """What is heard of a speaker: their dialogue, or else their thoughts; narration of NARRATOR."""
    own = [part for part in parts if part.jobs and part.line.speaker == speaker]
    for kind in (Kind.NARRATION,) if speaker == NARRATOR else (Kind.DIALOGUE, Kind.THOUGHT):
        found = tuple(part for part in own if part.line.kind is kind)
        if found:
            return found
    return tuple(own)


def telling(lines: Iterable[Part]) -> tuple[Part, ...]:
    """A few of a speaker's lines, in order: from the beginning, the middle and the end.

    Sure speakers come before doubtful ones, whole sentences before pieces, and a length that tells
    how somebody sounds before any other. Of a line that is too long the first sentences are taken.
    """
    parts = [_shortened(part) for part in lines]
    good = [at for at, part in enumerate(parts) if _is_good(part)]

    def cost(at: int) -> tuple[bool, bool, float, int]:
        part = parts[at]
        off = abs(recording.estimate([part]) - BEST)
        return not _is_sure(part), not _is_sentence(part), off, at

    if len(good) < LINES:
        chosen = sorted(range(len(parts)), key=cost)[:LINES]
    else:
        cuts = [round(len(good) * cut / LINES) for cut in range(LINES + 1)]
        chosen = [min(good[start:end], key=cost) for start, end in pairwise(cuts)]
    return tuple(parts[at] for at in sorted(chosen))


def _shortened(part: Part) -> Part:
    """The first sentences of a part, so many as last no longer than LONGEST; at least one."""
    kept = part
    while len(kept.jobs) > 1 and recording.estimate([kept]) > LONGEST:
        kept = replace(kept, jobs=kept.jobs[:-1])
    return kept


def _is_good(part: Part) -> bool:
    return (
        _is_sure(part) and _is_sentence(part) and SHORTEST <= recording.estimate([part]) <= LONGEST
    )


def _is_sentence(part: Part) -> bool:
    """Whether it begins and ends as a sentence does; what a tag interrupts does not."""
    letter = next((char for char in part.line.text if char.isalnum()), "")
    return not letter.islower() and part.line.text.rstrip(_CLOSERS).endswith(_ENDS)


def _is_sure(part: Part) -> bool:
    return not scripts.is_doubtful(part.line)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One of a stretch of prose: what is heard of it, how long, and who is surely heard in it."""

    parts: tuple[Part, ...]
    seconds: float
    """With the pause behind it."""
    speakers: tuple[str, ...]
    """Of its dialogue, in order."""


def busiest(
    sheets: Iterable[CueSheet], pauses: Pauses, among: Collection[str] = ()
) -> tuple[Part, ...]:
    """The conversation in which most people take most turns; empty if no two talk together.

    It is a run of whole paragraphs of one scene that begins and ends with somebody speaking and
    lasts CONVERSATION at most, with the narration within. Weighed is the number of speakers times
    that of turns; only lines of sure speakers count. If `among` names anybody, one of them speaks.
    """
    best: tuple[int, Sequence[_Paragraph]] = 0, ()
    for sheet in sheets:
        for scene in _scenes(sheet.parts):
            paragraphs = [_paragraph(parts, pauses) for parts in scene]
            for start in range(len(paragraphs)):
                run = _run_from(paragraphs, start)
                weight = _weight(run, among)
                if weight > best[0]:
                    best = weight, run
    return tuple(part for paragraph in best[1] for part in paragraph.parts)


def _scenes(parts: Iterable[Part]) -> Iterator[list[tuple[Part, ...]]]:
    """The paragraphs between breaks, headings and markers; what is not spoken is left out."""
    for is_prose, run in groupby(
        (part for part in parts if part.line.spoken or part.line.kind is Kind.BREAK),
        lambda part: part.line.kind in _PROSE,
    ):
        if is_prose:
            yield [tuple(each) for _, each in groupby(run, lambda part: part.line.paragraph)]


def _paragraph(parts: tuple[Part, ...], pauses: Pauses) -> _Paragraph:
    inner = replace(pauses, start=0.0, end=pauses.paragraph)
    speakers = tuple(
        part.line.speaker
        for part in parts
        if part.line.kind is Kind.DIALOGUE and part.line.speaker and _is_sure(part)
    )
    return _Paragraph(parts, recording.length(CueSheet(0, "", parts), inner), speakers)


def _run_from(paragraphs: Sequence[_Paragraph], start: int) -> Sequence[_Paragraph]:
    """The longest run from there that is short enough and begins and ends with a speaker."""
    if not paragraphs[start].speakers:
        return ()
    seconds, end = 0.0, start
    for at in range(start, len(paragraphs)):
        seconds += paragraphs[at].seconds
        if seconds > CONVERSATION:
            break
        if paragraphs[at].speakers:
            end = at + 1
    return paragraphs[start:end]


def _weight(run: Sequence[_Paragraph], among: Collection[str]) -> int:
    said = [name for paragraph in run for name in paragraph.speakers]
    people = set(said)
    if len(people) < 2 or (among and people.isdisjoint(among)):
        return 0
    turns = [name for name, _ in groupby(said)]
    return len(people) * len(turns)
