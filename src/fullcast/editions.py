"""What is made of the tracks of a story besides themselves, from the times of their lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from fullcast import publishing
from fullcast.metadata import narrators
from fullcast.model import Track
from fullcast.production import Production


def captions(
    production: Production, tracks: Sequence[Track], formats: Collection[str]
) -> list[Path]:
    """Write the captions that are asked for beside each track.

    Raises:
        OutputError: a file cannot be written.
    """
    return [
        path
        for track in tracks
        for path in publishing.write_captions(track, production.book, formats)
    ]


def epub(
    production: Production,
    tracks: Sequence[Track],
    cover: bytes,
    formats: Collection[str],
    warn: Callable[[str], None],
) -> list[Path]:
    """Write the book that is read along, if it is asked for.

    It has the whole text, and the sound of these tracks: of others nobody knows the times.

    Raises:
        OutputError: it cannot be written.
    """
    if publishing.EPUB not in formats:
        return []
    path, chapters = production.place.epub, production.script.chapters
    # A track has at least a line, and all its lines are of one chapter.
    heard = {track.lines[0].line.chapter: track for track in tracks}
    voiced = [each for each in chapters if any(line.spoken for line in each.lines)]
    silent = [str(each.number) for each in voiced if each.number not in heard]
    if silent:
        warn(f"{path.name} has no sound for chapter {', '.join(silent)}: make all chapters at once")
    book, cast, voices = production.book, production.cast, narrators(production.book)
    publishing.write_epub(path, publishing.ReadAlong(book, chapters, cast, heard, cover, voices))
    return [path]
