"""Jobs in, outcomes out: what is in the cache is taken from there, the rest is spoken."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future
from dataclasses import dataclass, field

from fullcast import interrupts
from fullcast.errors import RenderError
from fullcast.model import Clip, Job
from fullcast.rendering.cache import Cache
from fullcast.rendering.clipfile import DamagedClipError
from fullcast.rendering.executors import Workers
from fullcast.rendering.worker import NotSpokenError, Speak
from fullcast.rendering.worker_process import WorkerStartError

TRIES = 3
"""How often a job is tried before it fails."""

SMALLEST_WINDOW = 256
"""Jobs that may be read beyond the first whose outcome is not known yet, at least."""

_QUOTED = 60
"""Characters of a text that an error quotes at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a clip, or an error."""

    job: Job
    clip: Clip | None
    reused: bool
    """The clip was in the cache already, or is that of an earlier job."""
    error: str | None
    """One sentence that quotes the text's first words and says why they were not spoken."""


def render(
    jobs: Iterable[Job],
    *,
    cache: Cache,
    speak: Speak,
    executor: str | Workers = "processes",
    on_done: Callable[[Outcome], None] | None = None,
) -> Iterator[Outcome]:
    """Turn jobs into clips; yields their outcomes in the order of the jobs.

    Jobs are read as they are needed and memory does not grow with their number. Of jobs with the
    same key one is spoken. A clip is in the cache as soon as it is spoken, whatever becomes of
    the run. A job that failed is tried again, and after `TRIES` tries its outcome has an error;
    the others go on. Where it hung, crashed or gave a clip that cannot be right, its worker is
    replaced, so that no state is left over.

    Args:
        jobs: what is to be spoken.
        cache: where clips are looked up and kept.
        speak: speaks a text; a module-level function, for it is called in other processes.
        executor: where it is called: a form of `executors.KNOWN_FORMS`, or the `Workers` that
            several renderings share, one after the other or at once.
        on_done: called with each outcome as soon as it is known, in this thread.

    Raises:
        RenderError: there is no such executor, the cache cannot be read or written, or no worker
            process can be started.
        PicklingError, AttributeError: `speak` cannot be sent to another process.
    """
    if isinstance(executor, Workers):
        executor.check(speak)
        return _Rendering(jobs, cache, speak, executor, on_done).outcomes()
    workers = Workers(executor)
    workers.check(speak)
    return _with_own(workers, _Rendering(jobs, cache, speak, workers, on_done))


def _with_own(workers: Workers, rendering: _Rendering) -> Iterator[Outcome]:
    with workers:
        yield from rendering.outcomes()


@dataclass(slots=True, eq=False)
class _Place:
    """A job's place in the order of the outcomes."""

    job: Job
    outcome: Outcome | None = None


@dataclass(slots=True, eq=False)
class _Task:
    """A text that is being spoken, for one job or for several with the same key."""

    places: list[_Place]
    tries: int = 0
    future: Future[Clip] | Future[bytes] | None = None

    @property
    def job(self) -> Job:
        return self.places[0].job


