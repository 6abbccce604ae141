"""Find the same lines in two versions of a text, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]
"""Indexes of a line in two versions."""

_LARGEST_GAP = 1_000_000
"""Pairs of lines that are compared at most where nothing but repeated lines is left."""
_LARGEST_OPENING = 10_000
"""Pairs of lines between two pairs that are compared letter by letter at most."""
_CLOSE = 0.75
"""How alike two versions of a line are."""
_CLOSE_IN_PLACE = 0.7
"""The same, where the lines around them tell that they are in one place."""
_MARGIN = 0.1
"""How much less alike all others must be."""
_LONG = 20
"""Characters of a line that is the same one wherever it stands."""


def align(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Pairs of indexes of equal lines, both rising.

    This is patience diff (Bram Cohen): lines that stand once in either version anchor the rest,
    and so again between two anchors. Where none is left, difflib compares. Unlike difflib alone
    it is fast where lines like "he said." come a thousand times, and a repeated line is paired
    with the one in the same surroundings.
    """
    pairs: list[Pair] = []
    gaps = [(0, len(a), 0, len(b))]
    while gaps:
        a_start, a_end, b_start, b_end = gaps.pop()
        here, there = a[a_start:a_end], b[b_start:b_end]
        anchors = _anchors(here, there)
        if not anchors:
            pairs += [(a_start + i, b_start + j) for i, j in _compare(here, there)]
            continue
        at, to = a_start, b_start
        for i, j in [*anchors, (len(here), len(there))]:
            if at < a_start + i and to < b_start + j:
                gaps.append((at, a_start + i, to, b_start + j))
            at, to = a_start + i + 1, b_start + j + 1
        pairs += [(a_start + i, b_start + j) for i, j in anchors]
    return sorted(pairs)


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """The longest rising series of lines that stand exactly once in either version."""
    once_a, once_b = _single(a), _single(b)
    return _rising([(i, once_b[line]) for line, i in once_a.items() if line in once_b])


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest series of pairs in which both indexes rise."""
    common = sorted(pairs)
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(common)
    for n, (_, j) in enumerate(common):
        length = bisect_left(ends, j)
        before[n] = last[length - 1] if length else -1
        ends[length : length + 1] = [j]
        last[length : length + 1] = [n]
    series: list[Pair] = []
    n = last[-1] if last else -1
    while n >= 0:
        series.append(common[n])
        n = before[n]
    return series[::-1]


def _single(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: i for i, line in enumerate(lines) if counts[line] == 1}


def _compare(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Pairs of lines where none stands once: equal ends first, then what difflib finds."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    pairs = [(i, i) for i in range(start)]
    pairs += [(len(a) - n, len(b) - n) for n in range(1, end + 1)]
    here, there = a[start : len(a) - end], b[start : len(b) - end]
    if len(here) * len(there) <= _LARGEST_GAP:
        for block in SequenceMatcher(a=here, b=there, autojunk=False).get_matching_blocks():
            pairs += [(start + block.a + k, start + block.b + k) for k in range(block.size)]
    return pairs


def openings(pairs: Sequence[Pair], a: int, b: int) -> Iterator[tuple[range, range]]:
    """What is left between pairs of two versions of `a` and `b` lines, where either has some."""
    at, to = 0, 0
    for i, j in [*pairs, (a, b)]:
        if at < i and to < j:
            yield range(at, i), range(to, j)
        at, to = i + 1, j + 1


def align_close(
    pairs: Sequence[Pair], a: int, b: int, alike: Callable[[int, int], float]
) -> list[Pair]:
    """Rising pairs of two versions of `a` and `b` lines, with lines between them that are close.

    `alike` tells how alike two lines are, 0 to 1. A line is paired with one of the same number of
    changed lines in the same place, or with the only one that is close.
    """
    found = list(pairs)
    for here, there in openings(pairs, a, b):
        if len(here) * len(there) <= _LARGEST_OPENING:
            found += _close(here, there, alike)
    return sorted(found)


def _close(here: range, there: range, alike: Callable[[int, int], float]) -> list[Pair]:
    if len(here) == len(there):
        straight = list(zip(here, there, strict=True))
        if all(alike(i, j) >= _CLOSE_IN_PLACE for i, j in straight):
            return straight
    likes = {(i, j): alike(i, j) for i in here for j in there}
    best = {pair: value for pair, value in likes.items() if value >= _CLOSE}
    single = [
        (i, j)
        for i, j in best
        if all(
            value + _MARGIN <= best[i, j] for (k, m), value in likes.items() if (k == i) != (m == j)
        )
    ]
    return _rising(single)


def align_moved(a: Sequence[str], b: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs of equal lines, long enough to be the same, that have no pair yet and no double."""
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    once_a = _single(["" if i in paired_a else line for i, line in enumerate(a)])
    once_b = _single(["" if j in paired_b else line for j, line in enumerate(b)])
    return [
        (i, once_b[line]) for line, i in once_a.items() if len(line) >= _LONG and line in once_b
    ]
