"""What is said of and to a person, in a unit and in those around it."""

from __future__ import annotations

from fullcast.attribution.features.scene import SIGN, Features, Scene

_NEXT = (-1, 1)
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
    found.update(_told(c, i, scene))
    return found


def _told(c: int, i: int, scene: Scene) -> Features:
    """Whom the narration beside a unit, or beside the next ones, says that it is spoken to."""
    leaning = scene.people.persons[c].leaning
    narrator = c == scene.people.narrator_at(scene.story.units[i].start)
    found: Features = {}
    for step in (0, *_NEXT):
        if not 0 <= i + step < len(scene.cues):
            continue
        told = scene.cues[i + step].told
        where = f"at {step:+}" if step else "here"
        found[f"told {where}"] = float(c in told.characters)
        found[f"told gender {where}"] = SIGN[told.gender] * leaning
        found[f"told me {where}"] = float(told.narrator and narrator)
        found[f"told me, another {where}"] = float(told.narrator and not narrator)
    return found
