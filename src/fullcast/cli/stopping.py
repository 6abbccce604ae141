"""What a long command does when it is asked to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_FINISHING = b"\r\x1b[KFinishing what is being spoken; press Ctrl-C again to stop at once.\n"


@contextmanager
def orderly() -> Iterator[None]:
    """Within this block, the first Ctrl-C, SIGTERM or SIGHUP lets what is being spoken be kept."""
    from fullcast import interrupts

    with interrupts.heeded(_tell):
        yield


def _tell() -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        # Not through the stream, which the signal may have caught in the middle of a line.
        os.write(sys.stderr.fileno(), _FINISHING)
