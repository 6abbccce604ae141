"""A small audiobook for the tests of the web page and of the feed, with sound that is heard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from fullcast.model import (
    AUTHOR,
    NARRATOR,
    Book,
    Cast,
    CastMember,
    Character,
    Kind,
    Line,
    ScriptChapter,
    TimedLine,
    Track,
    Voice,
)
from fullcast.publishing import PlayerPage, TrackTags, draw_cover, write_mp3

RATE = 16000
EVIL = "Salt & </script><script>alert('x')</script>\u2028\"Smoke\" $title"
"""A title that would break out of wherever it is not escaped."""
NAMES = ("Mara & Co.", "Pim")
CAST = Cast(
    Voice("tone", "alto"),
    (
        CastMember(Character(NAMES[0]), Voice("tone", "bass"), 2),
        CastMember(Character(NAMES[1]), Voice("tone", "tenor+1"), 1),
    ),
    author=Voice("tone", "lass"),
)
BOOK = Book(
    EVIL,
    "Ada <Quill>",
    "en",
    (),
    series="The Quay",
    series_number="2",
    description="A story\nof fog & salt.",
)
WRITTEN: tuple[tuple[int, Kind, str, str | None], ...] = (
    (0, Kind.HEADING, "## {title}\n\n", NARRATOR),
    (1, Kind.NOTE, "A/N: thanks </p> & greetings\n\n", None),
    (2, Kind.NARRATION, "It rained on the quay, and nobody had lit the lamp.\n\n", NARRATOR),
    (3, Kind.DIALOGUE, "“Is it *really* <you>?” ", NAMES[0]),
    (3, Kind.NARRATION, "she asked. ", NARRATOR),
    (3, Kind.DIALOGUE, "“It is,” ", NAMES[1]),
    (3, Kind.NARRATION, "said somebody.\n\n", NARRATOR),
    (4, Kind.BREAK, "* * *\n\n", None),
    (5, Kind.THOUGHT, "*At last,* ", NAMES[0]),
    (5, Kind.NARRATION, "she thought, and went down the stairs of the old tower.\n\n", NARRATOR),
    (6, Kind.MARKER, "Flashback\n\n", NARRATOR),
    (7, Kind.NARRATION, "It had been a fine day.\n\n", NARRATOR),
    (8, Kind.TAGS, "Rated: T\nWords: 9\n\n", AUTHOR),
)


def chapter(number: int, title: str) -> ScriptChapter:
    lines = tuple(
        Line(number, at, kind, text.format(title=title), 0, 1, speaker, paragraph=paragraph)
        for at, (paragraph, kind, text, speaker) in enumerate(WRITTEN)
    )
    return ScriptChapter(number, title, lines)


def track_of(folder: Path, told: ScriptChapter, seconds: float = 2.0) -> Track:
    """A track in which each line is a tone of its own, and lasts so long."""
    spoken = [line for line in told.lines if line.spoken]
    times = [
        TimedLine(line, 0.5 + seconds * at, 0.3 + seconds * (at + 1))
        for at, line in enumerate(spoken)
    ]
    sound = np.zeros(int(RATE * (seconds * len(spoken) + 1.5)), np.float64)
    for at, timed in enumerate(times):
        part = sound[int(RATE * timed.start) : int(RATE * timed.end)]
        part += 0.2 * np.sin(2 * np.pi * (220 + 30 * at) * np.arange(len(part)) / RATE)
    path = folder / f"{told.number:02d} - Fog #{told.number} at 100% & é.mp3"
    tags = TrackTags(told.title, "Salt", None, (), told.number, 3)
    pcm = (sound * 32767).astype("<i2").tobytes()
    length = write_mp3(path, [pcm], rate=RATE, bitrate=32, tags=tags, cover=None)
    return Track(path, told.title, length, tuple(times))


def made(folder: Path, book: Book = BOOK, silent: tuple[int, ...] = (3,)) -> PlayerPage:
    """Four chapters in a folder, some of which nobody has made."""
    titles = ("One", "Two & more", "Three", "Four")
    chapters = tuple(chapter(number, title) for number, title in enumerate(titles, 1))
    tracks = {each.number: track_of(folder, each) for each in chapters if each.number not in silent}
    (folder / "cover.jpg").write_bytes(draw_cover("Salt", None, list(NAMES)))
    return PlayerPage(book, chapters, CAST, tracks, "cover.jpg")


def in_language(language: str) -> Book:
    return replace(BOOK, language=language)
