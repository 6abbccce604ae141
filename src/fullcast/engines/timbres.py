"""What is known of how alike the engines' voices sound: one measured vector for each of them.

The data file holds, by engine and voice, the mean speaker embedding of some sentences, reduced to
`dimensions` numbers and written as thousandths. The cosine of two of them says how alike they are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("timbres.json")


def timbre(engine: str, id_: str) -> tuple[float, ...]:
    """The unit vector of a voice, or () where nobody measured it."""
    thousandths = _voices().get(engine, {}).get(id_, ())
    length = math.hypot(*thousandths)
    return tuple(value / length for value in thousandths) if length else ()


@cache
def _voices() -> Mapping[str, Mapping[str, list[int]]]:
    """By engine and id; read when the first voice is asked for."""
    voices: dict[str, dict[str, list[int]]] = json.loads(FILE.read_text("utf-8"))["voices"]
    return voices
