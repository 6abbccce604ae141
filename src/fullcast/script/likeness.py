"""How alike two versions of a line are."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_EDGES = re.compile(r"^\W+|\W+$")
_PART = 12
"""Characters of a line that are still the line when something is added to it."""
_EXTENDED = 0.8
"""How alike a line and the same with something added are."""


def likeness(a: str, b: str) -> float:
    """How alike two lines are, 0 to 1, whatever marks stand at their ends.

    Difflib's ratio; a line that was added to counts as alike however much was added.
    """
    a, b = (_EDGES.sub("", text).casefold() for text in (a, b))
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    extended = len(short) >= _PART and (long.startswith(short) or long.endswith(short))
    least = _EXTENDED if extended else 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) <= max(least, 0.5):
        return least
    return max(least, matcher.ratio())
