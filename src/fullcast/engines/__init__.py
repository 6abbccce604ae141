"""Everything that speaks: `speak` a text in a voice, whichever engine that voice belongs to."""

from fullcast.engines.base import Engine, FetchingEngine, OpenEngine, PhoneticEngine
from fullcast.engines.registry import describe, fetch, load, names, readings, speak, version

__all__ = [
    "Engine",
    "FetchingEngine",
    "OpenEngine",
    "PhoneticEngine",
    "describe",
    "fetch",
    "load",
    "names",
    "readings",
    "speak",
    "version",
]
