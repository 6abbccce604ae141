"""Where jobs are spoken: in this process, in processes of their own, or on a cluster."""

from __future__ import annotations

import copy
import importlib.util
import os
import pickle
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from types import TracebackType
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from fullcast.errors import Interrupted, RenderError
from fullcast.model import Clip, Job
from fullcast.rendering.cache import Cache
from fullcast.rendering.processes import ProcessExecutor, Watch, unwatched
from fullcast.rendering.worker import Speak, perform_and_keep, quiet_stdout
from fullcast.rendering.worker_process import START_LIMIT

if TYPE_CHECKING:
    from fullcast.rendering.cluster import Cluster

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")

KNOWN_FORMS = "inline, processes, processes:N (N workers), dask://HOST:PORT (a cluster)"

_DASK = re.compile(r"dask://((?:\[[0-9A-Fa-f:.]+\]|[^\s/:@\[\]]+):[0-9]{1,5})")

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

    def __init__(self, watch: Watch = unwatched) -> None:
        """`watch` is told what each call took."""
        self._watch = watch

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A finished future."""
        future: Future[T] = Future()
        with quiet_stdout():
            try:
                begin = time.perf_counter()
                result = fn(*args, **kwargs)
                self._watch(fn, args, result, time.perf_counter() - begin)
            except Exception as error:  # noqa: BLE001 - a future holds any error for its reader
                future.set_exception(error)
            else:
                future.set_result(result)
        return future


class Workers:
    """Those who speak: `with Workers("processes:4") as workers: render(…, executor=workers)`.

    Processes take seconds to start and to load an engine, so let all renderings of a run share
    one `Workers`. They start, and a cluster is connected to, when they are needed.
    """

    def __init__(
        self,
        executor: str = "processes",
        *,
        limit: Callable[[Job], float] = time_limit,
        version: Callable[[str], str] | None = None,
        watch: Watch = unwatched,
        waits: Callable[[str], bool] = lambda engine: False,
    ) -> None:
        """`executor` is one of `KNOWN_FORMS`; `limit` gives the seconds a job may take.

        `watch` is told, in any thread, what each call took that was run on this machine.

        `version` gives the version of an engine where it is called, and is a function of a
        module: the machines of a cluster are held against this one by it, which needs it.

        `waits` tells whether an engine leaves its process idle while it speaks. As many processes
        as there are processors would leave some of them idle then, so "processes" is one more.

        Raises:
            RenderError: there is no such executor, or a package that it needs is missing.
        """
        found = _DASK.fullmatch(executor)
        self._limit = limit
        self._far = _far_workers(found[1], limit, version) if found else None
        count = _processors() if self._far else _workers(executor)
        self._turn = 0
        self._waits = waits if executor == "processes" else lambda engine: False
        self.watch = watch
        self.count = max(1, count)
        """How many calls are run at once on this machine."""
        self._near: InlineExecutor | ProcessExecutor = (
            ProcessExecutor(count, lambda *arguments: limit(arguments[-1]), watch)
            if count
            else InlineExecutor(watch)
        )

    def behind(self, turn: int, watch: Watch) -> Workers:
        """The same workers for one of several stories, with a watch of its own.

        What they are asked for here is begun after what waits with a lower `turn`. It is the whole
        that is entered and left, no such part of it.
        """
        part = copy.copy(self)
        part._turn, part.watch = turn, watch
        return part

    @property
    def is_inline(self) -> bool:
        """Whether each call is run at once, in the thread that asks for it."""
        return isinstance(self._near, InlineExecutor)

    @property
    def is_far(self) -> bool:
        """Whether others than this machine speak."""
        return self._far is not None

    @property
    def ahead(self) -> int:
        """How many jobs may be given to the executor at once."""
        if self._far:
            return AHEAD * self._far.workers
        return AHEAD * self.count if isinstance(self._near, ProcessExecutor) else 1

    @property
    def idle(self) -> bool:
        """Whether there are processes on this machine and nothing waits for them."""
        return isinstance(self._near, ProcessExecutor) and self._near.idle

    def check(self, speak: Speak) -> None:
        """Raise pickle's error if `speak` cannot be sent to where it would run."""
        if self._far or isinstance(self._near, ProcessExecutor):
            pickle.dumps(speak)

    def submit(self, speak: Speak, job: Job, cache: Cache) -> Future[Clip] | Future[bytes]:
        """Have a job spoken, to get its clip, or from a cluster the clip's file.

        Raises:
            RenderError: the cluster that is to speak it is not there, or of no use.
        """
        if self._far:
            return self._far.submit(speak, job, self._turn)
        if isinstance(self._near, ProcessExecutor):
            limit = self._limit(job)
            return self._near.begin(
                perform_and_keep, speak, cache, job,
                limit=limit, turn=self._turn, watch=self.watch, spare=self._waits(job.voice.engine),
            )  # fmt: skip
        return self._near.submit(perform_and_keep, speak, cache, job)

    def submit_urgent(self, function: Callable[[T], U], argument: T, limit: float) -> Future[U]:
        """Run a call of this program's own before all jobs that wait; it has `limit` seconds.

        It is run on this machine, where the cache is, and on no cluster.
        """
        if isinstance(self._near, ProcessExecutor):
            return self._near.begin(
                function, argument, limit=limit, urgent=True, turn=self._turn, watch=self.watch
            )
        return self._near.submit(function, argument)

    def warm(self, function: Callable[[T], object], argument: T, *, every: bool = False) -> None:
        """Have a process start, if there is none, and call a function that gets it ready.

        So that it is ready when what it is to do is known. The others start when they are needed,
        but for `every`, where there will be much to do.
        """
        if isinstance(self._near, ProcessExecutor) and not self._near.begun:
            for _ in range(self.count if every else 1):
                self._near.begin(function, argument, limit=START_LIMIT, urgent=True)

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all workers. A job that is still being spoken is one that nobody waits for.

        Only after a first request to stop its clip is waited for, so that it need not be spoken
        again.
        """
        try:
            orderly = isinstance(error, Interrupted) and not error.at_once
            if orderly and isinstance(self._near, ProcessExecutor):
                self._near.finish()
        finally:
            if isinstance(self._near, ProcessExecutor):
                self._near.stop()
            if self._far:
                self._far.stop()


class _FarWorkers:
    """A cluster that is connected to when there is something to speak."""

    def __init__(self, connect: Callable[[], Cluster]) -> None:
        self._connect = connect
        self._cluster: Cluster | None = None
        self._failure: RenderError | None = None
        self._connecting = threading.Lock()

    @property
    def workers(self) -> int:
        """How many jobs can be spoken at once, as far as is known."""
        return max(1, self._cluster.threads) if self._cluster else 1

    def submit(self, speak: Speak, job: Job, turn: int) -> Future[bytes]:
        """Have a job spoken. What does not answer once is not asked again."""
        with self._connecting:  # several stories may be the first
            if self._failure is not None:
                raise self._failure
            if self._cluster is None:
                try:
                    self._cluster = self._connect()
                except RenderError as error:
                    self._failure = error
                    raise
        return self._cluster.submit(speak, job, turn)

    def stop(self) -> None:
        """Leave the cluster."""
        if self._cluster is not None:
            self._cluster.stop()


def _far_workers(
    address: str, limit: Callable[[Job], float], version: Callable[[str], str] | None
) -> _FarWorkers:
    if version is None:
        raise ValueError("a cluster's engines cannot be held against ours without `version`")
    if importlib.util.find_spec("distributed") is None:
        raise RenderError(
            "Speaking on a cluster takes the package distributed, which is not installed: run "
            '`pip install "fullcast[cluster]"`.'
        )

    def connect() -> Cluster:
        from fullcast.rendering.cluster import Cluster

        return Cluster(address, version, limit)

    return _FarWorkers(connect)


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
