"""What surrounds a story, spoken by real engines in the author's voice where it is asked for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from fullcast import engines, lexicon, pipeline, rehearsal
from fullcast.errors import EngineError
from fullcast.mastering import OUTPUT_RATE
from fullcast.model import AUTHOR, MATTER, Kind, TimedLine, Track, Voice

Samples = npt.NDArray[np.float32]

STORY = """The Long Pier

by Ada Quill

Rating: K+

Summary: Two wait for a boat.

Disclaimer: I own no piers.

A/N: Thank you for waiting. More is at https://example.org/piers today.

Chapter 1: Fog

The fog lay on the water.

“Is it there?” asked Mara.

“Not yet,” said Pim.

A/N: I rowed here once.

Chapter 2: Light

“There,” said Mara.

The End

A/N: Tell me what you think!
"""
NOTES = frozenset({Kind.NOTE})


class Log:
    """Keeps what a run tells."""

    def __init__(self) -> None:
        self.tracks: list[Track] = []

    def progress(self) -> pipeline.Progress:
        return pipeline.Progress(
            lambda title, lines: None,
            lambda path: None,
            lambda: None,
            self.tracks.append,
            lambda message: None,
        )

    def lines(self) -> Iterator[TimedLine]:
        return (timed for track in self.tracks for timed in track.lines)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "pier.txt"
    path.write_text(STORY)
    return path


def settings(story: Path, **others: object) -> pipeline.Settings:
    chosen = {"output": story.parent / "out", "engine": "tone", "executor": "inline", **others}
    return pipeline.Settings(**chosen)  # type: ignore[arg-type]


def made(story: Path, **others: object) -> tuple[pipeline.Production, pipeline.Report, Log]:
    chosen, log = settings(story, **others), Log()
    production = pipeline.prepare(story, chosen)
    return production, pipeline.make(production, chosen, log.progress()), log


def heard_by(log: Log, speaker: str) -> list[str]:
    return [timed.line.text.strip() for timed in log.lines() if timed.line.speaker == speaker]


def test_nothing_around_the_story_is_heard_unless_it_is_asked_for(story: Path) -> None:
    production, _, log = made(story)
    assert heard_by(log, AUTHOR) == []
    assert production.cast.author is None
    assert not any(timed.line.kind in MATTER for timed in log.lines())


def test_what_is_asked_for_is_heard_in_its_place_and_only_that(story: Path) -> None:
    production, report, log = made(story, read=frozenset({Kind.NOTE, Kind.SUMMARY}))
    assert heard_by(log, AUTHOR) == [
        "Summary: Two wait for a boat.",
        "A/N: Thank you for waiting. More is at https://example.org/piers today.",
        "A/N: I rowed here once.",
        "A/N: Tell me what you think!",
    ]
    assert report.failed == 0
    text = story.read_text()
    assert "".join(line.text for line in production.script.lines) == text
    for before, after in zip(production.script.lines, production.script.lines[1:], strict=False):
        assert before.end == after.start
    for timed in log.lines():
        assert text[timed.line.start : timed.line.end] == timed.line.text
    for track in log.tracks:
        order = [timed.line.index for timed in track.lines]
        assert order == sorted(order)


def test_asked_for_later_only_that_is_spoken_and_taken_back_nothing_is(story: Path) -> None:
    _, first, _ = made(story)
    script = (story.parent / "out" / "The Long Pier" / "The Long Pier.script.txt").read_bytes()
    _, second, log = made(story, read=NOTES)
    assert (second.spoken, second.reused) == (3, first.spoken + first.reused)
    assert second.seconds > first.seconds + 4
    assert len(heard_by(log, AUTHOR)) == 3
    _, third, _ = made(story)
    assert third.spoken == 0
    assert third.seconds == pytest.approx(first.seconds, abs=0.01)
    kept = (story.parent / "out" / "The Long Pier" / "The Long Pier.script.txt").read_bytes()
    assert kept == script


def test_the_rest_of_the_cast_is_the_same_whatever_is_read(story: Path) -> None:
    plain, aloud = (pipeline.prepare(story, settings(story, read=r)).cast for r in (None, MATTER))
    assert aloud.author is not None
    assert aloud.author not in {plain.narrator}
    assert (aloud.narrator, aloud.members) == (plain.narrator, plain.members)


def test_the_option_takes_the_place_of_the_setting(story: Path) -> None:
    voices = story.parent / "v.yaml"
    voices.write_text(
        "read: notes\nauthor: {voice: 'tone:bass'}\n"
        "stories:\n  The Long Pier: {read: [summary, end]}\n"
    )

    def kinds(**others: object) -> set[Kind]:
        production = pipeline.prepare(story, settings(story, voices=voices, **others))
        return {line.kind for line in production.script.lines if line.speaker == AUTHOR}

    assert kinds() == {Kind.SUMMARY, Kind.END}
    assert kinds(read=frozenset()) == set()
    assert kinds(read=frozenset({Kind.TAGS})) == {Kind.TAGS}
    voices.write_text("read: notes\n")
    assert kinds() == {Kind.NOTE}


def test_pauses_part_it_from_the_story(story: Path) -> None:
    production, _, log = made(story, read=NOTES)
    pauses = production.voice_map.pauses
    times = list(log.tracks[0].lines)
    [at] = [n for n, timed in enumerate(times) if "I rowed" in timed.line.text]
    assert times[at].start - times[at - 1].end == pytest.approx(pauses.heading, abs=0.05)
    [at] = [n for n, timed in enumerate(times) if "Thank you" in timed.line.text]
    assert times[at + 1].start - times[at].end == pytest.approx(pauses.heading, abs=0.05)


def test_the_author_takes_part_in_an_audition(story: Path) -> None:
    chosen = settings(story, read=NOTES)
    production = pipeline.prepare(story, chosen)
    folder = story.parent / "heard"
    rehearsal.rehearse(production, chosen, Log().progress(), folder)
    page = (folder / "audition.html").read_text("utf-8")
    assert ">Author</h2>" in page
    assert "author:\n  voice: tone:" in page
    rehearsal.rehearse(production, chosen, Log().progress(), folder, ("author",))
    assert (folder / "audition.html").read_text("utf-8").count("</h2>") == 1


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs ffmpeg")
@pytest.mark.parametrize("engine", ["tone", "pyttsx3", "hibari"])
def test_the_finished_file_has_the_authors_voice_where_the_times_say(
    story: Path, engine: str
) -> None:
    try:
        engines.load(engine).voices()
    except EngineError as error:
        pytest.skip(str(error))
    production, report, log = made(story, engine=engine, read=NOTES, chapters=(1, 1))
    assert report.missing == ()
    author, narrator = production.cast.author, production.cast.narrator
    assert author is not None
    assert (author.engine, author.id != narrator.id) == (engine, True)
    [track] = log.tracks
    samples = decoded(track.path)
    assert len(samples) / OUTPUT_RATE == pytest.approx(track.duration, abs=0.1)
    noted = [timed for timed in track.lines if timed.line.speaker == AUTHOR]
    assert len(noted) == 2
    for timed in noted:
        start, end = round(timed.start * OUTPUT_RATE), round(timed.end * OUTPUT_RATE)
        before = samples[start - OUTPUT_RATE // 2 : start - OUTPUT_RATE // 10]
        assert np.abs(before).max() < 0.01
        assert likeness(samples[start:end], spoken(timed, author)) > 0.9
        assert likeness(samples[start:end], spoken(timed, narrator)) < 0.6


def decoded(path: Path) -> Samples:
    """The samples of an MP3 at OUTPUT_RATE, as a decoder hears them."""
    run = ["ffmpeg", "-v", "error", "-nostdin", "-i", str(path), "-f", "s16le", "-"]
    pcm = subprocess.run(run, capture_output=True, check=True).stdout
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


def spoken(timed: TimedLine, voice: Voice) -> Samples:
    """The first sentence of a line, spoken by its engine in a voice, at OUTPUT_RATE."""
    first, *_ = lexicon.utterances(timed.line.text, timed.line.kind, {})
    assert first.startswith("Author's note: ")
    clip = engines.load(voice.engine).synthesize(first, voice)
    at = np.arange(round(clip.duration * OUTPUT_RATE)) * clip.rate / OUTPUT_RATE
    return np.interp(at, np.arange(len(clip.samples)), clip.samples).astype(np.float32)


def likeness(piece: Samples, clip: Samples) -> float:
    """The highest normalised correlation of a clip, without its own silence, with a piece."""
    heard = np.flatnonzero(np.abs(clip) > 0.02 * np.abs(clip).max())
    clip = clip[heard[0] : heard[-1]][: len(piece)]
    size = len(piece) + len(clip)
    found = np.fft.irfft(np.fft.rfft(piece, size) * np.conj(np.fft.rfft(clip, size)), size)
    at = int(np.argmax(np.abs(found[: len(piece) - len(clip) + 1])))
    level = np.linalg.norm(piece[at : at + len(clip)]) * np.linalg.norm(clip)
    return float(np.abs(found[at]) / level)
