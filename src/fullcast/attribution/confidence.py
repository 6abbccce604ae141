"""How sure the program may be of a speaker, given the chance that the decoder gives them."""

from __future__ import annotations

_SLOPE = 0.68
"""Fitted by `benchmarks/calibration.py` to 27,800 lines of 17 novels, read by networks that had not
seen their authors. A conversation that is read the wrong way round looks as sure as a right one."""
_MOST = 0.985
"""Lines that the decoder is certain of are right so often."""


def confidence(chance: float) -> float:
    """The share of lines with such a chance that are right (Platt scaling: Platt, 1999).

    It is the logistic function of the chance's log odds times a slope; so chances keep their order.
    """
    if chance >= 1.0:
        return _MOST
    odds: float = (chance / (1.0 - chance)) ** _SLOPE
    return min(_MOST, odds / (1.0 + odds))
