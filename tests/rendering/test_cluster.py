"""Rendering on a real scheduler, with workers in processes of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from dask_cluster import DaskCluster, free_port, until
from rendering_speakers import calls, speak, spoken, version

import fullcast
from fullcast.errors import ClusterError
from fullcast.model import Job, Voice
from fullcast.rendering import Cache, Outcome, Workers, clipfile, job_for, render

pytest.importorskip("distributed", reason="workers on other machines come with an extra")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler and a worker with two threads, for all tests that leave them as they are."""
    started = DaskCluster(tmp_path_factory.mktemp("cluster"))
    started.worker(2)
    yield started
    started.close()


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[DaskCluster]:
    """A scheduler of one test's own, without workers."""
    started = DaskCluster(tmp_path)
    yield started
    started.close()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def far(cluster: DaskCluster) -> Workers:
    """The cluster's workers, where jobs that hang may take a second, and others a minute."""

    def limit(job: Job) -> float:
        return 1.0 if job.text.startswith("hang") else 60.0

    return Workers(cluster.name, limit=limit, version=version)


def jobs_of(folder: Path, *texts: str, engine: str = "tone") -> list[Job]:
    """Jobs whose calls leave their notes in a folder."""
    return [job_for(text, Voice(engine, str(folder)), "1") for text in texts]


def files(outcomes: list[Outcome]) -> list[bytes]:
    """The clips, all of which were spoken, as they are kept."""
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    return [outcome.clip.path.read_bytes() for outcome in outcomes if outcome.clip]


def refusal(workers: Workers, jobs: list[Job], cache: Cache) -> str:
    """Why nothing is rendered."""
    with workers, pytest.raises(ClusterError) as caught:
        list(render(jobs, cache=cache, speak=speak, executor=workers))
    return str(caught.value)


def test_clips_are_those_of_this_machine(
    cluster: DaskCluster, tmp_path: Path, cache: Cache
) -> None:
    jobs = jobs_of(tmp_path, "slow words", "Oh.", "print it", *(f"Line {n}." for n in range(30)))
    with far(cluster) as workers:
        assert workers.ahead >= 1
        outcomes = list(render(jobs, cache=cache, speak=speak, executor=workers))
        assert workers.ahead == 2 * Workers("processes:1").ahead
    assert [outcome.job for outcome in outcomes] == jobs
    assert files(outcomes) == [clipfile.encode(spoken(job.text), job.key) for job in jobs]
    by = set(calls(tmp_path))
    assert 1 <= len(by) <= 2
    assert os.getpid() not in by


def test_the_first_of_several_stories_is_spoken_first(
    fragile: DaskCluster, tmp_path: Path, cache: Cache
) -> None:
    fragile.worker(1)
    with far(fragile) as workers:
        first, second = workers.behind(0, workers.watch), workers.behind(1, workers.watch)
        late = jobs_of(tmp_path, *(f"slow late {n}" for n in range(12)))
        early = jobs_of(tmp_path, *(f"slow early {n}" for n in range(4)))
        spoken_late = [second.submit(speak, job, cache) for job in late]
        spoken_early = [first.submit(speak, job, cache) for job in early]
        for future in (*spoken_early, *spoken_late):
            assert future.result(60)
    order = [note.split()[2] for note in (tmp_path / "calls").read_text().splitlines()]
    assert (order.count("late"), order.count("early")) == (12, 4)
    # Those that a worker had already when the others came go before them.
    last = max(at for at, which in enumerate(order) if which == "early")
    assert order[last:].count("late") >= 6


def test_what_is_kept_needs_no_cluster(tmp_path: Path, cache: Cache) -> None:
    jobs = jobs_of(tmp_path, "One.", "Two.")
    near = list(render(jobs, cache=cache, speak=speak, executor="inline"))
    with Workers(f"dask://127.0.0.1:{free_port()}", version=version) as nobody:
        again = list(render(jobs, cache=cache, speak=speak, executor=nobody))
    assert files(again) == files(near)
    assert all(outcome.reused for outcome in again)


