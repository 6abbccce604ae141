"""A chapter's sentences as what is measured of their clips, before any of them is assembled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fullcast.mastering.assembly import MISSING_CLIP, Phrase
from fullcast.mastering.levels import ClipLevels, HeardClip, clip_levels
from fullcast.model import Audio, Clip

SILENT = ClipLevels(MISSING_CLIP, (), (), ())
"""Of a clip that is missing."""


def heard_clips(phrases: Iterable[Phrase], load: Callable[[Clip], Audio]) -> Iterator[HeardClip]:
    """The clips of a chapter in order, each measured when it is asked for.

    Raises:
        Exception: whatever `phrases` or `load` raises.
    """
    for phrase in phrases:
        levels = SILENT if phrase.clip is None else clip_levels(load(phrase.clip))
        yield HeardClip(levels, phrase.gain, phrase.pause)
