"""The way of a story by its own functions, without a command line."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.mp3 import MP3

from fullcast import pipeline, preparation
from fullcast.errors import EngineError, StoryError, VoiceMapError
from fullcast.mastering import PROFILES
from fullcast.model import ProfileName, Track

STORY = (
    "# The Lamp\n\nby Ada Quill\n\n## One\n\nIt rained.\n\n“Who is there?” asked Mara.\n\n"
    "## Two\n\n“I am,” said Pim. “Who else?”\n\n## Three\n\n* * *\n"
)


class Log:
    """Notes what a run tells."""

    def __init__(self) -> None:
        self.told: list[object] = []
        self.lines = 0

    def progress(self) -> pipeline.Progress:
        return pipeline.Progress(
            lambda title, lines: self.told.append((title, lines)),
            lambda path: self.told.append(path.name),
            self._line,
            self._done,
            lambda message: self.told.append(message),
        )

    def _line(self) -> None:
        self.lines += 1

    def _done(self, track: Track) -> None:
        assert track.path.exists()
        self.told.append([timed.line.index for timed in track.lines])


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "lamp.md"
    path.write_text(STORY)
    return path


def settings(story: Path, **others: object) -> pipeline.Settings:
    chosen = {"output": story.parent / "out", "engine": "tone", "executor": "inline", **others}
    return pipeline.Settings(**chosen)  # type: ignore[arg-type]


def test_a_story_is_prepared_and_made(story: Path) -> None:
    chosen, log = settings(story), Log()
    production = pipeline.prepare(story, chosen)
    assert [member.character.name for member in production.cast.members] == ["Pim", "Mara"]
    assert production.place.folder == story.parent / "out" / "The Lamp"
    report = pipeline.make(production, chosen, log.progress())
    assert report.title == "The Lamp"
    assert all(path.is_file() for path in report.files)
    assert (report.failed, report.missing) == (0, ())
    assert log.told[0] == ("The Lamp", log.lines)
    assert log.lines == report.spoken + report.reused
    begun = [told for told in log.told if isinstance(told, str)]
    assert begun[:2] == ["01 - Chapter One.mp3", "02 - Chapter Two.mp3"]
    assert any(isinstance(told, list) and told for told in log.told)


def test_the_plan_is_what_is_done(story: Path) -> None:
    chosen = settings(story)
    production = pipeline.prepare(story, chosen)
    plan = pipeline.plan(production, chosen)
    report = pipeline.make(production, chosen, Log().progress())
    assert plan.spoken > 0
    assert plan.seconds == pytest.approx(report.seconds, rel=0.1)
    after = pipeline.plan(production, chosen)
    assert (after.sentences.spoken, after.sentences.reused) == (0, plan.sentences.total)
    sample = pipeline.plan(production, settings(story, sample=1.0))
    assert sample.sentences.total < plan.sentences.total
    assert sample.seconds == 1.0


def test_chapters_that_are_not_there_are_an_error(story: Path) -> None:
    chosen = settings(story, chapters=(7, 9))
    production = pipeline.prepare(story, chosen)
    for what in (pipeline.plan, lambda p, s: pipeline.make(p, s, Log().progress())):
        with pytest.raises(StoryError, match="none of those"):
            what(production, chosen)


def test_a_mistake_in_voices_yaml_is_told_before_the_story_is_read(story: Path) -> None:
    voices = story.parent / "v.yaml"
    voices.write_text("nonsense: 1\n")
    with pytest.raises(VoiceMapError, match=r"v\.yaml:1: "):
        pipeline.prepare(story.parent / "gone.md", settings(story, voices=voices))
    with pytest.raises(EngineError, match="toon"):
        pipeline.prepare(story, settings(story, engine="toon"))


def test_a_profile_decides_levels_silence_and_bitrate(story: Path) -> None:
    voices = story.with_name("voices.yaml")
    voices.write_text("profile: librivox\npauses: {start: 1.5}\n")
    by_file = pipeline.prepare(story, settings(story, voices=voices))
    assert by_file.profile == PROFILES[ProfileName.LIBRIVOX]
    assert by_file.voice_map.pauses.start == 1.5
    assert by_file.voice_map.pauses.end == by_file.profile.tail
    chosen = settings(story, voices=voices, profile=ProfileName.ACX)
    production = pipeline.prepare(story, chosen)
    track = pipeline.make(production, chosen, Log().progress()).files[0]
    info = MP3(track).info
    assert (round(info.bitrate, -2), info.sample_rate) == (192_000, 44_100)
    sound, _ = soundfile.read(track)
    acx = production.profile
    assert acx.lowest <= 10 * math.log10(float(np.mean(sound**2))) <= acx.highest
    # The tone begins at full level, so what coding lets ring before it is soft.
    heard = np.flatnonzero(np.abs(sound) > 0.02) / 44_100
    assert heard[0] == pytest.approx(1.5, abs=0.03)
    assert len(sound) / 44_100 - heard[-1] == pytest.approx(acx.tail, abs=0.1)


def test_room_tone_is_the_users(story: Path) -> None:
    voices = story.with_name("voices.yaml")
    for text, tone in (("room_tone: none", None), ("room_tone: -66", -66.0), ("", -70.0)):
        voices.write_text(f"profile: acx\n{text}\n")
        production = pipeline.prepare(story, settings(story, voices=voices))
        assert production.profile.room_tone == tone


VOICES = """\
engine: tone
characters:
  Mara:
    voice: alto
    aliases: [the girl]
    rate: 1.1
lexicon:
  Pim: Pimm
pauses:
  line: 0.3
read: [note]
"""


@pytest.mark.parametrize("voices", ["", VOICES], ids=["without", "with"])
def test_a_long_story_is_prepared_by_another_process_to_the_same_end(
    story: Path, monkeypatch: pytest.MonkeyPatch, voices: str
) -> None:
    file = story.parent / "v.yaml"
    file.write_text(voices)
    here = pipeline.prepare(story, settings(story, voices=file))
    monkeypatch.setattr(preparation, "LONG", 0)
    chosen = settings(story, voices=file, executor="processes:1")
    there = pipeline.prepare(story, chosen)
    assert there == here
    monkeypatch.setattr(preparation, "read_book", None)  # of this process
    assert pipeline.prepare(story, chosen) == here
    with pytest.raises(TypeError):
        pipeline.prepare(story, settings(story, voices=file))


def test_what_is_wrong_with_a_long_story_is_told_as_with_a_short_one(
    story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = story.parent / "v.yaml"
    voices.write_text("nonsense: 1\n")
    monkeypatch.setattr(preparation, "LONG", -1)
    chosen = settings(story, executor="processes:1")
    with pytest.raises(VoiceMapError, match=r"v\.yaml:1: "):
        pipeline.prepare(story, settings(story, voices=voices, executor="processes:1"))
    with pytest.raises(StoryError, match="There is no file"):
        pipeline.prepare(story.parent / "gone.md", chosen)
    assert pipeline.prepare(story, chosen, [story.parent / "out" / "The Lamp"]).place.folder == (
        story.parent / "out" / "The Lamp (Ada Quill)"
    )
