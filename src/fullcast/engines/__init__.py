"""Everything that speaks: `speak` a text in a voice, whichever engine that voice belongs to."""

from fullcast.engines.base import Engine, OpenEngine, PhoneticEngine
from fullcast.engines.registry import describe, load, names, readings, speak

__all__ = [
    "Engine",
    "OpenEngine",
    "PhoneticEngine",
    "describe",
    "load",
    "names",
    "readings",
    "speak",
]
