"""A chapter's lines as what is measured of their clips, before any of them is assembled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from fullcast.mastering.assembly import MISSING_CLIP, SpokenLine
from fullcast.mastering.levels import ClipLevels, HeardClip
from fullcast.mastering.pauses import Pacing
from fullcast.model import Clip, Pauses, Voice

SILENT = ClipLevels(MISSING_CLIP, (), (), ())
"""Of a clip that is missing."""


def heard_clips(
    lines: Iterable[SpokenLine],
    *,
    gains: Mapping[Voice, float],
    pauses: Pauses,
    levels: Callable[[Clip], ClipLevels],
) -> Iterator[HeardClip]:
    """The clips of a chapter in order; the arguments are those of `assemble`.

    `levels` measures a clip (see `clip_levels`). Nothing is read ahead.
    """
    pacing = Pacing(pauses)
    for spoken in lines:
        gain = gains[spoken.voice] + spoken.voice.volume + spoken.change if spoken.clips else 0.0
        silences = pacing.before(spoken.line, len(spoken.clips))
        for clip, pause in zip(spoken.clips, silences, strict=True):
            yield HeardClip(SILENT if clip is None else levels(clip), gain, pause)
