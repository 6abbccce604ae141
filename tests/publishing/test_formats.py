"""What can be asked for, and the captions beside a track."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fullcast.model import NARRATOR, Book, Kind, Line, TimedLine, Track
from fullcast.publishing import FORMATS, files_beside, formats_named, write_captions

BOOK = Book("Salt", None, "en", ())


def track(folder: Path, text: str = "It rained.") -> Track:
    line = Line(1, 0, Kind.NARRATION, text, 0, len(text), NARRATOR)
    return Track(folder / "01 - Mr. Salt.mp3", "Mr. Salt", 3.0, (TimedLine(line, 0.6, 1.2),))


def test_formats_are_read_in_any_order_and_case() -> None:
    assert formats_named(" EPUB,vtt,, mp3 ,vtt") == ("mp3", "vtt", "epub")
    assert formats_named(",".join(FORMATS)) == FORMATS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "mp3,strt",
            'no format "strt", only mp3, vtt, srt, lrc, epub, page, feed, m4b, opus, '
            'mp3-single; did you mean "srt"?',
        ),
        ("webvtt", 'did you mean "vtt"?'),
        ("flac", "only mp3, vtt, srt, lrc, epub, page, feed, m4b, opus, mp3-single$"),
        (" , ", "name one or more of mp3"),
    ],
)
def test_unknown_formats_are_refused_with_the_nearest(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace("?", r"\?")):
        formats_named(text)


def test_captions_have_the_tracks_name_and_are_rewritten_if_they_change(tmp_path: Path) -> None:
    one = track(tmp_path)
    written = write_captions(one, BOOK, ("mp3", "vtt", "srt", "lrc", "epub"))
    assert [path.name for path in written] == [
        f"01 - Mr. Salt.{ext}" for ext in ("vtt", "srt", "lrc")
    ]
    assert [*written, tmp_path / "01.chapters.json"] == list(files_beside(one.path))
    for path in written:
        os.utime(path, ns=(1, 1))
    assert write_captions(one, BOOK, ("vtt", "lrc")) == [written[0], written[2]]
    assert [path.stat().st_mtime_ns for path in written] == [1, 1, 1]
    write_captions(track(tmp_path, "It snowed."), BOOK, ("vtt",))
    assert [path.stat().st_mtime_ns == 1 for path in written] == [False, True, True]
    assert "It snowed." in written[0].read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in written)
