"""A line's text as it is shown: without the marks that only say how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fullcast.model import Kind
from fullcast.publishing.labels import one_line

_EMPHASISED = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]*[^\s*_])\1(?![\w*])")
_DISPLAYED = frozenset({Kind.HEADING, Kind.TITLE, Kind.AUTHOR, Kind.MARKER})


def runs(text: str, kind: Kind) -> Iterator[tuple[str, bool]]:
    """The pieces of a line and whether each is emphasised, its white space collapsed.

    Headings and the like lose the marks of Markdown around the whole.
    """
    if kind in _DISPLAYED:
        text = _displayed(text)
    text = one_line(text)
    done = 0
    for match in _EMPHASISED.finditer(text):
        if match.start() > done:
            yield text[done : match.start()], False
        yield match[2], True
        done = match.end()
    if done < len(text):
        yield text[done:], False


def plain(text: str, kind: Kind) -> str:
    """A line on one row, without marks of emphasis."""
    return "".join(piece for piece, _ in runs(text, kind))


def _displayed(text: str) -> str:
    rows = [row.strip() for row in text.splitlines()]
    kept = [row for row in rows if row and not set(row) <= set("=-*_#~ ")]
    return " ".join(kept or rows).strip("*_#= \t")
