"""What making a story would do: what is spoken, reused and encoded, how long it takes, how large
the files get."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import bookkeeping, outputs, publishing, recording, rendering, whole
from fullcast.errors import StoryError
from fullcast.model import Job
from fullcast.passages import passages
from fullcast.presses import Chapter
from fullcast.production import Production, Settings
from fullcast.speeds import PRESSING, WHOLE, Speeds, speech_names
from fullcast.studio import Studio

PRIOR = 5.0
"""Seconds of work that count for the speeds of former runs, against those of this one."""


@dataclass(frozen=True, slots=True)
class Speed:
    """How much one engine has to speak, and how fast it does."""

    characters: int
    seconds: float
    """Of one worker."""
    measured: bool
    """Whether by measures of this machine; else it is a guess."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What `make` would do."""

    sentences: rendering.Plan
    spoken: int
    """Lines of which something is spoken anew."""
    reused: int
    """Lines that are all there."""
    chapters: int
    unchanged: int
    """Chapters whose files stay as they are."""
    kept: int
    """Passages that are encoded already, of the chapters that do not stay."""
    pressed: int
    """Passages to be encoded."""
    files: tuple[Path, ...]
    """All that `make` would name."""
    seconds: float
    """Of sound, about."""
    size: int
    """Bytes, about."""
    workers: int
    engines: Mapping[str, Speed] = field(default_factory=dict)
    takes: float | None = None
    """Seconds, about; None for a cluster, whose speed nobody knows."""


def forecast(
    production: Production,
    settings: Settings,
    sheets: Sequence[recording.CueSheet],
    room: Studio,
    titles: Sequence[str],
    speeds: Speeds,
) -> Forecast:
    """What `make` would do with these chapters. Nothing is spoken and no file is written.

    Raises:
        StoryError: there is nothing to speak at all.
        RenderError: the cache cannot be read.
    """
    if not any(sheet.lines for sheet in sheets):
        raise StoryError(f'"{production.book.title}" has no words that can be spoken.')
    if settings.sample is not None:
        return _of_sample(production, settings, sheets, room, speeds)
    numbers = {sheet.number for sheet in sheets}
    chosen = [each for each in production.script.chapters if each.number in numbers]
    unchanged = bookkeeping.unchanged(production, chosen, titles, room)
    changed = [each for each in sheets if each.number not in unchanged and each.lines]
    counted = _counted(room, changed)
    lengths = {each.number: recording.length(each, room.pauses) for each in sheets if each.lines}
    lengths |= {number: track.duration for number, track in unchanged.items()}
    share = counted.pressed / max(1, counted.pressed + counted.kept)
    coded = share * sum(lengths[each.number] for each in changed)
    tracks = {e.number: room.path(e.number, e.title, titles) for e in sheets if e.lines}
    engines = counted.speeds(speeds)
    takes = _takes(settings, room, engines, coded, speeds)
    if takes is not None:
        takes += _wholes(production, settings, lengths, bool(changed), speeds)
    return Forecast(
        counted.plan(_parts(sheets)),
        counted.spoken,
        counted.reused + sum(len(track.lines) for track in unchanged.values()),
        len(sheets),
        len(unchanged),
        counted.kept,
        counted.pressed,
        outputs.files(production, settings, tracks),
        sum(lengths.values()),
        outputs.size(production, settings, room, lengths, unchanged),
        room.workers.count,
        engines,
        takes,
    )


def _counted(room: Studio, sheets: Sequence[recording.CueSheet]) -> _Count:
    """What there is to do for the chapters that do not stay as they are."""
    counted = _Count(room.cache)
    calibrations = recording.calibrations(_parts(sheets)).values()
    if all(room.cache.holds(job.key) for job in calibrations):
        for chapter in room.planned(sheets):
            counted.chapter(chapter)
    else:  # what is encoded already can be known only by the levels of the voices
        counted.unready(calibrations, _parts(sheets))
        counted.pressed = sum(len(list(passages(each, room.pauses))) for each in sheets)
    return counted


def _parts(sheets: Iterable[recording.CueSheet]) -> Iterator[recording.Part]:
    return (part for sheet in sheets for part in sheet.parts)


def _of_sample(
    production: Production,
    settings: Settings,
    sheets: Sequence[recording.CueSheet],
    room: Studio,
    speeds: Speeds,
) -> Forecast:
    """The same for the first seconds; how many sentences they have is about right only."""
    limit = settings.sample or 0.0
    parts = list(recording.up_to(_parts(sheets), limit))
    seconds = min(sum(recording.length(each, room.pauses) for each in sheets), limit)
    counted = _Count(room.cache)
    counted.unready(recording.calibrations(parts).values(), parts)
    path = production.place.sample
    captions = [path.with_suffix(f".{n}") for n in settings.formats if n in publishing.CAPTIONS]
    engines = counted.speeds(speeds)
    return Forecast(
        counted.plan(parts),
        counted.spoken, counted.reused, 1, 0, 0, 0,
        (path, *captions),
        seconds,
        outputs.track_size(room, seconds),
        room.workers.count,
        engines,
        _takes(settings, room, engines, seconds, speeds),
    )  # fmt: skip


