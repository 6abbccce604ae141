"""Shows other processes which stories are being made, so that nothing is taken away from them.

Each run holds a file of its own in `<root>/running/`, locked as long as the run lives: the system
lets go of the lock, whatever ends the process. Windows has no such lock, but refuses to remove a
file that somebody holds.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

FOLDER = "running"


@contextmanager
def at_work(root: Path, story: str) -> Iterator[None]:
    """Show that the story of that folder is being made.

    Where nothing can be written nothing is shown: what is taken away then is spoken again.
    """
    path = root / FOLDER / uuid.uuid4().hex
    stream: BinaryIO | None = None
    with suppress(OSError):
        stream = _begun(path, story)
    try:
        yield
    finally:
        if stream is not None:
            stream.close()
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _begun(path: Path, story: str) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    # It gets its name when it is locked: before, it would be taken for one that was left over.
    first = path if sys.platform == "win32" else path.with_suffix(".part")
    stream = first.open("wb")
    try:
        stream.write(story.encode("utf-8", "surrogatepass"))
        stream.flush()
        if sys.platform != "win32":
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            first.replace(path)
    except OSError:
        stream.close()
        first.unlink(missing_ok=True)
        raise
    return stream


def stories_at_work(root: Path) -> dict[str, float]:
    """The folders of the stories that are being made, and since when, in seconds of the epoch.

    What dead runs left is removed.
    """
    found: dict[str, float] = {}
    with suppress(FileNotFoundError):
        for path in sorted((root / FOLDER).iterdir()):
            if path.suffix == ".part":
                continue
            with suppress(OSError):
                since = path.stat().st_mtime
                if not _is_dead(path):
                    story = path.read_bytes().decode("utf-8", "surrogatepass")
                    found[story] = min(since, found.get(story, since))
    return found


def _is_dead(path: Path) -> bool:
    """Whether the run that made the file has ended; then the file is removed."""
    if sys.platform == "win32":
        with suppress(PermissionError):
            path.unlink()
            return True
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    with suppress(OSError):
        path.unlink()
    return True
