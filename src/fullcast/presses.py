"""Presses the chapters of a story, several passages at once, and keeps what it presses."""

from __future__ import annotations

import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from fullcast import mastering, rendering, sounding
from fullcast.model import Audio, Clip, Job, Pauses
from fullcast.packed import Packed
from fullcast.passages import Passage, passages
from fullcast.pressing import Mix, Order, Pressing, key, level, level_key, press, sound
from fullcast.recording import CHARACTERS_PER_SECOND, CueSheet, Take

AHEAD = 4
"""Passages a worker may have waiting: while what is pressed is written, no worker is idle."""

_SPARE = 1.5
"""How many times the characters are looked at that a chapter is levelled by at an ordinary pace."""
_GAIN = struct.Struct("<d")

Speaking = Callable[[Passage], Iterable[Take]]
"""Gives the lines of a passage as they were spoken."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A passage that is to stand in a file, and whether its pressing is there already."""

    passage: Passage
    key: str
    """Of its pressing; empty as long as its chapter's gain is not known."""
    kept: bool
    taken: bool = False
    """Whether its lines were spoken although it is kept, as that was not known yet."""

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What has to be at hand for it."""
        return () if self.kept else self.passage.jobs

    @property
    def reused(self) -> bool:
        """Whether nothing of it was asked for."""
        return self.kept and not self.taken


@dataclass(frozen=True, slots=True)
class Chapter:
    """What there is to press of one chapter."""

    planned: Sequence[Planned]
    gain: float | None
    """dB; None as long as it is not known, because nothing was spoken."""
    opening: int
    """By how many of the first passages it is levelled."""
    key: str
    """Under which the gain is kept."""


Again = Callable[[Planned], Iterable[Take]]
"""Gives the lines of a passage as `Speaking` does, at any time: those that have gone since are
spoken again."""

Phrased = tuple[Planned, tuple[mastering.Phrase, ...]]


class Presses:
    """Plans chapters and presses them in the workers' processes.

    Others may clear the cache meanwhile: what has gone when it is needed is made again.
    """

    def __init__(
        self,
        mix: Mix,
        pauses: Pauses,
        store: rendering.Store,
        workers: rendering.Workers,
        again: Again,
    ) -> None:
        """`store` keeps what is pressed."""
        self._mix = mix
        self._pauses = pauses
        self._store = store
        self._workers = workers
        self._again = again

    def plan(self, sheet: CueSheet) -> Chapter:
        """Look for what is pressed of a chapter already."""
        every = tuple(passages(sheet, self._pauses))
        opening = _opening(every)
        name = level_key(every[:opening], self._mix)
        held = self._store.get(name)
        if held is None:
            unknown = tuple(Planned(each, "", kept=False) for each in every)
            return Chapter(unknown, None, opening, name)
        [gain] = _GAIN.unpack(held)
        planned: Sequence[Planned] = tuple(self._planned(each, gain) for each in every)
        if all(each.kept for each in planned):
            # All chapters in which nothing is spoken are planned before the first is written.
            planned = Packed(planned)
        return Chapter(planned, gain, opening, name)

    def _planned(self, passage: Passage, gain: float, *, taken: bool = False) -> Planned:
        name = key(passage, self._mix, gain)
        return Planned(passage, name, self._store.get(name) is not None, taken)

    def run(
        self, chapters: Iterable[Chapter], take: Speaking
    ) -> Iterator[tuple[Planned, Pressing]]:
        """The pressing of each passage, in order.

        `take` is asked, in order, for the lines of all passages that were not kept when they were
        planned.

        Raises:
            RenderError: a passage cannot be pressed, or what it is made of goes again and again.
        """
        waiting: deque[_Work] = deque()
        try:
            for chapter in chapters:
                for work in self._begun(chapter, take):
                    waiting.append(work)
                    full = self._workers.count * AHEAD
                    while waiting and (waiting[0].done or len(waiting) > full):
                        yield self._ended(waiting.popleft())
            while waiting:
                yield self._ended(waiting.popleft())
        finally:
            for work in waiting:
                if work.call is not None:
                    work.call.cancel()

    def sound(
        self, sheet: CueSheet, take: Speaking, load: Callable[[Clip], Audio]
    ) -> Iterator[bytes]:
        """The PCM of a chapter, as it was pressed."""
        chapter = self.plan(sheet)
        every = ((p, self._phrases(p.passage, take(p.passage))) for p in chapter.planned)
        opening: list[Phrased] = []
        gain = chapter.gain
        if gain is None:
            opening = list(islice(every, chapter.opening))
            gain = self._level(chapter, opening)
        for planned, phrases in chain(opening, every):
            yield from sound(self._order(planned.passage, phrases, gain), load=load)

    def _begun(self, chapter: Chapter, take: Speaking) -> Iterator[_Work]:
        """The passages of a chapter, each as it is begun."""
        if chapter.gain is not None:
            for each in chapter.planned:
                phrases = () if each.kept else self._phrases(each.passage, take(each.passage))
                yield self._begin(each, phrases, chapter.gain)
            return
        first, rest = chapter.planned[: chapter.opening], chapter.planned[chapter.opening :]
        opening = [(each, self._phrases(each.passage, take(each.passage))) for each in first]
        gain = self._level(chapter, opening)
        for each, phrases in opening:
            yield self._begin(self._planned(each.passage, gain, taken=True), phrases, gain)
        for each in rest:
            phrases = self._phrases(each.passage, take(each.passage))
            yield self._begin(self._planned(each.passage, gain, taken=True), phrases, gain)

    def _phrases(self, passage: Passage, takes: Iterable[Take]) -> tuple[mastering.Phrase, ...]:
        return tuple(
            phrase
            for cue, taken in zip(passage.cues, takes, strict=True)
            for phrase in sounding.phrases(cue, taken.clips, self._mix.gains)
        )

    def _level(self, chapter: Chapter, opening: Sequence[Phrased]) -> float:
        """The gain of a chapter, by the passages it opens with."""
        for left in reversed(range(rendering.AGAIN)):
            # All but the last end in the first half of a pause, whose other half the next begins
            # with.
            phrases = tuple(phrase for _, own in opening for phrase in own)
            last = opening[-1][0].passage
            after = last.after if last.final else 0.0
            order = Order(phrases, after, True, self._mix.profile, self._mix.form)
            try:
                gain = rendering.Call(self._workers, level, order).result()
                break
            except rendering.ClipGoneError:
                if not left:
                    raise
                opening = [(p, self._phrases(p.passage, self._again(p))) for p, _ in opening]
        if all(phrase.clip is not None for phrase in phrases):
            self._store.put(chapter.key, _GAIN.pack(gain))
        return gain

    def _begin(self, planned: Planned, phrases: tuple[mastering.Phrase, ...], gain: float) -> _Work:
        if planned.kept:
            return _Work(planned, gain, None, whole=True)
        order = self._order(planned.passage, phrases, gain)
        whole = all(phrase.clip is not None for phrase in phrases)
        return _Work(planned, gain, rendering.Call(self._workers, press, order), whole)

    def _order(self, passage: Passage, phrases: Sequence[mastering.Phrase], gain: float) -> Order:
        turned = tuple(replace(each, gain=each.gain + gain) for each in phrases)
        return Order(turned, passage.after, passage.final, self._mix.profile, self._mix.form)

    def _ended(self, work: _Work) -> tuple[Planned, Pressing]:
        for _ in range(rendering.AGAIN):
            try:
                return work.planned, Pressing.from_bytes(self._pressed(work))
            except rendering.ClipGoneError:
                planned = work.planned
                phrases = self._phrases(planned.passage, self._again(planned))
                work = self._begin(replace(planned, kept=False), phrases, work.gain)
        return work.planned, Pressing.from_bytes(self._pressed(work))

    def _pressed(self, work: _Work) -> bytes:
        """What comes of a work.

        Raises:
            ClipGoneError: something that it is made of has gone.
        """
        name = work.planned.key
        if work.call is not None:
            data = work.call.result()
            if work.whole:
                self._store.put(name, data)
            return data
        kept = self._store.get(name)
        if kept is None:
            raise rendering.ClipGoneError(
                f"What was kept at {self._store.path(name)} has gone while it was needed. Run the "
                "same command again; it is made anew."
            )
        return kept


@dataclass(frozen=True, slots=True)
class _Work:
    """A passage that is being pressed, or was kept."""

    planned: Planned
    gain: float
    """dB, its chapter's."""
    call: rendering.Call[Order, bytes] | None
    whole: bool
    """Whether no sentence of it is missing."""

    @property
    def done(self) -> bool:
        return self.call is None or self.call.done


def _opening(every: Sequence[Passage]) -> int:
    """How many passages a chapter is levelled by."""
    length, needed = 0, mastering.LEVELLED_BY * CHARACTERS_PER_SECOND * _SPARE
    for count, passage in enumerate(every):
        if length >= needed:
            return count
        length += sum(len(cue.part.line.text) for cue in passage.cues)
    return len(every)
