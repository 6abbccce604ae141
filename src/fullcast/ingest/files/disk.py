"""Bytes from a file or from standard input, and why they cannot be had, in one sentence."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fullcast.errors import StoryError

LARGEST = 64 * 1024 * 1024
"""Bytes of a story file at most: some ten million words, a thousand hours of sound."""
STDIN = Path("-")
"""Stands for standard input."""
STDIN_NAME = Path("standard input")
"""What messages call it, and what a story from it is called that states no title."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tells what keeps a file from being read as a StoryError."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoryError(f"There is no file {path}; check the name and the folder.") from error
    except PermissionError as error:
        raise StoryError(f"{path} may not be read; check its permissions.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StoryError(f"{path} cannot be read: {reason}.") from error


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; it must exist."""
    with explained(path):
        return stat.S_ISDIR(path.stat().st_mode)


def bytes_of(path: Path) -> bytes:
    """What a file holds, or what standard input gives.

    Raises:
        StoryError: it cannot be read, or is larger than `LARGEST`.
    """
    if path == STDIN:
        return _bytes_of_stdin()
    with explained(path), path.open("rb") as file:
        return within_limit(file.read(LARGEST + 1), path)


def _bytes_of_stdin() -> bytes:
    if sys.stdin is None:
        raise StoryError("There is no standard input to read a story from; name a file.")
    with explained(STDIN_NAME):
        return within_limit(sys.stdin.buffer.read(LARGEST + 1), STDIN_NAME)


def within_limit(data: bytes, path: Path) -> bytes:
    """The data, if it is no larger than `LARGEST`; else a StoryError."""
    if len(data) > LARGEST:
        raise StoryError(
            f"{path} is larger than {LARGEST // 2**20} MiB, the largest story that is read; "
            "split it into several files."
        )
    return data


def size(path: Path) -> int:
    """Bytes of a file or of all files in a folder; 0 if nobody can know, as of standard input."""
    if path == STDIN:
        return 0
    try:
        files = (each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        return sum(each.stat().st_size for each in files)
    except (OSError, ValueError):  # reading it tells what is wrong
        return 0
