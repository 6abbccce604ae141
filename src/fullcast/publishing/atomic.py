"""Writing files so that one with its final name is always whole.

A file grows under a temporary name in its own folder, is flushed to the disk, and replaces what
was there in one step. What a killed run left behind is removed by the next one that writes into
the folder; files that are being written are locked, so that two runs leave each other alone.
"""

from __future__ import annotations

import errno
import filecmp
import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from fullcast.errors import OutputError

if sys.platform != "win32":
    import fcntl

_PREFIX = ".fullcast-"
_SUFFIX = ".part"

_REMEDIES = {
    errno.ENOSPC: "the disk is full: free some space and run the command again",
    errno.EDQUOT: "the disk quota is used up: free some space and run the command again",
    errno.EFBIG: "the file is too large for this disk: choose an output folder on another one",
    errno.ENOENT: "its folder does not exist: create the folder, or choose another one",
    errno.ENOTDIR: "a part of the path is a file, not a folder: choose another output folder",
    errno.EEXIST: "a file of that name is in its place: move or rename the file",
    errno.EISDIR: "a folder of that name is in its place: move or rename the folder",
    errno.EROFS: "the disk is read-only: choose another output folder",
    errno.EACCES: "this is not permitted: close programs that have the file open, change the"
    " permissions, or choose another output folder",
    errno.ENAMETOOLONG: "the name is too long for this disk: choose a shorter path",
}
_REMEDIES[errno.EPERM] = _REMEDIES[errno.EACCES]


class PartFile:
    """A file that is being written and does not have its final name yet."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        """`path` is the final name, which errors speak of."""
        self._file = file
        self._path = path

    def write(self, data: bytes) -> int:
        """Write bytes where the file stands, which is its end unless `seek` was called.

        Raises:
            OutputError: they cannot be written.
        """
        with explained(self._path):
            return self._file.write(data)

    def write_at(self, offset: int, data: bytes) -> None:
        """Replace bytes that were written before; appending goes on at the end.

        Raises:
            OutputError: they cannot be written.
        """
        with explained(self._path):
            self._file.seek(offset)
            self._file.write(data)
            self._file.seek(0, os.SEEK_END)

    def tell(self) -> int:
        """Where the file stands, in bytes."""
        return self._file.tell()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to another place, as in any file.

        Raises:
            OutputError: what was written before cannot be.
        """
        with explained(self._path):
            return self._file.seek(offset, whence)

    def flush(self) -> None:
        """Hand over what was written.

        Raises:
            OutputError: it cannot be written.
        """
        with explained(self._path):
            self._file.flush()


@contextmanager
def replacing(path: Path, *, keep_same: bool = False) -> Iterator[PartFile]:
    """A new file that takes the name `path` when the block ends.

    If the block raises, `path` stays as it was, nothing is left behind, and the exception goes
    through. With `keep_same`, it also stays as it was, with its date, if the new file would have
    the same bytes.

    Raises:
        OutputError: the file cannot be written: no such folder, no permission, a folder of that
            name, a full disk. The message says what to do.
    """
    with explained(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        _remove_abandoned(path.parent)
        file, part = _create(path.parent)
    try:
        yield PartFile(file, path)
        with explained(path):
            file.flush()
            os.fsync(file.fileno())
            if sys.platform == "win32":
                file.close()  # Windows does not rename open files.
            if not (keep_same and path.is_file() and filecmp.cmp(part, path, shallow=False)):
                part.replace(path)
    finally:
        # After success it has its new name; after a failure, that is the error to hear of, not
        # what a full disk says when the rest is flushed.
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            part.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless it is there.

    Raises:
        OutputError: it cannot be made.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)


def remove(path: Path) -> None:
    """Remove a file if it is there.

    Raises:
        OutputError: it cannot be removed.
    """
    with explained(path):
        path.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes, *, keep_same: bool = False) -> None:
    """Write a whole file at once, atomically; see `replacing`.

    Raises:
        OutputError: it cannot be written.
    """
    with replacing(path, keep_same=keep_same) as part:
        part.write(data)


def write_text(
    path: Path, pieces: Iterable[str], *, errors: str = "strict", keep_same: bool = False
) -> None:
    """Write a whole file of text, atomically; see `replacing`. `errors` is that of `str.encode`.

    Raises:
        OutputError: it cannot be written.
    """
    with replacing(path, keep_same=keep_same) as part:
        for piece in pieces:
            part.write(piece.encode("utf-8", errors))


def _create(folder: Path) -> tuple[BinaryIO, Path]:
    """A new, locked temporary file."""
    while True:
        part = folder / f"{_PREFIX}{secrets.token_hex(6)}{_SUFFIX}"
        # Not tempfile: its files are private to the user, while these must follow the umask.
        file = part.open("xb")
        if _locked(file) and part.exists():
            return file, part
        # Another run took it for abandoned in the moment between its creation and its lock.
        file.close()


def _locked(file: BinaryIO) -> bool:
    """Lock an open file against removal by other runs; False if another one holds it."""
    if sys.platform == "win32":
        return True  # Windows does not remove open files.
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # This file system has no locks.
    return True


def _remove_abandoned(folder: Path) -> None:
    """Remove what killed runs left in a folder, as far as that is possible."""
    for part in sorted(folder.glob(f"{_PREFIX}*{_SUFFIX}")):
        with suppress(OSError):
            if sys.platform != "win32":
                with part.open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    part.unlink()
            else:
                part.unlink()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence that says what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(_sentence(error, path)) from error


def _sentence(error: OSError, path: Path) -> str:
    reason = _REMEDIES.get(error.errno or 0)
    if reason is None:
        reason = f"{error.strerror or error}: check the disk and run the command again"
    return f"cannot write {path}: {reason}"
