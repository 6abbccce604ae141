"""Lines as they were spoken become sound, with the times at which they are heard."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fullcast import mastering, rendering
from fullcast.model import Audio, Clip, Pauses, ProfileName, TimedLine, Voice
from fullcast.passages import Cue
from fullcast.recording import Take

GRACE = 2.0
"""Seconds that a sample may last longer than it should, so that it ends with a sentence."""

Spans = Sequence[tuple[float, float]]
"""When sentences are heard, in seconds."""


def phrases(
    cue: Cue, clips: Sequence[Clip | None], gains: Mapping[Voice, float]
) -> Iterator[mastering.Phrase]:
    """The sentences of a line in their places; `gains` are those of the voices, in dB."""
    level = gain(cue, gains)
    for clip, pause in zip(clips, cue.pauses, strict=True):
        yield mastering.Phrase(clip, level, pause)


def gain(cue: Cue, gains: Mapping[Voice, float]) -> float:
    """The gain of a line in dB: its voice's, that voice's own volume, and what delivery adds."""
    voice = cue.part.voice
    return gains[voice] + voice.volume + cue.part.change


def timed(cue: Cue, spans: Spans) -> TimedLine:
    """A line and when each of its sentences is heard."""
    return TimedLine(cue.part.line, spans[0][0], spans[-1][1], tuple(spans))


def sound(
    takes: Iterable[Take],
    gains: Mapping[Voice, float],
    pauses: Pauses,
    on_line: Callable[[TimedLine], None],
    limit: float = math.inf,
    profile: mastering.Profile = mastering.PROFILES[ProfileName.PLAIN],
    load: Callable[[Clip], Audio] = rendering.read_clip,
) -> Iterator[bytes]:
    """The PCM of a file, sentence by sentence.

    With a limit in seconds it ends behind the sentence that reaches it, or if that one ends more
    than `GRACE` later, before that sentence; at least one sentence is heard.
    """
    places: deque[tuple[Cue, int]] = deque()
    phrased = _in_order(takes, gains, pauses, places)
    seconds, spans = 0.0, list[tuple[float, float]]()
    for segment in mastering.assemble(
        phrased, after=pauses.end, load=load, ceiling=profile.ceiling
    ):
        end = seconds + segment.samples / mastering.OUTPUT_RATE
        if seconds >= limit or (seconds and end > limit + GRACE):
            return
        yield mastering.with_room_tone(segment.pcm, profile)
        seconds = end
        if segment.span is not None:
            spans.append(segment.span)
            cue, sentences = places[0]
            if len(spans) == sentences:
                on_line(timed(cue, spans))
                places.popleft()
                spans = []


def _in_order(
    takes: Iterable[Take],
    gains: Mapping[Voice, float],
    pauses: Pauses,
    places: deque[tuple[Cue, int]],
) -> Iterator[mastering.Phrase]:
    """All sentences; each line that is begun is put into `places`, with how many it has."""
    pacing = mastering.Pacing(pauses)
    for take in takes:
        before = pacing.before(take.part.line, len(take.clips))
        if before:
            cue = Cue(take.part, before)
            places.append((cue, len(take.clips)))
            yield from phrases(cue, take.clips, gains)
