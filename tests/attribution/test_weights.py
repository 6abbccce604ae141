"""The learned numbers."""

from __future__ import annotations

import math

from fullcast.attribution.reasons import reason_for
from fullcast.attribution.weights import load_weights, score


def test_every_weight_is_a_sensible_number() -> None:
    table = load_weights()
    assert len(table) > 100
    assert all(math.isfinite(weight) and abs(weight) < 15 for weight in table.values())


def test_what_a_reader_would_say_of_the_evidence_holds() -> None:
    """Signs that no refit may turn round."""
    table = load_weights()
    for name in ("said name", "lead name", "said I", "called at -1", "introduces self", "role"):
        assert table[name] > 0, name
    for name in ("called", "named", "said wrong gender", "said other name", "no child"):
        assert table[name] < 0, name
    assert table["bare > back"] > table["bare > same"]
    assert table["inside, told > same"] > table["inside, told > back"]


def test_a_score_is_the_weighted_sum_of_what_is_known() -> None:
    assert score({"a": 2.0, "b": 1.0, "unheard of": 9.0}, {"a": 0.5, "b": -1.0}) == 0.0


def test_the_reason_is_the_strongest_evidence() -> None:
    table = {"said name": 5.0, "called at -1": 1.2, "frequency before": 9.0, "called": -4.0}
    assert reason_for({"said name": 1.0, "called at -1": 1.0}, table) == "tag"
    assert reason_for({"called at -1": 1.0, "frequency before": 1.0}, table) == "vocative"
    assert reason_for({"called": 1.0, "frequency before": 1.0}, table) == "turn"
    assert reason_for({}, table) == "turn"
