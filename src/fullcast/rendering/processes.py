"""Worker processes that may hang or die without harm to any call but their own."""

from __future__ import annotations

import itertools
import math
import queue
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import Any, ParamSpec, TypeVar

from fullcast import interrupts
from fullcast.rendering.worker import leaves_worker_sound
from fullcast.rendering.worker_process import WorkerDiedError, WorkerProcess, WorkerStartError

P = ParamSpec("P")
T = TypeVar("T")

Watch = Callable[[Callable[..., Any], tuple[Any, ...], Any, float], None]
"""Told of a call that went well: the function, its arguments, what it returned, and the seconds."""


def unwatched(
    function: Callable[..., Any], arguments: tuple[Any, ...], result: Any, seconds: float
) -> None:
    """The watch that takes no notice."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that waits for a worker."""

    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    limit: float
    """Seconds."""
    watch: Watch


_URGENT, _ORDINARY, _LAST = range(3)

MANY = 64
"""Calls that are worth the start of a process more than there are processors."""


class ProcessExecutor(Executor):
    """Runs calls in processes, each of which has one call at a time and can be lost.

    `ProcessPoolExecutor` breaks as a whole when a process dies, cannot tell which call killed it
    or when a call began, and cannot stop one that hangs. Speech engines, native code with data of
    their own, do die and hang. Here a thread looks after each process: it knows what the process
    is doing and since when, and puts a new one in its place when it died, was stopped, or is no
    longer to be trusted. No other call notices.
    """

    def __init__(self, workers: int, limit: Callable[..., float], watch: Watch = unwatched) -> None:
        """`limit` gives the seconds that a call may take, from the call's arguments.

        `watch` is told what each call took, in the thread that looks after its process.
        """
        self._watch = watch
        self._workers = workers
        self._limit = limit
        self._calls: queue.PriorityQueue[tuple[float, int, int, _Call | None]] = (
            queue.PriorityQueue()
        )
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._waiting = 0
        self._spare = False
        self._processes: set[WorkerProcess] = set()
        self._closed = False
        self._stopped = False

    @property
    def begun(self) -> bool:
        """Whether it was given a call already."""
        return bool(self._threads)

    @property
    def idle(self) -> bool:
        """Whether no call waits or is run."""
        return self._waiting == 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a call as soon as a worker is free; its future gets what it returns or raises.

        The future's exception is a TimeoutError if the call took longer than its limit,
        WorkerDiedError if it killed its process, WorkerStartError if there was none to run it.
        """
        if kwargs:
            raise TypeError("calls of worker processes take positional arguments only")
        return self.begin(fn, *args, limit=self._limit(*args))

    def begin(
        self,
        fn: Callable[..., T],
        /,
        *args: Any,
        limit: float,
        urgent: bool = False,
        turn: int = 0,
        watch: Watch | None = None,
        spare: bool = False,
    ) -> Future[T]:
        """Run a call as `submit` does; it may take `limit` seconds.

        It comes before all calls of a higher `turn`, and if it is `urgent` before the others of
        its own. `watch` is told of it in the place of the executor's. Where `MANY` wait that are
        `spare`, one process more is started: it has the processor while another only waits.
        """
        future: Future[T] = Future()
        self._spare |= spare
        call = _Call(future, fn, args, limit, watch or self._watch)
        self._add(call, turn, _URGENT if urgent else _ORDINARY)
        return future

    def _add(self, call: _Call, turn: int, priority: int) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers have been shut down")
            self._calls.put((turn, priority, next(self._numbers), call))
            self._waiting += 1
            most = self._workers + (self._spare and self._waiting > MANY)
            if self._waiting > len(self._threads) < most:
                thread = threading.Thread(target=self._look_after_one, daemon=True)
                self._threads.append(thread)
                thread.start()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the workers end after the calls that are waiting, or cancel those."""
        with self._lock:
            self._closed = True
        if cancel_futures:
            self._cancel_waiting()
        for _ in self._threads:
            self._calls.put((math.inf, _LAST, next(self._numbers), None))
        if wait:
            for thread in self._threads:
                thread.join()

    def stop(self) -> None:
        """End all workers now: those with a call by force, and no waiting call is begun."""
        with self._lock:
            self._closed = self._stopped = True
            for process in self._processes:
                if process.busy:
                    process.kill()
        self.shutdown(cancel_futures=True)

    def finish(self) -> None:
        """Begin no waiting call, and wait for those that are running."""
        with self._lock:
            self._closed = self._stopped = True
            for process in self._processes:
                if process.starting:
                    process.kill()
        self.shutdown(wait=False, cancel_futures=True)
        for thread in self._threads:
            while thread.is_alive():
                thread.join(1.0)  # Windows delivers no Ctrl-C to a thread that waits without end

    def _cancel_waiting(self) -> None:
        try:
            while True:
                call = self._calls.get_nowait()[-1]
                if call is not None:
                    call.future.cancel()
        except queue.Empty:
            return

    def _look_after_one(self) -> None:
        """A thread's main function: keep one process busy."""
        _block_interrupts()
        process: WorkerProcess | None = None
        while (call := self._calls.get()[-1]) is not None:
            if call.future.set_running_or_notify_cancel():
                process = self._run(call, process)
            with self._lock:
                self._waiting -= 1
            del call  # its clip shall not stay in memory while the thread waits for the next
        if process is not None:
            process.end()
            self._forget(process)

    def _run(self, call: _Call, process: WorkerProcess | None) -> WorkerProcess | None:
        """Run a call in the process, or in a new one; the process, if it can run another."""
        try:
            process = self._engage(process)
            begin = time.perf_counter()
            result = process.run(call.function, call.arguments, call.limit)
            call.watch(call.function, call.arguments, result, time.perf_counter() - begin)
        except BaseException as error:  # noqa: BLE001 - a future holds any error for its reader
            if process is not None and not leaves_worker_sound(error):
                process.end(kill=isinstance(error, TimeoutError | WorkerDiedError))
                self._forget(process)
                process = None
            call.future.set_exception(error)
            return process
        call.future.set_result(result)
        return process

    def _engage(self, idle: WorkerProcess | None) -> WorkerProcess:
        """A process that is ready for a call: the idle one, or a new one."""
        with self._lock:
            if self._stopped:
                raise WorkerDiedError("the workers are being stopped")
            if idle is not None:
                idle.busy = True
                return idle
            process = WorkerProcess()
            self._processes.add(process)
        try:
            process.wait_until_ready()
        except WorkerStartError:
            self._forget(process)
            raise
        return process

    def _forget(self, process: WorkerProcess) -> None:
        with self._lock:
            self._processes.discard(process)


def _block_interrupts() -> None:
    """Keep Ctrl-C from the processes that this thread will start, while they are starting."""
    if hasattr(signal, "pthread_sigmask"):
        # Starting a process starts multiprocessing's tracker first, which unblocks the signals
        # afterwards; so it has to be there before.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, interrupts.SIGNALS)
