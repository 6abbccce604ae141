"""The whole audiobook in one file, made of a story: what is in it, and what is said of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from mutagen import id3, mp4, oggopus

from fullcast import inspection, pipeline, publishing
from fullcast.engines.tone import ToneEngine
from fullcast.errors import EngineError
from fullcast.model import Audio, Voice

STORY = (
    "# The Lamp\n\nby Ada Quill\n\n## One\n\nIt rained on the quay, and the boats were in.\n\n"
    "“Who is there?” asked Mara.\n\n## Two\n\n“I am,” said Pim. “Who else?”\n\n"
    "## Three\n\nNobody answered, and the lamp stayed dark.\n"
)
FORMS = ("mp3", "opus", "mp3-single", *(("m4b",) if publishing.aac_encoder() else ()))
SUFFIXES = {"m4b": ".m4b", "opus": ".opus", "mp3-single": ".whole.mp3"}
WHOLE = [form for form in FORMS if form != "mp3"]
TITLES = ["Chapter One", "Chapter Two", "Chapter Three"]

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")


class Log:
    """The warnings of a run."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def progress(self) -> pipeline.Progress:
        quiet = [lambda *told: None] * 4
        return pipeline.Progress(*quiet, self.warnings.append)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "lamp.md"
    path.write_text(STORY, encoding="utf-8")
    return path


def make(story: Path, **others: object) -> tuple[pipeline.Report, list[str]]:
    """The report and the warnings of a run."""
    chosen = {"output": story.parent / "out", "engine": "tone", "executor": "inline", **others}
    settings = pipeline.Settings(**chosen)  # type: ignore[arg-type]
    production, log = pipeline.prepare(story, settings), Log()
    return pipeline.make(production, settings, log.progress()), log.warnings


def whole(story: Path, form: str) -> Path:
    return story.parent / "out" / "The Lamp" / f"The Lamp{SUFFIXES[form]}"


def chapters(path: Path) -> list[str]:
    """The chapters' titles, as mutagen reads them."""
    if path.suffix == ".m4b":
        return [chapter.title for chapter in mp4.MP4(path).chapters]
    if path.suffix == ".opus":
        tags = oggopus.OggOpus(path).tags
        return [tags[key][0] for key in sorted(tags.keys()) if key.lower().endswith("name")]
    return [str(each.sub_frames["TIT2"]) for each in id3.ID3(path).getall("CHAP")]


def findings(story: Path) -> set[tuple[str, str]]:
    found = inspection.inspect(story.parent / "out" / "The Lamp").findings
    return {(each.kind, each.file) for each in found}


def decoded(path: Path) -> npt.NDArray[np.float32]:
    """The sound as players play it, at 44,100 Hz."""
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-map", "0:a", "-ar", "44100"]
    pcm = subprocess.run([*run, "-f", "s16le", "-"], capture_output=True, check=True).stdout
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


