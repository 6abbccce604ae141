"""Notes beside an audiobook what was made, so that it can be checked without the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fullcast import checking, publishing, recording
from fullcast.errors import OutputError
from fullcast.language.pronunciation import as_written
from fullcast.model import ScriptChapter, TimedLine, Track
from fullcast.packed import Packed
from fullcast.production import Production
from fullcast.studio import Studio


def note(
    production: Production,
    sheets: Sequence[recording.CueSheet],
    titles: Sequence[str],
    made: Sequence[Track],
    every: Sequence[Track],
    missing: Iterable[Mapping[str, object]],
    library: bytes,
) -> None:
    """Write the manifest: what was made now, beside what was made before.

    `made` are the tracks of `sheets`, in order, for those that have words; `every` are all tracks
    of the audiobook; `missing` are the lines that could not be spoken (see `recording.Tally`).
    `library` is what library servers read.

    Raises:
        OutputError: it cannot be written.
    """
    errors = {(each["chapter"], each["line"]): str(each["error"]) for each in missing}
    tracks = iter(made)
    pause = production.voice_map.pauses.sentence
    chapters = []
    for sheet in sheets:
        track = next(tracks) if sheet.lines else None
        chapters.append(_chapter(sheet, titles[sheet.number - 1], track, pause, errors))
    author = production.book.author
    new = checking.Manifest(
        title=publishing.one_line(production.book.title),
        author=publishing.one_line(author) if author else None,
        total=len(production.script.chapters),
        pause=pause,
        chapters=tuple(chapters),
        metadata_digest=publishing.digest(library),
        language=production.script.language,
        profile=production.profile.name,
    )
    path = production.place.manifest
    try:
        old = checking.read_manifest(path.parent)
    except OutputError:
        old = None  # it is damaged or another version's, and now replaced
    files = frozenset(track.path.name for track in every)
    text = checking.to_json(checking.updated(old, new, files))
    publishing.write_text(path, text, errors="replace")


def unchanged(
    production: Production,
    chapters: Iterable[ScriptChapter],
    titles: Sequence[str],
    room: Studio,
) -> dict[int, Track]:
    """The tracks of those chapters that would be made just as they are, by the chapters' numbers.

    A track that the manifest does not know is made again, and noted there.
    """
    try:
        manifest = checking.read_manifest(production.place.folder)
    except OutputError:
        manifest = None
    noted = {each.number: each.file for each in manifest.chapters} if manifest else {}
    found = {}
    for chapter in chapters:
        path = room.path(chapter.number, chapter.title, titles)
        if noted.get(chapter.number) == path.name:
            track = room.unchanged(chapter, path, titles)
            if track is not None:
                found[chapter.number] = track
    return found


def note_editions(production: Production, files: Iterable[Path]) -> None:
    """Add to the manifest what was made of the tracks; what was made before stays, if it is there.

    `files` may name tracks and whatever else is known by itself, too. Of a manifest that cannot be
    read nothing more can be said than was said when it was written.

    Raises:
        OutputError: one of them cannot be read, or the manifest cannot be written.
    """
    place = production.place
    manifest = checking.read_manifest(place.folder)
    if manifest is None:
        return
    tracks = {track.file for track in manifest.tracks}
    known = tracks | {
        path.name for path in (place.playlist, place.cover, place.metadata, place.script)
    }
    known |= {each.file for each in manifest.wholes}
    new = {path.name: path for path in files if path.name not in known}
    kept = [
        each
        for each in manifest.editions
        if each.file not in new and (place.folder / each.file).is_file()
    ]
    made = [
        checking.ManifestEdition(name, publishing.file_digest(path), checking.basis(manifest, name))
        for name, path in new.items()
    ]
    if not made and tuple(kept) == manifest.editions:
        return
    editions = tuple(sorted((*kept, *made), key=lambda each: each.file))
    text = checking.to_json(replace(manifest, editions=editions))
    publishing.write_text(place.manifest, text, errors="replace")


def every_track(production: Production, made: Sequence[Track]) -> dict[int, Track]:
    """The tracks just made and those that were made before, by the numbers of their chapters.

    Of a track that was made before, the manifest knows the times. They hold if its lines are still
    those of the script; else it has no lines.

    Raises:
        OutputError: the manifest cannot be read.
    """
    folder = production.place.folder
    manifest = checking.read_manifest(folder)
    own = {track.path.name: track for track in made}
    chapters = {chapter.number: chapter for chapter in production.script.chapters}
    return {
        noted.number: own.get(noted.file or "") or _recalled(noted, chapters[noted.number], folder)
        for noted in (manifest.tracks if manifest else ())
        if noted.number in chapters
    }


def is_current(production: Production, path: Path) -> bool:
    """Whether an edition is there as it was made, of the tracks as they are now."""
    manifest = checking.read_manifest(production.place.folder)
    noted = [each for each in manifest.editions if each.file == path.name] if manifest else []
    return any(
        path.is_file()
        and publishing.file_digest(path) == each.digest
        and manifest is not None
        and checking.basis(manifest, path.name) == each.basis
        for each in noted
    )


def _recalled(noted: checking.ManifestChapter, chapter: ScriptChapter, folder: Path) -> Track:
    heard = [line for line in chapter.lines if line.speaker is not None]
    now = [(line.speaker, " ".join(line.text.split())) for line in heard]
    lines: tuple[TimedLine, ...] = ()
    if now == [(line.speaker, line.text) for line in noted.lines]:
        lines = tuple(
            TimedLine(line, then.start, then.end)
            for line, then in zip(heard, noted.lines, strict=True)
            if then.start is not None and then.end is not None
        )
    return Track(folder / (noted.file or ""), noted.title, noted.seconds, lines)


def _chapter(
    sheet: recording.CueSheet,
    title: str,
    track: Track | None,
    pause: float,
    errors: Mapping[tuple[object, object], str],
) -> checking.ManifestChapter:
    times = {timed.line.index: timed for timed in track.lines} if track else {}
    lines = Packed(
        _line(part, times.get(part.line.index), pause, errors.get((sheet.number, part.line.index)))
        for part in sheet.parts
        if part.line.speaker is not None
    )
    if track is None:
        return checking.ManifestChapter(sheet.number, title, lines)
    digests = publishing.digests(track.path)
    return checking.ManifestChapter(
        sheet.number, title, lines, track.path.name, track.duration, digests.file, digests.sound
    )


def _line(
    part: recording.Part, timed: TimedLine | None, pause: float, error: str | None
) -> checking.ManifestLine:
    line = part.line
    words = " ".join(line.text.split())
    said = " ".join(as_written(job.text) for job in part.jobs)
    other = said if part.jobs and _letters(said) != _letters(words) else None
    if timed is None:
        return checking.ManifestLine(line.kind, line.speaker or "", words, error=error, said=other)
    expected = recording.estimate([part]) + (len(part.jobs) - 1) * pause
    level = part.voice.volume + part.change
    return checking.ManifestLine(
        *(line.kind, line.speaker or "", words, timed.start, timed.end, expected, level, error),
        said=other,
    )


def _letters(text: str) -> str:
    """What of a text tells how it is spoken, nearly: without marks and case."""
    return "".join(filter(str.isalnum, text)).casefold()
