"""Pressing: passages become stretches of MP3 that hold each line where they say it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile

from fullcast import engines, mastering, recording, rendering
from fullcast.errors import RenderError
from fullcast.model import Kind, Line, Pauses, ProfileName, Voice
from fullcast.passages import Passage, passages
from fullcast.presses import Planned, Presses
from fullcast.pressing import Mix, Pressing, key

ALTO, BASS = Voice("tone", "alto"), Voice("tone", "bass")
PLAIN = mastering.PROFILES[ProfileName.PLAIN]
MIX = Mix({ALTO: -3.0, BASS: -9.0}, PLAIN)
PAUSES = Pauses()


def part(number: int) -> recording.Part:
    text = f"The {number}th wave broke over the stones, and then it drew back again."
    voice = (ALTO, BASS)[number % 2]
    line = Line(1, number, Kind.NARRATION, text, 0, len(text), "N", paragraph=number)
    return recording.Part(line, voice, (recording.job(text, voice),))


PARTS = tuple(part(number) for number in range(24))
SHEET = recording.CueSheet(1, "One", PARTS)
PASSAGES = tuple(passages(SHEET, PAUSES))


@pytest.fixture
def cache(tmp_path: Path) -> rendering.Cache:
    return rendering.Cache(tmp_path / "cache")


@pytest.fixture
def store(tmp_path: Path) -> rendering.Store:
    return rendering.Store(tmp_path / "pressed")


def pressed(
    cache: rendering.Cache, store: rendering.Store, executor: str = "inline",
    sheets: tuple[recording.CueSheet, ...] = (SHEET,), mix: Mix = MIX, fail: str = "",
) -> list[tuple[Planned, Pressing]]:  # fmt: skip
    with rendering.Workers(executor) as workers:
        presses = Presses(mix, PAUSES, store, workers, never)
        chapters = [presses.plan(sheet) for sheet in sheets]
        jobs = [job for chapter in chapters for each in chapter.planned for job in each.jobs]
        outcomes = (
            replace(each, clip=None, error="it broke") if each.job.text == fail else each
            for each in rendering.render(jobs, cache=cache, speak=engines.speak, executor=workers)
        )
        return list(presses.run(chapters, speaking(outcomes)))


def speaking(outcomes: Iterator[rendering.Outcome]) -> Callable[[Passage], list[recording.Take]]:
    tally = recording.Tally()
    return lambda passage: list(
        recording.takes((cue.part for cue in passage.cues), outcomes, tally)
    )


def never(planned: Planned) -> list[recording.Take]:
    raise AssertionError("nothing has gone")


def sound_of(every: list[tuple[Planned, Pressing]]) -> np.ndarray:
    data = b"".join(made.stretch.frames for _, made in every)
    return np.asarray(soundfile.read(BytesIO(data), dtype="float32")[0][576 + 529 :])


def test_there_are_several_passages() -> None:
    assert len(PASSAGES) > 2


def test_lines_are_heard_where_they_are_said_to_be(
    cache: rendering.Cache, store: rendering.Store
) -> None:
    every = pressed(cache, store)
    sound, begin = sound_of(every), 0.0
    told = []
    for planned, made in every:
        told += list(made.lines(planned.passage, begin))
        begin += made.stretch.samples / 44100
    assert [line.line for line in told] == [each.line for each in PARTS]
    for line in told:
        inner = sound[round((line.start + 0.02) * 44100) : round((line.end - 0.02) * 44100)]
        before = sound[round((line.start - 0.15) * 44100) : round((line.start - 0.03) * 44100)]
        assert np.sqrt((inner**2).mean()) > 0.02
        assert np.abs(before).max() < 0.001


def test_processes_press_the_same_bytes(cache: rendering.Cache, tmp_path: Path) -> None:
    here = pressed(cache, rendering.Store(tmp_path / "a"))
    there = pressed(cache, rendering.Store(tmp_path / "b"), "processes:2")
    assert [made.to_bytes() for _, made in here] == [made.to_bytes() for _, made in there]


def test_what_is_kept_is_not_made_again(cache: rendering.Cache, store: rendering.Store) -> None:
    first = pressed(cache, store)
    assert not any(planned.kept for planned, _ in first)
    for clip in cache.root.rglob("*.wav"):
        clip.unlink()
    again = pressed(cache, store)
    assert all(planned.kept for planned, _ in again)
    assert [made for _, made in again] == [made for _, made in first]
    assert not list(cache.root.rglob("*.wav"))


def changed(number: int, change: float) -> recording.CueSheet:
    """The chapter with one line as much louder."""
    parts = list(PARTS)
    parts[number] = replace(parts[number], change=change)
    return recording.CueSheet(1, "One", tuple(parts))


def test_one_change_presses_one_passage_anew(
    cache: rendering.Cache, store: rendering.Store
) -> None:
    pressed(cache, store)
    again = pressed(cache, store, sheets=(changed(10, 0.5),))
    assert [planned.kept for planned, _ in again].count(False) == 1
    assert all(planned.taken for planned, _ in again)
    third = pressed(cache, store, sheets=(changed(10, 0.5),))
    assert all(planned.kept and not planned.taken for planned, _ in third)


@pytest.mark.parametrize(
    "other",
    [
        replace(MIX, gains={ALTO: -3.0, BASS: -9.5}),
        replace(MIX, profile=mastering.PROFILES[ProfileName.ACX]),
        replace(MIX, profile=replace(PLAIN, room_tone=-70.0)),
    ],
)
def test_the_key_has_everything_that_is_heard(other: Mix) -> None:
    passage = PASSAGES[0]
    assert key(passage, MIX, 1.0) == key(passage, replace(MIX), 1.0)
    assert key(passage, MIX, 1.0) != key(passage, MIX, 1.5)
    assert key(passage, other, 1.0) != key(passage, MIX, 1.0)
    cue = passage.cues[0]
    for different in (
        replace(passage, after=9.0),
        replace(passage, final=True),
        replace(passage, cues=(replace(cue, pauses=(3.0,)), *passage.cues[1:])),
    ):
        assert key(different, MIX, 1.0) != key(passage, MIX, 1.0)


def test_a_passage_with_a_missing_sentence_is_not_kept(
    cache: rendering.Cache, store: rendering.Store
) -> None:
    made = pressed(cache, store, fail=PARTS[0].jobs[0].text)
    assert made[0][1].spans[0][1] - made[0][1].spans[0][0] == pytest.approx(0.5, abs=0.001)
    again = pressed(cache, store)
    assert not again[0][0].kept
    assert again[0][1].spans[0][1] - again[0][1].spans[0][0] > 1.0


def spoken_again(cache: rendering.Cache) -> Callable[[Planned], list[recording.Take]]:
    def again(planned: Planned) -> list[recording.Take]:
        outcomes = rendering.render(
            planned.passage.jobs, cache=cache, speak=engines.speak, executor="inline"
        )
        return speaking(outcomes)(planned.passage)

    return again


def test_a_pressing_that_has_gone_in_between_is_made_again(
    cache: rendering.Cache, store: rendering.Store
) -> None:
    made = pressed(cache, store)
    with rendering.Workers("inline") as workers:
        presses = Presses(MIX, PAUSES, store, workers, spoken_again(cache))
        chapter = presses.plan(SHEET)
        store.path(chapter.planned[1].key).unlink()
        shutil.rmtree(cache.root)
        again = list(presses.run([chapter], lambda passage: ()))
    assert [each.stretch for _, each in again] == [each.stretch for _, each in made]
    assert [planned.reused for planned, _ in again] == [True, False] + [True] * (len(made) - 2)


@pytest.mark.parametrize("executor", ["inline", "processes:1"])
def test_clips_that_have_gone_or_were_damaged_are_spoken_again(
    cache: rendering.Cache, store: rendering.Store, executor: str, tmp_path: Path
) -> None:
    made = pressed(cache, rendering.Store(tmp_path / "other"))
    jobs = [job for each in PARTS for job in each.jobs]
    outcomes = list(rendering.render(jobs, cache=cache, speak=engines.speak, executor="inline"))
    for at, each in enumerate(outcomes):
        assert each.clip is not None
        if at % 2:
            each.clip.path.write_bytes(b"RIFF")
        else:
            each.clip.path.unlink()
    with rendering.Workers(executor) as workers:
        presses = Presses(MIX, PAUSES, store, workers, spoken_again(cache))
        again = list(presses.run([presses.plan(SHEET)], speaking(iter(outcomes))))
    assert [each.stretch for _, each in again] == [each.stretch for _, each in made]


def test_what_always_goes_again_is_told(cache: rendering.Cache, store: rendering.Store) -> None:
    def vanishing(planned: Planned) -> list[recording.Take]:
        takes = spoken_again(cache)(planned)
        shutil.rmtree(cache.root)
        return takes

    jobs = [job for each in PARTS for job in each.jobs]
    outcomes = list(rendering.render(jobs, cache=cache, speak=engines.speak, executor="inline"))
    shutil.rmtree(cache.root)
    with rendering.Workers("inline") as workers:
        presses = Presses(MIX, PAUSES, store, workers, vanishing)
        pressings = presses.run([presses.plan(SHEET)], speaking(iter(outcomes)))
        with pytest.raises(RenderError, match="Run the same command again"):
            next(pressings)


@pytest.mark.parametrize("profile", mastering.PROFILES.values(), ids=mastering.PROFILES)
def test_chapters_meet_their_profile(
    cache: rendering.Cache, store: rendering.Store, profile: mastering.Profile
) -> None:
    sound = sound_of(pressed(cache, store, mix=replace(MIX, profile=profile)))
    if profile.scale is mastering.Scale.LUFS:
        level = mastering.measure([sound], 44100).loudness
    else:
        level = float(10 * np.log10((sound.astype(np.float64) ** 2).mean()))
    assert level == pytest.approx(profile.target, abs=0.5)
