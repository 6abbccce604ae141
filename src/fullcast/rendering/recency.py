"""When an entry of the cache was last used: the time of its file, kept up to date by every use.

The system's own time of access is no help: most disks are mounted so that it is not kept, or once a
day. Setting the time costs a few microseconds, and is done only where it is more than an hour off.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

LEFTOVER_AGE = 3600.0
"""Seconds after which a half-written file is taken for a killed run's: writing takes moments."""

_EXACT = 3600.0
"""Seconds by which the time of last use may be wrong."""


def mark_used(path: Path, state: os.stat_result) -> None:
    """Note that a file was used just now; where that cannot be written, nothing is noted.

    A time that lies in the future, since the clock was wrong, is put right, too.
    """
    if abs(time.time() - state.st_mtime) > _EXACT:
        with suppress(OSError):
            os.utime(path)


def is_leftover(written: float, now: float) -> bool:
    """Whether nobody writes a half-written file any more that was last written at that time.

    One from the future is of a time when the clock was wrong.
    """
    return abs(now - written) > LEFTOVER_AGE
