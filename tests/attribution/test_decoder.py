"""The decoder against the sum over all paths, spelled out."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.decoder import NOT_A_CANDIDATE, decode
from fullcast.attribution.turns import Gap

weights = st.floats(-4, 4)
gap = st.builds(Gap, weights, weights, st.just(0.0), st.just(False))


@st.composite
def conversations(draw: st.DrawFn) -> tuple[list[dict[int, float]], list[Gap]]:
    """A few units with fits of two or three people, and the gaps between them."""
    people = draw(st.integers(2, 3))
    units = draw(st.integers(1, 4))
    fits = [
        {person: draw(weights) for person in range(people) if person == 0 or draw(st.booleans())}
        for _ in range(units)
    ]
    return fits, [draw(gap) for _ in range(units - 1)]


def spelled_out(fits: Sequence[dict[int, float]], gaps: Sequence[Gap]) -> list[dict[int, float]]:
    """The chances of the speakers, from the weight of every single path.

    A path is the speakers of all units and who spoke before the first one. Two ways lead from
    (a, b) to b: answering, and being somebody else than a.
    """
    people = sorted({person for fit in fits for person in fit})
    sums: list[dict[int, float]] = [dict.fromkeys(people, 0.0) for _ in fits]
    for speakers in itertools.product(people, repeat=len(fits)):
        for other in people:
            weight, before = 1.0, other
            for row, speaker in enumerate(speakers):
                weight *= math.exp(fits[row].get(speaker, NOT_A_CANDIDATE))
                if row == 0:
                    continue
                last, turn = speakers[row - 1], gaps[row - 1]
                if speaker == last:
                    weight *= math.exp(turn.same)
                else:
                    back = math.exp(turn.back) if speaker == before else 0.0
                    weight *= math.exp(turn.other) + back
                    before = last
            for row, speaker in enumerate(speakers):
                sums[row][speaker] += weight
    return [
        {person: row[person] / sum(row.values()) for person in fit}
        for row, fit in zip(sums, fits, strict=True)
    ]


@settings(deadline=None)
@given(conversations())
def test_chances_are_those_of_all_paths(
    conversation: tuple[list[dict[int, float]], list[Gap]],
) -> None:
    fits, gaps = conversation
    for found, expected in zip(decode(fits, gaps), spelled_out(fits, gaps), strict=True):
        assert found == pytest.approx(expected, abs=1e-9)


def test_a_tag_anchors_the_lines_around_it_in_both_directions() -> None:
    even = {0: 0.0, 1: 0.0}
    turns = [Gap(-2.0, 3.0)] * 4
    chances = decode([even, even, {0: 8.0, 1: 0.0}, even, even], turns)
    assert [max(row, key=lambda c: row[c]) for row in chances] == [0, 1, 0, 1, 0]


def test_nothing_passes_a_reset() -> None:
    sure, even = {0: 9.0, 1: 0.0}, {0: 0.0, 1: 0.0}
    (_, after) = decode([sure, even], [Gap(5.0, -5.0, reset=True)])
    assert after == pytest.approx({0: 0.5, 1: 0.5})


def test_units_without_candidates_have_no_chances() -> None:
    assert decode([{}, {}], [Gap(0, 0)]) == [{}, {}]
    assert decode([], []) == []
