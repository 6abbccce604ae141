"""Who may speak a unit: whoever is mentioned near it, and whoever its tags and calls mean."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Sequence

from fullcast.attribution.cues import Cues
from fullcast.attribution.features.scene import Features, Scene
from fullcast.attribution.people import EVERYONE_ROLE, People

_REACH_BACK = 8000
_REACH_AHEAD = 1500
_DECAY = 1500.0
_MOST_CANDIDATES = 12
_RANKS = 3
"""Those mentioned most who are told apart by rank."""


class Candidates:
    """Chooses the persons who may speak each unit of a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._mentions = scene.people.mentions
        self._starts = [m.start for m in self._mentions]

    def of(self, i: int, more: Collection[int] = ()) -> dict[int, Features]:
        """The candidates for unit `i` (and `more`) with how much they are mentioned around it."""
        scene = self._scene
        unit, people = scene.story.units[i], scene.people
        before, after = self._presence(unit.start, unit.end)
        counts = {c: before.get(c, 0.0) + 0.5 * after.get(c, 0.0) for c in {**before, **after}}
        narrator = people.narrator_at(unit.start)
        chosen = set(sorted(counts, key=lambda c: (-counts[c], c))[:_MOST_CANDIDATES])
        chosen |= _from_cues(scene.cues[i], people) | (
            {narrator} if narrator is not None else set()
        )
        for near in scene.cues[max(0, i - 4) : i + 5]:
            chosen |= {t.subject.character for t in near.tags if t.subject.character is not None}
        chosen = {
            c for c in chosen if not people.is_role(c) or _role_fits(c, scene.cues, i, people)
        }
        found = {c: _frequencies(c, before, after) for c in sorted(chosen.union(more))}
        _compare(found, before)
        for c, features in found.items():
            features["narrator"] = float(c == narrator)
            features["is role"] = float(people.is_role(c))
            if unit.bare:
                features["bare frequency"] = features["frequency before"]
                features["bare narrator"] = features["narrator"]
        return found

    def _presence(self, start: int, end: int) -> tuple[dict[int, float], dict[int, float]]:
        """Decayed number of mentions of whoever is mentioned near: before (and in), and after."""
        before: dict[int, float] = {}
        after: dict[int, float] = {}
        low = bisect_left(self._starts, start - _REACH_BACK)
        high = bisect_left(self._starts, end + _REACH_AHEAD)
        for mention in self._mentions[low:high]:
            ahead = mention.start > end
            distance = mention.start - end if ahead else start - mention.start
            weight = math.exp(-max(0, distance) / _DECAY)
            counts = after if ahead else before
            counts[mention.character] = counts.get(mention.character, 0.0) + weight
        return before, after


def _frequencies(c: int, before: dict[int, float], after: dict[int, float]) -> Features:
    return {
        "frequency before": math.log1p(before.get(c, 0.0)),
        "frequency after": math.log1p(after.get(c, 0.0)),
        "absent": float(c not in before and c not in after),
    }


def _compare(found: dict[int, Features], before: dict[int, float]) -> None:
    """How much of all that is said of the candidates is said of each, and who leads."""
    ranked = sorted((before.get(c, 0.0) for c in found), reverse=True)
    whole = sum(ranked) or 1.0
    for c, features in found.items():
        mentioned = before.get(c, 0.0)
        features["share before"] = mentioned / whole
        rank = ranked.index(mentioned)
        if rank < _RANKS:
            features[f"rank before {rank}"] = 1.0


def _role_fits(c: int, cues: Sequence[Cues], i: int, people: People) -> bool:
    """A role speaks where a tag describes it, or near such a place."""
    noun = people.persons[c].role
    reach = 0 if noun == EVERYONE_ROLE else 6
    near = [tag.subject for cue in cues[max(0, i - reach) : i + reach + 1] for tag in cue.tags]
    return any(people.role_of(subject) == noun for subject in near)


def _from_cues(cue: Cues, people: People) -> set[int]:
    found = {t.subject.character for t in cue.tags if t.subject.character is not None}
    found |= cue.introduces_self | cue.around
    nouns = {people.role_of(t.subject) for t in cue.tags}
    for i, person in enumerate(people.persons):
        if (person.role and person.role in nouns) or person.described & nouns:
            found.add(i)
    return found
