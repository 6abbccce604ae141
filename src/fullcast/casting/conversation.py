"""Who speaks, how much, and with whom."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass

from fullcast.model import MATTER, NARRATOR, Kind, Script

REACH = 6
"""Two who speak within so many spoken lines of each other are in one conversation."""
_SPOKEN = frozenset({Kind.DIALOGUE, Kind.THOUGHT})


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of a script besides the narrator, and how closely they talk together."""

    lines: Mapping[str, int]
    """Dialogue and thoughts by speaker; who speaks most comes first, ties by first appearance."""
    talks: Mapping[str, Mapping[str, float]]
    """For each speaker the others in their conversations: the closer and the more often, the
    larger the number. Symmetric."""


def speakers(script: Script) -> Speakers:
    """Count the lines of a script's speakers and weigh their conversations.

    Two lines n spoken lines apart, n at most REACH and in one chapter, add 1/n. Narration between
    them does not count: a tag does not separate two speakers.
    """
    counts: Counter[str] = Counter()
    talks: dict[str, dict[str, float]] = {}
    for chapter in script.chapters:
        recent: deque[str] = deque(maxlen=REACH)
        for line in chapter.lines:
            speaker = line.speaker
            if speaker is None or speaker == NARRATOR or line.kind in MATTER:
                continue
            counts[speaker] += line.kind in _SPOKEN  # a speaker of other lines only stays at 0
            talks.setdefault(speaker, {})
            for distance, other in enumerate(reversed(recent), 1):
                if other != speaker:
                    for one, two in ((speaker, other), (other, speaker)):
                        talks[one][two] = talks[one].get(two, 0.0) + 1 / distance
            recent.append(speaker)
    ranked = sorted(counts, key=lambda name: -counts[name])  # stable: ties by first appearance
    return Speakers({name: counts[name] for name in ranked}, talks)
