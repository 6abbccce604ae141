"""Pressing: passages become stretches of MP3 that hold each line where they say it is."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
import soundfile

from fullcast import engines, pressing, publishing, recording, rendering
from fullcast.errors import RenderError
from fullcast.model import Job, Kind, Line, Pauses, Voice
from fullcast.passages import Passage, passages
from fullcast.pressing import Mix, Planned, Presses, Pressing

ALTO, BASS = Voice("tone", "alto"), Voice("tone", "bass")
MIX = Mix({ALTO: -3.0, BASS: -9.0}, Pauses(), publishing.Mp3Format())


def part(number: int) -> recording.Part:
    text = f"The {number}th wave broke over the stones, and then it drew back again."
    voice = (ALTO, BASS)[number % 2]
    line = Line(1, number, Kind.NARRATION, text, 0, len(text), "N", paragraph=number)
    return recording.Part(line, voice, (recording.job(text, voice),))


PARTS = tuple(part(number) for number in range(24))
PASSAGES = tuple(passages(recording.CueSheet(1, "One", PARTS), MIX.pauses))


@pytest.fixture
def cache(tmp_path: Path) -> rendering.Cache:
    return rendering.Cache(tmp_path / "cache")


@pytest.fixture
def store(tmp_path: Path) -> rendering.Store:
    return rendering.Store(tmp_path / "pressed")


def pressed(
    cache: rendering.Cache, store: rendering.Store, executor: str = "inline",
    every: tuple[Passage, ...] = PASSAGES, mix: Mix = MIX, fail: str = "",
) -> list[tuple[Planned, Pressing]]:  # fmt: skip
    planned = list(pressing.plan(every, mix, store))
    jobs = [job for each in planned for job in each.jobs]
    with rendering.Workers(executor) as workers:
        outcomes = rendering.render(jobs, cache=cache, speak=engines.speak, executor=workers)
        outcomes = (
            replace(each, clip=None, error="it broke") if each.job.text == fail else each
            for each in outcomes
        )
        tally = recording.Tally()
        presses = Presses(mix, store, workers)
        return list(
            presses.run(
                planned,
                lambda passage: recording.takes(
                    (cue.part for cue in passage.cues), outcomes, tally
                ),
            )
        )


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


def test_one_change_presses_one_passage_anew(
    cache: rendering.Cache, store: rendering.Store
) -> None:
    pressed(cache, store)
    changed = list(PARTS)
    changed[10] = replace(changed[10], change=4.0)
    sheet = recording.CueSheet(1, "One", tuple(changed))
    again = pressed(cache, store, every=tuple(passages(sheet, MIX.pauses)))
    assert [planned.kept for planned, _ in again].count(False) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(MIX, gains={ALTO: -3.0, BASS: -9.5}),
        replace(MIX, form=publishing.Mp3Format(44100, 128)),
        replace(MIX, pauses=replace(MIX.pauses, sentence=0.5)),
    ],
)
def test_the_key_has_everything_that_is_heard(other: Mix) -> None:
    passage = PASSAGES[0]
    assert pressing.key(passage, MIX) == pressing.key(passage, replace(MIX))
    assert pressing.key(passage, other) != pressing.key(passage, MIX)
    for changed in (replace(passage, after=9.0), replace(passage, final=True)):
        assert pressing.key(changed, MIX) != pressing.key(passage, MIX)
    later = replace(passage.cues[0], pause=3.0)
    assert pressing.key(replace(passage, cues=(later, *passage.cues[1:])), MIX) != pressing.key(
        passage, MIX
    )


def test_a_passage_with_a_missing_sentence_is_not_kept(
    cache: rendering.Cache, store: rendering.Store
) -> None:
    made = pressed(cache, store, fail=PARTS[0].jobs[0].text)
    assert made[0][1].spans[0][1] - made[0][1].spans[0][0] == pytest.approx(0.5, abs=0.001)
    again = list(pressing.plan(PASSAGES, MIX, store))
    assert [each.kept for each in again] == [False] + [True] * (len(PASSAGES) - 1)


def test_what_has_gone_in_between_is_told(cache: rendering.Cache, store: rendering.Store) -> None:
    pressed(cache, store)
    [planned, *_] = pressing.plan(PASSAGES, MIX, store)
    store.path(planned.key).unlink()
    with (
        rendering.Workers("inline") as workers,
        pytest.raises(RenderError, match="Run the same command again"),
    ):
        list(Presses(MIX, store, workers).run([planned], lambda passage: ()))


def test_a_clip_that_was_damaged_is_told(cache: rendering.Cache, store: rendering.Store) -> None:
    planned = list(pressing.plan(PASSAGES, MIX, store))
    jobs = list(chain.from_iterable(each.jobs for each in planned))
    outcomes = list(rendering.render(jobs, cache=cache, speak=engines.speak, executor="inline"))
    for each in outcomes:
        assert each.clip is not None
        each.clip.path.write_bytes(b"RIFF")
    every, tally = iter(outcomes), recording.Tally()
    with rendering.Workers("processes:1") as workers:
        pressings = Presses(MIX, store, workers).run(
            planned, lambda passage: recording.takes((c.part for c in passage.cues), every, tally)
        )
        with pytest.raises(RenderError, match="cannot be read"):
            next(pressings)


def test_a_job_is_one_sentence() -> None:
    assert all(isinstance(job, Job) for job in PASSAGES[0].jobs)
