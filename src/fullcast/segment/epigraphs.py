"""Mottoes at the head of a chapter: a verse or saying in quotation marks that nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTED = re.compile(
    r"\s*(?P<open>[\"“‘'«„])(?P<body>.+?)(?P<close>[\"”’'»“]?)\s*"
    r"(?P<source>\n\s*[—–-]+\s*\S.{0,80}|\s[—–-]{1,2}\s?[A-Z][^.!?\n]{0,80}[.!?]?)?\s*\Z",
    re.DOTALL,
)
_SOURCE = re.compile(r"\s*[—–-]{1,2}\s?[A-Z][^!?\n]{0,80}[^.!?…\s]\s*\Z")
_ENDS = ".!?…\"”'’»“—-"
_LONGEST_VERSE_LINE = 60
"""Characters."""


def is_epigraph(text: str, following: str) -> bool:
    """Whether a chapter's first paragraph is a motto rather than somebody's words.

    All of it stands in quotation marks, and it names its source (in its last line or in the
    paragraph behind it) or is set as verse: several short lines, each with a capital.
    """
    quoted = _QUOTED.match(text)
    if quoted is None or not (quoted.group("close") or quoted.group("source")):
        return False
    if any(mark in quoted.group("body") for mark in '"“”«»„'):
        return False
    if quoted.group("source") or _SOURCE.match(following):
        return True
    return is_verse(text)


def are_verses(paragraphs: Sequence[str]) -> bool:
    """Whether paragraphs are the lines of one verse: sentences run on from one to the next.

    What is said in several paragraphs ends a sentence with each, or opens each with a mark.
    """
    return (
        any(paragraph.rstrip()[-1:] not in tuple(_ENDS) for paragraph in paragraphs[:-1])
        and all(paragraph.lstrip()[:1].isalpha() for paragraph in paragraphs[1:])
        and is_verse("\n".join(paragraphs))
    )


def is_verse(text: str) -> bool:
    """Whether a paragraph is set as verse: several short lines, each with a capital."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(
        len(line) <= _LONGEST_VERSE_LINE and line.lstrip("\"“‘'«„*_")[:1].isupper()
        for line in lines
    )
