"""A call in another process gives what it would give here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from fullcast.errors import RenderError, StoryError
from fullcast.rendering import apart, worker_process


def pid_and(argument: str) -> tuple[int, str]:
    return os.getpid(), argument


def fail(argument: str) -> None:
    raise StoryError(f"{argument} cannot be read")


def die(_argument: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_it_is_called_in_another_process() -> None:
    pid, given = apart(pid_and, "lamp")
    assert given == "lamp"
    assert pid != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_its_errors_come_through() -> None:
    with pytest.raises(StoryError, match=r"^lamp\.txt cannot be read$"):
        apart(fail, "lamp.txt")


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_its_death_is_told() -> None:
    with pytest.raises(RenderError, match=r"could not be read to its end: .*SIGKILL"):
        apart(die, "")


def test_where_no_process_starts_it_is_called_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise worker_process.WorkerStartError("too many")

    monkeypatch.setattr(worker_process.WorkerProcess, "__init__", refuse)
    assert apart(pid_and, "lamp") == (os.getpid(), "lamp")


ENDS = """
import threading, time
from fullcast.rendering import apart
if __name__ == "__main__":
    threading.Thread(target=apart, args=(time.sleep, 60), daemon=True).start()
    time.sleep(1)
"""


def test_a_program_that_ends_does_not_wait_for_it() -> None:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", ENDS], check=True, timeout=50)
    assert time.perf_counter() - begin < 40
