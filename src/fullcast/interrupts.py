"""Signals that ask a run to stop: the first lets it end in order, the second ends it at once."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from fullcast.errors import Interrupted

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Of the terminal, of whoever ends programs, and of a terminal that is closed."""

REPEATED = 0.5
"""Seconds in which the same signal once more is no second request: `timeout`, for one, sends it to
the program and to its group."""


class _Interrupts:
    """What was asked of this process; a process has one set of signal handlers."""

    def __init__(self) -> None:
        self._asked: int | None = None
        self._when = 0.0
        self._at_once = False
        self._depth = 0
        self._pending = False
        self._told: Callable[[], None] = lambda: None

    def begin(self, told: Callable[[], None]) -> None:
        """A run begins of which nothing is asked yet."""
        self._asked, self._at_once, self._pending, self._told = None, False, False, told

    def heed(self, number: int, frame: FrameType | None) -> None:
        """A signal came; what runs in this thread ends by an exception, now or soon."""
        now = time.monotonic()
        if self._asked is not None:
            if self._at_once or (number == self._asked and now - self._when < REPEATED):
                return
            self._at_once = True
            raise Interrupted(self._asked, at_once=True)
        self._asked, self._when = number, now
        self._told()
        if self._depth:
            self._pending = True
            return
        raise Interrupted(number)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """What is done in this block is ended before the first signal is heeded.

        No other thread than the main one hears of signals, so nothing is held back in others.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
        if self._pending and not self._depth and self._asked is not None:
            self._pending = False
            raise Interrupted(self._asked)


_interrupts = _Interrupts()
whole = _interrupts.whole


@contextmanager
def heeded(told: Callable[[], None]) -> Iterator[None]:
    """Within this block, signals end the run by `Interrupted`; those that are ignored stay so.

    `told` is called in the signal's handler at the first. No other thread than the main one hears
    of signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _interrupts.begin(told)
    former = {
        number: signal.signal(number, _interrupts.heed)
        for number in SIGNALS
        if signal.getsignal(number) not in (signal.SIG_IGN, None)
    }
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
