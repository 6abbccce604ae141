"""Playlists: extended M3U in UTF-8, which any player opens from any folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from fullcast.model import Track
from fullcast.publishing.atomic import write_bytes
from fullcast.publishing.labels import one_line


def write_playlist(path: Path, tracks: Sequence[Track]) -> None:
    """Write a `.m3u8` of the tracks, with names relative to its own folder.

    Raises:
        OutputError: it cannot be written.
    """
    write_bytes(path, playlist_text(path, tracks).encode())


def playlist_text(path: Path, tracks: Sequence[Track]) -> str:
    """What such a playlist holds."""
    lines = ["#EXTM3U"]
    for track in tracks:
        lines.append(f"#EXTINF:{round(track.duration)},{one_line(track.title)}")
        lines.append(_relative(track.path, path.parent))
    return "\n".join(lines) + "\n"


def listed_files(path: Path) -> tuple[Path, ...]:
    """The files that a playlist names; none if there is no such playlist."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ()
    names = [line.strip() for line in text.splitlines()]
    return tuple(path.parent / name for name in names if name and not name.startswith("#"))


def _relative(file: Path, folder: Path) -> str:
    """The way from the playlist to a file; a name that looks like a comment gets a prefix."""
    name = Path(os.path.relpath(file, folder)).as_posix()
    return f"./{name}" if name.startswith("#") else name
