"""Makes several stories as one stream of jobs: while one is made, the next is read and begun.

Each story is made in a thread of its own, which waits for workers most of the time; the calls of
an earlier story come first, so that a later one has whatever the earlier leaves free: while its
last passages are pressed, while its files are written, while the next is read. What is told of a
story waits until its turn has come. So whoever looks on sees one story after the other.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from pathlib import Path

from fullcast import pipeline, pressing, rendering
from fullcast.production import Production, Report, Settings
from fullcast.speeds import Speeds
from fullcast.studies import LONG
from fullcast.studio import Progress

OPEN = 2
"""Stories that are made at once. One ahead is enough to leave no worker idle, and each takes
memory."""

END_LIMIT = 5.0
"""Seconds that the threads of a run that is stopped may take to remove what they have half made."""

Heard = Mapping[str, Callable[..., None]]
"""Who is told what: the fields of `Progress` by their names, "asking" and "prepared"."""


class _StoppedError(BaseException):
    """Nobody waits for a story any more. It is none of the errors that a stage could handle."""


class _Story:
    """A story that is made in a thread of its own."""

    def __init__(self, make: Callable[[_Story], Report], name: str) -> None:
        """`make` is called in the thread."""
        self._make = make
        self._told: queue.SimpleQueue[tuple[str, tuple[object, ...]] | None] = queue.SimpleQueue()
        self._ended: Report | BaseException | None = None
        self._stopped = False
        self.under_way = threading.Event()
        """Set once its first file is begun, or it has ended: it has its folder, and its voices are
        here and levelled, so that the next story does none of it at the same time."""
        # A daemon: reading a story cannot be interrupted, and the run does not wait for that.
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def tell(self, what: str, *about: object) -> None:
        """Leave something to be told when the story's turn has come; called in its thread."""
        if self._stopped:
            raise _StoppedError
        self._told.put((what, about))
        if what == "file":
            self.under_way.set()

    def finish(self, heard: Heard) -> Report:
        """Tell all that is to be told, until the story is made.

        Raises:
            FullcastError: see `pipeline.prepare` and `pipeline.make`.
        """
        while (told := self._next()) is not None:
            what, about = told
            heard[what](*about)
        if not isinstance(self._ended, Report):
            assert self._ended is not None  # noqa: S101 - for the type checker
            raise self._ended
        return self._ended

    @property
    def ended(self) -> bool:
        """Whether it is made or has failed."""
        return self._ended is not None

    def stop(self) -> None:
        """Make no more of it."""
        self._stopped = True

    def wait(self, seconds: float) -> None:
        """Wait for the thread to end, unless it has nothing to leave half made."""
        if self.under_way.is_set():
            self._thread.join(seconds)

    def _next(self) -> tuple[str, tuple[object, ...]] | None:
        while True:
            try:
                # Windows delivers no Ctrl-C to a thread that waits without end.
                return self._told.get(timeout=1.0)
            except queue.Empty:
                continue

    def _run(self) -> None:
        try:
            self._ended = self._make(self)
        except BaseException as error:  # noqa: BLE001 - raised where the story is waited for
            self._ended = error
        finally:
            self.under_way.set()
            self._told.put(None)


class Stream:
    """Makes stories one after the other, the next of which is always begun already."""

    def __init__(
        self, paths: Sequence[Path], settings: Settings, workers: rendering.Workers
    ) -> None:
        """`workers` speak them all."""
        self._left = deque(enumerate(paths))
        self._settings = settings
        self._workers = workers
        self._taken: list[Path] = []
        self._begun: deque[_Story] = deque()
        # What is spoken in this process is spoken in the main thread, which hears of signals.
        self._alone = len(paths) == 1 or workers.is_inline

    def make(
        self, progress: Progress, asking: pipeline.Asking, prepared: Callable[[], None]
    ) -> Report:
        """Make the next story; `prepared` is told when nothing more will be asked.

        Raises:
            FullcastError: see `pipeline.prepare` and `pipeline.make`; the next can be made.
        """
        if self._alone:
            _, path = self._left.popleft()
            production = self._prepared(path, asking, prepared)
            return pipeline.make(production, self._settings, progress, self._workers)
        while self._left and len(self._begun) < OPEN:
            self._begin()
        heard = {each.name: getattr(progress, each.name) for each in fields(Progress)}
        story = self._begun[0]
        try:
            return story.finish({**heard, "asking": asking, "prepared": prepared})
        finally:
            if story.ended:
                self._begun.popleft()

    def stop(self) -> None:
        """Begin nothing more, and make no more of what is begun."""
        for story in self._begun:
            story.stop()

    def wait(self) -> None:
        """Wait until what is begun has ended; those who speak it must have ended by then."""
        for story in self._begun:
            story.wait(END_LIMIT)

    def _begin(self) -> None:
        turn, path = self._left.popleft()
        before = self._begun[-1].under_way if self._begun else None

        def make(story: _Story) -> Report:
            if before is not None:
                before.wait()
            asking, prepared = partial(story.tell, "asking"), partial(story.tell, "prepared")
            production = self._prepared(path, asking, prepared)
            told = {each.name: partial(story.tell, each.name) for each in fields(Progress)}
            return pipeline.make(production, self._settings, Progress(**told), self._part(turn))

        self._begun.append(_Story(make, path.name))

    def _part(self, turn: int) -> rendering.Workers:
        watch = self._workers.watch
        return self._workers.behind(turn, watch.share() if isinstance(watch, Speeds) else watch)

    def _warm(self, characters: int) -> None:
        """Have a worker ready when a story is read, if that takes a while; all for a long one."""
        engine = None if self._workers.is_far else self._settings.engine
        self._workers.warm(pressing.warm, engine, every=characters > LONG)

    def _prepared(
        self, path: Path, asking: pipeline.Asking, prepared: Callable[[], None]
    ) -> Production:
        try:
            production = pipeline.prepare(path, self._settings, self._taken, asking, self._warm)
        finally:
            prepared()
        self._taken.append(production.place.folder)
        return production


@contextmanager
def opened(paths: Sequence[Path], settings: Settings) -> Iterator[Stream]:
    """A stream of these stories, all spoken by the same workers."""
    stream: Stream | None = None
    try:
        with pipeline.workers(settings) as workers:
            stream = Stream(paths, settings, workers)
            try:
                yield stream
            finally:
                stream.stop()
    finally:
        if stream is not None:
            stream.wait()
