"""What a given name says about its bearer's gender, be it a known one or an invented one.

The numbers are made by `benchmarks/fit_given_names.py` from the names of several hundred million
people; endings and beginnings have weights (logistic regression), and common names for which these
are wrong are listed with the share of women among those who bear them.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("given_names.json")
_PLAIN = 0.97
"""Share of one gender among those who bear a plain man's or woman's name."""
_LONGEST = 4
"""Letters of a piece, besides the name's end or beginning."""


def womans_share(name: str) -> float:
    """The likely share of women among those who bear a given name, from 0 to 1.

    It is 0.5 for what has no letter.
    """
    plain = _plain(name)
    if not plain:
        return 0.5
    weights, known = _numbers()
    if plain in known:
        return known[plain]
    return 1 / (1 + math.exp(-logit(plain, weights)))


def is_plain(share: float) -> bool:
    """Whether the share of women among those who bear a name leaves no doubt, so that pronouns
    which tell another gender must be somebody else's."""
    return max(share, 1 - share) >= _PLAIN


def logit(name: str, weights: Mapping[str, float]) -> float:
    """The sum of the weights of a name's pieces."""
    return sum(weights.get(piece, 0.0) for piece in pieces(name))


def pieces(name: str) -> Iterator[str]:
    """What every name has (""), and how this one begins and ends, in up to four letters."""
    whole = f"^{name}$"
    yield ""
    for length in range(2, min(_LONGEST, len(name)) + 2):
        yield whole[:length]
        yield whole[-length:]


def _plain(name: str) -> str:
    """A name in small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if c.isalpha())


@cache
def _numbers() -> tuple[dict[str, float], dict[str, float]]:
    found = json.loads(FILE.read_text(encoding="ascii"))
    scaled = [{k: v / 100 for k, v in found[part].items()} for part in ("pieces", "known")]
    return scaled[0], scaled[1]
