"""Find the same lines in two versions of a text, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

_LARGEST_GAP = 1_000_000
"""Pairs of lines that are compared at most where nothing but repeated lines is left."""


def align(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indexes of equal lines, both rising.

    This is patience diff (Bram Cohen): lines that stand once in either version anchor the rest,
    and so again between two anchors. Where none is left, difflib compares. Unlike difflib alone
    it is fast where lines like "he said." come a thousand times, and a repeated line is paired
    with the one in the same surroundings.
    """
    pairs: list[tuple[int, int]] = []
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


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """The longest rising series of lines that stand exactly once in either version."""
    once_a, once_b = _single(a), _single(b)
    common = sorted((i, once_b[line]) for line, i in once_a.items() if line in once_b)
    ends: list[int] = []
    last: list[int] = []
    before = [-1] * len(common)
    for n, (_, j) in enumerate(common):
        length = bisect_left(ends, j)
        before[n] = last[length - 1] if length else -1
        ends[length : length + 1] = [j]
        last[length : length + 1] = [n]
    series: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        series.append(common[n])
        n = before[n]
    return series[::-1]


def _single(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: i for i, line in enumerate(lines) if counts[line] == 1}


def _compare(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
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
