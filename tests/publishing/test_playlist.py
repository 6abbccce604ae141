"""Playlists that players find their files with."""

from __future__ import annotations

from pathlib import Path

from fullcast.model import Track
from fullcast.publishing import write_playlist


def test_playlist_is_utf_8_with_relative_names(tmp_path: Path) -> None:
    tracks = [
        Track(tmp_path / "01 - Été.mp3", "Été", 61.5),
        Track(tmp_path / "02 - 雪.mp3", "雪\nの街", 3599.6),
        Track(tmp_path / "extra" / "#3.mp3", "Three", 1.2),
        Track(tmp_path / "#4.mp3", "Four", 0.4),
    ]
    path = tmp_path / "Lantern.m3u8"
    write_playlist(path, tracks)
    assert path.read_bytes().decode() == (
        "#EXTM3U\n"
        "#EXTINF:62,Été\n01 - Été.mp3\n"
        "#EXTINF:3600,雪 の街\n02 - 雪.mp3\n"
        "#EXTINF:1,Three\nextra/#3.mp3\n"
        "#EXTINF:0,Four\n./#4.mp3\n"
    )
    assert [entry.name for entry in tmp_path.iterdir()] == ["Lantern.m3u8"]
