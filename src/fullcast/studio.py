"""Speaks the chapters of one story and writes a file for each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import tee
from pathlib import Path

from fullcast import (
    bookshelf,
    engines,
    mastering,
    publishing,
    recording,
    rendering,
    sounding,
)
from fullcast.errors import EngineError
from fullcast.ledger import Ledger
from fullcast.model import Audio, Clip, Job, Pauses, ScriptChapter, TimedLine, Track, Voice
from fullcast.packed import Packed
from fullcast.passages import Passage
from fullcast.presses import Chapter, Planned, Presses, Speaking
from fullcast.pressing import Mix, Pressing, form_of
from fullcast.usage import SAMPLE, Usage


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a run when it begins."""

    chapters: int
    unchanged: int
    """Chapters whose files stay as they are."""
    standing: int
    """Lines in these."""
    left: Callable[[], float | None]
    """About how many seconds are left; None if nobody can know."""


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
    outlook: Callable[[Outlook], None] = lambda outlook: None
    """Comes before `begin`."""
    heard: Callable[[float], None] = lambda seconds: None
    """How long a line is heard; comes before `line`."""
    missing: Callable[[Mapping[str, object]], None] = lambda item: None
    """A line that could not be spoken; see `recording.Tally`."""


@dataclass(slots=True)
class Studio:
    """Everything that the tracks of one story share."""

    place: bookshelf.Place
    tags: Callable[[str, int], publishing.TrackTags]
    """Tags for a track of that title and number."""
    cover: bytes
    pauses: Pauses
    profile: mastering.Profile
    cache: rendering.Cache
    pressed: rendering.Store
    """What is pressed already."""
    ledger: Ledger
    made_of: Callable[[int], str]
    """A digest of everything that decides what the file of a chapter holds, by its number."""
    usage: Usage
    workers: rendering.Workers
    progress: Progress
    tally: recording.Tally = field(default_factory=recording.Tally)
    told_missing: int = 0
    """Of how many missing lines was told."""

    def tracks(self, sheets: Sequence[recording.CueSheet], titles: Sequence[str]) -> list[Track]:
        """One file a chapter; `titles` are those of all tracks of the book.

        Later chapters are spoken while earlier ones are pressed.
        """
        presses = self._presses(sheets)
        # Chapters are read as far ahead as there is speaking to do.
        planned, ahead = tee(self._planned(presses, sheet) for sheet in sheets)
        with self._render(
            job for chapter in ahead for each in chapter.planned for job in each.jobs
        ) as outcomes:
            pressed = presses.run(planned, self._taking(outcomes, self.tally))
            return [self._track(sheet, titles, pressed) for sheet in sheets]

    def _planned(self, presses: Presses, sheet: recording.CueSheet) -> Chapter:
        chapter = presses.plan(sheet)
        known = (each.key for each in chapter.planned if each.key)
        self.usage.begin(str(sheet.number), sheet.parts, (chapter.key, *known))
        return chapter

    def planned(self, sheets: Sequence[recording.CueSheet]) -> Iterator[Chapter]:
        """What there is to press of chapters; their voices have to be levelled already."""
        return map(self._presses(sheets).plan, sheets)

    def path(self, number: int, title: str, titles: Sequence[str]) -> Path:
        """The file of a chapter."""
        return self.place.track(number, len(titles), title)

    def unchanged(self, chapter: ScriptChapter, path: Path, titles: Sequence[str]) -> Track | None:
        """The track of a chapter, if it stands there just as it would be made."""
        number = chapter.number
        track = self.ledger.find(path, titles[number - 1], self.made_of(number), chapter.lines)
        if track is not None:
            self.tally.reused += len(track.lines)
            self.usage.still(str(number))
        return track

    def sample(self, sheets: Sequence[recording.CueSheet], path: Path, seconds: float) -> Track:
        """The first seconds of the story in one file."""
        every = (part for sheet in sheets for part in sheet.parts)
        parts = list(recording.up_to(every, seconds))
        gains = self._levels(parts)
        self.usage.begin(SAMPLE, parts, ())
        self.progress.file(path)
        times: list[TimedLine] = []

        def heard(line: TimedLine) -> None:
            times.append(line)
            self._tell(line)

        tags = self.tags("Sample", 1)
        with self._render(job for part in parts for job in part.jobs) as outcomes:
            takes = recording.takes(parts, outcomes, self.tally)
            load = self._reader(job for part in parts for job in part.jobs)
            blocks = sounding.sound(takes, gains, self.pauses, heard, seconds, self.profile, load)
            form = form_of(self.profile)
            stretch = publishing.encode(blocks, form, final=True)
            length = publishing.join_mp3(path, [stretch], form=form, tags=tags, cover=self.cover)
        track = Track(path, tags.title, length, tuple(times))
        self.progress.done(track)
        return track

    def takes(
        self, sections: Sequence[Sequence[recording.Part]]
    ) -> tuple[list[list[recording.Take]], dict[Voice, float]]:
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
                for line in recording.takes(section, outcomes, self.tally):
                    lines.append(line)
                    self.progress.line()
                taken.append(lines)
        return taken, gains

    def again(self, sheets: Sequence[recording.CueSheet]) -> Iterator[Iterator[bytes]]:
        """The PCM of each chapter, as its track has it; nothing is spoken that is kept."""
        presses = self._presses(sheets)
        for sheet in sheets:
            jobs = [job for part in sheet.parts for job in part.jobs]
            with self._render(jobs) as outcomes:
                # What is counted is what the tracks needed.
                take = self._taking(outcomes, recording.Tally())
                yield presses.sound(sheet, take, self._reader(jobs))

    def _presses(self, sheets: Sequence[recording.CueSheet]) -> Presses:
        gains = self._levels(part for sheet in sheets for part in sheet.parts)
        mix = Mix(gains, self.profile)
        return Presses(mix, self.pauses, self.pressed, self.workers, self._again)

    def _again(self, planned: Planned) -> list[recording.Take]:
        """The lines of a passage of which something has gone since it was kept or spoken."""
        tally = recording.Tally()
        with self._render(planned.passage.jobs) as outcomes:
            takes = list(self._taking(outcomes, tally)(planned.passage))
        if planned.reused:
            self.tally.spoken += tally.spoken
            self.tally.reused += tally.reused
        new = [each for each in tally.missing if each not in self.tally.missing]
        self.tally.failed += len(new)
        self.tally.missing += new
        return takes

    def _reader(self, jobs: Iterable[Job]) -> Callable[[Clip], Audio]:
        """What gives the sound of the clips of some jobs."""
        return rendering.reader(jobs, cache=self.cache, speak=engines.speak, executor=self.workers)

    def _taking(self, outcomes: Iterator[rendering.Outcome], tally: recording.Tally) -> Speaking:
        def take(passage: Passage) -> Iterator[recording.Take]:
            return recording.takes((cue.part for cue in passage.cues), outcomes, tally)

        return take

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

    def _tell(self, line: TimedLine) -> None:
        """A line stands in its file; and what could not be spoken by then."""
        for item in self.tally.missing[self.told_missing :]:
            self.progress.missing(item)
        self.told_missing = len(self.tally.missing)
        self.progress.heard(line.end - line.start)
        self.progress.line()

    def _levels(self, parts: Iterable[recording.Part]) -> dict[Voice, float]:
        """The gain of every voice that is heard.

        Raises:
            EngineError: no voice works.
        """
        calibrations = recording.calibrations(parts)
        self._fetch(calibrations)
        with self._render(calibrations.values()) as outcomes:
            load = self._reader(calibrations.values())
            gains, broken = recording.level_voices(calibrations, outcomes, load)
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
        sheet: recording.CueSheet,
        titles: Sequence[str],
        pressed: Iterator[tuple[Planned, Pressing]],
    ) -> Track:
        """The file of a chapter, of the next passages that are pressed."""
        path = self.path(sheet.number, sheet.title, titles)
        tags = self.tags(titles[sheet.number - 1], sheet.number)
        self.progress.file(path)
        form = form_of(self.profile)
        times: list[TimedLine] = []
        used: list[str] = []

        def stretches() -> Iterator[publishing.Stretch]:
            samples = 0
            for planned, made in pressed:
                used.append(planned.key)
                yield made.stretch
                for line in made.lines(planned.passage, samples / form.rate):
                    times.append(line)
                    self._tell(line)
                samples += made.stretch.samples
                if planned.reused:
                    self.tally.reused += len(planned.passage.cues)
                if planned.passage.final:
                    return

        try:
            seconds = publishing.join_mp3(path, stretches(), form=form, tags=tags, cover=self.cover)
        finally:
            self.usage.end(str(sheet.number), used)
        track = Track(path, tags.title, seconds, Packed(times))
        if all(each["chapter"] != sheet.number for each in self.tally.missing):
            self.ledger.note(track, self.made_of(sheet.number))
        self.progress.done(track)
        return track
