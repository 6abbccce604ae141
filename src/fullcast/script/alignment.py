"""Find the same lines in two versions of a text, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int, int]
"""Indexes of a line in two versions."""
Alike = Callable[[int, int], float]
"""How alike two lines of these indexes are, 0 to 1."""

_LARGEST_GAP = 1_000_000
"""Pairs of lines that are compared at most where nothing but repeated lines is left."""
_LARGEST_OPENING = 10_000
"""Pairs of lines between two pairs that are compared letter by letter at most."""
_CLOSE = 0.75
"""How alike two versions of a line are."""
_CLOSE_IN_PLACE = 0.7
"""The same, where the lines around them tell that they are in one place."""
_CLOSE_ANYWHERE = 0.85
"""The same, where nothing else tells."""
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


def align_close(pairs: Sequence[Pair], a: int, b: int, alike: Alike) -> list[Pair]:
    """Rising pairs of two versions of `a` and `b` lines, with lines between them that are close.

    `alike` tells how alike two lines are, 0 to 1. A line is paired with one of the same number of
    changed lines in the same place, or with the only one that is close.
    """
    found = list(pairs)
    for here, there in openings(pairs, a, b):
        if len(here) * len(there) <= _LARGEST_OPENING:
            found += _close(here, there, alike)
    return sorted(found)


def _close(here: Sequence[int], there: Sequence[int], alike: Alike) -> list[Pair]:
    if len(here) == len(there):
        straight = list(zip(here, there, strict=True))
        if all(alike(i, j) >= _CLOSE_IN_PLACE for i, j in straight):
            return straight
    return _rising(_only_ones(here, there, alike, _CLOSE))


def _only_ones(here: Sequence[int], there: Sequence[int], alike: Alike, least: float) -> list[Pair]:
    """Pairs that are at least so much alike, of lines that are like no other by far."""
    likes = {(i, j): alike(i, j) for i in here for j in there}
    return [
        (i, j)
        for (i, j), value in likes.items()
        if value >= least
        and all(likes[k, j] + _MARGIN <= value for k in here if k != i)
        and all(likes[i, k] + _MARGIN <= value for k in there if k != j)
    ]


def align_moved(
    a: Sequence[str], b: Sequence[str], pairs: Sequence[Pair], alike: Alike
) -> list[Pair]:
    """Pairs of lines that have none yet and are long enough to be the same wherever they stand.

    They are equal, or if few are left, much alike and like no other.
    """
    paired_a, paired_b = {i for i, _ in pairs}, {j for _, j in pairs}
    left_a = [i for i, line in enumerate(a) if i not in paired_a and len(line) >= _LONG]
    left_b = [j for j, line in enumerate(b) if j not in paired_b and len(line) >= _LONG]
    once_a, once_b = _single([a[i] for i in left_a]), _single([b[j] for j in left_b])
    found = [(left_a[n], left_b[once_b[line]]) for line, n in once_a.items() if line in once_b]
    left_a = [i for i in left_a if i not in {i for i, _ in found}]
    left_b = [j for j in left_b if j not in {j for _, j in found}]
    if len(left_a) * len(left_b) <= _LARGEST_OPENING:
        found += _only_ones(left_a, left_b, alike, _CLOSE_ANYWHERE)
    return found
