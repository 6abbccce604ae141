"""The ledger: what nothing has changed for stays, and all else is made again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fullcast import pipeline
from fullcast.model import ProfileName, Track

STORY = (
    "# The Lamp\n\nby Ada Quill\n\n## One\n\nIt rained.\n\n“Who is there?” asked Mara.\n\n"
    "## Two\n\n“I am,” said Pim. “Who else?”\n\n"
    "## Three\n\nNobody came.\n\n“Well,” said Mara. “Well, well.”\n\n“Good night,” said Mara.\n"
)
VOICES = (
    "engine: tone\nnarrator: {voice: alto}\n"
    "characters:\n  Mara: {voice: soprano}\n  Pim: {voice: tenor}\n"
)


class Run:
    """Makes the story again and again, and tells which tracks were written."""

    def __init__(self, folder: Path) -> None:
        self.story, self.voices = folder / "lamp.md", folder / "voices.yaml"
        self.story.write_text(STORY)
        self.voices.write_text(VOICES)
        self.output = folder / "out"
        self.last: pipeline.Report | None = None

    @property
    def folder(self) -> Path:
        return self.output / "The Lamp"

    def __call__(self, **others: object) -> list[int]:
        """The numbers of the tracks that were written."""
        written: list[int] = []
        progress = pipeline.Progress(
            lambda title, lines: None,
            lambda path: None,
            lambda: None,
            lambda track: written.append(_number(track)),
            lambda message: None,
        )
        chosen = pipeline.Settings(
            output=self.output, voices=self.voices, executor="inline",
            **others,  # type: ignore[arg-type]
        )  # fmt: skip
        self.last = pipeline.make(pipeline.prepare(self.story, chosen), chosen, progress)
        return written


def _number(track: Track) -> int:
    return int(track.path.name[:2])


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    return Run(tmp_path)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_second_run_writes_no_track_and_leaves_every_byte(run: Run) -> None:
    assert run() == [1, 2, 3]
    first, before = run.last, bytes_of(run.folder)
    dates = {path: path.stat().st_mtime_ns for path in run.folder.glob("*.mp3")}
    assert run() == []
    assert bytes_of(run.folder) == before
    assert {path: path.stat().st_mtime_ns for path in dates} == dates
    assert first is not None
    assert run.last is not None
    assert run.last.files == first.files
    assert run.last.seconds == first.seconds
    assert (run.last.spoken, run.last.reused) == (0, first.spoken + first.reused)


def test_a_changed_voice_writes_the_chapters_it_is_heard_in(run: Run) -> None:
    run()
    # The tags tell who has which voice, so they change in all; none of this story's does here.
    run.voices.write_text(VOICES.replace("engine: tone", "engine: tone\npauses: {end: 1.5}"))
    assert run() == [1, 2, 3]


def test_a_changed_line_writes_its_chapter(run: Run) -> None:
    run()
    run.story.write_text(STORY.replace("Nobody came.", "Somebody came."))
    assert run() == [3]
    assert run() == []


def test_a_speaker_corrected_in_the_script_writes_one_chapter(run: Run) -> None:
    run()
    script = run.folder / "The Lamp.script.txt"
    script.write_text(script.read_text().replace("Pim: “Who else?”", "Mara: “Who else?”"))
    assert run() == [2]


@pytest.mark.parametrize("harm", ["remove", "alter", "touch", "manifest"])
def test_a_file_that_somebody_touched_is_written_again(run: Run, harm: str) -> None:
    run()
    before = bytes_of(run.folder)
    path = next(run.folder.glob("02*.mp3"))
    if harm == "remove":
        path.unlink()
    elif harm == "alter":
        path.write_bytes(path.read_bytes()[:-100])
    elif harm == "touch":
        os.utime(path, (1, 1))
    else:
        (run.folder / ".fullcast.json").unlink()
    assert run() == ([1, 2, 3] if harm == "manifest" else [2])
    assert bytes_of(run.folder) == before


def test_another_profile_writes_all(run: Run) -> None:
    run()
    assert run(profile=ProfileName.ACX) == [1, 2, 3]
    assert run() == [1, 2, 3]


def test_without_the_cache_all_is_made_to_the_same_bytes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    before = bytes_of(run.folder)
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "other"))
    assert run() == [1, 2, 3]
    assert bytes_of(run.folder) == before


def test_captions_of_unchanged_tracks_have_their_times(run: Run) -> None:
    run(formats=("mp3", "vtt"))
    captions = {path: path.read_bytes() for path in run.folder.glob("*.vtt")}
    for path in captions:
        path.unlink()
    assert run(formats=("mp3", "vtt")) == []
    assert {path: path.read_bytes() for path in run.folder.glob("*.vtt")} == captions
