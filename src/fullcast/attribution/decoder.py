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
from itertools import groupby

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
    results: list[dict[int, float]] = [{} for _ in fits]
    peopled = (run for run in runs(fits, gaps) if run.people)
    every = sorted(peopled, key=lambda run: (len(run.people), -len(run.unary)))
    for _, alike in groupby(every, key=lambda run: len(run.people)):
        group = tuple(alike)
        stack = Stack.of(group)
        rows = zip(forward(stack), backward(stack), strict=True)
        for row, (ahead, behind) in enumerate(rows):
            for run, chances in zip(group, marginal(ahead + behind).tolist(), strict=False):
                of = dict(zip(run.people, chances, strict=True))
                unit = run.start + row
                results[unit] = {person: of[person] for person in fits[unit]}
    return results


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Runs of as many people each, which are decoded side by side, unit by unit.

    Matrices of some few people are so small that each step costs as much for one run as for many.
    """

    unary: Matrix
    """Shape (runs, units, people), the longest run first; a shorter one ends in zeros."""
    same: Matrix
    """Shape (runs, units - 1), as of `back` and `other`: what its gaps are worth."""
    back: Matrix
    other: Matrix
    going: tuple[int, ...]
    """For each unit, how many of the runs, the first ones, have it."""

    @classmethod
    def of(cls, group: Sequence[Run]) -> Stack:
        """A stack of runs, the longest of which comes first."""
        lengths = [len(run.unary) for run in group]
        unary = np.zeros((len(group), lengths[0], len(group[0].people)))
        same, back, other = np.zeros((3, len(group), lengths[0] - 1))
        for at, (run, length) in enumerate(zip(group, lengths, strict=True)):
            unary[at, :length] = run.unary
            same[at, : length - 1] = [gap.same for gap in run.gaps]
            back[at, : length - 1] = [gap.back for gap in run.gaps]
            other[at, : length - 1] = [gap.other for gap in run.gaps]
        going = tuple(sum(length > unit for length in lengths) for unit in range(lengths[0]))
        return cls(unary, same, back, other, going)

    def gap(self, before: int) -> tuple[Matrix, Matrix, Matrix]:
        """What the gaps before a unit are worth, of the runs that have it: same, back, other."""
        held = (slice(self.going[before]), before - 1, None, None)
        return self.same[held], self.back[held], self.other[held]


def marginal(states: Matrix) -> Matrix:
    """The probability of each speaker, from the log weights of all states after a unit.

    Shape (runs, people), from (runs, people, people).
    """
    weights = log_sum(states, axis=2)
    chances: Matrix = np.exp(weights - weights.max(axis=1, keepdims=True))
    total: Matrix = chances / chances.sum(axis=1, keepdims=True)
    return total


def forward(stack: Stack) -> list[Matrix]:
    """For each unit the log weight of all paths to each state [run, a, b]: a has just spoken, b is
    the last one before them who was somebody else."""
    n = stack.unary.shape[2]
    state = np.repeat(stack.unary[:, 0, :, None], n, axis=2) - np.log(n)
    states = [state]
    diagonal = np.eye(n, dtype=bool)
    for row, going in enumerate(stack.going[1:], start=1):
        state = state[:going]
        goes_on, answers, joins = stack.gap(row)
        back = state.transpose(0, 2, 1) + answers
        other = np.repeat(log_sum(state, axis=2)[:, None, :], n, axis=1) + joins
        other[:, diagonal] = -np.inf
        back[:, diagonal] = -np.inf
        said = stack.unary[:going, row, :, None]
        state = np.logaddexp(state + goes_on, np.logaddexp(back, other)) + said
        states.append(state)
    return states


def backward(stack: Stack) -> list[Matrix]:
    """For each unit the log weight of all paths from each state [run, a, b] to the run's end."""
    n = stack.unary.shape[2]
    state = np.zeros((stack.going[-1], n, n))
    states = [state]
    diagonal = np.eye(n, dtype=bool)
    for row in range(len(stack.going) - 1, 0, -1):
        goes_on, answers, joins = stack.gap(row)
        ahead = state + stack.unary[: stack.going[row], row, :, None]
        back = ahead.transpose(0, 2, 1) + answers
        back[:, diagonal] = -np.inf
        # From (a, b) to (c, a) for every c but a: column a of `ahead` without its diagonal.
        column = ahead.copy()
        column[:, diagonal] = -np.inf
        other = np.repeat(log_sum(column, axis=1)[:, :, None], n, axis=2) + joins
        state = np.logaddexp(ahead + goes_on, np.logaddexp(back, other))
        ended = stack.going[row - 1] - len(state)
        state = np.concatenate((state, np.zeros((ended, n, n))))
        states.append(state)
    return states[::-1]


def log_sum(values: Matrix, axis: int) -> Matrix:
    """Log of the sum of exponentials along an axis; of none minus infinity, with a warning."""
    top = np.maximum(values.max(axis=axis, keepdims=True), _LOWEST)
    total: Matrix = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return total
