"""Captions and the EPUB of a made story: their times are those of the sound as it is decoded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import numpy.typing as npt
import pytest

from fullcast import pipeline

STORY = (
    "# The Lamp\n\nby Ada Quill\n\n## One\n\nIt rained on the quay, and the boats were in. Nobody "
    "had lit the lamp above the steps, though the keeper was at home.\n\n“Who is there?” asked "
    "Mara. “Is it *you* again?”\n\n* * *\n\nThe lamp stayed dark.\n\n"
    "## Two\n\n“I am,” said Pim. “Who else?”\n\nA/N: thanks for reading!\n"
)
ALL = ("mp3", "vtt", "srt", "lrc", "epub")
RATE = 44100


class Log:
    """The warnings of a run."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def progress(self) -> pipeline.Progress:
        return pipeline.Progress(
            lambda title, lines: None,
            lambda path: None,
            lambda: None,
            lambda track: None,
            self.warnings.append,
        )


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "lamp.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def make(story: Path, log: Log | None = None, **others: object) -> pipeline.Report:
    chosen = {"output": story.parent / "out", "engine": "tone", "executor": "inline", **others}
    settings = pipeline.Settings(**chosen)  # type: ignore[arg-type]
    production = pipeline.prepare(story, settings)
    return pipeline.make(production, settings, (log or Log()).progress())


def decoded(path: Path) -> npt.NDArray[np.float32]:
    """The sound as players play it."""
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-f", "s16le", "-"]
    pcm = subprocess.run(run, capture_output=True, check=True).stdout
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


def spans(sound: npt.NDArray[np.float32]) -> list[tuple[float, float]]:
    """When something is heard, in seconds, gaps of less than a tenth of a second bridged."""
    heard = np.flatnonzero(np.abs(sound) > 10 ** (-45 / 20))
    gaps = np.flatnonzero(np.diff(heard) > RATE / 10)
    starts = heard[np.concatenate(([0], gaps + 1))]
    ends = heard[np.concatenate((gaps, [len(heard) - 1]))]
    return [(float(a) / RATE, float(b) / RATE) for a, b in zip(starts, ends, strict=True)]


def seconds(clock: str) -> float:
    *hours, minutes, rest = clock.replace(",", ".").split(":")
    return 3600 * sum(map(int, hours)) + 60 * int(minutes) + float(rest)


def test_without_being_asked_for_there_are_tracks_only(story: Path) -> None:
    report = make(story)
    assert {path.suffix for path in report.files} == {".mp3", ".m3u8", ".jpg", ".json", ".txt"}


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
def test_captions_begin_and_end_with_the_sound(story: Path) -> None:
    report = make(story, formats=ALL)
    tracks = [path for path in report.files if path.suffix == ".mp3"]
    assert len(tracks) == 2
    for track in tracks:
        heard = spans(decoded(track))
        starts, ends = [start for start, _ in heard], [end for _, end in heard]
        vtt = track.with_suffix(".vtt").read_text(encoding="utf-8")
        srt = track.with_suffix(".srt").read_text(encoding="utf-8")
        lrc = track.with_suffix(".lrc").read_text(encoding="utf-8")
        times = re.findall(r"^([\d:.]+) --> ([\d:.]+)$", vtt, re.M)
        assert re.findall(r"^([\d:,]+) --> ", srt, re.M) == [a.replace(".", ",") for a, _ in times]
        assert len(re.findall(r"^\[\d+:\d\d\.\d\d\]", lrc, re.M)) == len(times) + 1
        for (start, end), (_, before) in zip(times, [("", ""), *times], strict=False):
            # A sentence of two captions is cut within.
            if start != before:
                assert min(abs(seconds(start) - each) for each in starts) < 0.020
            if end not in [begin for begin, _ in times]:
                assert min(abs(seconds(end) - each) for each in ends) < 0.020


def test_captions_and_the_book_are_files_of_the_report_and_say_every_line(story: Path) -> None:
    report = make(story, formats=ALL)
    assert all(path.is_file() for path in report.files)
    names = [path.name for path in report.files]
    assert "The Lamp.read-along.epub" in names
    vtt = next(path for path in report.files if path.name == "01 - Chapter One.vtt")
    said = re.findall(r"^<v(?:\.\w+)? ([^>]+)>(.*)</v>$", vtt.read_text(encoding="utf-8"), re.M)
    assert ("Mara", "“Who is there?”") in said
    assert ("Mara", "“Is it you again?”") in said
    assert ("Narrator", "The lamp stayed dark.") in said
    with ZipFile(story.parent / "out/The Lamp/The Lamp.read-along.epub") as book:
        page = book.read("EPUB/text/chapter-002.xhtml").decode()
        assert "thanks for reading" in page
        assert (
            book.read("EPUB/smil/chapter-002.smil").decode().count("<par ")
            == page.count("<span id=") - 1
        )


def test_a_second_run_rewrites_only_what_has_changed(story: Path) -> None:
    report = make(story, formats=ALL)
    told = [path for path in report.files if path.suffix in (".vtt", ".srt", ".lrc", ".epub")]
    assert len(told) == 7
    for path in told:
        os.utime(path, ns=(1, 1))
    make(story, formats=ALL)
    assert {path.stat().st_mtime_ns for path in told} == {1}
    story.write_text(STORY.replace("Who else?", "Who else, at this hour?"), encoding="utf-8")
    make(story, formats=ALL)
    changed = {path.name for path in told if path.stat().st_mtime_ns != 1}
    assert changed == {
        "The Lamp.read-along.epub",
        *(f"02 - Chapter Two.{ext}" for ext in ("vtt", "srt", "lrc")),
    }


def test_formats_no_longer_asked_for_stay_unless_their_track_goes(story: Path) -> None:
    make(story, formats=ALL)
    story.write_text(STORY.replace("## Two", "## Last"), encoding="utf-8")
    make(story)
    left = {path.name for path in (story.parent / "out/The Lamp").iterdir()}
    assert "01 - Chapter One.vtt" in left
    assert "The Lamp.read-along.epub" in left
    assert not {name for name in left if "Two" in name}


def test_the_book_of_some_chapters_has_all_words_and_says_what_is_silent(story: Path) -> None:
    log = Log()
    make(story, log, formats=("mp3", "epub"), chapters=(2, 2))
    [warning] = [told for told in log.warnings if "epub" in told]
    assert "no sound for chapter 1:" in warning
    with ZipFile(story.parent / "out/The Lamp/The Lamp.read-along.epub") as book:
        assert [name for name in book.namelist() if name.endswith(".mp3")] == [
            "EPUB/audio/chapter-002.mp3"
        ]
        assert "stayed dark" in book.read("EPUB/text/chapter-001.xhtml").decode()


def test_a_sample_has_captions_of_what_is_heard_in_it(story: Path) -> None:
    report = make(story, formats=("mp3", "srt"), sample=3.0)
    assert [path.name for path in report.files] == ["sample.mp3", "sample.srt"]
    text = report.files[1].read_text(encoding="utf-8")
    assert "The Lamp" in text
    assert "dark" not in text


def test_a_folder_of_finished_books_holds_no_story(story: Path) -> None:
    make(story, formats=("mp3", "epub"))
    from fullcast.ingest import find_stories

    assert find_stories([story.parent]) == (story,)
