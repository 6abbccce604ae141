"""What becomes of a story that is read and cast: what would be done, and the audiobook itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from itertools import compress
from pathlib import Path
from types import MappingProxyType

from fullcast import (
    bookkeeping,
    bookshelf,
    corrections,
    editions,
    engines,
    forecast,
    ledger,
    metadata,
    publishing,
    recording,
    rendering,
    usage,
    whole,
)
from fullcast.errors import StoryError
from fullcast.model import ProfileName, Script, ScriptChapter, Track
from fullcast.preparation import Asking, prepare, read, read_book, write_script
from fullcast.production import Production, Reading, Report, Settings, aloud
from fullcast.sheets import sheets
from fullcast.speeds import Speeds
from fullcast.studio import Outlook, Progress, Studio

__all__ = [
    "Asking",
    "Outlook",
    "Production",
    "Progress",
    "Reading",
    "Report",
    "Settings",
    "aloud",
    "make",
    "plan",
    "prepare",
    "read",
    "read_book",
    "studio",
    "write_script",
]


def plan(production: Production, settings: Settings) -> forecast.Forecast:
    """What `make` would do; see `forecast.forecast`."""
    cues = sheets(production, _selected(production.script, settings))
    quiet = Progress(*[lambda *told: None] * 5)
    with workers(settings) as those:
        room = studio(production, _cache(), those, quiet)
        speeds = Speeds(rendering.Store.named("speeds"))
        return forecast.forecast(production, settings, cues, room, _titles(production), speeds)


@contextmanager
def workers(settings: Settings) -> Iterator[rendering.Workers]:
    """Those who speak, for all stories of a run; how fast they do is kept in mind.

    Raises:
        RenderError: there is no such executor, or a package that it needs is missing.
    """
    speeds = Speeds(rendering.Store.named("speeds"))
    try:
        with rendering.Workers(
            settings.executor, version=engines.version, watch=speeds, waits=engines.waits
        ) as those:
            yield those
    finally:
        speeds.keep()


def make(
    production: Production,
    settings: Settings,
    progress: Progress,
    speakers: rendering.Workers | None = None,
) -> Report:
    """Speak a story and write its files.

    Lines that cannot be spoken are left as a short silence and listed in the report. `speakers`
    are those who speak several stories; without them the story has its own.

    Raises:
        FullcastError: nothing of the story can be spoken, or a file cannot be written.
    """
    place, titles = production.place, _titles(production)
    cache = _cache()
    speaking = nullcontext(speakers) if speakers else workers(settings)
    with rendering.at_work(cache.root, usage.folder_name(place.folder)), speaking as those:
        room = studio(production, cache, those, progress)
        chapters = _selected(production.script, settings)
        if settings.sample is not None:
            heard = _heard(sheets(production, chapters, those), production, settings, progress)
            publishing.make_folder(place.folder)
            tracks = [room.sample(heard, place.sample, settings.sample)]
            files = [place.sample]
            files += editions.captions(production, tracks, settings.formats)
        else:
            unchanged = bookkeeping.unchanged(production, chapters, titles, room)
            changed = [each for each in chapters if each.number not in unchanged]
            cues = sheets(production, changed, those)
            left = forecast.time_left(cues, room)
            standing = sum(len(track.lines) for track in unchanged.values())
            progress.outlook(Outlook(len(chapters), len(unchanged), standing, left))
            heard = _heard(cues, production, settings, progress, unchanged)
            publishing.make_folder(place.folder)
            for warning in corrections.keep(place.script, production.script):
                progress.warn(warning)
            made = room.tracks(heard, titles)
            _measure_again(made, production, progress)
            tracks = sorted((*made, *unchanged.values()), key=lambda track: track.path)
            files = _publish(production, cues, made, tracks, room)
            files += editions.captions(production, tracks, settings.formats)
            files += editions.epub(production, tracks, room.cover, settings.formats, progress.warn)
            files += whole.write(production, room, titles, tracks, settings.formats)
            files += editions.page(production, tracks, settings.formats, progress.warn)
            files += editions.feed(production, tracks, settings, progress.warn)
            bookkeeping.note_editions(production, files)
    for damage in cache.damaged:
        progress.warn(damage)
    tally = room.tally
    return Report(
        title=production.book.title,
        files=tuple(dict.fromkeys(files)),
        seconds=sum(track.duration for track in tracks),
        spoken=tally.spoken,
        reused=tally.reused,
        failed=tally.failed,
        missing=tuple(tally.missing),
    )


def _measure_again(made: Iterable[Track], production: Production, progress: Progress) -> None:
    """Hold finished tracks to the profile that somebody else asks for, and tell what is off."""
    name = production.profile.name
    if name is ProfileName.PLAIN:
        return
    from fullcast import inspection  # it reads audio, which few runs do

    for track in made:
        for what in inspection.breaches(track.path, name):
            progress.warn(f"{track.path.name} {what} ({name})")


def _cache() -> rendering.Cache:
    return rendering.Cache(rendering.default_cache_root())


def _selected(script: Script, settings: Settings) -> list[ScriptChapter]:
    """The chapters that are asked for.

    Raises:
        StoryError: the story has none of these.
    """
    first, last = settings.chapters or (1, len(script.chapters))
    chosen = [chapter for chapter in script.chapters if first <= chapter.number <= last]
    if not chosen:
        count = len(script.chapters)
        has = "one chapter" if count == 1 else f"{count} chapters"
        raise StoryError(f'"{script.title}" has {has}, none of those that --chapters asks for.')
    return chosen


def _heard(
    cues: list[recording.CueSheet],
    production: Production,
    settings: Settings,
    progress: Progress,
    unchanged: Mapping[int, Track] = MappingProxyType({}),
) -> list[recording.CueSheet]:
    """The chapters that have something to speak; the others are named.

    `unchanged` are the tracks that stay as they are, by their chapters.

    Raises:
        StoryError: there is nothing to speak at all.
    """
    counts = [sheet.lines for sheet in cues]
    heard = list(compress(cues, counts))
    if not heard and not unchanged:
        raise StoryError(f'"{production.book.title}" has no words that can be spoken.')
    lines = sum(counts)
    lines += sum(len(track.lines) for track in unchanged.values())
    if settings.sample is not None:
        parts = (part for sheet in heard for part in sheet.parts)
        lines = recording.lines_within(parts, settings.sample, production.voice_map.pauses)
    progress.begin(production.book.title, lines)
    for warning in production.warnings:
        progress.warn(warning)
    for sheet, count in zip(cues, counts, strict=True):
        if not count:
            progress.warn(f'chapter {sheet.number} ("{sheet.title}") has nothing to speak')
    return heard


def studio(
    production: Production,
    cache: rendering.Cache,
    workers: rendering.Workers,
    progress: Progress,
) -> Studio:
    """The studio in which a story is spoken."""
    chapters, titles = production.script.chapters, _titles(production)
    cover = metadata.cover(production, progress.warn, rendering.Store.named("covers"))

    def made_of(number: int) -> str:
        tags = metadata.tags(production, titles[number - 1], number)
        return ledger.digest(chapters[number - 1], production, tags, cover)

    return Studio(
        production.place,
        lambda title, number: metadata.tags(production, title, number),
        cover,
        production.voice_map.pauses,
        production.profile,
        cache,
        rendering.Store.named("pressed"),
        ledger.Ledger(rendering.Store.named("made")),
        made_of,
        usage.Usage(
            rendering.Uses(rendering.Store.named("stories")),
            production.book.title,
            production.place.folder,
        ),
        workers,
        progress,
    )


def _titles(production: Production) -> tuple[str, ...]:
    chapters = [chapter.title for chapter in production.script.chapters]
    return publishing.track_titles(chapters, production.book.title)


def _publish(
    production: Production,
    cues: Sequence[recording.CueSheet],
    made: Sequence[Track],
    tracks: Sequence[Track],
    room: Studio,
) -> list[Path]:
    """Write what goes with some tracks, of which some were made now, by these cues.

    Returns all files of the audiobook.
    """
    place, titles = production.place, _titles(production)
    every = bookshelf.all_tracks(place, production.script, titles, tracks)
    bookshelf.remove_outdated(place, every)
    publishing.write_playlist(place.playlist, every)
    publishing.write_bytes(place.cover, room.cover)
    library = metadata.library(production, every)
    publishing.write_bytes(place.metadata, library, keep_same=True)
    bookkeeping.note(production, cues, titles, made, every, room.tally.missing, library)
    # The manifest is the program's own.
    beside = (place.playlist, place.cover, place.metadata, place.script)
    return [*(track.path for track in tracks), *beside]
