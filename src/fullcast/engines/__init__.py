"""Everything that speaks: `speak` a text in a voice, whichever engine that voice belongs to."""

from fullcast.engines.base import Engine, OpenEngine
from fullcast.engines.registry import describe, load, names, speak

__all__ = ["Engine", "OpenEngine", "describe", "load", "names", "speak"]