def test_what_fails_is_named_with_its_worker_and_the_rest_is_spoken(
    cluster: DaskCluster, tmp_path: Path, cache: Cache
) -> None:
    bad = ["hang now", "refuse it", "exit now", "voiceless"]
    good = [*(f"Line {n}." for n in range(5)), "once:unpicklable", "once:refuse words"]
    with far(cluster) as workers:
        jobs = jobs_of(tmp_path, *bad, *good)
        outcomes = list(render(jobs, cache=cache, speak=speak, executor=workers))
    errors = [outcome.error or "" for outcome in outcomes[: len(bad)]]
    for text, error in zip(bad, errors, strict=True):
        assert error.startswith(f"“{text}” (tone, voice ")
        assert error.endswith(f"on the worker {worker_of(error)} on {socket.gethostname()} "
                              "(tried 3 times).")  # fmt: skip
        if text != "hang now":  # whose time may be up before it is called
            assert len(calls(tmp_path, text)) == 3
    reasons = [error.partition("was not spoken: ")[2].partition(", on the")[0] for error in errors]
    assert reasons == [
        "it took longer than 1 s",
        "the engine is out of breath",
        "its worker process exited with code 3",
        "there is no such voice",
    ]
    texts = [job.text for job in jobs[len(bad) :]]
    assert files(outcomes[len(bad) :]) == [
        clipfile.encode(spoken(text), job.key)
        for text, job in zip(texts, jobs[len(bad) :], strict=True)
    ]


def worker_of(error: str) -> str:
    """The address of the worker that an error names."""
    address = error.partition("on the worker ")[2].partition(" ")[0]
    assert address.startswith("tcp://127.0.0.1:")
    return address


