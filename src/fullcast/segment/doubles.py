"""Double quotation marks, straight and curly, with the slips that writers make."""

from __future__ import annotations

import re

from fullcast.segment.conventions import DOUBLE_MARKS
from fullcast.segment.slips import end_of_unclosed, unopened
from fullcast.segment.spans import Span, end_before, only_closes, only_opens

_MARK = re.compile(f"[{DOUBLE_MARKS}]")
_FEET_AND_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}\s?[\"”]")
_INCHES = re.compile(r"(?<=\d)[\"”](?=\s?[a-z\d])")
_LONGEST_SLIP = 300
"""Characters of a paragraph at most whose quotation, left open, is a slip if a tag is in it and
another quotation follows: a longer one is a speech that tells of somebody who spoke."""


def find_double_quotes(text: str, *, inside: bool = False, followed: bool = False) -> list[Span]:
    """What stands in double quotation marks in one paragraph.

    Straight marks take turns, curly ones have a direction. Where the turns do not come out, the
    white space around the marks tells which one is missing.

    Args:
        text: the paragraph.
        inside: whether a quotation of an earlier paragraph goes on until the first mark.
        followed: whether the next paragraph begins with an opening mark.
    """
    marks = _marks(text)
    if inside:
        first = marks[0] if marks else end_before(text, len(text)) - 1
        rest = find_double_quotes(text[first + 1 :], followed=followed)
        moved = [Span(s.start + first + 1, s.end + first + 1, s.continues) for s in rest]
        return [Span(0, first + 1, continues=not marks), *moved]
    nested = _nested(text, marks)
    return nested if nested is not None else _turns(text, marks, followed)


def closes_first(text: str) -> bool:
    """Whether a paragraph's first double mark can only close a quotation from before it."""
    marks = _marks(text)
    return bool(marks) and (
        (text[marks[0]] == "”" and not only_opens(text, marks[0]))
        or (text[marks[0]] == '"' and len(marks) % 2 == 1 and only_closes(text, marks[0]))
    )


def _marks(text: str) -> list[int]:
    """The marks without those that stand for inches, as far as the turns come out so."""
    marks = [m.start() for m in _MARK.finditer(text)]
    sizes = {m.end() - 1 for m in _FEET_AND_INCHES.finditer(text)}
    for inches in (sizes, sizes | {m.start() for m in _INCHES.finditer(text)}):
        without = [i for i in marks if i not in inches]
        if inches and len(without) % 2 == 0:
            return without
    return marks


def _nested(text: str, marks: list[int]) -> list[Span] | None:
    """The outer quotations of curly marks of which some stand inside others, if all pair up."""
    spans: list[Span] = []
    depth = deepest = start = 0
    for i in marks:
        if text[i] == '"' or (depth == 0 and text[i] == "”"):
            return None
        if text[i] == "“":
            start = i if depth == 0 else start
            depth += 1
            deepest = max(depth, deepest)
        else:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, i + 1))
    return spans if depth == 0 and deepest == 2 else None


def _turns(text: str, marks: list[int], followed: bool) -> list[Span]:
    mend = len(marks) % 2 == 1 or _misplaced(text, marks) > 1
    spans: list[Span] = []
    start: int | None = None
    for i in marks:
        if start is None:
            if _closes(text, i, mend):
                spans += unopened(text, spans[-1].end if spans else 0, i)
            else:
                start = i
        elif _opens(text, i, mend):
            spans.append(Span(start, end_of_unclosed(text, start, i)))
            start = i
        else:
            spans.append(Span(start, i + 1))
            start = None
    if start is not None and text[start + 1 :].strip():
        spans.append(_left_open(text, start, followed))
    return spans


def _misplaced(text: str, marks: list[int]) -> int:
    """How many marks look the other way when they simply take turns."""
    return sum(only_opens(text, i) for i in marks[1::2]) + sum(
        only_closes(text, i) for i in marks[::2]
    )


def _opens(text: str, i: int, mend: bool) -> bool:
    if text[i] == "“":
        return not only_closes(text, i)
    return text[i] == '"' and mend and only_opens(text, i)


def _closes(text: str, i: int, mend: bool) -> bool:
    if text[i] == "”":
        return not only_opens(text, i)
    return text[i] == '"' and mend and only_closes(text, i)


def _left_open(text: str, start: int, followed: bool) -> Span:
    end = end_before(text, len(text))
    if not followed or end - start <= _LONGEST_SLIP:
        end = end_of_unclosed(text, start, end)
    return Span(start, end, continues=True)
