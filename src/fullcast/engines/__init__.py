"""Everything that speaks: `speak` a text in a voice, whichever engine that voice belongs to."""

from fullcast.engines.base import Engine
from fullcast.engines.registry import catalogue, load, names, speak

__all__ = ["Engine", "catalogue", "load", "names", "speak"]
