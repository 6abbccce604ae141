"""What speaks for and against each person as the speaker of each unit, by name and value.

A fit is what the model makes of these values (see `model`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from fullcast.attribution.features.calls import calls
from fullcast.attribution.features.candidates import Candidates
from fullcast.attribution.features.narration import Surroundings
from fullcast.attribution.features.scene import Evidence, Features, Scene
from fullcast.attribution.features.tags import near_tags, tags

__all__ = ["Evidence", "Features", "Scene", "gather", "gather_for"]


def gather(scene: Scene) -> list[Evidence]:
    """The evidence for every unit of the story, in order."""
    every = gather_for(scene, dict.fromkeys(range(len(scene.story.units)), ()))
    return list(every.values())


def gather_for(scene: Scene, more: Mapping[int, Collection[int]]) -> dict[int, Evidence]:
    """The evidence for some units by number, with more persons for candidates."""
    candidates = Candidates(scene)
    surroundings = Surroundings(scene)
    return {i: _evidence(i, scene, candidates.of(i, more[i]), surroundings) for i in sorted(more)}


def _evidence(
    i: int, scene: Scene, candidates: dict[int, Features], surroundings: Surroundings
) -> Evidence:
    near = near_tags(i, scene)
    tags(i, candidates, scene)
    surroundings.of(i, candidates)
    for c, features in candidates.items():
        features["tagged near"] = near.get(c, 0.0)
        features.update(calls(c, i, scene))
    found = {
        c: {name: value for name, value in features.items() if value}
        for c, features in candidates.items()
    }
    return Evidence(scene.story.units[i], found)
