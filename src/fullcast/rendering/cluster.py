"""Speaking on a cluster: dask.distributed hands the jobs to whoever has joined it.

`Client.get_executor` would be an executor for the price of one line. But its futures, when the
scheduler has gone, are cancelled like those that nobody wants any more; it waits for an answer
for each future that is cancelled; it does not say who failed, so that the next try could go to
somebody else; and the scheduler would have to have Fullcast installed.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import pickle
import uuid
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, TypeVar

from distributed.scheduler import KilledWorker

from fullcast import __version__
from fullcast.errors import ClusterError
from fullcast.model import Job
from fullcast.rendering import parcels
from fullcast.rendering.clipfile import DamagedClipError
from fullcast.rendering.cluster_members import checked, compare_programs, connected
from fullcast.rendering.cluster_worker import (
    Answer,
    Order,
    Sealed,
    Version,
    answer,
    here,
)
from fullcast.rendering.worker import NotSpokenError, Speak
from fullcast.rendering.worker_process import WorkerDiedError, WorkerStartError

DESERTED_LIMIT = 60.0
"""Seconds that a cluster may be without any worker: those that died are started again in a few."""

WATCH_INTERVAL = 1.0
"""Seconds between two looks at who is there."""

SILENCE_LIMIT = 30.0
"""Seconds in which the scheduler has to say who is there."""

LEAVE_LIMIT = 2.0
"""Seconds that may be spent on saying goodbye."""

T = TypeVar("T")


class Cluster:
    """The workers of a scheduler, wherever they are."""

    def __init__(self, address: str, version: Version, limit: Callable[[Job], float]) -> None:
        """Connect to the scheduler at `host:port`.

        Raises:
            ClusterError: it does not answer, has no workers, or it or one of them has other
                software than this machine.
        """
        self._address = address
        self._version = functools.cache(version)
        self._order = functools.partial(Order, version=version)
        self._limit = limit
        self._failed: dict[str, set[str]] = {}
        """The workers on which each job has failed."""
        self._following: dict[Future[bytes], Future[None]] = {}
        self._gone: ClusterError | None = None
        # All futures get their outcome in one thread: none gets two, and the line to the scheduler
        # does not wait until a clip is kept.
        self._settler = ThreadPoolExecutor(1, "fullcast-cluster")
        self._client = connected(address)
        self._loop: asyncio.AbstractEventLoop = self._client.loop.asyncio_loop
        try:
            self._threads: Mapping[str, int] = self._run(checked(self._client, address)).result()
            """How many each worker has."""
        except BaseException:
            self.stop()
            raise
        self._run(self._watch())

    @property
    def threads(self) -> int:
        """How many jobs can be spoken at once."""
        return sum(self._threads.values())

    def submit(self, speak: Speak, job: Job, turn: int = 0) -> Future[bytes]:
        """Have a job spoken, to get its clip's file; another try goes to another worker.

        Jobs of a lower `turn` are spoken first.

        The future's exception is a ClusterError if the cluster is of no more use, WorkerDiedError
        if the job's workers died one after the other, NotSpokenError if it was not spoken.
        """
        future: Future[bytes] = Future()
        if self._gone is not None:
            future.set_exception(self._gone)
            return future
        order = self._order(
            speak=speak, job=job, expected=self._version(job.voice.engine), limit=self._limit(job)
        )
        call = Sealed(answer, __version__, pickle.dumps(order))
        remote = self._client.submit(
            pickle.loads,
            pickle.dumps(call),
            key=f"fullcast-{uuid.uuid4()}",
            priority=-turn,
            **self._elsewhere(job),
        )
        self._following[future] = self._run(self._follow(remote, job, future))
        future.add_done_callback(self._let_go)
        return future

    def stop(self) -> None:
        """Leave the cluster. What it still speaks for us is given up."""
        for future in list(self._following):
            future.cancel()
        with contextlib.suppress(TimeoutError, OSError):
            self._client.close(timeout=LEAVE_LIMIT)
        self._settler.shutdown()

    def _elsewhere(self, job: Job) -> dict[str, object]:
        """Where a job is to go that has failed: to others, as long as there are any."""
        failed = self._failed.get(job.key, set())
        others = sorted(self._threads.keys() - failed)
        return {"workers": others, "allow_other_workers": True} if failed and others else {}

    def _let_go(self, future: Future[bytes]) -> None:
        following = self._following.pop(future, None)
        if following is not None and future.cancelled():
            following.cancel()

    async def _follow(self, remote: Any, job: Job, future: Future[bytes]) -> None:
        """Let a future have what becomes of a task of the cluster."""
        try:
            given = await remote
        except asyncio.CancelledError:  # nobody waits for it any more
            remote.release()
            raise
        except CancelledError:
            self._lost()
        except KilledWorker:
            died = WorkerDiedError("the workers that were to speak it died one after the other")
            self._settle(future, died)
        except Exception as error:  # noqa: BLE001 - a future holds any error for its reader
            self._settle(future, await self._explained(error))
        else:
            self._settler.submit(self._open, given, job, future)

    def _open(self, given: Answer, job: Job, future: Future[bytes]) -> None:
        """Let a future have what a worker has answered."""
        outcome = _opened(given)
        if isinstance(outcome, Exception):
            self._failed.setdefault(job.key, set()).add(given.address)
        else:
            self._failed.pop(job.key, None)
        _set(future, outcome)

    def _settle(self, future: Future[bytes], error: Exception) -> None:
        self._settler.submit(_set, future, error)

    async def _explained(self, error: Exception) -> Exception:
        """An error of the cluster's own, which befell a task."""
        if isinstance(error, OSError):
            return self._lost()
        if isinstance(error, ImportError):
            try:
                await compare_programs(self._client)
            except ClusterError as explanation:
                return explanation
        return error

    async def _watch(self) -> None:
        """Keep an eye on who is there, as long as there is a scheduler to say it."""
        seen = self._loop.time()
        while self._gone is None:
            await asyncio.sleep(WATCH_INTERVAL)
            try:
                who = self._client.scheduler.ncores()
                self._threads = await asyncio.wait_for(who, SILENCE_LIMIT)
            except (OSError, TimeoutError):
                self._lost()
                return
            if self._threads:
                seen = self._loop.time()
            elif self._loop.time() - seen > DESERTED_LIMIT:
                self._give_up(
                    f"The scheduler at dask://{self._address} has had no workers for "
                    f"{DESERTED_LIMIT:.0f} s"
                )

    def _lost(self) -> ClusterError:
        return self._give_up(f"The connection to the scheduler at dask://{self._address} was lost")

    def _give_up(self, why: str) -> ClusterError:
        """End all that is not spoken yet, and whatever is to be spoken later.

        `why` begins the sentence.
        """
        if self._gone is None:
            self._gone = ClusterError(
                f"{why}. What has been spoken is kept: as soon as a scheduler runs there again and "
                "has workers, the same command goes on from there."
            )
            for future in list(self._following):
                self._settle(future, self._gone)
        return self._gone

    def _run(self, steps: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(steps, self._loop)


def _opened(given: Answer) -> bytes | Exception:
    """The clip's file in an answer, or why there is none."""
    if given.error is not None:
        return _located(given.error, here(given.address, given.host))
    try:
        return parcels.unpack(given.parcel)
    except DamagedClipError as error:
        return error


def _located(error: Exception, where: str) -> Exception:
    """An error with the worker on which it arose.

    What a voice or an engine lacks on one machine it may have on another, so no try is the last.
    """
    if isinstance(error, ClusterError):
        return error
    if isinstance(error, NotSpokenError):
        return NotSpokenError(f"{error.reason.rstrip('.')}, on {where}", orderly=error.orderly)
    if isinstance(error, TimeoutError | WorkerDiedError | WorkerStartError):
        return NotSpokenError(f"{error}, on {where}")
    return NotSpokenError(f"{type(error).__name__}: {error}, on {where}")


def _set(future: Future[bytes], outcome: bytes | Exception) -> None:
    """Give a future its outcome, if it has none."""
    if future.done() or not future.set_running_or_notify_cancel():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
