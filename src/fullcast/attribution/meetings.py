"""Which names meet: they speak in turn, or one calls the other, so that they are two people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from fullcast.attribution.characters import Candidate
from fullcast.attribution.names import Form, Usage

_DIFFERENT = 2
"""Pieces of evidence that two forms are two people, to keep them apart."""
_USES_PER_CALL = 8
"""Paragraphs in which the rarer of two forms speaks or is called, for each time the one calls the
other: some calls are misread."""


class Meetings:
    """How often forms of names meet.

    people: the forms that name people; usages: these and all others.
    """

    def __init__(self, people: Mapping[Form, Usage], usages: Mapping[Form, Usage]) -> None:
        self._usages = usages
        self._in_turn = _speak_in_turn(people)
        self._call = _call(people)

    def are_different(self, form: Form, group: Candidate) -> bool:
        """Whether a form names somebody else than a group, as they meet."""
        in_turn = sum(self._in_turn[form, other] for other in group.forms)
        pieces = in_turn + sum(self._call[form, other] for other in group.forms)
        uses = min(_uses([self._usages[form]]), _uses(group.forms.values()))
        often = in_turn >= _DIFFERENT or pieces * _USES_PER_CALL >= uses
        return pieces >= _DIFFERENT and often


def _uses(usages: Iterable[Usage]) -> int:
    """Paragraphs in which forms speak or are called."""
    return sum(len(set(u.speaks_in)) + len(set(u.called_in)) for u in usages)


def _speak_in_turn(people: Mapping[Form, Usage]) -> Counter[tuple[Form, Form]]:
    """How often two forms speak in adjacent paragraphs."""
    speaks = _speakers(people)
    return _both_ways(
        (form, other)
        for form, usage in people.items()
        for number in sorted(set(usage.speaks_in))
        for other in speaks.get(number + 1, ())
    )


def _call(people: Mapping[Form, Usage]) -> Counter[tuple[Form, Form]]:
    """How often one of two forms is called in a paragraph that the other speaks."""
    speaks = _speakers(people)
    return _both_ways(
        (form, other)
        for form, usage in people.items()
        for number in sorted(set(usage.called_in))
        for other in speaks.get(number, ())
    )


def _speakers(people: Mapping[Form, Usage]) -> dict[int, list[Form]]:
    """The forms that speak, by number of paragraph."""
    speaks: dict[int, list[Form]] = defaultdict(list)
    for form, usage in people.items():
        for number in sorted(set(usage.speaks_in)):
            speaks[number].append(form)
    return speaks


def _both_ways(pairs: Iterable[tuple[Form, Form]]) -> Counter[tuple[Form, Form]]:
    counts: Counter[tuple[Form, Form]] = Counter()
    for one, other in pairs:
        if one != other:
            counts[one, other] += 1
            counts[other, one] += 1
    return counts
