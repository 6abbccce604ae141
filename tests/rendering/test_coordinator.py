from __future__ import annotations

import gc
import multiprocessing.spawn
import os
import threading
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from rendering_speakers import calls, speak, spoken

from fullcast.errors import RenderError
from fullcast.model import Audio, Job, Voice
from fullcast.rendering import Cache, Outcome, Workers, job_for, read_clip, render

GOOD = ["The kettle sang.", "“Tea?” she asked.", "Oh.", "Nobody answered her at all that night."]


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Two worker processes for all tests of this module; jobs may take 1.5 seconds."""
    with Workers("processes:2", limit=lambda _job: 1.5) as shared:
        yield shared


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def jobs_of(folder: Path, *texts: str) -> list[Job]:
    """Jobs whose calls leave their notes in a folder."""
    return [job_for(text, Voice("tone", str(folder)), "1") for text in texts]


def assert_spoken(outcome: Outcome) -> None:
    """The outcome is the whole clip of its job."""
    assert outcome.error is None
    assert outcome.clip is not None
    assert outcome.clip.key == outcome.job.key
    expected = spoken(outcome.job.text)
    assert outcome.clip.duration == expected.duration
    assert np.abs(read_clip(outcome.clip).samples - expected.samples).max() < 1e-4


@pytest.mark.parametrize("executor", ["inline", "processes", "processes:2"])
def test_outcomes_come_in_order_and_are_reused(tmp_path: Path, cache: Cache, executor: str) -> None:
    jobs = jobs_of(tmp_path, *GOOD, "slow words", *(f"Line {number}." for number in range(20)))
    outcomes = list(render(iter(jobs), cache=cache, speak=speak, executor=executor))
    assert [outcome.job for outcome in outcomes] == jobs
    assert not any(outcome.reused for outcome in outcomes)
    for outcome in outcomes:
        assert_spoken(outcome)
    again = list(render(jobs, cache=Cache(cache.root), speak=speak, executor=executor))
    assert [outcome.clip for outcome in again] == [outcome.clip for outcome in outcomes]
    assert all(outcome.reused for outcome in again)
    assert len(calls(tmp_path)) == len(jobs)
    assert (os.getpid() in calls(tmp_path)) == (executor == "inline")


def test_all_executors_give_the_same_bytes(tmp_path: Path, workers: Workers) -> None:
    jobs = jobs_of(tmp_path, *GOOD)
    one, other = Cache(tmp_path / "one"), Cache(tmp_path / "other")
    here = list(render(jobs, cache=one, speak=speak, executor="inline"))
    there = list(render(jobs, cache=other, speak=speak, executor=workers))
    for mine, theirs in zip(here, there, strict=True):
        assert mine.clip is not None
        assert theirs.clip is not None
        assert mine.clip.path.read_bytes() == theirs.clip.path.read_bytes()


def test_equal_jobs_are_spoken_once(tmp_path: Path, cache: Cache, workers: Workers) -> None:
    jobs = jobs_of(tmp_path, *["slow echo"] * 5, "Oh.", *["slow echo"] * 400)
    outcomes = list(render(jobs, cache=cache, speak=speak, executor=workers))
    assert [outcome.reused for outcome in outcomes] == [False, *[True] * 4, False, *[True] * 400]
    assert len(calls(tmp_path, "slow echo")) == 1
    assert len({outcome.clip for outcome in outcomes}) == 2


def test_voices_that_differ_in_volume_share_a_clip(tmp_path: Path, cache: Cache) -> None:
    loud = job_for("Oh.", Voice("tone", str(tmp_path), volume=6.0), "1")
    jobs = [*jobs_of(tmp_path, "Oh."), loud]
    outcomes = list(render(jobs, cache=cache, speak=speak, executor="inline"))
    assert [outcome.job for outcome in outcomes] == jobs
    assert outcomes[0].clip == outcomes[1].clip
    assert len(calls(tmp_path)) == 1


def test_a_damaged_clip_is_spoken_again(tmp_path: Path, cache: Cache) -> None:
    jobs = jobs_of(tmp_path, *GOOD)
    clips = [outcome.clip for outcome in render(jobs, cache=cache, speak=speak, executor="inline")]
    assert clips[1] is not None
    clips[1].path.write_bytes(clips[1].path.read_bytes()[:-7])
    again = list(render(jobs, cache=cache, speak=speak, executor="inline"))
    assert [outcome.reused for outcome in again] == [True, False, True, True]
    assert [outcome.clip for outcome in again] == clips
    assert len(cache.damaged) == 1


FAULTS = {
    "exit": "its worker process exited with code 3",
    "leave": "SystemExit: 4",
    "refuse": "the engine is out of breath (tried",
    "unpicklable": "UnpicklableError: held a function",
    "two-arguments": "TwoArgumentError: twoarguments",
    "silence": "it is silent",
}
if os.name != "nt":
    FAULTS["segfault"] = "its worker process was killed by SIGSEGV"

WRONG_CLIPS = {
    "nan": "some samples are not finite numbers",
    "silence": "it is silent",
    "empty": "it is empty",
    "cut": "it sounds for ",
    "endless": "and the text cannot take over ",
    "fast-rate": "the sample rate is 1000000 Hz",
    "loud": "times full scale",
    "nothing": "the engine gave NoneType instead of audio",
}


def assert_fails_alone(
    tmp_path: Path, cache: Cache, executor: str | Workers, way: str, fault: str
) -> list[int]:
    """A job that goes wrong fails by name between others that do not; its processes."""
    bad = f"{way} said the engine, and it meant every single word of it, all through the night."
    jobs = jobs_of(tmp_path, GOOD[0], bad, *GOOD[1:], bad)
    outcomes = list(render(jobs, cache=cache, speak=speak, executor=executor))
    assert [outcome.job for outcome in outcomes] == jobs
    for place in (1, 5):
        assert outcomes[place].clip is None
        error = outcomes[place].error
        assert error is not None
        assert error.startswith(f"“{way} said the engine, and it meant")
        assert error.endswith(" (tried 3 times).")
        assert fault in error
    for place in (0, 2, 3, 4):
        assert_spoken(outcomes[place])
    assert all(len(calls(tmp_path, text)) == 1 for text in GOOD)
    assert cache.get(jobs[1].key) is None
    return calls(tmp_path, bad)


@pytest.mark.parametrize("way", FAULTS)
def test_a_job_that_fails_is_named_and_the_others_go_on(
    tmp_path: Path, cache: Cache, workers: Workers, way: str
) -> None:
    tried = assert_fails_alone(tmp_path, cache, workers, way, FAULTS[way])
    assert len(tried) == 3
    if way != "refuse":  # what the engine says in an orderly way costs no worker
        assert len(set(tried)) == 3, "no process is tried again after it has failed"


@pytest.mark.parametrize("way", WRONG_CLIPS)
def test_a_clip_that_cannot_be_right_is_not_kept(tmp_path: Path, cache: Cache, way: str) -> None:
    tried = assert_fails_alone(tmp_path, cache, "inline", way, WRONG_CLIPS[way])
    assert tried == [os.getpid()] * 3


def test_a_job_that_hangs_is_named_and_the_others_go_on(tmp_path: Path, cache: Cache) -> None:
    jobs = jobs_of(tmp_path, "hang on", *GOOD)
    with Workers("processes:2", limit=lambda job: 0.6 if "hang" in job.text else 60.0) as workers:
        outcomes = list(render(jobs, cache=cache, speak=speak, executor=workers))
    assert outcomes[0].error == (
        f"“hang on” (tone, voice {tmp_path}) was not spoken: it took longer than 1 s "
        "(tried 3 times)."
    )
    for outcome in outcomes[1:]:
        assert_spoken(outcome)
    assert len(calls(tmp_path)) == 3 + len(GOOD)


@pytest.mark.parametrize("way", ["exit", "hang", "refuse", "nan"])
def test_a_job_that_fails_once_is_spoken(
    tmp_path: Path, cache: Cache, workers: Workers, way: str
) -> None:
    jobs = jobs_of(tmp_path, f"once:{way} and never again", *GOOD)
    outcomes = list(render(jobs, cache=cache, speak=speak, executor=workers))
    for outcome in outcomes:
        assert_spoken(outcome)
    assert len(calls(tmp_path, jobs[0].text)) == 2


def test_a_voice_that_is_not_there_is_not_asked_again(tmp_path: Path, cache: Cache) -> None:
    jobs = jobs_of(tmp_path, "voiceless", "Oh.")
    failed, good = render(jobs, cache=cache, speak=speak, executor="inline")
    assert failed.error == (
        f"“voiceless” (tone, voice {tmp_path}) was not spoken: there is no such voice."
    )
    assert_spoken(good)
    assert len(calls(tmp_path, "voiceless")) == 1


def test_a_failure_inline_is_named(tmp_path: Path, cache: Cache) -> None:
    jobs = jobs_of(tmp_path, "refuse", "once:silence here", "leave", "Oh.")
    outcomes = list(render(jobs, cache=cache, speak=speak, executor="inline"))
    assert "“refuse”" in (outcomes[0].error or "")
    assert "“leave”" in (outcomes[2].error or "")
    assert_spoken(outcomes[1])
    assert_spoken(outcomes[3])


def test_every_outcome_is_told_once(tmp_path: Path, cache: Cache, workers: Workers) -> None:
    told: list[Outcome] = []
    jobs = jobs_of(tmp_path, *GOOD, "refuse", "Oh.", *(f"Line {number}." for number in range(9)))
    outcomes = list(render(jobs, cache=cache, speak=speak, executor=workers, on_done=told.append))
    assert sorted(told, key=id) == sorted(outcomes, key=id)


def test_renderings_may_share_workers_at_once(
    tmp_path: Path, cache: Cache, workers: Workers
) -> None:
    one = jobs_of(tmp_path, *(f"slow one {number}" for number in range(10)))
    other = jobs_of(tmp_path, *(f"slow other {number}" for number in range(10)))
    both = zip(
        render(one, cache=cache, speak=speak, executor=workers),
        render(other, cache=cache, speak=speak, executor=workers),
        strict=True,
    )
    for number, (mine, theirs) in enumerate(both):
        assert (mine.job, theirs.job) == (one[number], other[number])
        assert_spoken(mine)
        assert_spoken(theirs)


def test_a_rendering_that_is_left_early_harms_no_other(
    tmp_path: Path, cache: Cache, workers: Workers
) -> None:
    jobs = jobs_of(tmp_path, *(f"slow line {number}" for number in range(60)))
    rendering = render(jobs, cache=cache, speak=speak, executor=workers)
    first = list(islice(rendering, 3))
    assert isinstance(rendering, Iterator)
    rendering.close()  # type: ignore[attr-defined]
    for outcome in [*first, *render(jobs[:5], cache=cache, speak=speak, executor=workers)]:
        assert_spoken(outcome)
    assert len(calls(tmp_path)) < len(jobs)


def test_leaving_early_waits_for_no_hanging_job(tmp_path: Path, cache: Cache) -> None:
    jobs = jobs_of(tmp_path, "Oh.", *["hang on", "hang in there"], *GOOD)
    begin = time.monotonic()
    rendering = render(jobs, cache=cache, speak=speak, executor="processes:2")
    assert_spoken(next(rendering))
    rendering.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begin < 20


def test_jobs_are_read_as_they_are_needed(tmp_path: Path, cache: Cache) -> None:
    read = 0

    def endless() -> Iterator[Job]:
        nonlocal read
        while True:
            read += 1
            yield from jobs_of(tmp_path, f"Line {read}.")

    with Workers("processes:1") as workers:
        rendering = render(endless(), cache=cache, speak=speak, executor=workers)
        for number, outcome in enumerate(islice(rendering, 20), start=1):
            assert outcome.job.text == f"Line {number}."
            assert read <= number + 2 * workers.ahead


def test_memory_does_not_grow_with_the_number_of_jobs(tmp_path: Path, cache: Cache) -> None:
    texts = [f"Line {number}." for number in range(20)]
    clips = {job.key: cache.put(job.key, spoken(job.text)) for job in jobs_of(tmp_path, *texts)}
    sample = jobs_of(tmp_path, *texts)

    def peak(count: int) -> int:
        tracemalloc.start()
        jobs = (sample[number % len(sample)] for number in range(count))
        done = 0
        for outcome in render(jobs, cache=cache, speak=speak, executor="inline"):
            done += outcome.clip == clips[outcome.job.key]
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert done == count
        return highest

    peak(10)
    assert peak(3_000) < 1.2 * peak(600)


def test_clips_do_not_stay_in_memory(tmp_path: Path, cache: Cache, workers: Workers) -> None:
    jobs = jobs_of(tmp_path, *(f"Line {number}." for number in range(150)))
    gc.collect()
    gc.disable()  # which would hide cycles for a while
    try:
        for outcome in render(jobs, cache=cache, speak=speak, executor=workers):
            assert_spoken(outcome)
        kept = sum(isinstance(thing, Future) for thing in gc.get_objects())
    finally:
        gc.enable()
    assert kept < 10


def test_an_error_of_the_jobs_own_making_passes_through(tmp_path: Path, cache: Cache) -> None:
    def broken() -> Iterator[Job]:
        yield from jobs_of(tmp_path, "Oh.")
        raise LookupError("no more story")

    with pytest.raises(LookupError, match="no more story"):
        list(render(broken(), cache=cache, speak=speak, executor="inline"))


def test_what_cannot_be_sent_to_a_worker_is_refused_at_once(cache: Cache) -> None:
    def local(text: str, voice: Voice) -> Audio:
        return spoken(text)

    with pytest.raises(AttributeError, match="local"):
        render([], cache=cache, speak=local, executor="processes:1")


def test_an_unknown_executor_is_refused_at_once(cache: Cache) -> None:
    with pytest.raises(RenderError, match="processes:N"):
        render([], cache=cache, speak=speak, executor="cloud")


def test_a_worker_that_is_killed_while_it_starts_is_replaced(tmp_path: Path, cache: Cache) -> None:
    """As the system does when memory is short."""
    before = set(multiprocessing.active_children())

    def kill_the_first() -> None:
        while not (new := set(multiprocessing.active_children()) - before):
            time.sleep(0.001)
        new.pop().kill()

    killer = threading.Thread(target=kill_the_first)
    killer.start()
    outcomes = list(
        render(jobs_of(tmp_path, *GOOD), cache=cache, speak=speak, executor="processes:1")
    )
    killer.join()
    for outcome in outcomes:
        assert_spoken(outcome)


@pytest.mark.skipif(os.name == "nt", reason="there is no /bin/false on Windows")
def test_workers_that_do_not_start_end_the_rendering(tmp_path: Path, cache: Cache) -> None:
    usual = multiprocessing.spawn.get_executable()
    multiprocessing.spawn.set_executable("/bin/false")
    try:
        with pytest.raises(RenderError, match=r"No worker process can be started .*`inline`"):
            list(render(jobs_of(tmp_path, *GOOD), cache=cache, speak=speak, executor="processes:2"))
    finally:
        multiprocessing.spawn.set_executable(usual)


@pytest.mark.parametrize("executor", ["inline", "processes:1"])
def test_a_cache_that_cannot_be_written_ends_the_rendering(
    tmp_path: Path, cache: Cache, executor: str
) -> None:
    (cache.root / "partial").write_text("in the way")
    with pytest.raises(RenderError, match=r"cannot be written: .* FULLCAST_CACHE"):
        list(render(jobs_of(tmp_path, *GOOD), cache=cache, speak=speak, executor=executor))
