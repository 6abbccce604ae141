"""A call of the program's own in a worker's process, begun anew if the process dies or hangs."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Future
from typing import Generic, TypeVar

from fullcast.errors import RenderError
from fullcast.rendering.executors import Workers

A = TypeVar("A")
R = TypeVar("R")

TRIES = 3
LIMIT = 600.0
"""Seconds: a hundred times what half a minute of sound takes on a slow machine."""


class Call(Generic[A, R]):
    """A call that is being run."""

    def __init__(self, workers: Workers, function: Callable[[A], R], argument: A) -> None:
        """`function` is one of a module, for it is called in another process."""
        self._workers, self._function, self._argument = workers, function, argument
        self._future = self._begin()

    def _begin(self) -> Future[R]:
        return self._workers.submit_urgent(self._function, self._argument, LIMIT)

    @property
    def done(self) -> bool:
        """Whether it has ended, well or not."""
        return self._future.done()

    def cancel(self) -> None:
        """Do not begin it if it has not begun."""
        self._future.cancel()

    def result(self) -> R:
        """What the function returned, as soon as it has.

        Raises:
            RenderError: its process died or hung each time.
            Exception: what the function raised.
        """
        for left in reversed(range(TRIES)):
            try:
                return self._wait()
            except (BrokenExecutor, TimeoutError) as error:
                if not left:
                    raise RenderError(
                        f"A part of the audiobook could not be encoded: {error} (tried {TRIES} "
                        "times). Run the same command again; what was spoken is kept."
                    ) from error
                self._future = self._begin()
            except CancelledError as error:
                raise RenderError("The workers were stopped before all was encoded.") from error
        raise AssertionError

    def _wait(self) -> R:
        while True:
            try:
                # Windows delivers no Ctrl-C to a thread that waits without end.
                return self._future.result(timeout=1.0)
            except TimeoutError:
                if self._future.done():
                    raise
