"""What the features are worth: a small network fitted by `benchmarks/fit_attribution.py`.

Each output is a weighted sum of the features, plus a weighted sum of hidden units that see which
features come together (rectified linear units, one layer).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from fullcast.attribution.features import Evidence

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Network:
    """Turns rows of named features into rows of log weights."""

    places: Mapping[str, int]
    """Where each feature stands; one that is not there weighs nothing."""
    direct: Matrix
    """Shape (features, outputs)."""
    hidden: Matrix
    """Shape (features, hidden units)."""
    bias: Matrix
    """Shape (hidden units,)."""
    out: Matrix
    """Shape (hidden units, outputs)."""

    def __call__(self, rows: Sequence[Mapping[str, float]]) -> Matrix:
        """The outputs for each row: shape (rows, outputs)."""
        values = np.zeros((len(rows), len(self.direct)))
        place, unknown = self.places.get, -1  # of all rows at once: there are tens of thousands
        places = np.array([place(name, unknown) for row in rows for name in row], np.intp)
        known = places != unknown
        lines = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        worth = np.fromiter(chain.from_iterable(row.values() for row in rows), np.float64)
        values[lines[known], places[known]] = worth[known]
        lit = np.maximum(values @ self.hidden + self.bias, 0.0)
        result: Matrix = values @ self.direct + lit @ self.out
        return result


@dataclass(frozen=True)
class Networks:
    """All that was learned from annotated books."""

    speaker: Network
    """One output: how well a person fits a unit."""
    turn: Network
    """Two outputs for what lies between two units: the same speaker goes on; the one before
    answers."""


def fits(evidence: Sequence[Evidence], speaker: Network) -> list[dict[int, float]]:
    """For each unit the fit of each candidate (log weights)."""
    values = speaker([features for item in evidence for features in item.features.values()])
    each = iter(values[:, 0])
    return [{c: float(next(each)) for c in item.features} for item in evidence]


@cache
def load_networks() -> Networks:
    """The networks that come with the program."""
    file = resources.files("fullcast.attribution").joinpath("networks.json")
    return read_networks(json.loads(file.read_text(encoding="utf-8")))


def read_networks(table: Mapping[str, Any]) -> Networks:
    """Networks from a table of "speaker" and "turn".

    Each is {"outputs": n, "features": {name: [direct weights…, hidden weights…]}, "bias": […],
    "out": [weights of the hidden units, outputs of one unit side by side…]}.
    """
    return Networks(*(_network(table[name]) for name in ("speaker", "turn")))


def _network(table: Mapping[str, Any]) -> Network:
    names = list(table["features"])
    rows = _rows(table["features"].values())
    out = _rows(table["out"])
    outputs = table["outputs"]
    return Network(
        {name: place for place, name in enumerate(names)},
        rows[:, :outputs],
        rows[:, outputs:],
        np.array(table["bias"], dtype=np.float64),
        out.reshape(-1, outputs),
    )


def _rows(rows: Iterable[Sequence[float]]) -> Matrix:
    return np.array(list(rows), dtype=np.float64)
