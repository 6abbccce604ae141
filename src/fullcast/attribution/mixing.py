"""Does a story put several speakers into one paragraph?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from fullcast.attribution.cues import Cues
from fullcast.attribution.reading import Story, Unit
from fullcast.attribution.subjects import SubjectKind


def mixes_speakers(story: Story, cues: Sequence[Cues]) -> bool:
    """Whether the story puts several speakers into one paragraph.

    In novels the quotations of a paragraph have one speaker (97.5 %). Tags that disagree within
    a paragraph, quotations side by side, and a speaker who is called by name in the same
    paragraph show that a story does not keep to that.
    """
    several = conflicts = 0
    pairs = zip(story.units, cues, strict=True)
    for _, group in groupby(pairs, key=lambda pair: pair[0].paragraph.number):
        items = list(group)
        if len(items) > 1:
            several += 1
            conflicts += _conflict(items)
    return conflicts > 0.12 * several and (conflicts > 1 or several < 10)


def _conflict(items: list[tuple[Unit, Cues]]) -> bool:
    tagged = [t.subject for _, cue in items for t in cue.tags if t.strength == "said"]
    speakers = {s.character for s in tagged if s.kind is SubjectKind.NAME}
    kinds = {s.kind for s in tagged}
    if len(speakers) > 1 or {SubjectKind.SELF, SubjectKind.PRONOUN} <= kinds:
        return True
    if any(speakers & cue.called for _, cue in items):
        return True
    return any(unit.after[0] == unit.after[1] and not unit.last_in_paragraph for unit, _ in items)
