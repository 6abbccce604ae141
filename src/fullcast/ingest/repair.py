"""Undoing what other programs did to a text: letters read in a wrong encoding, and HTML's names.

Both are undone only where there is no doubt, and whoever reads the story is told.
"""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|nbsp|apos|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x\w{2,4});"
)
_LEAST_ENTITIES = 3
_SUSPECT = re.compile(
    "[\u00c2\u00c3\u00c5\u00e2\u0102\u0393\u03b2\u0432\u0420\u0421\u201a\u221a\ufffd]"
)
"""Letters that UTF-8 read as something else is full of: a line without one is right."""
_FIXED_SPACE = re.compile("\u00c2[ \u00a0]")
_SURE_SPACE = re.compile("[.,;:!?\u2026a-z]\u00c2[ \u00a0]")
_STRIPPED_QUOTE = re.compile("\u00e2\u20ac(?=[ .,;:!?)\\]]|$)")
"""A closing quotation mark whose last byte, a control character, was taken out as such."""
_LONGEST_EXAMPLE = 30  # characters


def repaired(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was meant, and what was done to it, one sentence each."""
    remarks: list[str] = []
    if len(_ENTITY.findall(text[:200_000])) >= _LEAST_ENTITIES:
        text = _ENTITY.sub(_character, text)
        remarks.append("Its punctuation was written in HTML's names (as “&quot;”); it is resolved.")
    text, garbling = garbled(text)
    return text, (*remarks, *garbling)


def garbled(text: str) -> tuple[str, tuple[str, ...]]:
    """A text that was read in a wrong encoding set right; of HTML, which has names of its own."""
    text, example = _decoded(text)
    if not example:
        return text, ()
    return text, (f"Some letters were garbled (as in “{example}”); they are repaired.",)


def _character(match: re.Match[str]) -> str:
    found = html.unescape(match[0])
    return found if len(found) == 1 and (found.isprintable() or found == "\u00a0") else match[0]


def _decoded(text: str) -> tuple[str, str]:
    """The text with its garbled lines set right, and an example of what was garbled ("" if none).

    By ftfy, which knows in which ways texts are garbled (R. Speer, "ftfy", 2019). Every line is
    looked at by itself, for such texts are often garbled in parts; a line stays as it is if what
    would come of it is still in doubt.
    """
    if not _SUSPECT.search(text):
        return text, ""
    import ftfy  # loads slowly, and most stories need none of it
    from ftfy.badness import is_bad

    lines = text.split("\n")
    fixed: dict[int, str] = {}
    for n, line in enumerate(lines):
        if _SUSPECT.search(line) and is_bad(line):
            meant = ftfy.fix_encoding(_STRIPPED_QUOTE.sub("\u00e2\u20ac\u009d", line))
            if len(meant) < len(line) and not is_bad(meant) and "\n" not in meant:
                fixed[n] = meant
    sure = [n for n in fixed if _is_sure(lines[n])]
    if not sure:
        return text, ""
    example = _difference(lines[sure[0]], fixed[sure[0]])
    return "\n".join(fixed.get(n, line) for n, line in enumerate(lines)), example


def _is_sure(line: str) -> bool:
    """Whether more is garbled in a line than a space, for "Â la carte" may be meant."""
    others = _FIXED_SPACE.sub(" ", line)
    return _SURE_SPACE.search(line) is not None or _SUSPECT.search(others) is not None


def _difference(garbled: str, fixed: str) -> str:
    """The garbled word, the first of the line."""
    first = next((n for n, (a, b) in enumerate(zip(garbled, fixed, strict=False)) if a != b), 0)
    start = garbled.rfind(" ", 0, first) + 1
    word = "".join(filter(str.isprintable, garbled[start:].split()[0]))
    return word[:_LONGEST_EXAMPLE] or "\ufffd"
