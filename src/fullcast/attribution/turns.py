"""What lies between two units, and what it makes likely: to go on, to answer, somebody else."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullcast.attribution.cues import Cues
from fullcast.attribution.features import Scene
from fullcast.attribution.features.wording import Wording, wording
from fullcast.attribution.mixing import Mixing
from fullcast.attribution.network import Network
from fullcast.attribution.reading import Unit
from fullcast.attribution.subjects import SubjectKind
from fullcast.model import Gender

RESET = "reset"
_BETWEEN_PARAGRAPHS = {
    "bare": "bare", "told": "told", "narration": "narrated", "long narration": "narrated"
}  # fmt: skip
"""The kinds of gaps that lie between two paragraphs, in three sorts."""
_HE = re.compile(r"\bhe\b", re.IGNORECASE)
_SHE = re.compile(r"\bshe\b", re.IGNORECASE)
_ANSWER = re.compile(r"\b(?:silen|pause|answer|repl)")
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
    said = [Wording(scene.story.quoted(unit)) for unit in scene.story.units]
    found = []
    for i, (before, after) in enumerate(pairwise(scene.story.units)):
        kind = _kind(scene.story.text, before, after, scene.mixing)
        features = {kind: 1.0}
        if kind in _BETWEEN_PARAGRAPHS:
            features |= _behind(kind, scene, i, before, after)
            place = _BETWEEN_PARAGRAPHS[kind]
            words = wording(said[i], said[i + 1])
            features |= {f"{name}, {place}": value for name, value in words.items()}
        if kind in ("narration", "long narration"):
            features |= _narrated(scene.story.text, before, after)
        found.append({name: value for name, value in features.items() if value})
    return found


def _behind(kind: str, scene: Scene, i: int, before: Unit, after: Unit) -> dict[str, float]:
    """What the unit before ends with, and the tags of both."""
    cue, story = scene.cues[i], scene.story
    pronouns = [_pronouns(scene.cues[i]), _pronouns(scene.cues[i + 1])]
    found = {
        "behind narration at the end": float(bool(story.narration(before.after).strip())),
        "before narration at the start": float(bool(story.narration(after.before).strip())),
        "both he, or both she": float(all(pronouns) and pronouns[0] == pronouns[1]),
        "he, then she": float(all(pronouns) and pronouns[0] != pronouns[1]),
    }
    if kind != "long narration":
        found[f"{kind} behind a question"] = float(cue.asks)
        found[f"{kind} behind a call"] = float(bool(cue.called))
        found[f"{kind} behind a tag"] = float(any(t.strength == "said" for t in cue.tags))
    return found


def _pronouns(cue: Cues) -> set[Gender]:
    return {t.subject.gender for t in cue.tags if t.subject.kind is SubjectKind.PRONOUN}


def _narrated(text: str, before: Unit, after: Unit) -> dict[str, float]:
    """The narration between two paragraphs that speak."""
    between = text[before.paragraph.end : after.paragraph.start]
    he, she = bool(_HE.search(between)), bool(_SHE.search(between))
    return {
        "narration, length": math.log1p(len(between) / 100),
        "narration of him or her": float(he or she),
        "narration of him and her": float(he and she),
        "narration left open": float(between.rstrip()[-1:] in (":", ",")),
        "narration before a bare quotation": float(after.bare),
        "narration of an answer": float(bool(_ANSWER.search(between))),
    }


def gaps(features: Sequence[Mapping[str, float]], turn: Network) -> list[Gap]:
    """The gaps that features and what was learned make."""
    return [
        Gap(float(same), float(back), reset=RESET in row)
        for (same, back), row in zip(turn(features), features, strict=True)
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
