"""One worker process and the line to it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from multiprocessing import get_context
from multiprocessing.reduction import ForkingPickler
from typing import Any

from fullcast.rendering.worker import READY, serve

START_LIMIT = 120.0
"""Seconds a worker process may take to start: it imports numpy, on a machine that is busy."""

END_LIMIT = 5.0
"""Seconds a worker process may take to end of its own accord."""


class WorkerDiedError(BrokenExecutor):
    """The process that ran a call died; the message says how. Only that call is lost."""


class WorkerStartError(BrokenExecutor):
    """A worker process did not come up."""


class WorkerProcess:
    """A worker process and the line to it."""

    def __init__(self) -> None:
        self.busy = True
        """Whether it is starting or has a call."""
        self.starting = True
        # Spawned, because engines with threads or native state do not survive a fork.
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        try:
            self._process.start()
        except OSError as error:
            self._line.close()
            raise WorkerStartError(str(error)) from error
        finally:
            theirs.close()  # so that the process's death ends the line

    def wait_until_ready(self) -> None:
        """Raise WorkerStartError if the process does not come up."""
        try:
            if self._line.poll(START_LIMIT) and self._line.recv() == READY:
                self.starting = False
                return
            reason = f"it was not ready within {START_LIMIT:.0f} s"
        except (EOFError, OSError):
            reason = self._cause_of_death()
        self.end(kill=True)
        raise WorkerStartError(reason)

    def run(self, function: Callable[..., Any], arguments: tuple[Any, ...], limit: float) -> Any:
        """What the call returns or raises; TimeoutError or WorkerDiedError if it does neither."""
        message = ForkingPickler.dumps((function, arguments))
        try:
            self._line.send_bytes(message)
            if not self._line.poll(limit):
                raise TimeoutError(f"it took longer than {limit:.0f} s")
            result, error = self._line.recv()
        except (EOFError, ConnectionError) as broken:
            raise WorkerDiedError(self._cause_of_death()) from broken
        self.busy = False
        if error is not None:
            raise error
        return result

    def kill(self) -> None:
        """Stop the process now."""
        self._process.kill()

    def end(self, kill: bool = False) -> None:
        """Let the process end, by force if need be."""
        self._line.close()
        if not kill:
            self._process.join(END_LIMIT)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()

    def _cause_of_death(self) -> str:
        self._process.join(END_LIMIT)
        code = self._process.exitcode
        if code is None:
            return "its worker process stopped answering"
        if code >= 0:
            return f"its worker process exited with code {code}"
        try:
            return f"its worker process was killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"its worker process was killed by signal {-code}"
