"""Decide who says what, each conversation as a whole.

The state after each turn is (who spoke, the other one who spoke before them), so that two people
who take turns are the likely path, and a tag anywhere anchors the lines around it, backwards as
well as forwards. The sum over all paths (forward and backward) gives each line the probability
of each speaker. It is a linear-chain conditional random field (Lafferty et al., 2001) whose
states remember one more speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fullcast.attribution.turns import Gap

Matrix = npt.NDArray[np.float64]

NOT_A_CANDIDATE = -14.0
_LOWEST = -1e300
"""Less than any log weight, but a number."""


@dataclass(frozen=True, slots=True)
class Run:
    """Units between two resets, with everybody who may speak in one of them."""

    start: int
    """Index of the first unit."""
    people: tuple[int, ...]
    unary: Matrix
    """Shape (units, people): the fit of each person to each unit (log weights)."""
    gaps: tuple[Gap, ...]


def runs(fits: Sequence[dict[int, float]], gaps: Sequence[Gap]) -> Iterator[Run]:
    """Cut a story's units where the conversation before means nothing for the one after."""
    start = 0
    for end in range(1, len(fits) + 1):
        if end < len(fits) and not gaps[end - 1].reset:
            continue
        people = tuple(sorted({person for fit in fits[start:end] for person in fit}))
        place = {person: i for i, person in enumerate(people)}
        unary = np.full((end - start, len(people)), NOT_A_CANDIDATE)
        for row, fit in enumerate(fits[start:end]):
            for person, value in fit.items():
                unary[row, place[person]] = value
        yield Run(start, people, unary, tuple(gaps[start : end - 1]))
        start = end


def decode(fits: Sequence[dict[int, float]], gaps: Sequence[Gap]) -> list[dict[int, float]]:
    """The probability of each candidate for each unit.

    fits: for each unit the fit of each candidate (log weights).
    gaps: for each unit but the first, what lies before it.
    """
    with np.errstate(divide="ignore"):  # the log of nothing is what it should be
        return _decode(fits, gaps)


def _decode(fits: Sequence[dict[int, float]], gaps: Sequence[Gap]) -> list[dict[int, float]]:
    results: list[dict[int, float]] = []
    for run in runs(fits, gaps):
        if not run.people:
            results += [{} for _ in run.unary]
            continue
        place = {person: i for i, person in enumerate(run.people)}
        ahead = forward(run.unary, run.gaps)
        behind = backward(run.unary, run.gaps)
        for row, fit in enumerate(fits[run.start : run.start + len(run.unary)]):
            chances = marginal(ahead[row] + behind[row])
            results.append({person: float(chances[place[person]]) for person in fit})
    return results


def marginal(state: Matrix) -> Matrix:
    """The probability of each speaker, from the log weights of all states after a unit."""
    weights = log_sum(state, axis=1)
    chances: Matrix = np.exp(weights - weights.max())
    total: Matrix = chances / chances.sum()
    return total


def forward(unary: Matrix, gaps: Sequence[Gap]) -> list[Matrix]:
    """Log weight of all paths to each state [a, b]: a has just spoken, b is the last one before
    them who was somebody else."""
    n = unary.shape[1]
    state = np.repeat(unary[0][:, None], n, axis=1) - np.log(n)
    states = [state]
    diagonal = np.eye(n, dtype=bool)
    for row, gap in enumerate(gaps, start=1):
        back = state.T + gap.back
        other = np.repeat(log_sum(state, axis=1)[None, :], n, axis=0) + gap.other
        other[diagonal] = -np.inf
        back[diagonal] = -np.inf
        state = np.logaddexp(state + gap.same, np.logaddexp(back, other)) + unary[row][:, None]
        states.append(state)
    return states


def backward(unary: Matrix, gaps: Sequence[Gap]) -> list[Matrix]:
    """Log weight of all paths from each state to the end of the run."""
    n = unary.shape[1]
    state = np.zeros((n, n))
    states = [state]
    diagonal = np.eye(n, dtype=bool)
    for row in range(len(gaps), 0, -1):
        gap = gaps[row - 1]
        ahead = state + unary[row][:, None]
        back = ahead.T + gap.back
        back[diagonal] = -np.inf
        # From (a, b) to (c, a) for every c but a: column a of `ahead` without its diagonal.
        column = ahead.copy()
        column[diagonal] = -np.inf
        other = np.repeat(log_sum(column, axis=0)[:, None], n, axis=1) + gap.other
        state = np.logaddexp(ahead + gap.same, np.logaddexp(back, other))
        states.append(state)
    return states[::-1]


def log_sum(values: Matrix, axis: int) -> Matrix:
    """Log of the sum of exponentials along an axis; of none minus infinity, with a warning."""
    top = np.maximum(values.max(axis=axis, keepdims=True), _LOWEST)
    total: Matrix = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return total