def onsets(sound: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Where speech begins behind a tenth of a second of silence, in seconds."""
    heard = np.flatnonzero(np.abs(sound) > 10 ** (-40 / 20))
    return heard[np.concatenate(([0], np.flatnonzero(np.diff(heard) > 4410) + 1))] / 44100


@pytest.mark.parametrize("form", WHOLE)
def test_it_holds_all_chapters_and_the_check_is_content(story: Path, form: str) -> None:
    report, warnings = make(story, formats=("mp3", form))
    assert whole(story, form) in report.files
    assert warnings == []
    assert sorted(chapters(whole(story, form))) == sorted(TITLES)
    assert findings(story) == set()


@needs_ffmpeg
@pytest.mark.parametrize("form", WHOLE)
def test_it_sounds_as_the_tracks_and_chapters_begin_in_time(story: Path, form: str) -> None:
    report, _ = make(story, formats=("mp3", form))
    path = whole(story, form)
    run = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(path)]
    told = json.loads(subprocess.run(run, capture_output=True, check=True).stdout)["chapters"]
    starts = [float(each["start_time"]) for each in told]
    tracks = [file for file in report.files if file.suffix == ".mp3" and file != path]
    heard = onsets(decoded(path))
    wanted = np.concatenate(
        [start + onsets(decoded(track)) for start, track in zip(starts, tracks, strict=True)]
    )
    assert len(heard) == len(wanted)
    assert np.max(np.abs(heard - wanted)) < 0.020


def test_a_second_run_leaves_them_as_they_are_and_a_change_does_not(story: Path) -> None:
    make(story, formats=FORMS)
    paths = [whole(story, form) for form in WHOLE]
    for path in paths:
        os.utime(path, ns=(1, 1))
    make(story, formats=FORMS)
    assert {path.stat().st_mtime_ns for path in paths} == {1}
    before = [path.read_bytes() for path in paths]
    story.write_text(STORY.replace("Who else?", "Who else, at this hour?"), encoding="utf-8")
    make(story, formats=FORMS)
    assert all(path.read_bytes() != old for path, old in zip(paths, before, strict=True))
    assert findings(story) == set()


def test_a_damaged_file_is_made_again(story: Path) -> None:
    make(story, formats=FORMS)
    for form in WHOLE:
        path = whole(story, form)
        data = path.read_bytes()
        path.write_bytes(data[:-500])
        make(story, formats=FORMS)
        assert path.read_bytes() == data


def test_of_one_chapter_made_again_the_whole_is_still_whole(story: Path) -> None:
    make(story, formats=FORMS)
    story.write_text(STORY.replace("Who else?", "Who else, at this hour?"), encoding="utf-8")
    _, warnings = make(story, formats=FORMS, chapters=(2, 2))
    assert not [told for told in warnings if "no sound" in told or "--format" in told]
    for form in WHOLE:
        assert len(chapters(whole(story, form))) == 3
    assert findings(story) == set()


def test_what_was_never_made_is_named(story: Path) -> None:
    _, warnings = make(story, formats=FORMS, chapters=(2, 2))
    for form in WHOLE:
        assert chapters(whole(story, form)) == ["Chapter Two"]
        name = whole(story, form).name
        assert f"{name} has no sound for chapter 1, 3: make all chapters at once" in warnings


def test_a_chapter_whose_clips_are_gone_is_named(story: Path) -> None:
    make(story, formats=("mp3",))
    shutil.rmtree(story.parent / "cache")
    _, warnings = make(story, formats=("mp3", "opus", "mp3-single"), chapters=(1, 2))
    assert "The Lamp.opus has no sound for chapter 3: make all chapters at once" in warnings
    assert len(chapters(whole(story, "opus"))) == 2
    assert len(chapters(whole(story, "mp3-single"))) == 3


def test_files_no_longer_asked_for_stay_and_are_named_once_they_are_outdated(story: Path) -> None:
    make(story, formats=FORMS)
    _, warnings = make(story)
    assert warnings == []
    story.write_text(STORY.replace("Who else?", "Who else, at this hour?"), encoding="utf-8")
    _, warnings = make(story)
    for form in WHOLE:
        name = whole(story, form).name
        again = f"make the story again with --format {form}"
        assert f"{name} has chapter 2 as before the last change: {again}" in warnings
    assert findings(story) == {("outdated", whole(story, form).name) for form in WHOLE}
    story.write_text(STORY[: STORY.index("## Three")], encoding="utf-8")
    _, warnings = make(story)
    assert any("has chapter 3, no longer in the story" in told for told in warnings)
    whole(story, "opus").unlink()
    make(story)
    assert not any(name.endswith(".opus") for _, name in findings(story))


def test_a_new_chapter_is_lacking(story: Path) -> None:
    make(story, formats=("mp3", "opus"))
    story.write_text(STORY + "\n## Four\n\nThen it burned.\n", encoding="utf-8")
    _, warnings = make(story)
    assert [told for told in warnings if "opus" in told] == [
        "The Lamp.opus lacks chapter 4: make the story again with --format opus"
    ]


@pytest.mark.parametrize("title", ["01 - The Lamp", "Chapter One"])
def test_the_single_mp3_is_no_chapter_and_no_chapter_is_it(story: Path, title: str) -> None:
    report, _ = make(story, formats=("mp3", "mp3-single"), title=title)
    assert len({path.name.casefold() for path in report.files}) == len(report.files)
    folder = report.files[-1].parent
    assert inspection.inspect(folder).findings == ()
    report, _ = make(story, title=title)
    assert (folder / f"{title}.whole.mp3").exists()


def test_the_same_story_gives_the_same_bytes_anywhere(story: Path, tmp_path: Path) -> None:
    make(story, formats=FORMS)
    make(story, formats=FORMS, output=tmp_path / "other")
    for form in WHOLE:
        path = whole(story, form)
        other = tmp_path / "other" / "The Lamp" / path.name
        assert other.read_bytes() == path.read_bytes()


def test_a_line_that_failed_is_a_silence_as_in_its_track(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak = ToneEngine.synthesize

    def picky(self: ToneEngine, text: str, voice: Voice) -> Audio:
        if "answered" in text:
            raise EngineError("no")
        return speak(self, text, voice)

    monkeypatch.setattr(ToneEngine, "synthesize", picky)
    report, _ = make(story, formats=("mp3", "opus"))
    assert report.failed == 1
    seconds = oggopus.OggOpus(whole(story, "opus")).info.length
    assert seconds == pytest.approx(report.seconds, abs=0.001)


def test_clips_that_have_gone_are_spoken_again(story: Path) -> None:
    make(story)
    clips = sorted((story.parent / "cache").rglob("*.wav"))
    for clip in clips[::2]:
        clip.unlink()
    _, warnings = make(story, formats=("mp3", "opus"))
    assert warnings == []
    assert len(chapters(whole(story, "opus"))) == 3
