"""What lies between two units, and what it makes likely: to go on, to answer, somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullcast.attribution.features import Scene
from fullcast.attribution.mixing import Mixing
from fullcast.attribution.reading import Unit

RESET = "reset"
_QUOTE_ENDS = ('"', "”", "’", "'", "»", "“", "」")


@dataclass(frozen=True, slots=True)
class Gap:
    """How likely the gap between two units makes each kind of turn (log weights)."""

    same: float
    """The same speaker goes on."""
    back: float
    """The one who spoke before answers."""
    other: float = 0.0
    """Somebody else speaks."""
    reset: bool = False
    """The conversation before means nothing for the one after."""


def gap_features(scene: Scene) -> list[dict[str, float]]:
    """For each unit but the first, the features of what lies before it."""
    found = []
    for i, (before, after) in enumerate(pairwise(scene.story.units)):
        kind = _kind(scene.story.text, before, after, scene.mixing)
        features = {kind: 1.0}
        if kind in ("bare", "told", "narration"):
            cue = scene.cues[i]
            features[f"{kind} behind a question"] = float(cue.asks)
            features[f"{kind} behind a call"] = float(bool(cue.called))
            features[f"{kind} behind a tag"] = float(any(t.strength == "said" for t in cue.tags))
            features["behind narration at the end"] = float(
                bool(scene.story.narration(before.after).strip())
            )
            features["before narration at the start"] = float(
                bool(scene.story.narration(after.before).strip())
            )
        found.append({name: value for name, value in features.items() if value})
    return found


def gaps(features: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[Gap]:
    """The gaps that features and weights make; a weight's name ends in "> same" or "> back"."""
    return [
        Gap(
            sum(weights.get(f"{name} > same", 0.0) * value for name, value in row.items()),
            sum(weights.get(f"{name} > back", 0.0) * value for name, value in row.items()),
            reset=RESET in row,
        )
        for row in features
    ]


def _kind(text: str, before: Unit, after: Unit, mixing: Mixing) -> str:
    """Name what lies between two units that follow each other."""
    if before.paragraph.number == after.paragraph.number:
        if not text[before.lines[-1].start : after.start].rstrip().endswith(_QUOTE_ENDS):
            if before.paragraph.number in mixing.paragraphs:
                return "inside, mixed"
            return "inside, perhaps mixed" if mixing.habit else "inside, told"
        return "inside, joined"
    if after.resumes:
        return "continued"
    if after.paragraph.chapter != before.paragraph.chapter or after.paragraph.after_reset:
        return RESET
    distance = after.paragraph.number - before.paragraph.number
    if distance == 1:
        return "bare" if after.bare else "told"
    return "narration" if distance == 2 else "long narration"