class _Count:
    """Counts lines, sentences and passages as `make` comes to them."""

    def __init__(self, cache: rendering.Cache) -> None:
        self._outlook = rendering.Outlook(cache)
        self.sentences = self.characters = self.spoken = self.reused = self.kept = self.pressed = 0
        self.jobs: list[Job] = []
        """All that are to be spoken."""

    def chapter(self, chapter: Chapter) -> None:
        """What there is to do for a chapter."""
        for planned in chapter.planned:
            if planned.kept:
                self.kept += 1
                self.reused += len(planned.passage.cues)
                continue
            self.pressed += 1
            for cue in planned.passage.cues:
                self._line(cue.part)

    def unready(self, calibrations: Iterable[Job], parts: Iterable[recording.Part]) -> None:
        """What there is to speak where a voice was never levelled."""
        self.jobs += [job for job in calibrations if self._outlook.speaks(job)]
        for part in parts:
            if part.jobs:
                self._line(part)

    def _line(self, part: recording.Part) -> None:
        new = [job for job in part.jobs if self._outlook.speaks(job)]
        self.spoken += bool(new)
        self.reused += not new
        self.sentences += len(new)
        self.characters += sum(len(job.text) for job in new)
        self.jobs += new

    def plan(self, parts: Iterable[recording.Part]) -> rendering.Plan:
        """The sentences of some lines, of which these are spoken."""
        total = sum(len(part.jobs) for part in parts)
        return rendering.Plan(total, self.sentences, total - self.sentences, self.characters)

    def speeds(self, speeds: Speeds) -> dict[str, Speed]:
        """How long each engine speaks, by its name."""
        found: dict[str, Speed] = {}
        for job in self.jobs:
            rate, measured = speeds.of(speech_names(job.voice)[1])
            before = found.get(job.voice.engine, Speed(0, 0.0, measured=True))
            found[job.voice.engine] = Speed(
                before.characters + len(job.text),
                before.seconds + len(job.text) * rate,
                before.measured and measured,
            )
        return dict(sorted(found.items()))


def time_left(sheets: Sequence[recording.CueSheet], room: Studio) -> Callable[[], float | None]:
    """Tells, at any time from now on, about how many seconds these chapters still take.

    It looks no further into the cache than which clips are there, and at no other chapter for a
    sentence that is said in two: this is but an estimate.
    """
    speeds = room.workers.watch
    if not isinstance(speeds, Speeds) or room.workers.is_far:
        return lambda: None
    speech = 0.0
    for sheet in sheets:
        for job in {job.key: job for part in sheet.parts for job in part.jobs}.values():
            if not rendering.clip_path(room.cache.root, job.key).exists():
                speech += len(job.text) * speeds.of(speech_names(job.voice)[1])[0]
    sound = sum(recording.length(sheet, room.pauses) for sheet in sheets)
    work = speech + sound * speeds.of(PRESSING)[0]
    expected, spent = speeds.expected, speeds.spent
    workers = min(room.workers.count, os.cpu_count() or 1)

    def left() -> float:
        done = speeds.expected - expected
        # What was done tells whether this run is slower than those before.
        pace = (speeds.spent - spent + PRIOR) / (done + PRIOR)
        return max(0.0, work - done) * pace / workers

    return left


def _takes(
    settings: Settings, room: Studio, engines: Mapping[str, Speed], coded: float, speeds: Speeds
) -> float | None:
    """Seconds for the voices that are to speak and the sound that is to be encoded."""
    if settings.executor.startswith("dask"):
        return None
    starts = sum(speeds.of(f"start/{engine}")[0] for engine in engines)
    work = sum(speed.seconds for speed in engines.values()) + coded * speeds.of(PRESSING)[0]
    # More workers than processors share what these can do.
    return starts + work / min(room.workers.count, os.cpu_count() or 1)


def _wholes(
    production: Production,
    settings: Settings,
    lengths: Mapping[int, float],
    changed: bool,
    speeds: Speeds,
) -> float:
    """Seconds for the files that hold all chapters, as far as they are made."""
    wanted = [form for form in publishing.WHOLE if form in settings.formats]
    made = [form for form in wanted if changed or not whole.stands(production, form)]
    if not made:
        return 0.0
    return sum(speeds.of(f"{WHOLE}/{form}")[0] for form in made) * whole.length(production, lengths)
