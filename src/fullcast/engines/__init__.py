"""Everything that speaks: `speak` a text in a voice, whichever engine that voice belongs to."""

from fullcast.engines.registry import catalogue, load, names, speak

__all__ = ["catalogue", "load", "names", "speak"]
