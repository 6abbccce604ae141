"""Where jobs are spoken: in this process, or in processes of their own.

The rendering knows nothing but `concurrent.futures.Executor`, so that a cluster's executor can
take the place of these.
"""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import ParamSpec, TypeVar

from fullcast.errors import RenderError
from fullcast.model import Job
from fullcast.rendering.processes import ProcessExecutor
from fullcast.rendering.worker import Speak, perform, quiet_stdout

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

KNOWN_FORMS = "inline, processes, processes:N (N workers)"

AHEAD = 128
"""Jobs a worker process may have waiting: seconds of work even for the fastest engine, so that
workers go on while the caller is busy with what it got. Waiting jobs cost but their texts."""


def time_limit(job: Job) -> float:
    """Seconds after which a job is taken to hang.

    Two minutes to load an engine, or to fetch a voice, and then eight times as long as an average
    reader would take for the text: the slowest engines speak about as fast as a reader does.
    """
    return 120.0 + 0.53 * len(job.text) / job.voice.rate


class InlineExecutor(Executor):
    """Runs each call at once, in the caller's thread. It can interrupt none."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A finished future."""
        future: Future[T] = Future()
        with quiet_stdout():
            try:
                result = fn(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - a future holds any error for its reader
                future.set_exception(error)
            else:
                future.set_result(result)
        return future


class Workers:
    """Those who speak: `with Workers("processes:4") as workers: render(…, executor=workers)`.

    Processes take seconds to start and to load an engine, so let all renderings of a run share
    one `Workers`. They start when they are needed.
    """

    def __init__(
        self, executor: str = "processes", *, limit: Callable[[Job], float] = time_limit
    ) -> None:
        """`executor` is one of `KNOWN_FORMS`; `limit` gives the seconds a job may take.

        Raises:
            RenderError: there is no such executor.
        """
        count = _workers(executor)
        self.count = max(1, count)
        """How many calls are run at once."""
        self.ahead = AHEAD * count if count else 1
        """How many jobs may be given to the executor at once."""
        self._executor: InlineExecutor | ProcessExecutor = (
            ProcessExecutor(count, lambda _speak, job: limit(job)) if count else InlineExecutor()
        )

    def check(self, speak: Speak) -> None:
        """Raise pickle's error if `speak` cannot be sent to where it would run."""
        if isinstance(self._executor, ProcessExecutor):
            pickle.dumps(speak)

    def submit(self, speak: Speak, job: Job) -> Future[bytes]:
        """Have a job spoken, to get its clip's file."""
        return self._executor.submit(perform, speak, job)

    def submit_urgent(self, function: Callable[[T], U], argument: T, limit: float) -> Future[U]:
        """Run a call of this program's own before all jobs that wait; it has `limit` seconds."""
        if isinstance(self._executor, ProcessExecutor):
            return self._executor.submit_urgent(limit, function, argument)
        return self._executor.submit(function, argument)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all workers. A job that is still being spoken is one that nobody waits for."""
        if isinstance(self._executor, ProcessExecutor):
            self._executor.stop()


def _workers(executor: str) -> int:
    """The number of worker processes that an executor's name asks for; 0 is inline."""
    if executor == "inline":
        return 0
    if executor == "processes":
        return _processors()
    if (found := re.fullmatch(r"processes:([1-9]\d{0,3})", executor)) is not None:
        return int(found[1])
    raise RenderError(f"There is no executor {executor!r}; the known ones are {KNOWN_FORMS}.")


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
