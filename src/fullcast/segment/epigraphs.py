"""Mottoes at the head of a chapter: a verse or saying in quotation marks that nobody speaks."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    r"\s*(?P<open>[\"“‘'«„])(?P<body>.+?)(?P<close>[\"”’'»“]?)\s*"
    r"(?P<source>\n\s*[—–-]+\s*\S.{0,80}|\s[—–-]{1,2}\s?[A-Z][^.!?\n]{0,80}[.!?]?)?\s*\Z",
    re.DOTALL,
)
_SOURCE = re.compile(r"\s*[—–-]{1,2}\s?[A-Z][^!?\n]{0,80}[^.!?…\s]\s*\Z")
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
    lines = [line.strip() for line in text.strip().splitlines()]
    return len(lines) > 1 and all(
        len(line) <= _LONGEST_VERSE_LINE and line.lstrip("\"“‘'«„*_")[:1].isupper()
        for line in lines
    )
