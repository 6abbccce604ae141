"""A call in a process of its own, with which all the memory ends that it needed."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from typing import TypeVar

from fullcast.errors import RenderError
from fullcast.rendering.processes import ProcessExecutor
from fullcast.rendering.worker_process import WorkerStartError

A = TypeVar("A")
R = TypeVar("R")

_LIMIT = 86_400.0
"""Seconds: nothing is known of how long it takes."""


def apart(function: Callable[[A], R], argument: A) -> R:
    """What a function of a module returns, called in a process of its own.

    Where no process can be started it is called here.

    Raises:
        RenderError: the process died.
        Exception: what the function raised.
    """
    executor = ProcessExecutor(1, lambda *_: _LIMIT)
    # A program that ends while one of its threads waits here would itself wait for the process.
    atexit.register(executor.stop)
    try:
        future = executor.submit(function, argument)
        while True:
            try:
                # Windows delivers no Ctrl-C to a thread that waits without end.
                return future.result(timeout=1.0)
            except TimeoutError:
                if future.done():
                    raise
    except WorkerStartError:
        return function(argument)
    except BrokenExecutor as error:
        raise RenderError(
            f"The story could not be read to its end: {error}. Close other programs, if memory is "
            "short, and run the same command again."
        ) from error
    finally:
        executor.stop()
        atexit.unregister(executor.stop)
