"""Texts that an engine cannot take at once: spoken piece by piece, and put together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fullcast.engines.speakable import pieces, quoted
from fullcast.engines.waveform import Samples, silence
from fullcast.errors import EngineError
from fullcast.model import Audio

SENTENCE_GAP = 0.30
"""Seconds between two pieces of one text, at the normal rate."""
WORD_GAP = 0.05
"""Seconds where a sentence was so long that it had to be cut."""
SENTENCE_ENDS = (".", "!", "?", "…", '"', "'", "”", "’", ")")


def spoken(text: str, limit: int, rate: float, utter: Callable[[str], Audio]) -> Audio:
    """Speak a text in pieces of at most `limit` characters, with pauses between them.

    Args:
        text: it has a letter or digit.
        limit: what `utter` takes at once.
        rate: as a factor of the normal speed; the pauses follow it.
        utter: speaks a piece, without silence at its ends.

    Raises:
        EngineError: the pieces differ in their sample rate.
    """
    samples: list[Samples] = []
    rates: set[int] = set()
    for piece in pieces(text, limit):
        if any(map(str.isalnum, piece)):
            audio = utter(piece)
            gap = SENTENCE_GAP if piece.rstrip().endswith(SENTENCE_ENDS) else WORD_GAP
            samples += [audio.samples, silence(gap / rate, audio.rate)]
            rates.add(audio.rate)
    if len(rates) > 1:
        raise EngineError(f"the sample rate changes within {quoted(text)}: {sorted(rates)} Hz")
    return Audio(np.concatenate(samples[:-1]), rates.pop())
