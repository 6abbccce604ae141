"""Everything that speaks: `speak` a text in a voice, whichever engine that voice belongs to."""

from fullcast.engines.base import Engine, FetchingEngine, OpenEngine, PhoneticEngine, WaitingEngine
from fullcast.engines.registry import describe, fetch, load, names, readings, speak, version, waits

__all__ = [
    "Engine",
    "FetchingEngine",
    "OpenEngine",
    "PhoneticEngine",
    "WaitingEngine",
    "describe",
    "fetch",
    "load",
    "names",
    "readings",
    "speak",
    "version",
    "waits",
]
