"""Scene dividers, and the decoration that people write around headings and markers."""

from __future__ import annotations

import re
import unicodedata

DECORATION = " \t\n\u00a0\u200b\ufeff*_#~=+<>|•·^\\-–—"
"""What may stand around a heading or marker without being part of it."""

BEFORE = r"[*_#~=+<>|\\\-–—\s(\[{]{0,12}"
"""A pattern for decoration and opened brackets before a label."""
WITHIN = r"[*_\s]{0,4}"
"""A pattern for emphasis that ends between a label and its colon, or after it."""

_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MOST_LAYERS = 8  # of decoration and brackets within each other
_LONGEST_DIVIDER = 120  # characters; a full line of asterisks has about 80

_HTML_DIVIDER = re.compile(r"<(?:hr|br)\s*/?>|&nbsp;|&#160;", re.I)
_NAMED_DIVIDER = re.compile(
    r"(?:scene|line|page|section)[ \-–_]{0,3}(?:break|divider|change|shift|separator)s?", re.I
)
_WORDS = re.compile(r"[^\W_oOxX0]")  # dividers are drawn with no letters but these
_LONGEST_NAMED = 60
_SPEAKABLE_KISS = re.compile(r"(?:xo)+x?|(?:XO)+X?|Oo+")
# Somebody may be silent or gasp in a paragraph of their own: "…", "?!", "!!!".
_UTTERED = frozenset("!?¿¡！？‽\"'“”‘’„‚«»‹›「」()[]{}")
_DOTS = frozenset(".…,;:。、，·")
_DASHES = frozenset("-–—―")
_SPOKEN_SIGNS = frozenset("&@%$€£")  # these are words ("and", "at") unless repeated
_CATEGORIES = frozenset(("So", "Sm", "Sk", "Sc", "Pd", "Pc", "Po", "Cf", "Mn", "Me"))


def bare(text: str) -> str:
    """A line without the decoration and the brackets around it."""
    for _ in range(_MOST_LAYERS):
        stripped = text.strip(DECORATION)
        closing = _BRACKETS.get(stripped[:1])
        if closing and stripped.find(closing) >= len(stripped.rstrip(closing)):
            stripped = stripped[1:].removesuffix(closing)
        if stripped == text:
            break
        text = stripped
    return text


def is_decorated(text: str) -> bool:
    """Whether decoration or brackets stand on both sides of a line's words."""
    core = bare(text)
    inside = text.find(core)
    return bool(core) and text[:inside].strip() != "" and text[inside + len(core) :].strip() != ""


def is_break(text: str) -> bool:
    """Whether a line is a scene divider: `* * *`, `oOo`, `-x-`, `~*~`, `---`, `<hr>`, `⁂`…

    Punctuation that somebody may utter ("...", "?!") is not.
    """
    line = text.strip()
    if not line or len(line) > _LONGEST_DIVIDER:
        return False
    if _HTML_DIVIDER.fullmatch(line):
        return True
    if _WORDS.search(line):
        return _names_a_break(line)
    if any(c in _UTTERED for c in line):
        return False
    signs = [c for c in line if not c.isalnum() and not c.isspace()]
    if any(unicodedata.category(c) not in _CATEGORIES for c in signs):
        return False
    letters = [c for c in line if c.isalnum()]
    return _is_letter_divider(line, letters) if letters else _is_sign_divider(signs)


def _names_a_break(line: str) -> bool:
    if len(line) > _LONGEST_NAMED:
        return False
    core = bare(line)
    return bool(_NAMED_DIVIDER.fullmatch(core)) or (
        core.casefold() in ("break", "linebreak", "scenebreak") and is_decorated(line)
    )


def _is_letter_divider(line: str, letters: list[str]) -> bool:
    if set(letters) == {"0"} or _SPEAKABLE_KISS.fullmatch(line):
        return False
    return len(letters) >= 3 or not (line[0].isalnum() or line[-1].isalnum())


def _is_sign_divider(signs: list[str]) -> bool:
    drawn = [c for c in signs if c not in _DOTS or c == "·"]
    if not drawn:
        return False
    if all(c in _SPOKEN_SIGNS for c in drawn):
        return len(drawn) >= 3
    # "—…" is somebody who falls silent; "-.-.-" is drawn
    return len(drawn) == len(signs) or len(drawn) >= 3 or any(c not in _DASHES for c in drawn)
