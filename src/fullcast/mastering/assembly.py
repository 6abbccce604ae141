"""Lines and their clips become one stream of PCM with the times of every line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fullcast.mastering.clips import OUTPUT_RATE, EditedClip, edit, silence
from fullcast.mastering.pauses import Pacing
from fullcast.mastering.profiles import PROFILES
from fullcast.model import Audio, Clip, Line, Pauses, ProfileName, TimedLine, Voice

MISSING_CLIP = 0.5
"""Seconds of silence in the place of a sentence that could not be spoken."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of the script with its clips, one a sentence; None is a clip that is missing.

    A line without clips is not heard: a scene break, which becomes a pause, or a line that is
    not voiced, which becomes nothing.
    """

    line: Line
    clips: tuple[Clip | None, ...]
    voice: Voice
    change: float = 0.0
    """How much louder it is than the voice's other lines, in dB."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The next stretch of sound: 16-bit little-endian mono PCM at `OUTPUT_RATE`."""

    pcm: bytes
    line: TimedLine | None = None
    """The line whose last clip this segment holds, heard from the first speech of its first clip
    to the last speech of its last one; the near silence around them belongs to the pauses."""


def assemble(
    lines: Iterable[SpokenLine],
    *,
    gains: Mapping[Voice, float],
    pauses: Pauses,
    load: Callable[[Clip], Audio],
    gain: float = 0.0,
    ceiling: float = PROFILES[ProfileName.PLAIN].ceiling,
) -> Iterator[Segment]:
    """The sound of one file, clip by clip, from the silence before it to the silence after it.

    At no time is more than one clip in memory. `gains` holds the gain in dB of every voice that
    is heard (see `voice_gain`); the voice's own volume, the line's change and the chapter's `gain`
    are added. No true peak exceeds `ceiling`, a fraction of full scale. Pauses are measured from
    speech to speech: what is left of a clip's own silence counts as part of them. The same lines
    give the same bytes.

    Raises:
        KeyError: a voice has no gain.
        Exception: whatever `lines` or `load` raises.
    """
    stream, pacing = _Stream(), Pacing(pauses)
    for spoken in lines:
        spans: list[tuple[float, float]] = []
        silences = pacing.before(spoken.line, len(spoken.clips))
        for clip, pause in zip(spoken.clips, silences, strict=True):
            stream.owed += _samples(pause)
            level = gains[spoken.voice] + spoken.voice.volume + spoken.change + gain
            pcm, start, end = stream.join(_edited(clip, load, level, ceiling))
            spans.append((start / OUTPUT_RATE, end / OUTPUT_RATE))
            whole = len(spans) == len(spoken.clips)
            yield Segment(pcm, _timed(spoken.line, spans) if whole else None)
    stream.owed += _samples(pauses.end if pacing.begun else pauses.start + pauses.end)
    yield Segment(silence(max(0, stream.owed)))


def _timed(line: Line, spans: Sequence[tuple[float, float]]) -> TimedLine:
    """A line and when each of its clips is heard."""
    return TimedLine(line, spans[0][0], spans[-1][1], tuple(spans))


@dataclass(slots=True)
class _Stream:
    """How far the sound has come, in samples."""

    owed: int = 0
    """Silence due before the next speech; below zero by what the last clip's tail has paid."""
    clock: int = 0

    def join(self, clip: EditedClip) -> tuple[bytes, int, int]:
        """The silence due and the clip, and where its speech begins and ends."""
        gap = max(0, self.owed - clip.lead)
        start = self.clock + gap + clip.lead
        self.clock += gap + clip.samples
        self.owed = -clip.tail
        return silence(gap) + clip.pcm, start, self.clock - clip.tail


def _edited(
    clip: Clip | None, load: Callable[[Clip], Audio], gain: float, ceiling: float
) -> EditedClip:
    """A clip ready to be joined."""
    if clip is None:
        return EditedClip(silence(_samples(MISSING_CLIP)), 0, 0)
    return edit(load(clip), gain, ceiling)


def _samples(seconds: float) -> int:
    return round(seconds * OUTPUT_RATE)
