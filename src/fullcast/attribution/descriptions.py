"""Whom a description usually means: "her mother", "the painter" and "the older boy" have names.

Who says what is guessed once without it. From these guesses follows who speaks where a tag or
beat describes the speaker by the same noun, nearby above all; that speaks for whoever has a name
and is meant more often than they speak anyway, and against a character who would be known by the
description only. The own vote of each quotation is left out. Whoever narrates is never meant, nor
anybody whom the narration does not name around the place: a reader would not know who that is.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fullcast.attribution.features import Evidence, Features, Scene
from fullcast.attribution.features.tags import SURE
from fullcast.attribution.people import EVERYONE_ROLE

_ANYBODYS = frozenset(["voice"])
"""Nouns that mean somebody else each time."""
_UNDECIDED = 0.3
"""How much of each vote goes to nobody; more of it, the surer a guess is of the description's own
character."""
_BEAT = 0.3
"""Weight of the vote of a unit that is described in a beat, not in a tag."""
_FAR = 0.4
"""Weight of the votes of far-off units; nearer ones count up to 1."""
_FADES = 100.0
"""Units within which that goes from 1 to `_FAR` (by a factor of e)."""
_ENOUGH = 0.8
"""Weight that the votes must have together."""
_SMOOTHING = 1.0
"""Votes that are taken to be for nobody."""
_BEFORE = 3000
_BEHIND = 1000
_NAMED = 2
"""How often the narration must name somebody in so many characters around a description."""


@dataclass(frozen=True, slots=True)
class _Vote:
    """A unit whose speaker is described."""

    unit: int
    sure: bool
    """In a tag with a verb of speech."""
    chances: Mapping[int, float]
    """Of those who have a name and may be meant."""


def with_descriptions(
    scene: Scene, evidence: Sequence[Evidence], chances: Sequence[Mapping[int, float]]
) -> list[Evidence]:
    """The evidence, with whom the description of each unit's speaker means, by first guesses."""
    persons = scene.people.persons
    usual = _usual(chances)
    found = [{c: dict(known) for c, known in item.features.items()} for item in evidence]
    for noun, votes in sorted(_votes(scene, chances).items()):
        for vote in votes:
            shares = _shares(vote, votes, usual)
            narrator = scene.people.narrator_at(evidence[vote.unit].unit.start)
            named = {
                c: shares.get(c, 0.0)
                for c in found[vote.unit]
                if not persons[c].role and c != narrator
            }
            most = max(named.values(), default=0.0)
            beat = "" if vote.sure else "beat of "
            for c, features in found[vote.unit].items():
                if named.get(c):
                    _add(features, f"{beat}description usual", named[c])
                elif persons[c].role == noun and most:
                    _add(features, f"{beat}role of a name", most)
    return [Evidence(item.unit, new) for item, new in zip(evidence, found, strict=True)]


def _add(features: Features, name: str, value: float) -> None:
    features[name] = features.get(name, 0.0) + value


def _usual(chances: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Everybody's share of the story's units."""
    sums: Counter[int] = Counter()
    for chance in chances:
        sums.update(chance)
    whole = sum(sums.values())
    return {c: n / whole for c, n in sums.items() if n}


def _votes(scene: Scene, chances: Sequence[Mapping[int, float]]) -> dict[str, list[_Vote]]:
    """The units whose speaker is described, by the noun."""
    people = scene.people
    narrated = _Narrated(scene)
    votes: defaultdict[str, list[_Vote]] = defaultdict(list)
    for i, chance in enumerate(chances):
        narrator = people.narrator_at(scene.story.units[i].start)
        for noun, sure, at in _descriptions(i, scene):
            near = narrated.around(at)
            named = {
                c: p
                for c, p in chance.items()
                if not people.persons[c].role and c != narrator and near[c] >= _NAMED
            }
            whole = sum(named.values()) + _UNDECIDED
            votes[noun].append(_Vote(i, sure, {c: p / whole for c, p in named.items()}))
    return votes


def _descriptions(i: int, scene: Scene) -> Iterator[tuple[str, bool, int]]:
    """The nouns by which tags and beats describe a unit's speaker; whether a tag; and where."""
    seen = {"", EVERYONE_ROLE, *_ANYBODYS}
    for tag in scene.cues[i].tags:
        noun = scene.people.role_of(tag.subject)
        if noun not in seen:
            seen.add(noun)
            yield noun, tag.strength in SURE and tag.place != "above", tag.subject.start


def _shares(vote: _Vote, votes: Sequence[_Vote], usual: Mapping[int, float]) -> dict[int, float]:
    """Each person's share of the other votes, over their share of the story's units (0 to 1)."""
    sums: defaultdict[int, float] = defaultdict(float)
    whole = 0.0
    for other in votes:
        if other.unit == vote.unit:
            continue
        nearness = math.exp(-abs(other.unit - vote.unit) / _FADES)
        weight = (_FAR + (1 - _FAR) * nearness) * (1.0 if other.sure else _BEAT)
        whole += weight
        for c, chance in other.chances.items():
            sums[c] += weight * chance
    if whole < _ENOUGH:
        return {}
    shares = {
        c: (n - whole * usual.get(c, 0.0)) / (whole + _SMOOTHING) / (1 - usual.get(c, 0.0))
        for c, n in sums.items()
        if usual.get(c, 0.0) < 1
    }
    return {c: share for c, share in shares.items() if share > 0}


class _Narrated:
    """Whom the narration of a scene names, and where."""

    def __init__(self, scene: Scene) -> None:
        quoted = sorted((line.start, line.end) for u in scene.story.units for line in u.lines)
        starts = [start for start, _ in quoted]
        self._found: list[tuple[int, int]] = []
        for mention in scene.people.mentions:
            at = bisect_right(starts, mention.start) - 1
            if at < 0 or quoted[at][1] <= mention.start:
                self._found.append((mention.start, mention.character))

    def around(self, at: int) -> Counter[int]:
        """How often everybody is named around an offset."""
        low = bisect_left(self._found, (at - _BEFORE,))
        high = bisect_left(self._found, (at + _BEHIND,))
        return Counter(c for _, c in self._found[low:high])
