"""Equal lines of two versions are paired in order, repeated ones by their surroundings."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.script.alignment import align


@pytest.mark.parametrize(
    ("a", "b", "pairs"),
    [
        ("", "", []),
        ("abc", "", []),
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "xaybzc", [(0, 1), (1, 3), (2, 5)]),
        ("aybxc", "abc", [(0, 0), (2, 1), (4, 2)]),
        # repeated lines stay with what stands around them
        ("xa1a2a", "xa1a0a2a", [(0, 0), (1, 1), (2, 2), (3, 3), (4, 6), (5, 7)]),
        ("a1a2a3", "a2a3", [(0, 0), (3, 1), (4, 2), (5, 3)]),
        ("aaa", "aa", [(0, 0), (1, 1)]),
        ("ababab", "abab", [(0, 0), (1, 1), (2, 2), (3, 3)]),
        # of lines that changed places the longer series is kept
        ("abcd", "dabc", [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_pairs(a: str, b: str, pairs: list[tuple[int, int]]) -> None:
    assert align(list(a), list(b)) == pairs


LINES = st.lists(st.sampled_from("aaabcdefgh"), max_size=30)


@settings(deadline=None, max_examples=400)
@given(LINES, LINES)
def test_pairs_are_equal_lines_in_order(a: list[str], b: list[str]) -> None:
    pairs = align(a, b)
    assert all(a[i] == b[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))


@settings(deadline=None, max_examples=200)
@given(LINES, st.sets(st.integers(0, 29)))
def test_what_is_left_of_a_version_is_found_whole(a: list[str], gone: set[int]) -> None:
    assert align(a, a) == [(i, i) for i in range(len(a))]
    unique = [f"{line}{i}" for i, line in enumerate(a)]
    left = [line for i, line in enumerate(unique) if i not in gone]
    assert [unique[i] for i, _ in align(unique, left)] == left


def test_many_repeated_lines_take_no_quadratic_time() -> None:
    a = [line for i in range(10_000) for line in (f"line {i}", "he said.")]
    b = [line for i, line in enumerate(a) if i % 100]
    start = time.process_time()
    assert len(align(a, b)) == len(b)
    align(["he said."] * 20_000 + ["x", "x"], ["x", "x"] + ["he said."] * 19_000)
    assert time.process_time() - start < 5
