"""What is known of some lines' speakers, as anchors for the lines around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fullcast.attribution.features import Evidence, Scene, gather_for
from fullcast.attribution.narrators import listed
from fullcast.attribution.thinkers import Finding
from fullcast.attribution.turns import Gap
from fullcast.model import NARRATOR

Known = Mapping[tuple[int, int], str]
"""Who says a line, by the line's chapter and index: the name (or an alias) of a character whom the
story need not know, or NARRATOR."""

KNOWN = "correction"
"""The reason of a speaker who is known."""

_CERTAIN = 50.0
"""The fit of a known speaker: more than any evidence that speaks against it."""
_REACH = 8
"""Units around a known one whose speaker may be the same person."""
_PASSES_ON = Gap(same=0.0, back=-float("inf"), other=-float("inf"))
"""What lies before a unit that nobody says: who has spoken last stays who has spoken last."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """Who is known to say which lines and units."""

    scene: Scene
    """With the characters whom the story did not know."""
    lines: Mapping[tuple[int, int], Finding]
    thoughts: Mapping[tuple[int, int], Finding]
    """Those lines that a character says or thinks, not the narrator."""
    units: Mapping[int, int | None]
    """The person who says a unit; None where it is no speech, as the narrator reads it."""

    def widen(self, evidence: Sequence[Evidence], gaps: Sequence[Gap]) -> list[Evidence]:
        """The evidence, with everybody known as a candidate for the units of the same talk.

        Nobody becomes the only candidate, who would be the speaker for certain.
        """
        more: dict[int, set[int]] = {}
        for unit, person in self.units.items():
            if person is None:
                continue
            for i in _same_talk(unit, gaps):
                if person not in evidence[i].features:
                    more.setdefault(i, set()).add(person)
        lonely = {i for i, who in more.items() if len(who) + len(evidence[i].features) < 2}
        more = {i: who for i, who in more.items() if i not in lonely}
        widened = gather_for(self.scene, more) if more else {}
        return [widened.get(i, item) for i, item in enumerate(evidence)]

    def clamp(
        self, fits: Sequence[Mapping[int, float]], gaps: Sequence[Gap]
    ) -> tuple[list[dict[int, float]], list[Gap]]:
        """Fits and gaps by which every known unit is said by whom it is known to be said by."""
        clamped = [dict(fit) for fit in fits]
        turns = list(gaps)
        for unit, person in sorted(self.units.items()):
            if person is not None:
                clamped[unit] = {person: _CERTAIN}
        for unit, person in sorted(self.units.items()):
            if person is not None:
                continue
            anybody = {who for i in _same_talk(unit, gaps, len(fits)) for who in clamped[i]}
            clamped[unit] = dict.fromkeys(sorted(anybody), 0.0)
            if unit > 0 and not gaps[unit - 1].reset:
                turns[unit - 1] = _PASSES_ON
        return clamped, turns


def find_anchors(scene: Scene, known: Known) -> Anchors:
    """The anchors that known speakers are.

    A unit of several lines is said by whoever is known to say the last of them. In a story that
    somebody unnamed tells as "I", NARRATOR is that person.
    """
    persons = list(scene.people.persons)
    nobody = None if any(person.name == NARRATOR for person in persons) else NARRATOR
    who: dict[str, int] = {}
    for name in known.values():
        if name not in who:
            persons, who[name] = listed(name, persons)
    lines = {at: Finding(who[name], 1.0, KNOWN) for at, name in sorted(known.items())}
    units: dict[int, int | None] = {}
    for i, unit in enumerate(scene.story.units):
        for line in unit.lines:
            said_by = known.get((line.chapter, line.index))
            if said_by is not None:
                units[i] = None if said_by == nobody else who[said_by]
    thoughts = {at: finding for at, finding in lines.items() if known[at] != nobody}
    people = replace(scene.people, persons=tuple(persons))
    return Anchors(replace(scene, people=people), lines, thoughts, units)


def _same_talk(unit: int, gaps: Sequence[Gap], reach: int = _REACH) -> Iterable[int]:
    """The units around one, as far as nothing ends their conversation."""
    first = last = unit
    while first > 0 and unit - first < reach and not gaps[first - 1].reset:
        first -= 1
    while last < len(gaps) and last - unit < reach and not gaps[last].reset:
        last += 1
    return range(first, last + 1)
