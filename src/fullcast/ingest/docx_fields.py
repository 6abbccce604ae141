"""The fields of a Word document: which of their runs are not read (ECMA-376, part 1, 17.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fullcast.ingest.docx_styles import word
from fullcast.ingest.trees import attribute

_UNREAD = frozenset(
    "PAGE NUMPAGES SECTIONPAGES SECTION PAGEREF NOTEREF TOC TOA INDEX TC XE RD PRIVATE".split()
)


def is_unread(code: str) -> bool:
    """Whether the result of a field with this code is no text of a story."""
    return "".join(code.split()[:1]).upper() in _UNREAD


@dataclass(slots=True)
class _Field:
    """A field that has begun: the indexes of the runs where it and its result begin, its code."""

    begin: int
    result: int | None = None
    code: str = ""


def unread_runs(root: Any) -> Iterator[Any]:
    """The runs of the codes of fields, and of fields that are not read.

    A field without an end is none.
    """
    runs = [element for element in root.iter() if word(element) == "r"]
    begun: list[_Field] = []
    covered: list[tuple[int, int]] = []
    for n, run in enumerate(runs):
        for part in run:
            name = word(part)
            kind = attribute(part, "fldCharType") if name == "fldChar" else ""
            if kind == "begin":
                begun.append(_Field(n))
            elif begun and name == "instrText":
                begun[-1].code += part.text or ""
            elif begun and kind == "separate":
                begun[-1].result = n
            elif begun and kind == "end":
                covered.append(_covered(begun.pop(), n))
    reached = 0
    for first, after in sorted(covered):
        yield from runs[max(first, reached) : after]
        reached = max(reached, after)


def _covered(ended: _Field, end: int) -> tuple[int, int]:
    """The range of the runs of a field that are not read."""
    if is_unread(ended.code):
        return ended.begin, end + 1
    return ended.begin + 1, end if ended.result is None else ended.result
