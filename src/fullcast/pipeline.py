"""The way of a story, from its file to an audiobook, in one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import (
    attribution,
    casting,
    engines,
    ingest,
    publishing,
    recording,
    rendering,
    segment,
)
from fullcast import script as scripts
from fullcast.errors import StoryError
from fullcast.model import Book, Cast, Script, ScriptChapter, Track, VoiceInfo
from fullcast.studio import Progress, Studio

__all__ = [
    "Catalogue",
    "Production",
    "Progress",
    "Report",
    "Settings",
    "make",
    "plan",
    "prepare",
    "write_script",
]

SAMPLE_NAME = "sample.mp3"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may decide about one run."""

    output: Path = Path("output")
    voices: Path | None = None
    engine: str | None = None
    executor: str = "processes"
    chapters: tuple[int, int] | None = None
    """First and last chapter to make."""
    sample: float | None = None
    """Make only so many seconds, in one file."""
    script: Path | None = None
    """The corrected script; by default the one in the output folder."""


@dataclass(frozen=True, slots=True)
class Production:
    """A story read, attributed and cast: all that is decided before anything is spoken."""

    book: Book
    script: Script
    cast: Cast
    voice_map: casting.VoiceMap
    """As it holds for this story."""
    folder: Path
    script_path: Path
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one story."""

    files: tuple[Path, ...]
    seconds: float
    """Of sound."""
    spoken: int
    """Lines of which something was spoken anew."""
    reused: int
    failed: int
    missing: tuple[dict[str, object], ...] = field(default=())


class Catalogue(Mapping[str, Sequence[VoiceInfo]]):
    """All engines and their voices; an engine is loaded when it is looked up."""

    def __getitem__(self, name: str) -> Sequence[VoiceInfo]:
        if name not in engines.names():
            raise KeyError(name)
        return engines.load(name).voices()

    def __iter__(self) -> Iterator[str]:
        return iter(engines.names())

    def __len__(self) -> int:
        return len(engines.names())


def write_script(book: Book) -> Script:
    """Who says each line of a book."""
    return attribution.attribute(book, segment.segment(book))


def prepare(path: Path, settings: Settings) -> Production:
    """Read a story and decide who says what in which voice.

    Raises:
        FullcastError: the story, its corrected script or voices.yaml is wrong.
    """
    book = ingest.read(path)
    folder = settings.output / publishing.safe_name(book.title, "Story")
    written = settings.script or folder / f"{folder.name}.script.txt"
    script, warnings = _corrected(write_script(book), written, asked=settings.script is not None)
    voice_map = casting.read_voice_map(settings.voices)
    catalogue = Catalogue()
    story = casting.for_story(voice_map, book.title)
    casting.check_voices(story, catalogue, engine=settings.engine)
    cast = casting.cast(script, voice_map, catalogue, engine=settings.engine)
    return Production(book, script, cast, story, folder, written, warnings)


def _corrected(script: Script, path: Path, *, asked: bool) -> tuple[Script, tuple[str, ...]]:
    """The script with the user's corrections, and a warning for each that has no place in it."""
    if not asked and not path.exists():
        return script, ()
    merged, homeless = scripts.merge(script, scripts.read_script(path))
    warnings = tuple(
        f"{path}:{line.number}: the story has no such line, so its speaker ({line.speaker}) is "
        f"not used: {line.text[:60]}"
        for line in homeless
    )
    return merged, warnings


def plan(production: Production, settings: Settings) -> tuple[rendering.Plan, float]:
    """What `make` would speak and reuse, and about how many seconds of sound there are in all."""
    take = _recording(production)
    jobs = [
        job
        for chapter in _selected(production.script, settings)
        for part in take.parts(chapter)
        for job in part.jobs
    ]
    seconds = sum(len(job.text) / job.voice.rate for job in jobs) / recording.CHARACTERS_PER_SECOND
    return rendering.plan(jobs, rendering.Cache(rendering.default_cache_root())), seconds


def make(production: Production, settings: Settings, progress: Progress) -> Report:
    """Speak a story and write its files.

    Lines that cannot be spoken are left as a short silence and listed in the report.

    Raises:
        FullcastError: nothing of the story can be spoken, or a file cannot be written.
    """
    for warning in production.warnings:
        progress.warn(warning)
    take = _recording(production)
    chapters = _voiced(take, _selected(production.script, settings), progress)
    if not chapters:
        raise StoryError(f'"{production.book.title}" has no words that can be spoken.')
    lines = sum(bool(part.jobs) for chapter in chapters for part in take.parts(chapter))
    progress.begin(production.book.title, lines)
    cache = rendering.Cache(rendering.default_cache_root())
    publishing.make_folder(production.folder)
    with rendering.Workers(settings.executor) as workers:
        studio = _studio(production, take, cache, workers, progress)
        if settings.sample is not None:
            path = production.folder / SAMPLE_NAME
            tracks = [studio.sample(chapters, path, settings.sample)]
            files = [path]
        else:
            tracks = studio.tracks(chapters, _titles(production))
            files = _publish(production, tracks, studio.cover)
    for damage in cache.damaged:
        progress.warn(damage)
    tally = studio.tally
    seconds = sum(track.duration for track in tracks)
    return Report(
        tuple(files), seconds, tally.spoken, tally.reused, tally.failed, tuple(tally.missing)
    )


