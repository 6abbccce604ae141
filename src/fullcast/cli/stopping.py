"""What a long command does when it is asked to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from fullcast.cli.output import SIGNALLED
from fullcast.errors import Interrupted

_FINISHING = b"\r\x1b[KFinishing what is being spoken; press Ctrl-C again to stop at once.\n"


@contextmanager
def orderly(stop: Callable[[], bool]) -> Iterator[None]:
    """Within this block, the first Ctrl-C, SIGTERM or SIGHUP lets what is being spoken be kept.

    Then `stop` is called; if it says all that there is to say, the command just ends.
    """
    from fullcast import interrupts

    try:
        with interrupts.heeded(_tell):
            yield
    except Interrupted as signalled:
        if stop():
            raise click.exceptions.Exit(SIGNALLED + signalled.number) from None
        raise


def _tell() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        # Not through the stream, which the signal may have caught in the middle of a line.
        os.write(sys.stderr.fileno(), _FINISHING)
