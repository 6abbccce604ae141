"""Passages become stretches of MP3, in the workers' processes, and are kept for the next time."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fullcast import identity, mastering, publishing, recording, rendering, sounding
from fullcast.errors import RenderError
from fullcast.model import Job, Pauses, ProfileName, TimedLine, Voice
from fullcast.passages import Passage

_HEAD = struct.Struct("<III")
_SPAN = struct.Struct("<dd")

_MAKERS = ("mastering", "publishing/frames.py", "pressing.py", "sounding.py")
_LIBRARIES = ("lameenc", "soxr", "numpy", "pydub")
"""What a pressing comes of, besides its clips."""

LEVELLED = 9_000
"""Characters of a chapter by which it is levelled: some ten minutes of speech."""

Phrases = tuple[mastering.Phrase, ...]

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
    profile: mastering.Profile = mastering.PROFILES[ProfileName.PLAIN]


@dataclass(frozen=True, slots=True)
class Order:
    """A passage to be pressed."""

    phrases: tuple[mastering.Phrase, ...]
    after: float
    final: bool
    form: publishing.Mp3Format
    profile: mastering.Profile


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
        tone = order.profile.room_tone
        for segment in mastering.assemble(
            order.phrases,
            after=order.after,
            load=rendering.read_clip,
            grid=order.form.samples_per_frame,
            ceiling=order.profile.ceiling,
        ):
            if segment.span is not None:
                spans.append(segment.span)
            yield segment.pcm if tone is None else mastering.add_room_tone(segment.pcm, tone)

    stretch = publishing.encode(blocks(), order.form, final=order.final)
    return Pressing(stretch, tuple(spans)).to_bytes()


def key(passage: Passage, mix: Mix, gain: float = 0.0) -> str:
    """The key of everything that decides how a passage sounds; `gain` is its chapter's, in dB."""
    return rendering.key_of(
        (identity.code_digest(*_MAKERS), identity.versions(*_LIBRARIES)),
        (mix.form.rate, mix.form.bitrate, mix.pauses.sentence),
        (mix.profile.ceiling, mix.profile.room_tone, gain),
        (_cues(passage, mix), passage.after, passage.final),
    )


def level_key(passages: Iterable[Passage], mix: Mix) -> str:
    """The key of everything that decides a chapter's gain, by its first passages."""
    profile = mix.profile
    return rendering.key_of(
        (identity.code_digest(*_MAKERS), identity.versions(*_LIBRARIES)),
        (profile.scale.value, profile.target, profile.ceiling, profile.bitrate),
        (mix.pauses.sentence, mix.pauses.end),
        [(_cues(passage, mix), passage.after) for passage in passages],
    )


def _cues(passage: Passage, mix: Mix) -> list[tuple[list[str], float, float]]:
    return [
        (
            [job.key for job in cue.part.jobs],
            mix.gains[cue.part.voice] + cue.part.voice.volume + cue.part.change,
            cue.pause,
        )
        for cue in passage.cues
    ]


@dataclass(frozen=True, slots=True)
class Planned:
    """A passage that is to stand in a file, and whether its pressing is there already."""

    passage: Passage
    key: str
    """"" while the gain is not known."""
    kept: bool
    level: str
    """The key of its chapter's gain."""
    gain: float | None
    """Its chapter's, in dB; None if it follows from clips that are to be measured first."""
    levelled: bool
    """Whether the gain is known once this passage and those before it have been spoken."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What has to be at hand for it."""
        return () if self.kept else self.passage.jobs


def plan(passages: Iterable[Passage], mix: Mix, store: rendering.Store) -> Iterator[Planned]:
    """Look for the pressing of each passage, and the gain of each chapter."""
    for chapter in _chapters(passages):
        first = _first(chapter)
        level = level_key(first, mix)
        known = store.get(level)
        gain = None if known is None else float(known)
        for number, passage in enumerate(chapter, 1):
            name = "" if gain is None else key(passage, mix, gain)
            kept = gain is not None and store.get(name) is not None
            yield Planned(passage, name, kept, level, gain, number == len(first))


def _chapters(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    chapter: list[Passage] = []
    for passage in passages:
        chapter.append(passage)
        if passage.final:
            yield chapter
            chapter = []
    if chapter:
        yield chapter


def _first(chapter: Sequence[Passage]) -> Sequence[Passage]:
    """The passages by which a chapter is levelled."""
    length = 0
    for number, passage in enumerate(chapter, 1):
        length += sum(len(cue.part.line.text) for cue in passage.cues)
        if length >= LEVELLED:
            return chapter[:number]
    return chapter


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
            for work in self._begun(planned, take):
                waiting.append(work)
                while waiting and (waiting[0].done or len(waiting) > self._workers.count * AHEAD):
                    yield self._end(waiting.popleft())
            while waiting:
                yield self._end(waiting.popleft())
        finally:
            for work in waiting:
                if work.call is not None:
                    work.call.cancel()

    def _begun(
        self,
        planned: Iterable[Planned],
        take: Callable[[Passage], Iterable[recording.Take]],
    ) -> Iterator[_Work]:
        """The passages in order; those whose chapter's gain is not known wait until it is."""
        held: list[tuple[Planned, Phrases]] = []
        gain: float | None = None
        for each in planned:
            if each.kept:
                yield _Work(each, None, whole=True)
                continue
            held.append((each, self._phrases(each.passage, take)))
            if each.gain is not None:
                gain = each.gain
            elif each.levelled:
                gain = self._level(held)
            if gain is None:
                continue
            for one, phrases in held:
                yield self._begin(one, phrases, gain)
            held = []
            gain = None if each.passage.final else gain

    def _phrases(
        self, passage: Passage, take: Callable[[Passage], Iterable[recording.Take]]
    ) -> Phrases:
        mix = self._mix
        clips = [each.clips for each in take(passage)]
        return tuple(
            phrase
            for cue, own in zip(passage.cues, clips, strict=True)
            for phrase in sounding.phrases(cue, own, mix.gains, mix.pauses)
        )

    def _level(self, held: Sequence[tuple[Planned, Phrases]]) -> float:
        """A chapter's gain, which is kept if no sentence is missing."""
        every: list[mastering.Phrase] = []
        behind = 0.0
        for planned, (first, *rest) in held:
            every += [replace(first, pause=first.pause + behind), *rest]
            behind = planned.passage.after
        clips = mastering.heard_clips(every, rendering.read_clip)
        last = held[-1][0]
        tail = self._mix.pauses.end if last.passage.final else 0.0
        gain = mastering.chapter_gain(clips, self._mix.profile, tail=tail)
        if all(phrase.clip is not None for phrase in every):
            self._store.put(last.level, repr(gain).encode())
        return gain

    def _begin(self, planned: Planned, phrases: Phrases, gain: float) -> _Work:
        passage, mix = planned.passage, self._mix
        each = replace(planned, key=key(passage, mix, gain), gain=gain)
        whole = all(phrase.clip is not None for phrase in phrases)
        if whole and self._store.get(each.key) is not None:
            return _Work(each, None, whole)
        levelled = tuple(replace(phrase, gain=phrase.gain + gain) for phrase in phrases)
        order = Order(levelled, passage.after, passage.final, mix.form, mix.profile)
        return _Work(each, rendering.Call(self._workers, press, order), whole)

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
