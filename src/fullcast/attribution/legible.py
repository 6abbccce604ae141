"""A story as its readers see it: without the breaks and marks that its file alone has.

A text that is set in narrow lines, or has soft hyphens and joined letters in it, says the same as
one that has not. So speakers are looked for in a copy without them, and then stated of the lines
as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from fullcast.model import Line

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_FIXED_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_WRAP = re.compile(r"(?<=\S)(?:[ \t]*\n[ \t]*|[ \t]{2,})(?=\S)")
_WRAP_BEHIND = re.compile(r"(?<=\S)(?:[ \t]*\n[ \t]*|[ \t]{2,})\Z")


def legible(chapters: Sequence[Sequence[Line]]) -> tuple[str, list[list[Line]]]:
    """The text that the lines of a story make to a reader, and the lines with their places in it.

    The lines must tile the story; chapter, index and paragraph of each stay.
    """
    written: list[str] = []
    position = 0
    shown: list[list[Line]] = []
    for lines in chapters:
        shown.append([])
        for line, following in zip_longest(lines, lines[1:]):
            goes_on = following is not None and following.paragraph == line.paragraph
            text = _shown(line.text, goes_on)
            shown[-1].append(replace(line, text=text, start=position, end=position + len(text)))
            written.append(text)
            position += len(text)
    return "".join(written), shown


def _shown(text: str, goes_on: bool) -> str:
    """A line's text; `goes_on` tells whether its paragraph does behind it."""
    text = _WRAP.sub(" ", text)
    if goes_on:
        text = _WRAP_BEHIND.sub(" ", text)
    if text.isascii():
        return text
    text = _FIXED_SPACE.sub(" ", _INVISIBLE.sub("", text))
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", text)
