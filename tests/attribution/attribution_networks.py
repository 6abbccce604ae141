"""Networks small enough to be understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fullcast.attribution.network import Network, read_networks

NOTHING: dict[str, Any] = {
    "outputs": 1,
    "features": {"nothing": [0.0, 0.0]},
    "bias": [0],
    "out": [0],
}


def speaker(weights: Mapping[str, float]) -> Network:
    """A network that only sums up weighted features."""
    features = {name: [weight, 0.0] for name, weight in weights.items()}
    table = {"outputs": 1, "features": features, "bias": [0.0], "out": [0.0]}
    return read_networks({"speaker": table, "turn": NOTHING}).speaker


def turn(weights: Mapping[str, tuple[float, float]]) -> Network:
    """The same for turns: the same speaker goes on, the one before answers."""
    features = {name: [*pair, 0.0] for name, pair in weights.items()}
    table = {"outputs": 2, "features": features, "bias": [0.0], "out": [0.0, 0.0]}
    return read_networks({"speaker": NOTHING, "turn": table}).turn
