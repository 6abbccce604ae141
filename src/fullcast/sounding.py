"""Lines as they were spoken become sound, with the times at which they are heard."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from fullcast import mastering, rendering
from fullcast.model import Clip, Pauses, TimedLine, Voice
from fullcast.passages import Cue, Pacer
from fullcast.recording import Take

GRACE = 2.0
"""Seconds that a sample may last longer than it should, so that it ends with a sentence."""

Spans = Sequence[tuple[float, float]]
"""When sentences are heard, in seconds."""


def phrases(
    cue: Cue, clips: Sequence[Clip | None], gains: Mapping[Voice, float], pauses: Pauses
) -> Iterator[mastering.Phrase]:
    """The sentences of a line in their places.

    `gains` holds the gain in dB of every voice that is heard; the voice's own volume and what the
    line's delivery changes are added.
    """
    voice = cue.part.voice
    gain = gains[voice] + voice.volume + cue.part.change
    for number, clip in enumerate(clips):
        yield mastering.Phrase(clip, gain, pauses.sentence if number else cue.pause)


def timed(cue: Cue, spans: Spans) -> TimedLine:
    """A line and when each of its sentences is heard."""
    return TimedLine(cue.part.line, spans[0][0], spans[-1][1], tuple(spans))


def sound(
    takes: Iterable[Take],
    gains: Mapping[Voice, float],
    pauses: Pauses,
    on_line: Callable[[TimedLine], None],
    limit: float = math.inf,
) -> Iterator[bytes]:
    """The PCM of a file, sentence by sentence.

    With a limit in seconds it ends behind the sentence that reaches it, or if that one ends more
    than `GRACE` later, before that sentence; at least one sentence is heard.
    """
    places: deque[tuple[Cue, int]] = deque()
    phrased = _in_order(takes, gains, pauses, places)
    seconds, spans = 0.0, list[tuple[float, float]]()
    for segment in mastering.assemble(phrased, after=pauses.end, load=rendering.read_clip):
        end = seconds + segment.samples / mastering.OUTPUT_RATE
        if seconds >= limit or (seconds and end > limit + GRACE):
            return
        yield segment.pcm
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
    pacer = Pacer(pauses)
    for take in takes:
        pause = pacer.pause(take.part)
        if pause is not None:
            cue = Cue(take.part, pause)
            places.append((cue, len(take.clips)))
            yield from phrases(cue, take.clips, gains, pauses)
