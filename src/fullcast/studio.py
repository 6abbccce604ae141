"""Speaks the chapters of one story and writes a file for each."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import bookshelf, engines, mastering, publishing, recording, rendering
from fullcast.errors import EngineError, RenderError
from fullcast.model import Job, Pauses, TimedLine, Track, Voice


@dataclass(frozen=True, slots=True)
class Progress:
    """What is told of a run while it goes on."""

    begin: Callable[[str, int], None]
    """A story begins: its title, and how many lines are to be heard (of a sample, about)."""
    file: Callable[[Path], None]
    """A file of it is begun."""
    line: Callable[[], None]
    """One more line stands in its file."""
    done: Callable[[Track], None]
    """A file is whole."""
    warn: Callable[[str], None]


@dataclass(slots=True)
class Studio:
    """Everything that the tracks of one story share."""

    place: bookshelf.Place
    tags: Callable[[str, int], publishing.TrackTags]
    """Tags for a track of that title and number."""
    cover: bytes
    pauses: Pauses
    cache: rendering.Cache
    workers: rendering.Workers
    progress: Progress
    tally: recording.Tally = field(default_factory=recording.Tally)

    def tracks(self, sheets: Sequence[recording.CueSheet], titles: Sequence[str]) -> list[Track]:
        """One file a chapter; `titles` are those of all tracks of the book.

        Later chapters are spoken while earlier ones are encoded.
        """
        parts = [part for sheet in sheets for part in sheet.parts]
        gains = self._levels(parts)
        tracks = []
        with self._render(job for part in parts for job in part.jobs) as outcomes:
            for sheet in sheets:
                path = self.place.track(sheet.number, len(titles), sheet.title)
                lines = recording.spoken_lines(sheet.parts, outcomes, self.tally)
                tags = self.tags(titles[sheet.number - 1], sheet.number)
                tracks.append(self._track(path, tags, lines, gains))
        return tracks

    def sample(self, sheets: Sequence[recording.CueSheet], path: Path, seconds: float) -> Track:
        """The first seconds of the story in one file."""
        every = (part for sheet in sheets for part in sheet.parts)
        parts = list(recording.up_to(every, seconds))
        gains = self._levels(parts)
        with self._render(job for part in parts for job in part.jobs) as outcomes:
            lines = recording.spoken_lines(parts, outcomes, self.tally)
            return self._track(path, self.tags("Sample", 1), lines, gains, seconds)

    def takes(
        self, sections: Sequence[Sequence[recording.Part]]
    ) -> tuple[list[list[mastering.SpokenLine]], dict[Voice, float]]:
        """All lines of a few sections, to be put together in several ways, and the voices' gains.

        Raises:
            EngineError: no voice works.
        """
        parts = [part for section in sections for part in section]
        gains = self._levels(parts)
        taken = []
        with self._render(job for part in parts for job in part.jobs) as outcomes:
            for section in sections:
                lines = []
                for line in recording.spoken_lines(section, outcomes, self.tally):
                    lines.append(line)
                    self.progress.line()
                taken.append(lines)
        return taken, gains

    def again(self, sheets: Sequence[recording.CueSheet]) -> Iterator[Iterator[bytes]]:
        """The sound of each chapter once more, as its track has it; see `recording.sound`.

        Nothing is spoken for it: a sentence that could not be spoken is a short silence again.

        Raises:
            RenderError: a clip has gone from the cache.
        """
        gains = self._levels(part for sheet in sheets for part in sheet.parts)
        for sheet in sheets:
            clips = (self._kept(part, job) for part in sheet.parts for job in part.jobs)
            lines = recording.spoken_lines(sheet.parts, clips, recording.Tally())
            yield recording.sound(lines, gains, self.pauses, lambda line: None)

    def _kept(self, part: recording.Part, job: Job) -> rendering.Outcome:
        """A job's clip; there need be none if its line failed."""
        clip = self.cache.get(job.key)
        failed = ((each["chapter"], each["line"]) for each in self.tally.missing)
        if clip is None and (part.line.chapter, part.line.index) not in failed:
            raise RenderError(
                f"A clip of chapter {part.line.chapter} has gone from the cache {self.cache.root}. "
                "Run the same command again; what is missing is spoken anew."
            )
        return rendering.Outcome(job, clip, True, None)

    @contextmanager
    def _render(self, jobs: Iterable[Job]) -> Iterator[Iterator[rendering.Outcome]]:
        """Outcomes in order; what is still to be spoken when the block ends is given up."""
        outcomes = rendering.render(
            jobs, cache=self.cache, speak=engines.speak, executor=self.workers
        )
        try:
            yield outcomes
        finally:
            if isinstance(outcomes, Generator):
                outcomes.close()

    def _levels(self, parts: Iterable[recording.Part]) -> dict[Voice, float]:
        """The gain of every voice that is heard.

        Raises:
            EngineError: no voice works.
        """
        calibrations = recording.calibrations(parts)
        self._fetch(calibrations)
        with self._render(calibrations.values()) as outcomes:
            gains, broken = recording.level_voices(calibrations, outcomes)
        for voice, reason in broken.items():
            if len(broken) == len(calibrations):
                raise EngineError(f"the voice {voice.engine}:{voice.id} does not work: {reason}")
            self.progress.warn(f"the voice {voice.engine}:{voice.id} does not work: {reason}")
        return gains

    def _fetch(self, calibrations: Mapping[Voice, Job]) -> None:
        """Bring the voices here that are not; no book is begun in which somebody cannot speak.

        Those that have spoken before, as their clips show, may not be needed at all.
        """
        new = [voice for voice, job in calibrations.items() if not self.cache.holds(job.key)]
        for engine, id_ in dict.fromkeys((voice.engine, voice.id) for voice in new):
            if not engines.describe(engine, id_).installed:
                self.progress.warn(f"the voice {engine}:{id_} is fetched, which is done only once")
                engines.fetch(engine, id_)

    def _track(
        self,
        path: Path,
        tags: publishing.TrackTags,
        lines: Iterator[mastering.SpokenLine],
        gains: dict[Voice, float],
        limit: float = math.inf,
    ) -> Track:
        self.progress.file(path)
        times: list[TimedLine] = []

        def heard(line: TimedLine) -> None:
            times.append(line)
            self.progress.line()

        blocks = recording.sound(lines, gains, self.pauses, heard, limit)
        seconds = publishing.write_mp3(
            path, blocks, rate=mastering.OUTPUT_RATE, tags=tags, cover=self.cover
        )
        track = Track(path, tags.title, seconds, tuple(times))
        self.progress.done(track)
        return track