@dataclass(slots=True, eq=False)
class _Rendering:
    """One call of `render`."""

    jobs: Iterable[Job]
    cache: Cache
    speak: Speak
    workers: Workers
    on_done: Callable[[Outcome], None] | None
    _window: deque[_Place] = field(default_factory=deque)
    _tasks: dict[str, _Task] = field(default_factory=dict)
    """What is being spoken, by its key."""
    _failures: dict[str, str] = field(default_factory=dict)
    """Why keys were not spoken, so that nothing fails twice."""
    _ended: queue.SimpleQueue[tuple[_Task, Clip | BaseException]] = field(
        default_factory=queue.SimpleQueue
    )

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcomes in the order of the jobs."""
        jobs = iter(self.jobs)
        try:
            while True:
                more = self._read_ahead(jobs)
                while self._window and (outcome := self._window[0].outcome) is not None:
                    self._window.popleft()
                    yield outcome
                if self._window:
                    self._settle_some()
                elif not more:
                    return
        finally:
            for task in self._tasks.values():
                if task.future is not None:
                    task.future.cancel()

    def _read_ahead(self, jobs: Iterator[Job]) -> bool:
        """Take as many jobs as there is room for; whether there are more."""
        widest = max(SMALLEST_WINDOW, 2 * self.workers.ahead)
        while len(self._tasks) < self.workers.ahead and len(self._window) < widest:
            job = next(jobs, None)
            if job is None:
                return False
            self._take(job)
        return True

    def _take(self, job: Job) -> None:
        """Give a job its place, and its outcome if that is known; else have it spoken."""
        place = _Place(job)
        self._window.append(place)
        if job.key in self._failures:
            self._finish(place, None, self._failures[job.key])
        elif job.key in self._tasks:
            self._tasks[job.key].places.append(place)
        elif (clip := self.cache.get(job.key)) is not None:
            self._finish(place, clip, None, reused=True)
        else:
            task = self._tasks[job.key] = _Task([place])
            self._submit(task)

    def _submit(self, task: _Task) -> None:
        task.tries += 1
        # What is spoken here, in this process, is spoken to its end and kept.
        with interrupts.whole():
            task.future = self.workers.submit(self.speak, task.job, self.cache)
            task.future.add_done_callback(lambda future: self._keep(task, future))

    def _keep(self, task: _Task, future: Future[Clip] | Future[bytes]) -> None:
        """See that what was just spoken is kept; runs in the executor's thread."""
        ended: Clip | BaseException
        try:
            spoken = future.result()
            if isinstance(spoken, bytes):
                spoken = self.cache.store(task.job.key, spoken)
            ended = spoken
        except BaseException as error:  # noqa: BLE001 - handled in the caller's thread
            ended = error
        task.future = None  # it holds the clip's bytes, and its callback holds the task
        self._ended.put((task, ended))

    def _settle_some(self) -> None:
        """Wait for a task to end, and settle all that have."""
        while True:
            try:
                # Windows delivers no Ctrl-C to a thread that waits without end.
                task, ended = self._ended.get(timeout=1.0)
                break
            except queue.Empty:
                continue
        self._settle(task, ended)
        while not self._ended.empty():
            self._settle(*self._ended.get())

    def _settle(self, task: _Task, ended: Clip | BaseException) -> None:
        """Give the task's jobs their outcome, or try it again."""
        if isinstance(ended, Clip):
            del self._tasks[task.job.key]
            for place in task.places:
                self._finish(place, ended, None, reused=place is not task.places[0])
            return
        reason, final = _reason(ended, last=task.tries >= TRIES)
        if not final and task.tries < TRIES:
            self._submit(task)
            return
        del self._tasks[task.job.key]
        tries = f" (tried {task.tries} times)" if task.tries > 1 else ""
        error = f"{_quoted(task.job)} was not spoken: {reason}{tries}."
        self._failures[task.job.key] = error
        for place in task.places:
            self._finish(place, None, error)

    def _finish(
        self, place: _Place, clip: Clip | None, error: str | None, reused: bool = False
    ) -> None:
        place.outcome = Outcome(place.job, clip, reused, error)
        if self.on_done is not None:
            self.on_done(place.outcome)


def _reason(error: BaseException, *, last: bool) -> tuple[str, bool]:
    """Why a try failed, and whether another would not help; raises what ends the rendering.

    A process that does not come up, perhaps because it was killed, ends it with the `last` try.
    """
    match error:
        case RenderError():
            raise error
        case WorkerStartError() if last:
            raise RenderError(
                f"No worker process can be started ({error}). Try fewer workers, or `inline` as "
                "the executor, which needs none."
            ) from error
        case CancelledError():
            raise RenderError("The workers were stopped before all was spoken.") from error
        case NotSpokenError():
            return " ".join(error.reason.split()).rstrip("."), error.final
        case TimeoutError() | BrokenExecutor() | DamagedClipError():
            return str(error), False
        case _:
            return f"{type(error).__name__}: {error}", False


def _quoted(job: Job) -> str:
    """The first words of a job's text, and the voice that was to speak them."""
    text = " ".join(job.text.split())
    if len(text) > _QUOTED:
        text = text[: _QUOTED + 1].rsplit(" ", 1)[0][:_QUOTED] + "…"
    return f"“{text}” ({job.voice.engine}, voice {job.voice.id})"
