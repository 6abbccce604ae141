"""Sentences in their places become one stretch of PCM with the times at which they are heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fullcast.mastering.clips import OUTPUT_RATE, EditedClip, edit, silence
from fullcast.mastering.profiles import PROFILES
from fullcast.model import Audio, Clip, ProfileName
from fullcast.values import Value

MISSING_CLIP = 0.5
"""Seconds of silence in the place of a sentence that could not be spoken."""


@dataclass(frozen=True, slots=True)
class Phrase(Value):
    """A sentence in its place."""

    clip: Clip | None
    """None is a clip that is missing."""
    gain: float
    """dB: its voice's, what its delivery adds, and its chapter's."""
    pause: float
    """Seconds between the speech before it, or the beginning, and its own."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The next stretch of sound: 16-bit little-endian mono PCM at `OUTPUT_RATE`."""

    pcm: bytes
    span: tuple[float, float] | None = None
    """When the phrase in it is heard, in seconds from the beginning, from its first speech to its
    last: the near silence around it belongs to the pauses. None behind the last phrase."""

    @property
    def samples(self) -> int:
        """Length in samples."""
        return len(self.pcm) // 2


def assemble(
    phrases: Iterable[Phrase],
    *,
    after: float,
    load: Callable[[Clip], Audio],
    ceiling: float = PROFILES[ProfileName.PLAIN].ceiling,
    grid: int = 1,
) -> Iterator[Segment]:
    """The sound of some phrases, one by one, and of `after` seconds of silence behind the last.

    At no time is more than one clip in memory. No true peak exceeds `ceiling`, a fraction of full
    scale. Pauses are measured from speech to speech: what is
    left of a clip's own silence counts as part of them. The silence at the end is as much longer
    as is needed for the number of all samples to be a multiple of `grid`. The same phrases give
    the same bytes.

    Raises:
        Exception: whatever `phrases` or `load` raises.
    """
    clock, owed = 0, 0
    for phrase in phrases:
        clip = _edited(phrase, load, ceiling)
        # Below zero by what the last clip's tail has paid.
        gap = max(0, owed + _samples(phrase.pause) - clip.lead)
        start = clock + gap + clip.lead
        clock += gap + clip.samples
        owed = -clip.tail
        span = start / OUTPUT_RATE, (clock - clip.tail) / OUTPUT_RATE
        yield Segment(silence(gap) + clip.pcm, span)
    rest = max(0, owed + _samples(after))
    yield Segment(silence(rest + -(clock + rest) % grid))


def _edited(phrase: Phrase, load: Callable[[Clip], Audio], ceiling: float) -> EditedClip:
    """A clip ready to be joined."""
    if phrase.clip is None:
        return EditedClip(silence(_samples(MISSING_CLIP)), 0, 0)
    return edit(load(phrase.clip), phrase.gain, ceiling)


def _samples(seconds: float) -> int:
    return round(seconds * OUTPUT_RATE)
