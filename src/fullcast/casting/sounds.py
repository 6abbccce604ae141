"""What voices.yaml says of the sound of a whole audiobook: pauses, room tone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields

from ruamel.yaml.nodes import ScalarNode

from fullcast.casting.document import Document, Entry
from fullcast.casting.voicemap import PAUSES, ROOM_TONES
from fullcast.model import Pauses

NONE = "none"
"""No room tone, whatever the profile has."""


def pause_readers(doc: Document) -> dict[str, Callable[[Entry], float]]:
    """How the value of each pause is read, by its name."""
    return {
        field.name: lambda entry: doc.number(entry.value, f"pauses: {entry.key}", PAUSES)
        for field in fields(Pauses)
    }


def room_tone(doc: Document, entry: Entry) -> float:
    """A level in dB; minus infinity for none.

    Raises:
        VoiceMapError: it is neither.
    """
    if isinstance(entry.value, ScalarNode) and entry.value.value.casefold() == NONE:
        return -math.inf
    return doc.number(entry.value, "room_tone", ROOM_TONES)
