"""Texts that are spoken in pieces come out whole, with pauses where sentences end."""

from __future__ import annotations

import numpy as np
import pytest

from fullcast.engines.long_texts import SENTENCE_GAP, WORD_GAP, spoken
from fullcast.errors import EngineError
from fullcast.model import Audio

RATE = 1000


def second(piece: str) -> Audio:
    return Audio(np.ones(RATE, np.float32), RATE)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("Rain fell.", 0),
        ("Rain fell. Snow fell.", SENTENCE_GAP),
        ("Rain fell on snow", WORD_GAP),
        ("Rain fell. …  … … …", 0),
    ],
)
def test_pauses_follow_the_rate(text: str, gaps: float) -> None:
    for rate in (1.0, 2.0):
        said: list[str] = []
        audio = spoken(text, 12, rate, lambda piece: said.append(piece) or second(piece))  # noqa: B023
        assert audio.duration == pytest.approx(len(said) + gaps / rate, abs=0.002)
        assert "".join(said) == text[: len("".join(said))]


def test_pieces_must_be_of_one_rate() -> None:
    with pytest.raises(EngineError, match=r"sample rate changes .*\[7, 8\] Hz"):
        spoken("One. Two.", 5, 1.0, lambda piece: Audio(np.ones(9, np.float32), 7 + ("T" in piece)))
