"""Whether a line ends as a sentence does, and with what marks quotations begin."""

from __future__ import annotations

import re

QUOTES = "\"“”«„‘'"
"""Marks that begin a quotation, in English and in other languages."""

_ENDED = re.compile(r"(?:[.!?…:。！？—]|--)[\"'”’»」)\]*_~]*$|[^\s][\"”»」]$")
_LONGEST_ENDING = 20  # characters: a full stop and what closes after it


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence or an utterance does."""
    return _ENDED.search(text, max(0, len(text) - _LONGEST_ENDING)) is not None
