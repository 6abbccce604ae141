"""What is made of the tracks of a story besides themselves, from the times of their lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from fullcast import bookkeeping, publishing
from fullcast.errors import OutputError
from fullcast.model import Track
from fullcast.production import Production, Settings

NARRATORS = ("Fullcast",)
"""Whom tags name: the voices themselves are told elsewhere."""


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
    _tell_silent(production, heard, path, warn)
    publishing.write_epub(
        path,
        publishing.ReadAlong(production.book, chapters, production.cast, heard, cover, NARRATORS),
    )
    return [path]


def page(
    production: Production,
    tracks: Sequence[Track],
    formats: Collection[str],
    warn: Callable[[str], None],
) -> list[Path]:
    """Write the web page, if it is asked for.

    It has the whole text, and the sound of all chapters that were ever made and are still the same.

    Raises:
        OutputError: it cannot be written.
    """
    if publishing.PAGE not in formats:
        return []
    place, every = production.place, bookkeeping.every_track(production, tracks)
    heard = {number: track for number, track in every.items() if track.lines}
    _tell_silent(production, heard, place.page, warn)
    shown = publishing.PlayerPage(
        *(production.book, production.script.chapters, production.cast, heard, place.cover.name)
    )
    _write(place.page, publishing.player_page(shown))
    return [place.page]


def feed(
    production: Production,
    tracks: Sequence[Track],
    settings: Settings,
    warn: Callable[[str], None],
) -> list[Path]:
    """Write the podcast feed, if it is asked for, with the captions and places that it names.

    It has all chapters that were ever made; of what is in those whose words have changed since, it
    tells nothing.

    Raises:
        OutputError: a file cannot be written, or the feed's address is not known.
    """
    if publishing.FEED not in settings.formats:
        return []
    if settings.feed_url is None:
        raise OutputError("a feed needs the address of the output folder: give it as --feed-url")
    place, every = production.place, bookkeeping.every_track(production, tracks)
    _tell_silent(production, every, place.feed, warn)
    if changed := [str(number) for number, track in every.items() if not track.lines]:
        told = f"{place.feed.name} has no captions for chapter {', '.join(changed)}"
        warn(f"{told}, of which the words have changed: make all chapters at once")
    chapters = {chapter.number: chapter for chapter in production.script.chapters}
    episodes = tuple(publishing.Episode(chapters[each], track) for each, track in every.items())
    page = place.page.name if publishing.PAGE in settings.formats else None
    folder = f"{settings.feed_url.rstrip('/')}/{quote(place.folder.name)}/"
    what = publishing.Feed(
        *(production.book, production.cast, episodes, folder, place.feed.name, place.cover.name),
        page=page,
    )
    files = [file for each in episodes for file in _told(production, each, each.track in tracks)]
    _write(place.feed, publishing.feed(what))
    return [*files, place.feed]


def _told(production: Production, episode: publishing.Episode, made: bool) -> Iterable[Path]:
    """Write what is told of an episode beside its track, unless its words are not known."""
    track = episode.track
    if not track.lines:
        return
    captions = track.path.with_suffix(".vtt")
    # Of a track that was made before, the times of its lines are known, not those within them.
    if made or not bookkeeping.is_current(production, captions):
        publishing.write_captions(track, production.book, ("vtt",))
    yield captions
    places = publishing.chapters_file(track.path)
    _write(places, publishing.chapters_json(production.book, episode))
    yield places


def _write(path: Path, text: str) -> None:
    # Half a letter of UTF-16, which no file can hold, is shown as a question mark.
    publishing.write_bytes(path, text.encode("utf-8", "replace"), keep_same=True)


def _tell_silent(
    production: Production, heard: Collection[int], path: Path, warn: Callable[[str], None]
) -> None:
    """Warn of the chapters with words of which no sound is there."""
    chapters = production.script.chapters
    voiced = [each for each in chapters if any(line.spoken for line in each.lines)]
    silent = [str(each.number) for each in voiced if each.number not in heard]
    if silent:
        warn(f"{path.name} has no sound for chapter {', '.join(silent)}: make all chapters at once")
