"""A chapter's gain, from its phrases, before any of them is assembled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fullcast.mastering.assembly import MISSING_CLIP, Phrase
from fullcast.mastering.levels import ClipLevels, HeardClip, chapter_gain, clip_levels
from fullcast.mastering.profiles import Profile
from fullcast.model import Audio, Clip

SILENT = ClipLevels(MISSING_CLIP, (), (), ())
"""Of a clip that is missing."""


def gain_of(
    phrases: Iterable[Phrase], profile: Profile, *, after: float, load: Callable[[Clip], Audio]
) -> float:
    """The gain in dB that a chapter needs on top of its phrases' own; see `chapter_gain`.

    No more phrases are taken than are needed. `after` is the silence in seconds behind the last.
    """
    return chapter_gain(_heard(phrases, load), profile, tail=after)


def _heard(phrases: Iterable[Phrase], load: Callable[[Clip], Audio]) -> Iterator[HeardClip]:
    for phrase in phrases:
        levels = SILENT if phrase.clip is None else clip_levels(load(phrase.clip))
        yield HeardClip(levels, phrase.gain, phrase.pause)
