"""What is said of and to a person, in a unit and in those around it."""

from __future__ import annotations

from fullcast.attribution.features.scene import SIGN, Features, Scene
from fullcast.attribution.listeners import Told

_NEXT = (-1, 1)
_MOST_ABOVE = 8
"""Units before one that are looked at for the paragraph above it."""
_PARITY = 5
"""Units before and after in which being called by name still tells something."""


def calls(c: int, i: int, scene: Scene) -> Features:
    """Whoever is called by name answers, or has just spoken; and what "sir" says of them."""
    cue, leaning = scene.cues[i], scene.people.persons[c].leaning
    found = {
        "called": float(c in cue.called),
        "perhaps called": float(c in cue.perhaps_called),
        "named": float(c in cue.named),
        "introduces self": float(c in cue.introduces_self),
        "address gender here": SIGN[cue.address_gender] * leaning,
    }
    here = scene.story.units[i].paragraph.number
    for step in range(-_PARITY, _PARITY + 1):
        if step == 0 or not 0 <= i + step < len(scene.cues):
            continue
        if abs(scene.story.units[i + step].paragraph.number - here) > abs(step) + 1:
            continue
        near = scene.cues[i + step]
        found[f"called at {step:+}"] = float(c in near.called)
        if abs(step) > 1:
            continue
        found[f"perhaps called at {step:+}"] = float(c in near.perhaps_called)
        found[f"named at {step:+}"] = float(c in near.named)
        found[f"named in question at {step:+}"] = float(near.asks and c in near.named)
        found[f"address gender at {step:+}"] = SIGN[near.address_gender] * leaning
    found.update(_called_above(c, i, scene))
    found.update(_listens(c, i, scene))
    return found


def _called_above(c: int, i: int, scene: Scene) -> Features:
    """Who is called in the paragraph above, before its last quotation: "Ron," she said. "Look." """
    units, cues = scene.story.units, scene.cues
    if scene.mixing.habit or i < 2 or not units[i].first_in_paragraph:
        return {}
    above = units[i - 1].paragraph.number
    if above < units[i].paragraph.number - 2:
        return {}
    earlier = [
        j for j in range(max(0, i - _MOST_ABOVE), i - 1) if units[j].paragraph.number == above
    ]
    gender = max((SIGN[cues[j].address_gender] for j in earlier), key=abs, default=0.0)
    return {
        "called above": float(any(c in cues[j].called for j in earlier)),
        "address gender above": gender * scene.people.persons[c].leaning,
    }


def _listens(c: int, i: int, scene: Scene) -> Features:
    """Whom the narration beside a unit, or beside the next ones, says that it is spoken to, and
    whom that somebody looks at."""
    found: Features = {}
    for step in (0, *_NEXT):
        if not 0 <= i + step < len(scene.cues):
            continue
        cue = scene.cues[i + step]
        if all(t.strength != "said" or t.subject.character != c for t in cue.tags):
            found.update(_told("told", cue.told, f"at {step:+}" if step else "here", c, i, scene))
    cue = scene.cues[i]
    if scene.mixing.habit and not scene.story.units[i].last_in_paragraph:
        # Whoever is looked at between two speakers is the first of them.
        found.update(_told("faced", cue.faced, "behind", c, i, scene))
    return found


def _told(verb: str, told: Told, where: str, c: int, i: int, scene: Scene) -> Features:
    leaning = scene.people.persons[c].leaning
    narrator = c == scene.people.narrator_at(scene.story.units[i].start)
    return {
        f"{verb} {where}": float(c in told.characters),
        f"{verb} gender {where}": SIGN[told.gender] * leaning,
        f"{verb} me {where}": float(told.narrator and narrator),
        f"{verb} me, another {where}": float(told.narrator and not narrator),
    }
