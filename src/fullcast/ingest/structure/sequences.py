"""Bare numbers and doubtful labels ("2", "IV. The Storm", "Scene 2") that are headings.

They are if they count up with story text between them; a list within the story counts up
without any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from fullcast.ingest.structure.headings import Heading
from fullcast.ingest.structure.numbers import is_roman


def in_sequence(found: Mapping[int, Heading], story: Sequence[int]) -> Iterable[int]:
    """The indexes of the tentative headings that are headings indeed.

    `story` counts the paragraphs of story before each index, and in all at its end.
    """
    divided: dict[int, int] = {}  # the first sure heading after so many paragraphs of story
    forms: defaultdict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for n, heading in found.items():
        if heading.tentative:
            forms[heading.label, _form(heading), bool(heading.name)].append(n)
        else:
            divided.setdefault(story[n], n)
    for indexes in forms.values():
        listed = _list_items(found, indexes, story)
        for run in _runs(found, [n for n in indexes if n not in listed], story):
            if len(run) > 1 or _opens_division(found, run[0], divided, story):
                yield from run


def _form(heading: Heading) -> str:
    numeral = heading.numeral
    return "roman" if is_roman(numeral) else "digits" if numeral[:1].isdigit() else "words"


def _distance(found: Mapping[int, Heading], n: int, m: int) -> int:
    return (found[m].number or 0) - (found[n].number or 0)


def _list_items(
    found: Mapping[int, Heading], indexes: Sequence[int], story: Sequence[int]
) -> set[int]:
    return {
        item
        for n, m in pairwise(indexes)
        if story[n] == story[m] and _distance(found, n, m) == 1
        for item in (n, m)
    }


def _runs(
    found: Mapping[int, Heading], indexes: Sequence[int], story: Sequence[int]
) -> list[list[int]]:
    """Numbered lines of one form, as runs that count up."""
    runs: list[list[int]] = []
    for n in indexes:
        # a stray "1." within chapter 3 must not keep chapter 4 from following it
        if len(runs) > 1 and len(runs[-1]) == 1 and _follows(found, runs[-2][-1], n, story):
            del runs[-1]
        if runs and _follows(found, runs[-1][-1], n, story):
            runs[-1].append(n)
        elif _may_begin(found[n]):
            runs.append([n])
    return runs


def _follows(found: Mapping[int, Heading], last: int, n: int, story: Sequence[int]) -> bool:
    # a heading may be missing or misspelt
    return story[n] > story[last] and 1 <= _distance(found, last, n) <= 2


def _may_begin(heading: Heading) -> bool:
    # the first chapter often has no number of its own
    return heading.number == 1 or (heading.number == 2 and not heading.name)


def _opens_division(
    found: Mapping[int, Heading], n: int, divided: Mapping[int, int], story: Sequence[int]
) -> bool:
    """Whether a lone "1" stands at the very beginning of the story or of a division."""
    opens = story[n] == 0 or divided.get(story[n], n) < n
    return opens and found[n].number == 1 and story[-1] > story[n]
