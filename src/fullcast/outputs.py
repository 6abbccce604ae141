"""The files that making a story gives, and about how large they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fullcast import bookkeeping, mastering, publishing, whole
from fullcast.model import Track
from fullcast.production import Production, Settings
from fullcast.studio import Studio

WHOLE_BITRATES = {publishing.M4B: 64, publishing.OPUS: 32}
"""kbit/s."""
TAGS = 2_000
"""Bytes of a track besides its sound and its picture."""
CAPTION = 1.7
"""Bytes of captions for a character that is spoken, with the times."""


def files(
    production: Production, settings: Settings, tracks: Mapping[int, Path]
) -> tuple[Path, ...]:
    """What `make` would name, in its order."""
    place, formats = production.place, settings.formats
    files = [*tracks.values(), place.playlist, place.cover, place.metadata, place.script]
    captions = [name for name in formats if name in publishing.CAPTIONS]
    files += [path.with_suffix(f".{name}") for path in tracks.values() for name in captions]
    files += [place.epub] if publishing.EPUB in formats else []
    files += [place.whole(form) for form in publishing.WHOLE if form in formats]
    files += [place.page] if publishing.PAGE in formats else []
    if publishing.FEED in formats:
        earlier = bookkeeping.every_track(production, ())
        told = {number: track.path for number, track in earlier.items() if track.lines}
        for _, path in sorted({**told, **tracks}.items()):
            files += [path.with_suffix(".vtt"), publishing.chapters_file(path)]
        files.append(place.feed)
    return tuple(dict.fromkeys(files))


def _kilobits(profile: mastering.Profile) -> int:
    """Kbit/s of a track; at a variable bitrate about what speech takes."""
    return profile.bitrate if profile.vbr is None else 110 - 9 * profile.vbr


def track_size(room: Studio, seconds: float) -> int:
    """Bytes of a track, about."""
    return round(seconds * _kilobits(room.profile) * 125) + len(room.cover) + TAGS


def size(
    production: Production,
    settings: Settings,
    room: Studio,
    lengths: Mapping[int, float],
    unchanged: Mapping[int, Track],
) -> int:
    """Bytes of all files, about."""
    tracks = sum(
        unchanged[number].path.stat().st_size if number in unchanged else track_size(room, seconds)
        for number, seconds in lengths.items()
    )
    heard = [line for each in production.script.chapters if each.number in lengths
             for line in each.lines if line.spoken]  # fmt: skip
    text = sum(len(line.text.encode("utf-8", "replace")) for line in heard)
    seconds = sum(lengths.values())
    # A file of all chapters holds those of earlier runs as well.
    more = whole.length(production, lengths) / seconds if seconds else 1.0
    others = sum(_share(form, tracks, seconds, text, more) for form in settings.formats)
    return tracks + round(others) + len(room.cover) + 2 * text


def _share(form: str, tracks: int, seconds: float, text: int, more: float) -> float:
    """Bytes of one format besides the tracks; all chapters are so many times what these are."""
    if form in WHOLE_BITRATES:
        return seconds * more * WHOLE_BITRATES[form] * 125
    if form == publishing.SINGLE_MP3:
        return tracks * more
    if form == publishing.EPUB:
        return tracks
    captions = (*publishing.CAPTIONS, publishing.PAGE, publishing.FEED)
    return text * CAPTION if form in captions else 0
