"""Say in a word why somebody is taken for the speaker."""

from __future__ import annotations

from collections.abc import Mapping

_LEAST = 1.0
"""What a piece of evidence must weigh to be named; below it, taking turns decided."""

_REASONS = {
    "introduces": "introduction",
    "called": "vocative",
    "perhaps called": "vocative",
    "address": "vocative",
    "pronoun": "pronoun",
    "role": "tag",
    "child role": "tag",
    "generic role": "tag",
    "described": "tag",
    "group": "tag",
    "said": "tag",
    "lead": "tag",
    "far": "tag",
    "above": "tag",
    "beat": "beat",
    "next beat": "beat",
    "around": "beat",
    "first": "narration",
    "last": "narration",
    "named": "narration",
    "alone": "narration",
}
"""How the names of features begin, and the evidence that they are."""


def reason_for(features: Mapping[str, float], table: Mapping[str, float]) -> str:
    """The strongest single piece of evidence, or "turn" where it was whose turn it is."""
    worth = {
        name: table.get(name, 0.0) * value
        for name, value in features.items()
        if any(name.startswith(prefix) for prefix in _REASONS)
    }
    best = max(sorted(worth), key=lambda name: worth[name], default="")
    if not best or worth[best] < _LEAST:
        return "turn"
    return next(reason for prefix, reason in _REASONS.items() if best.startswith(prefix))