def test_another_version_of_an_engine_is_an_error(
    cluster: DaskCluster, tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGINE_VERSION", "7.1")
    told = refusal(far(cluster), jobs_of(tmp_path, "Who speaks?"), cache)
    assert told.startswith(f"The worker {worker_of('on t' + told[1:])} on {socket.gethostname()} ")
    assert 'has the engine "tone" 1, and this machine 7.1' in told
    told = refusal(far(cluster), jobs_of(tmp_path, "Who speaks?", engine="rare"), cache)
    assert f"On the worker {worker_of(told.replace('On', 'on', 1))}" in told
    assert 'the engine "rare" does not work (there is no such engine)' in told
    assert "7.1 on this machine" in told
    assert calls(tmp_path) == []


@pytest.mark.parametrize("module", ["cluster_members", "cluster"])
def test_another_version_of_fullcast_is_an_error(
    module: str,
    cluster: DaskCluster,
    tmp_path: Path,
    cache: Cache,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is found out at once, and of workers that join later with their first job."""
    with far(cluster) as workers:
        if module == "cluster":
            list(render(jobs_of(tmp_path, "First."), cache=cache, speak=speak, executor=workers))
        monkeypatch.setattr(f"fullcast.rendering.{module}.__version__", "99.1")
        told = refusal(workers, jobs_of(tmp_path, "Who speaks?"), cache)
    assert f"has Fullcast {fullcast.__version__}, and this machine 99.1" in told
    assert "The worker tcp://127.0.0.1:" in told


def test_a_rendering_that_is_given_up_keeps_nobody_waiting(
    cluster: DaskCluster, tmp_path: Path, cache: Cache
) -> None:
    with far(cluster) as workers:
        jobs = jobs_of(tmp_path, *(f"slow line {n}" for n in range(200)))
        rendering = render(jobs, cache=cache, speak=speak, executor=workers)
        assert len(list(islice(rendering, 3))) == 3
        rendering.close()  # type: ignore[attr-defined]
        begun = len(calls(tmp_path))
        last = list(render(jobs_of(tmp_path, "Last."), cache=cache, speak=speak, executor=workers))
    assert files(last)
    assert len(calls(tmp_path)) - begun < 20


def test_nobody_answers(tmp_path: Path, cache: Cache) -> None:
    address = f"dask://127.0.0.1:{free_port()}"
    start = time.monotonic()
    told = refusal(Workers(address, version=version), jobs_of(tmp_path, "Hello?"), cache)
    assert f"No scheduler answers at {address}" in told
    assert "`dask scheduler`" in told
    assert time.monotonic() - start < 10


def test_somebody_else_answers(tmp_path: Path, cache: Cache) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            with server.accept()[0] as line:
                line.sendall(b"220 mail.example ESMTP ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        address = f"dask://127.0.0.1:{server.getsockname()[1]}"
        workers = Workers(address, version=version)
        told = refusal(workers, jobs_of(tmp_path, "Hello?"), cache)
        thread.join()
        assert f"No scheduler answers at {address}" in told
        assert refusal(workers, jobs_of(tmp_path, "Hello again?"), cache) == told


@pytest.mark.skipif(sys.platform == "win32", reason="kills processes as Unix does")
def test_workers_and_schedulers_may_die(
    fragile: DaskCluster, tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = jobs_of(tmp_path, *(f"slow line {n}" for n in range(30)))
    monkeypatch.setattr("fullcast.rendering.cluster_members.CONNECT_LIMIT", 1.0)
    told = refusal(far(fragile), jobs, cache)
    assert f"The scheduler at {fragile.name} has no workers" in told
    assert f"`dask worker {fragile.address}`" in told

    monkeypatch.undo()
    nanny = fragile.worker(1)
    until(lambda: "Registered to" in fragile.log())
    with far(fragile) as workers:
        rendering = render(jobs, cache=cache, speak=speak, executor=workers)
        first = list(islice(rendering, 5))
        fragile.worker(1)
        os.kill(child_of(nanny.pid), signal.SIGKILL)
        outcomes = first + list(rendering)
        assert len(files(outcomes)) == 30
        assert 30 <= len(calls(tmp_path)) <= 30 + 2

        later = jobs_of(tmp_path, *(f"slow line {n}" for n in range(100, 130)))
        rendering = render(later, cache=cache, speak=speak, executor=workers)
        first = list(islice(rendering, 5))
        fragile.scheduler.kill()
        killed = time.monotonic()
        with pytest.raises(ClusterError) as caught:
            list(rendering)
        assert f"The connection to the scheduler at {fragile.name} was lost" in str(caught.value)
        assert "the same command goes on" in str(caught.value)
        assert refusal(workers, later, cache) == str(caught.value)
    assert time.monotonic() - killed < 10
    again = list(render(later, cache=cache, speak=speak, executor="inline"))
    assert len(files(again)) == 30
    assert sum(outcome.reused for outcome in again) >= 5


def _field(stat: Path, name: str) -> str:
    """What the kernel tells of a process; nothing if it has just ended."""
    try:
        return stat.with_name(name).read_text(errors="replace")
    except OSError:
        return ""


def child_of(parent: int) -> int:
    """The process that works for a worker's nanny."""
    (child,) = (
        int(stat.parent.name)
        for stat in Path("/proc").glob("[0-9]*/stat")
        if _field(stat, "stat").rpartition(")")[2].split()[1:2] == [str(parent)]
        and "spawn_main" in _field(stat, "cmdline")
    )
    return child


def test_a_folder_of_stories_is_the_same_as_on_this_machine(
    cluster: DaskCluster, tmp_path: Path
) -> None:
    stories = tmp_path / "stories"
    stories.mkdir()
    for title in ("Mill", "Ferry"):
        text = f'The {title}\n\nby Ada Quill\n\nMara knocked twice.\n\n"Who is it?" said Pim.\n'
        (stories / f"{title}.txt").write_text(text)
    made = []
    for executor in (cluster.name, "inline"):
        room = tmp_path / executor.partition(":")[0]
        command = ("make", str(stories), "--engine", "tone", "--executor", executor)
        done = subprocess.run(
            [sys.executable, "-m", "fullcast", *command, "--output", str(room / "output")],
            cwd=tmp_path,
            env={**os.environ, "FULLCAST_CACHE": str(room / "cache")},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        assert "Warning" not in done.stderr
        files = [*(room / "output").rglob("*"), *(room / "cache").rglob("*.wav")]
        made.append({path.relative_to(room): path.read_bytes() for path in files if path.is_file()})
    assert {path.suffix for path in made[0]} >= {".mp3", ".wav"}
    assert made[0] == made[1]


def test_without_its_cluster_a_run_begins_no_other_story(tmp_path: Path) -> None:
    for title in ("Mill", "Ferry"):
        (tmp_path / f"{title}.txt").write_text(f"The {title}\n\nby Ada Quill\n\nMara knocked.\n")
    address = f"dask://127.0.0.1:{free_port()}"
    done = subprocess.run(
        [sys.executable, "-m", "fullcast", "make", ".", "--engine", "tone", "--executor", address],
        cwd=tmp_path,
        env={**os.environ, "FULLCAST_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    begun, error = done.stderr.splitlines()
    assert begun.startswith("The Ferry: ")
    assert error.startswith(f"Error: No scheduler answers at {address}.")
