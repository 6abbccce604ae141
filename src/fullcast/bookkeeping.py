"""Notes beside an audiobook what was made, so that it can be checked without the story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fullcast import checking, publishing, recording
from fullcast.errors import OutputError
from fullcast.language.pronunciation import as_written
from fullcast.model import ScriptChapter, TimedLine, Track
from fullcast.production import Production
from fullcast.studio import Studio


def note(
    production: Production,
    sheets: Sequence[recording.CueSheet],
    titles: Sequence[str],
    made: Sequence[Track],
    every: Sequence[Track],
    missing: Iterable[Mapping[str, object]],
) -> None:
    """Write the manifest: what was made now, beside what was made before.

    `made` are the tracks of `sheets`, in order, for those that have words; `every` are all tracks
    of the audiobook; `missing` are the lines that could not be spoken (see `recording.Tally`).

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
        language=production.script.language,
    )
    path = production.place.manifest
    try:
        old = checking.read_manifest(path.parent)
    except OutputError:
        old = None  # it is damaged or another version's, and now replaced
    files = frozenset(track.path.name for track in every)
    text = checking.to_json(checking.updated(old, new, files))
    publishing.write_bytes(path, text.encode("utf-8", "replace"))


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


def _chapter(
    sheet: recording.CueSheet,
    title: str,
    track: Track | None,
    pause: float,
    errors: Mapping[tuple[object, object], str],
) -> checking.ManifestChapter:
    times = {timed.line.index: timed for timed in track.lines} if track else {}
    lines = tuple(
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
