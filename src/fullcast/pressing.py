"""Passages become stretches of MP3, in the workers' processes, and are kept for the next time."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fullcast import identity, mastering, publishing, recording, rendering, sounding
from fullcast.errors import RenderError
from fullcast.model import Job, Pauses, TimedLine, Voice
from fullcast.passages import Passage

_HEAD = struct.Struct("<III")
_SPAN = struct.Struct("<dd")

_MAKERS = ("mastering", "publishing/frames.py", "pressing.py", "sounding.py")
_LIBRARIES = ("lameenc", "soxr", "numpy", "pydub")
"""What a pressing comes of, besides its clips."""

AHEAD = 4
"""Passages a worker may have waiting: each is several times as long as what a worker presses while
the one before it is written."""


@dataclass(frozen=True, slots=True)
class Mix:
    """What all passages of a story have in common."""

    gains: Mapping[Voice, float]
    """dB, of each voice."""
    pauses: Pauses
    form: publishing.Mp3Format


@dataclass(frozen=True, slots=True)
class Order:
    """A passage to be pressed."""

    phrases: tuple[mastering.Phrase, ...]
    after: float
    final: bool
    form: publishing.Mp3Format


@dataclass(frozen=True, slots=True)
class Pressing:
    """A passage as it stands in a file."""

    stretch: publishing.Stretch
    spans: tuple[tuple[float, float], ...]
    """When each sentence is heard, in seconds from the passage's beginning."""

    def to_bytes(self) -> bytes:
        """As it is kept."""
        stretch = self.stretch
        head = _HEAD.pack(stretch.count, stretch.samples, len(self.spans))
        return b"".join([head, *(_SPAN.pack(*span) for span in self.spans), stretch.frames])

    @classmethod
    def from_bytes(cls, data: bytes) -> Pressing:
        """What `to_bytes` gave."""
        count, samples, spans = _HEAD.unpack_from(data)
        end = _HEAD.size + spans * _SPAN.size
        found = tuple(_SPAN.iter_unpack(data[_HEAD.size : end]))
        return cls(publishing.Stretch(data[end:], count, samples), found)

    def lines(self, passage: Passage, begin: float) -> Iterator[TimedLine]:
        """When its lines are heard, if it begins so many seconds after its file does."""
        at = 0
        for cue in passage.cues:
            spans = self.spans[at : at + len(cue.part.jobs)]
            at += len(cue.part.jobs)
            yield sounding.timed(cue, [(begin + start, begin + end) for start, end in spans])


def press(order: Order) -> bytes:
    """Master and encode a passage; runs in a worker's process and gives `Pressing.to_bytes`.

    Raises:
        RenderError: one of its clips has gone or was damaged.
    """
    spans: list[tuple[float, float]] = []

    def blocks() -> Iterator[bytes]:
        grid = order.form.samples_per_frame
        for segment in mastering.assemble(
            order.phrases, after=order.after, load=rendering.read_clip, grid=grid
        ):
            if segment.span is not None:
                spans.append(segment.span)
            yield segment.pcm

    stretch = publishing.encode(blocks(), order.form, final=order.final)
    return Pressing(stretch, tuple(spans)).to_bytes()


def key(passage: Passage, mix: Mix) -> str:
    """The key of everything that decides how a passage sounds."""
    cues = [
        (
            [job.key for job in cue.part.jobs],
            mix.gains[cue.part.voice] + cue.part.voice.volume + cue.part.change,
            cue.pause,
        )
        for cue in passage.cues
    ]
    return rendering.key_of(
        (identity.code_digest(*_MAKERS), identity.versions(*_LIBRARIES)),
        (mix.form.rate, mix.form.bitrate, mix.pauses.sentence),
        (cues, passage.after, passage.final),
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """A passage that is to stand in a file, and whether its pressing is there already."""

    passage: Passage
    key: str
    kept: bool

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What has to be at hand for it."""
        return () if self.kept else self.passage.jobs


def plan(passages: Iterable[Passage], mix: Mix, store: rendering.Store) -> Iterator[Planned]:
    """Look for the pressing of each passage."""
    for passage in passages:
        name = key(passage, mix)
        yield Planned(passage, name, store.get(name) is not None)


class Presses:
    """Presses passages in the workers' processes, several at once; gives them back in order."""

    def __init__(self, mix: Mix, store: rendering.Store, workers: rendering.Workers) -> None:
        """`store` keeps what is pressed."""
        self._mix = mix
        self._store = store
        self._workers = workers

    def run(
        self,
        planned: Iterable[Planned],
        take: Callable[[Passage], Iterable[recording.Take]],
    ) -> Iterator[tuple[Planned, Pressing]]:
        """The pressing of each passage; `take` gives the lines of one that was not kept, spoken.

        Raises:
            RenderError: a passage cannot be pressed, or what was kept of it has just gone.
        """
        waiting: deque[_Work] = deque()
        try:
            for each in planned:
                waiting.append(self._begin(each, take))
                while waiting and (waiting[0].done or len(waiting) > self._workers.count * AHEAD):
                    yield self._end(waiting.popleft())
            while waiting:
                yield self._end(waiting.popleft())
        finally:
            for work in waiting:
                if work.call is not None:
                    work.call.cancel()

    def _begin(
        self, planned: Planned, take: Callable[[Passage], Iterable[recording.Take]]
    ) -> _Work:
        if planned.kept:
            return _Work(planned, None, whole=True)
        passage, mix = planned.passage, self._mix
        clips = [each.clips for each in take(passage)]
        phrases = tuple(
            phrase
            for cue, own in zip(passage.cues, clips, strict=True)
            for phrase in sounding.phrases(cue, own, mix.gains, mix.pauses)
        )
        order = Order(phrases, passage.after, passage.final, mix.form)
        whole = all(phrase.clip is not None for phrase in phrases)
        return _Work(planned, rendering.Call(self._workers, press, order), whole)

    def _end(self, work: _Work) -> tuple[Planned, Pressing]:
        name = work.planned.key
        if work.call is None:
            data = self._store.get(name)
            if data is None:
                raise RenderError(
                    f"What was kept at {self._store.path(name)} has gone while it was needed. Run "
                    "the same command again; it is made anew."
                )
        else:
            data = work.call.result()
            if work.whole:
                self._store.put(name, data)
        return work.planned, Pressing.from_bytes(data)


@dataclass(frozen=True, slots=True)
class _Work:
    """A passage that is being pressed, or was kept."""

    planned: Planned
    call: rendering.Call[Order, bytes] | None
    whole: bool
    """Whether no sentence of it is missing."""

    @property
    def done(self) -> bool:
        return self.call is None or self.call.done
