"""How easily a listener takes two voices for one."""

from __future__ import annotations

from collections.abc import Sequence

from fullcast.model import VoiceInfo

APART = 0.80
"""Cosine of two timbres below which they are clearly different people."""
CONFUSED = 0.85
"""Cosine from which on they may be taken for one; the same voice on other text scores 0.91 or more
(resemblyzer's speaker embedding: Wan et al., "Generalized End-to-End Loss for Speaker
Verification", 2018; the two thresholds were measured on Kokoro's 28 voices)."""


def likeness(one: VoiceInfo, other: VoiceInfo) -> float:
    """The cosine of two voices' timbres, from -1 to 1; 0 where that of either is not known."""
    if len(one.timbre) != len(other.timbre):
        return 0.0
    return _cosine(one.timbre, other.timbre)


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
