"""Text for names, tags and lists: one line, without what no player can show."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiners: invisible, but words of some languages and emoji need them."""


def one_line(text: str) -> str:
    """The text in NFC, white space collapsed, without control, format and surrogate characters."""
    shown = "".join(" " if char.isspace() else char for char in text if _shown(char))
    return " ".join(unicodedata.normalize("NFC", shown).split()).strip(_JOINERS)


def _shown(char: str) -> bool:
    """Whether a character may be part of a label; unassigned ones may be newer than Python."""
    if char in _JOINERS or char.isspace():
        return True
    noncharacter = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return not noncharacter and unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
