from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from rendering_speakers import get_ready

from fullcast.errors import RenderError
from fullcast.model import Voice
from fullcast.rendering import Workers, job_for
from fullcast.rendering.executors import InlineExecutor, time_limit


def test_inline_runs_at_once_and_quietly(capfd: pytest.CaptureFixture[str]) -> None:
    executor = InlineExecutor()
    assert executor.submit(os.getpid).result() == os.getpid()
    executor.submit(print, "chatter")
    executor.submit(os.write, 1, b"chatter")
    assert isinstance(executor.submit(divmod, 1, 0).exception(), ZeroDivisionError)
    print("result")  # noqa: T201
    assert capfd.readouterr() == ("result\n", "")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "process",
        "processes:",
        "processes:0",
        "processes:-1",
        "processes:x",
        "threads",
        "Inline",
        "dask",
        "dask://",
        "dask://host",
        "dask://host:port",
        "dask://host:1/x",
        "dask://a b:1",
        "tcp://host:1",
    ],
)
def test_an_unknown_executor_is_named_with_the_known_ones(name: str) -> None:
    with pytest.raises(RenderError) as caught:
        Workers(name)
    assert repr(name) in str(caught.value)
    assert "inline, processes, processes:N" in str(caught.value)
    assert "dask://HOST:PORT" in str(caught.value)


def test_known_executors() -> None:
    assert Workers("inline").ahead == 1
    assert Workers("processes:3").ahead == 3 * Workers("processes:1").ahead
    assert Workers().ahead >= Workers("processes:1").ahead


def test_a_cluster_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(RenderError, match=r'pip install "fullcast\[cluster\]"'):
        Workers("dask://127.0.0.1:8786", version=str)


def test_a_cluster_needs_to_be_compared() -> None:
    with pytest.raises(ValueError, match="version"):
        Workers("dask://127.0.0.1:8786")


def test_long_and_slow_texts_may_take_longer() -> None:
    short = time_limit(job_for("Oh.", Voice("tone", "high"), "1"))
    long = time_limit(job_for("Oh. " * 400, Voice("tone", "high"), "1"))
    slow = time_limit(job_for("Oh. " * 400, Voice("tone", "high", rate=0.5), "1"))
    assert 120 < short < 130 < long < slow
    assert long > 10 * 1600 / 15 * 0.75


@pytest.mark.parametrize(("every", "number"), [(False, 1), (True, 3)])
def test_processes_get_ready_ahead_of_work(every: bool, number: int, tmp_path: Path) -> None:
    with Workers("processes:3") as workers:
        workers.warm(get_ready, tmp_path, every=every)
        workers.warm(get_ready, tmp_path, every=True)  # does nothing more
        until = time.monotonic() + 60
        while not workers.idle:
            assert time.monotonic() < until
            time.sleep(0.01)
    assert len(list(tmp_path.iterdir())) == number
