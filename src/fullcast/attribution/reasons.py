"""Say in a word why somebody is taken for the speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from fullcast.attribution.features import Evidence, Features
from fullcast.attribution.network import Network

_LEAST = 1.0
"""What evidence of a kind must be worth to be named; below it, taking turns decided."""

KINDS = {
    "introduction": r"introduces",
    "vocative": r"called|perhaps called|named|address|told|faced",
    "tag": r"(?:said|lead|far|above) (?:name|I|other)|described|role|generic role|child role|group"
    r"|description|elder kin",
    "pronoun": r"(?:said|lead|far|above) (?:gender|wrong gender)|pronoun|narrator is",
    "beat": r"beat |next beat|leading beat|shared tag|around|others around",
    "narration": r"first|last|named above|named below|alone|above|below|pronouns|I ",
    "idiolect": r"idiolect|length fit",
}
"""Kinds of evidence, and how the names of their features begin; the first that fits counts."""
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in KINDS.items()}


def reasons(
    evidence: Sequence[Evidence], heard: Sequence[int | None], speaker: Network
) -> list[str]:
    """For each unit the kind of evidence without which its speaker would fit least.

    It is "turn" where no kind alone matters much, so that it was their turn to speak.
    """
    chosen = [
        item.features.get(who, {}) if who is not None else {}
        for item, who in zip(evidence, heard, strict=True)
    ]
    rows: list[Features] = []
    for features in chosen:
        rows += [features, *(_without(features, kind) for kind in KINDS)]
    fits = speaker(rows)[:, 0].reshape(-1, 1 + len(KINDS))
    worth = fits[:, :1] - fits[:, 1:]
    kinds = list(KINDS)
    return [
        kinds[int(row.argmax())] if row.size and row.max() >= _LEAST else "turn" for row in worth
    ]


def _without(features: Features, kind: str) -> Features:
    return {name: value for name, value in features.items() if kind_of(name) != kind}


@cache
def kind_of(name: str) -> str:
    """The kind of evidence that a feature is; "turn" for what only tells who is there."""
    for kind, pattern in _PATTERNS.items():
        if pattern.match(name):
            return kind
    return "turn"
