"""What is listened to at once."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fullcast.checking import ManifestChapter, ManifestLine, passages, sampled
from fullcast.checking.passages import LEAD, TAIL, cut
from fullcast.model import Kind

STEP, LONGEST = 0.01, 29.0


def chapter(*lengths: float) -> ManifestChapter:
    lines, clock = [], 0.6
    for length in lengths:
        lines.append(ManifestLine(Kind.NARRATION, "Ada", "words", clock, clock + length, length))
        clock += length + 0.5
    return ManifestChapter(1, "One", tuple(lines), "01 - One.mp3", clock)


def loud(chapter: ManifestChapter) -> np.ndarray:  # type: ignore[type-arg]
    return np.ones(round(chapter.seconds / STEP) + 1, np.float32)


@given(st.lists(st.floats(0.2, 90), max_size=12))
def test_every_line_is_listened_to_once_and_nothing_is_too_long(lengths: list[float]) -> None:
    made = chapter(*lengths)
    found = passages(made, loud(made), STEP, LONGEST)
    assert [line for passage in found for line in passage.lines] == list(made.lines)
    for passage in found:
        assert all(0 <= end - start <= LONGEST + 1e-6 for start, end in passage.spans)
        assert passage.spans[0][0] == max(0, passage.lines[0].start - LEAD)  # type: ignore[operator]
        assert passage.spans[-1][1] == passage.lines[-1].end + TAIL  # type: ignore[operator]
        assert all(one[1] == other[0] for one, other in pairwise(passage.spans))
        assert len(passage.spans) == 1 or len(passage.lines) == 1


def test_short_lines_share_a_passage() -> None:
    made = chapter(9, 9, 8, 9)
    assert [len(each.lines) for each in passages(made, loud(made), STEP, LONGEST)] == [3, 1]


def test_a_long_line_is_cut_in_its_pauses() -> None:
    levels = np.ones(6000, np.float32)
    levels[2000:2030] = 0  # 20.0 to 20.3 s
    levels[4100:4130] = 0
    (one, two, three) = cut((0.0, 60.0), levels, STEP, LONGEST)
    assert 20.0 <= one[1] <= 20.3
    assert 41.0 <= two[1] <= 41.3
    assert three == (two[1], 60.0)


def test_a_line_without_times_is_left_out() -> None:
    silent = ManifestLine(Kind.NARRATION, "Ada", "…")
    made = ManifestChapter(1, "One", (silent,), "01 - One.mp3", 3.0)
    assert passages(made, np.ones(300, np.float32), STEP, LONGEST) == []


def test_a_sample_is_spread_evenly_and_always_the_same() -> None:
    made = chapter(*[20.0] * 100)
    found = passages(made, loud(made), STEP, LONGEST)
    some = sampled(found, 200)
    assert 180 <= sum(each.seconds for each in some) <= 220
    places = [found.index(each) for each in some]
    assert max(b - a for a, b in pairwise(places)) - min(b - a for a, b in pairwise(places)) <= 1
    assert places[0] < 10
    assert places[-1] > 90
    assert sampled(found, 200) == some
    assert sampled(found, 1e9) == found
    assert len(sampled(found, 0.1)) == 1
    assert sampled([], 60) == []
