"""Characters of fonts whose letters are pictures: Wingdings, Webdings."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FONTS = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings"))
_MEANT: Mapping[str, str] = {"J": "☺", "K": "😐", "L": "☹"}
"""What Word makes of :), :| and :( by itself, as letters of Wingdings."""
_ORNAMENT = "✻"
PRIVATE = "".join(map(chr, range(0xF000, 0xF100)))
"""Where programs put the characters of such fonts."""
_PRIVATE = re.compile(f"[{PRIVATE}]")


def shown(text: str, font: str) -> str:
    """A text in a font as Unicode has it: what is a picture becomes one, never a letter."""
    pictures = font.casefold() in _FONTS
    if not pictures and not _PRIVATE.search(text):
        return text
    return "".join(_shown(c, font, pictures=pictures) for c in text)


def drawn(code: str, font: str) -> str:
    """The character of a code in hexadecimal digits, in a font; "" for what is none."""
    found = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
    return shown(found, font) if found.isprintable() or found in PRIVATE else ""


def _shown(character: str, font: str, *, pictures: bool) -> str:
    private = character in PRIVATE
    if character.isspace() or not (pictures or private):
        return character
    letter = chr(ord(character) & 0xFF) if private else character
    if letter.isspace():
        return " "
    return _MEANT.get(letter, _ORNAMENT) if font.casefold() == "wingdings" else _ORNAMENT
