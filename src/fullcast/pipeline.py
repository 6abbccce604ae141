"""The way of a story, from its file to an audiobook, in one page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from itertools import compress
from pathlib import Path
from types import MappingProxyType

from fullcast import (
    attribution,
    bookkeeping,
    bookshelf,
    casting,
    corrections,
    editions,
    engines,
    forecast,
    ingest,
    ledger,
    metadata,
    publishing,
    recording,
    rendering,
    studies,
    usage,
    whole,
)
from fullcast import script as scripts
from fullcast.catalogue import Catalogue
from fullcast.errors import StoryError
from fullcast.model import Book, ProfileName, Script, ScriptChapter, Track
from fullcast.packed import packed_script
from fullcast.production import Production, Reading, Report, Settings, aloud, profile
from fullcast.sheets import sheets
from fullcast.speeds import Speeds
from fullcast.studio import Outlook, Progress, Studio

__all__ = [
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
    "studio",
    "write_script",
]

Asking = Callable[[int, int], None]

LONG = 2 << 20
"""Bytes of a story's files; as plain text, forty hours."""


def write_script(book: Book) -> Script:
    """Who says each line of a book, as far as the program knows."""
    from fullcast import segment  # see `studies`

    return attribution.attribute(book, segment.segment(book))


def read_book(path: Path, settings: Settings) -> Book:
    """A story, its long chapters in parts if that is asked for.

    Raises:
        StoryError: it cannot be read.
    """
    book = ingest.read(path, title=settings.title, as_one=settings.as_one)
    if settings.split is None:
        return book
    return ingest.split(book, round(settings.split * 60 * recording.CHARACTERS_PER_SECOND))


def read(
    path: Path,
    settings: Settings,
    taken: Collection[Path] = (),
    asking: Asking = lambda done, total: None,
    anew: Callable[[], None] = lambda: None,
) -> Reading:
    """Read a story, decide who says what, and take over the user's corrections.

    `taken` are the folders of other stories of this run; `asking` is told before each question to
    a language model how many doubtful lines are done, of how many; `anew` is told before what is
    not kept of an earlier run is found out, which takes seconds.

    Raises:
        FullcastError: the story, its corrected script or voices.yaml is wrong.
    """
    voice_map = casting.read_voice_map(settings.voices)
    book = metadata.described(read_book(path, settings), voice_map, settings)
    apart = settings.executor != "inline"
    found = studies.studied(book, _store("studies"), apart=apart, anew=anew)
    guessed, left_open = _advised(found, settings, asking)
    place = bookshelf.place_for(settings.output, book, guessed, taken)
    former = bookshelf.former(settings.output, guessed, place, taken)
    source = settings.script or former or place.script
    moved = bookshelf.moved(settings.output, book, place)
    told = (*book.remarks, *attribution.limits(book), *moved, *left_open)
    if settings.script is None and not source.exists():
        return aloud(Reading(book, guessed, guessed, place, voice_map, told), settings)
    decide = found.decided
    if settings.assistant is not None:
        decide = partial(_decide_again, found, guessed)
    corrected = corrections.apply(guessed, source, decide, casting.names_in(voice_map))
    if source == former and corrected.script != guessed:
        told = (*told, f"the corrections are taken from {former}, which is the same story's")
    warnings = (*told, *corrected.warnings)
    made = corrected.guessed, corrected.script
    reading = Reading(book, *made, place, voice_map, warnings, corrected.formerly)
    return aloud(reading, settings)


def _advised(
    found: studies.Studied, settings: Settings, asking: Asking
) -> tuple[Script, tuple[str, ...]]:
    """The script with a language model's word on its doubtful lines, if one is to be asked."""
    if settings.assistant is None:
        return found.script, ()
    from fullcast import assistant  # it talks to the web, which few runs do

    advised, warnings = assistant.advise(
        found.script,
        settings.assistant,
        scripts.is_doubtful,
        attribution.stated_speakers(found.study().scene),
        rendering.default_cache_root() / "answers",
        asking,
    )
    return scripts.recounted(advised), warnings


def _decide_again(
    found: studies.Studied, advised: Script, known: Mapping[tuple[int, int], str]
) -> Script:
    """The script of a story of which more is known; what a language model said of it stands."""
    from fullcast import assistant  # see `_advised`

    return assistant.keep(advised, found.decided(known), known)


def prepare(
    path: Path,
    settings: Settings,
    taken: Collection[Path] = (),
    asking: Asking = lambda done, total: None,
    anew: Callable[[], None] = lambda: None,
) -> Production:
    """Read a story and decide who says what in which voice; see `read`.

    A long one is read in a process of its own, so that what this takes is free when it is spoken;
    not where a language model is asked, which takes longer than all else and tells how far it is.

    Raises:
        FullcastError: the story, its corrected script or voices.yaml is wrong.
    """
    here = settings.executor == "inline" or settings.assistant is not None
    if not here and ingest.size(path) > LONG:
        anew()
        return rendering.apart(_prepared_apart, (path, settings, tuple(taken)))
    return _prepared(path, settings, taken, asking, anew)


def _prepared_apart(task: tuple[Path, Settings, tuple[Path, ...]]) -> Production:
    path, settings, taken = task
    # A process that was started for this cannot start another.
    return _prepared(path, replace(settings, executor="inline"), taken)


def _prepared(
    path: Path,
    settings: Settings,
    taken: Collection[Path],
    asking: Asking = lambda done, total: None,
    anew: Callable[[], None] = lambda: None,
) -> Production:
    reading = read(path, settings, taken, asking, anew)
    voice_map, catalogue = reading.voice_map, Catalogue()
    story = casting.for_story(voice_map, reading.book.title)
    held = profile(settings, story)
    story = casting.with_pauses(story, start=held.head, end=held.tail)
    language = reading.book.language
    casting.check_voices(story, catalogue, engine=settings.engine, language=language)
    basis = corrections.casting_basis(reading.guessed, reading.script)
    cast = casting.cast(
        basis, voice_map, catalogue, engine=settings.engine, formerly=reading.formerly
    )
    cast = corrections.recount(cast, reading.script)
    warnings = (
        *reading.warnings,
        *casting.misspelt_titles(voice_map, reading.book.title),
        *casting.warning(casting.alike(reading.script, cast, catalogue)),
    )
    # Of a long story's words nothing is needed any more but what one chapter after the other says.
    book, script = replace(reading.book, chapters=()), packed_script(reading.script)
    return Production(book, script, cast, story, reading.place, warnings, held)


def plan(production: Production, settings: Settings) -> forecast.Forecast:
    """What `make` would do; see `forecast.forecast`."""
    cues = sheets(production, _selected(production.script, settings))
    quiet = Progress(*[lambda *told: None] * 5)
    with workers(settings) as those:
        room = studio(production, _cache(), those, quiet)
        speeds = Speeds(_store("speeds"))
        return forecast.forecast(production, settings, cues, room, _titles(production), speeds)


@contextmanager
def workers(settings: Settings) -> Iterator[rendering.Workers]:
    """Those who speak, for all stories of a run; how fast they do is kept in mind.

    Raises:
        RenderError: there is no such executor, or a package that it needs is missing.
    """
    speeds = Speeds(_store("speeds"))
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


def _store(name: str) -> rendering.Store:
    return rendering.Store(rendering.default_cache_root() / name)


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
    cover = metadata.cover(production, progress.warn, _store("covers"))

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
        _store("pressed"),
        ledger.Ledger(_store("made")),
        made_of,
        usage.Usage(
            rendering.Uses(_store("stories")), production.book.title, production.place.folder
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
