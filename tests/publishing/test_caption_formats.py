"""WebVTT, SubRip and LRC, as their readers take them apart."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from fullcast.model import NARRATOR, Book, Kind, Line, TimedLine, Track
from fullcast.publishing.lyrics import lyrics
from fullcast.publishing.subrip import subrip
from fullcast.publishing.webvtt import webvtt

BOOK = Book("Salt & <Smoke>", "Ada --> Quill", "en", ())
LINES = (
    (Kind.NARRATION, NARRATOR, "It rained.", 0.6, 1.25),
    (Kind.DIALOGUE, "Pim & <Co>", "“<i>Two & two --> four</i> <3”", 3599.9996, 3601.5),
    (Kind.THOUGHT, "Mara", "*[12:30] and no boat*", 6000.004, 6001.006),
)
TRACK = Track(
    Path("01 - One.mp3"),
    "One [a]",
    6003.4,
    tuple(
        TimedLine(Line(1, at, kind, text, 0, len(text), who), start, end, ((start, end),))
        for at, (kind, who, text, start, end) in enumerate(LINES)
    ),
)


def test_webvtt_names_speakers_and_escapes_them() -> None:
    head, note, *shown = webvtt(TRACK, BOOK).rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    assert note == "NOTE\nSalt & <Smoke> · Ada → Quill · One [a]"
    cue = re.compile(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\S+)\n<v(\.thought)? ([^<>]+)>([^<>]*)</v>")
    found = [cue.fullmatch(each) for each in shown]
    assert all(found)
    groups = [[unescape(part or "") for part in match.groups()] for match in found if match]
    assert groups == [
        ["00:00:00.600", "00:00:01.250", "", "Narrator", "It rained."],
        ["01:00:00.000", "01:00:01.500", "", "Pim & <Co>", "“<i>Two & two --> four</i> <3”"],
        ["01:40:00.004", "01:40:01.006", ".thought", "Mara", "[12:30] and no boat"],
    ]
    assert "Two &amp; two --&gt; four" in webvtt(TRACK, BOOK)


def test_subrip_counts_and_names_all_but_the_narrator() -> None:
    assert subrip(TRACK, BOOK).split("\n\n") == [
        "1\n00:00:00,600 --> 00:00:01,250\nIt rained.",
        "2\n01:00:00,000 --> 01:00:01,500\nPim & ‹Co>: “‹i>Two & two --> four‹/i> <3”",
        "3\n01:40:00,004 --> 01:40:01,006\nMara: [12:30] and no boat\n",
    ]


def test_lyrics_have_labels_and_times_to_a_hundredth() -> None:
    assert lyrics(TRACK, BOOK).splitlines() == [
        "[ti:One (a)]",
        "[ar:Ada --> Quill]",
        "[al:Salt & <Smoke>]",
        "[length:100:03]",
        "[00:00.60]It rained.",
        "[60:00.00]Pim & <Co>: “<i>Two & two --> four</i> <3”",
        "[100:00.00]Mara: (12:30) and no boat",
        "[100:01.01]",
    ]


def test_lyrics_of_a_story_without_author_have_no_empty_label() -> None:
    assert "[ar:" not in lyrics(TRACK, Book("Salt", None, "en", ()))