def _recording(production: Production) -> recording.Recording:
    return recording.Recording(production.script, production.cast, production.voice_map.lexicon)


def _selected(script: Script, settings: Settings) -> list[ScriptChapter]:
    """The chapters that are asked for.

    Raises:
        StoryError: the story has none of these numbers.
    """
    first, last = settings.chapters or (1, len(script.chapters))
    chosen = [chapter for chapter in script.chapters if first <= chapter.number <= last]
    if not chosen:
        raise StoryError(
            f'"{script.title}" has no chapters {first} to {last}: it has {len(script.chapters)}.'
        )
    return chosen


def _voiced(
    take: recording.Recording, chapters: list[ScriptChapter], progress: Progress
) -> list[ScriptChapter]:
    """The chapters that have something to speak; the others are named."""
    voiced = [chapter for chapter in chapters if not recording.is_silent(take.parts(chapter))]
    for chapter in chapters:
        if chapter not in voiced:
            progress.warn(f'chapter {chapter.number} ("{chapter.title}") has nothing to speak')
    return voiced


def _studio(
    production: Production,
    take: recording.Recording,
    cache: rendering.Cache,
    workers: rendering.Workers,
    progress: Progress,
) -> Studio:
    book = production.book
    names = [member.character.name for member in production.cast.members]
    cover = book.cover and publishing.jpeg_cover(book.cover)
    return Studio(
        take,
        production.folder,
        lambda title, number: _tags(production, title, number),
        cover or publishing.draw_cover(book.title, book.author, names),
        production.voice_map.pauses,
        cache,
        workers,
        progress,
    )


def _titles(production: Production) -> tuple[str, ...]:
    chapters = [chapter.title for chapter in production.script.chapters]
    return publishing.track_titles(chapters, production.book.title)


def _tags(production: Production, title: str, number: int) -> publishing.TrackTags:
    book, cast = production.book, production.cast
    voices = [f"{member.character.name} ({member.voice.id})" for member in cast.members]
    return publishing.TrackTags(
        title=title,
        album=book.title,
        author=book.author,
        narrators=("Fullcast",),
        number=number,
        total=len(production.script.chapters),
        language=book.language,
        description="; ".join([f"Voices: Narrator ({cast.narrator.id})", *voices]),
        series=book.series,
    )


def _publish(production: Production, tracks: Sequence[Track], cover: bytes) -> list[Path]:
    """Write what goes with the tracks; returns all files of the audiobook."""
    folder = production.folder
    playlist = folder / f"{folder.name}.m3u8"
    picture = folder / "cover.jpg"
    written = folder / f"{folder.name}.script.txt"
    every = _all_tracks(production, tracks)
    _remove_outdated(playlist, every)
    publishing.write_playlist(playlist, every)
    publishing.write_bytes(picture, cover)
    text = scripts.format_script(production.script)
    if production.script_path != written or not _says_the_same(written, text):
        publishing.write_bytes(written, text.encode())
    return [*(track.path for track in tracks), playlist, picture, written]


def _all_tracks(production: Production, made: Sequence[Track]) -> list[Track]:
    """The tracks just made, among those of other chapters that were made before."""
    by_path = {track.path: track for track in made}
    titles = _titles(production)
    tracks = []
    for title, chapter in zip(titles, production.script.chapters, strict=True):
        name = publishing.chapter_file_name(chapter.number, len(titles), chapter.title, "mp3")
        path = production.folder / name
        if path in by_path:
            tracks.append(by_path[path])
        elif (seconds := publishing.mp3_seconds(path)) is not None:
            tracks.append(Track(path, title, seconds))
    return tracks


def _remove_outdated(playlist: Path, tracks: Sequence[Track]) -> None:
    """Remove files that the last playlist names and the story no longer has.

    A chapter that was renamed would else stay and be played twice.
    """
    current = {track.path for track in tracks}
    for path in publishing.listed_files(playlist):
        if path not in current and path.parent == playlist.parent:
            path.unlink(missing_ok=True)


def _says_the_same(path: Path, text: str) -> bool:
    """Whether a script on disk states what `text` does, so that the user's own remarks stay."""
    if not path.exists():
        return False
    on_disk = scripts.read_script(path)
    ours = scripts.parse_script(text, path)
    return [scripts.statement(a) for a in on_disk] == [scripts.statement(b) for b in ours]
