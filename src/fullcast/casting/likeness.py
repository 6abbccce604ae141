"""How easily a listener takes two voices for one."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

from fullcast.casting.choices import Catalogue
from fullcast.casting.conversation import speakers
from fullcast.model import Cast, Script, VoiceInfo

APART = 0.80
"""Cosine of two timbres below which they are clearly different people."""
CONFUSED = 0.85
"""Cosine from which on they may be taken for one; the same voice on other text scores 0.91 or more
(resemblyzer's speaker embedding: Wan et al., "Generalized End-to-End Loss for Speaker
Verification", 2018; the two thresholds were measured on Kokoro's 28 voices)."""
_ANSWERS = 1.0
"""How closely two must talk to be told: a line of the one next to a line of the other."""
_NAMED = 3
"""Pairs that a warning names."""


def likeness(one: VoiceInfo, other: VoiceInfo) -> float:
    """The cosine of two voices' timbres, from -1 to 1; 0 where that of either is not known."""
    if len(one.timbre) != len(other.timbre):
        return 0.0
    return float(sum(map(mul, one.timbre, other.timbre)))


def alike(script: Script, cast: Cast, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Pairs who talk with each other in voices that may be taken for one; most lines first.

    Two names with one voice at one pitch and rate are one person's, as voices.yaml has it.

    Raises:
        EngineError: an engine of the cast cannot work here.
    """
    talks = speakers(script).talks
    found = []
    for n, member in enumerate(cast.members):
        for other in cast.members[n + 1 :]:
            closely = talks.get(member.character.name, {}).get(other.character.name, 0.0)
            if closely < _ANSWERS or member.voice == other.voice:
                continue
            infos = [catalogue.describe(v.engine, v.id) for v in (member.voice, other.voice)]
            if likeness(*infos) >= CONFUSED:
                found.append((member.character.name, other.character.name))
    return tuple(found)


def warning(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What to tell of pairs who sound alike: one sentence, or none."""
    if not pairs:
        return ()
    named = ", ".join(f"{one} and {other}" for one, other in pairs[:_NAMED])
    more = f" ({len(pairs) - _NAMED} more pairs)" if len(pairs) > _NAMED else ""
    told = f"these talk together and sound alike: {named}{more}"
    return (f"{told}; give them other voices in voices.yaml",)
