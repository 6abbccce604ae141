"""Find the lines of a script file in a story that may have changed since."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from fullcast.model import FRONT, Kind, Line, Script
from fullcast.script.alignment import align, align_close, align_moved, openings
from fullcast.script.files import WrittenLine, folded
from fullcast.script.likeness import likeness

_PLAIN = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚‹›", "'") | {"–": "—"})
_SPOKEN = (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)
_NAMED = re.compile(r"\s*[^:]{1,60}:\s*")
_NOWHERE = "\0"
"""The words of a line that is none of the story."""
_FEW = 100
"""Pairs of lines among which joined ones are looked for."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Which line of a script file is which line of the story."""

    lines: tuple[Line, ...]
    written: tuple[WrittenLine, ...]
    pairs: tuple[tuple[int, int], ...]
    """Indexes of a line and a written line, by the line."""
    holds: tuple[tuple[int, int], ...] = ()
    """Indexes of a line, and of a written line that holds it and the line behind it."""

    def homeless(self) -> tuple[WrittenLine, ...]:
        """The lines of the file that are not in the story."""
        housed = {j for _, j in self.pairs}
        return tuple(line for j, line in enumerate(self.written) if j not in housed)

    def both(self) -> Iterator[tuple[Line, WrittenLine]]:
        """The lines of the story that the file has, with the file's."""
        return ((self.lines[i], self.written[j]) for i, j in self.pairs)

    def joined(self) -> Iterator[tuple[Line, WrittenLine]]:
        """The lines of the file that hold several of the story, each with the first of them."""
        return ((self.lines[i], self.written[j]) for i, j in self.holds)

    def missing(self) -> Iterator[tuple[Line, WrittenLine | None]]:
        """The lines that the file lacks, each with the file's line behind which it would stand."""
        there = dict(self.pairs)
        held = {k for i, _ in self.holds for k in (i, i + 1)}
        behind: WrittenLine | None = None
        for i, line in enumerate(self.lines):
            if i in there:
                behind = self.written[there[i]]
            elif i not in held:
                yield line, behind


def match(script: Script, written: Sequence[WrittenLine]) -> Matching:
    """Pair the lines of a story with those of a file.

    Lines are paired by their words and their order; then those whose words all but agree, where
    only one can be meant; then long ones that moved. Quotation marks of any shape are the same.
    """
    lines = script.lines
    ours = [_key(line.text) for line in lines]
    titles = {folded(chapter.title) for chapter in script.chapters}
    theirs = [_NOWHERE if is_title(line, titles) else _key(line.text) for line in written]

    def alike(i: int, j: int) -> float:
        if theirs[j] == _NOWHERE or not of_one_sort(lines[i].kind, written[j].kind):
            return 0.0
        return likeness(ours[i], theirs[j])

    pairs = align(ours, theirs)
    joined = list(_joined(ours, theirs, pairs))
    held = {j for _, j in joined}
    left = ["" if j in held else key for j, key in enumerate(theirs)]
    pairs = [
        pair for pair in align_close(pairs, len(ours), len(theirs), alike) if pair[1] not in held
    ]
    pairs = sorted([*pairs, *align_moved(ours, left, pairs, alike)])
    return Matching(lines, tuple(written), tuple(pairs), tuple(joined))


def of_one_sort(one: Kind, other: Kind) -> bool:
    """Whether two lines may be the same, one of which was taken for another kind.

    A user may make speech of narration; and what front matter is, Fullcast may see better now.
    """
    return one is other or any(one in sort and other in sort for sort in (_SPOKEN, FRONT))


def is_title(line: WrittenLine, titles: Collection[str]) -> bool:
    """Whether a line of a file is the title of a chapter without its mark, "Chapter 1: Rain"."""
    return f"{line.speaker}: {line.text}" in titles


def same_words(line: Line, written: WrittenLine) -> bool:
    """Whether a line of a file has the words of one of the story."""
    return _key(line.text) == _key(written.text)


def _key(text: str) -> str:
    """What two versions of a line have in common that differ in their typography alone."""
    return folded(text).translate(_PLAIN)


def _joined(
    ours: Sequence[str], theirs: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Lines of ours with one of theirs that holds them and at least the line behind them."""
    for ours_open, theirs_open in openings(pairs, len(ours), len(theirs)):
        if len(ours_open) * len(theirs_open) > _FEW:
            continue
        for j in theirs_open:
            for i in ours_open[:-1]:
                if not theirs[j].startswith(ours[i]):
                    continue
                rest = theirs[j][len(ours[i]) :].strip()
                named = _NAMED.match(rest)
                if any(
                    each.startswith(ours[i + 1])
                    for each in (rest, rest[named.end() :] if named else rest)
                ):
                    yield i, j
                    break
