"""What each feature is worth: log weights fitted by `benchmarks/fit_attribution.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def load_weights() -> Mapping[str, float]:
    """The weight of every feature by its name; a feature that is not there weighs nothing."""
    file = resources.files("fullcast.attribution").joinpath("weights.json")
    table: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))
    return table


def score(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    """The sum of the features' values times their weights."""
    return sum(table.get(name, 0.0) * value for name, value in features.items())
