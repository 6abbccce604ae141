"""The learned numbers, and what is made of them."""

from __future__ import annotations

import numpy as np
import pytest
from attribution_networks import NOTHING, speaker

from fullcast.attribution.network import load_networks, read_networks


def fit(*names: str) -> float:
    """What the program makes of a person of whom nothing but these features is known."""
    return float(load_networks().speaker([dict.fromkeys(names, 1.0)])[0, 0])


def test_every_weight_is_a_sensible_number() -> None:
    for network in (load_networks().speaker, load_networks().turn):
        assert len(network.places) > 50
        for weights in (network.direct, network.hidden, network.bias, network.out):
            assert np.isfinite(weights).all()
            assert (np.abs(weights) < 15).all()


@pytest.mark.parametrize("name", ["said name", "lead name", "called at -1", "introduces self"])
def test_what_a_reader_takes_for_a_speaker_speaks_for_them(name: str) -> None:
    assert fit(name) > fit()


@pytest.mark.parametrize("name", ["called", "named", "said wrong gender", "said other name"])
def test_what_a_reader_takes_against_a_speaker_speaks_against_them(name: str) -> None:
    assert fit(name) < fit()


def test_two_people_alternate_and_a_paragraph_has_one_speaker() -> None:
    bare, told = load_networks().turn([{"bare": 1.0}, {"inside, told": 1.0}])
    assert bare[1] > bare[0]
    assert told[0] > told[1]


def test_an_output_is_the_weighted_sum_of_what_is_known() -> None:
    network = speaker({"a": 0.5, "b": -1.0})
    assert network([{"a": 2.0, "b": 1.0, "unheard of": 9.0}, {}]).tolist() == [[0.0], [0.0]]
    assert network([{"a": 2.0}]).tolist() == [[1.0]]


def test_hidden_units_see_what_comes_together() -> None:
    table = {
        "outputs": 1,
        "features": {"a": [0.0, 1.0], "b": [0.0, 1.0]},
        "bias": [-1.0],
        "out": [3.0],
    }
    network = read_networks({"speaker": table, "turn": NOTHING}).speaker
    both = network([{"a": 1.0}, {"b": 1.0}, {"a": 1.0, "b": 1.0}])
    assert both.ravel().tolist() == [0.0, 0.0, 3.0]
