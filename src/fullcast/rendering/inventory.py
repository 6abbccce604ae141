"""What lies in a cache: every file of it, and whether it is whole."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fullcast.errors import RenderError
from fullcast.rendering import clipfile, presence
from fullcast.rendering.recency import is_leftover
from fullcast.rendering.store import is_whole

CLIPS, PRESSED, STUDIES, LEDGER, USES = "clips", "passages", "studies", "ledger", "notes"
COVERS, SPEEDS = "covers", "speeds"
ANSWERS, LEFTOVERS, OTHER = "answers", "half-written", "other"

STORES = {
    "pressed": PRESSED,
    "studies": STUDIES,
    "made": LEDGER,
    "stories": USES,
    "covers": COVERS,
    "speeds": SPEEDS,
}
"""The kinds of entries in stores, by their folders."""

_CLIP = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{62}\.wav")
_ENTRY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the cache."""

    kind: str
    """One of the names above, or the folder of what was fetched."""
    path: Path
    size: int
    """Bytes."""
    used: float
    """When it was used last, as far as its own time tells: seconds of the epoch."""

    @property
    def key(self) -> str:
        """What names it."""
        return self.path.stem


def folder(kind: str) -> str:
    """The folder in which a kind of entries is kept that are in a store."""
    return next(name for name, held in STORES.items() if held == kind)


def entries(root: Path, fetched: tuple[str, ...] = ()) -> Iterator[Entry]:
    """All files of a cache, in order of their names; `fetched` are folders with fetched files.

    Raises:
        RenderError: the folder cannot be read.
    """
    for place, folders, files in os.walk(root, onerror=_unreadable):
        folders.sort()
        for name in sorted(files):
            path = Path(place, name)
            try:
                state = path.lstat()
            except FileNotFoundError:
                continue  # it has been moved to its name, or removed
            kind = _kind(path.relative_to(root), fetched)
            if kind != presence.FOLDER and stat.S_ISREG(state.st_mode):
                yield Entry(kind, path, state.st_size, state.st_mtime)


def _kind(path: Path, fetched: tuple[str, ...]) -> str:
    first = path.parts[0] if len(path.parts) > 1 else ""
    kind = STORES.get(first) or (first if first in (ANSWERS, presence.FOLDER, *fetched) else OTHER)
    if first == "partial" or (kind != OTHER and path.suffix == ".part"):
        return LEFTOVERS
    if _CLIP.fullmatch(path.as_posix()):
        return CLIPS
    if first in STORES and not _ENTRY.fullmatch(path.name):
        return OTHER
    return kind


def _unreadable(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise RenderError(
            f"The cache cannot be read: {error.filename}: {error.strerror or error}. See that you "
            "may read it, or set FULLCAST_CACHE to another folder."
        ) from error


def fault(entry: Entry) -> str | None:
    """What is wrong with an entry; None if it is whole, has gone, or cannot be told."""
    try:
        data = entry.path.read_bytes()
        if entry.kind == CLIPS:
            clipfile.duration(data, entry.key)
        elif entry.kind in STORES.values() and not is_whole(entry.path.name, data):
            return "its checksum is wrong"
        elif entry.kind == ANSWERS and not isinstance(json.loads(data)["answer"], str):
            return "it is no answer"
    except FileNotFoundError:
        return None
    except clipfile.DamagedClipError as damage:
        return str(damage)
    except OSError as error:
        return error.strerror or str(error)
    except (ValueError, LookupError, TypeError, RecursionError):
        return "it is no answer"
    return None


def remove(entry: Entry, *, even_if_used: bool = False) -> bool:
    """Remove an entry, unless it was used or replaced since it was looked at; whether it went.

    Raises:
        RenderError: it cannot be removed.
    """
    try:
        state = entry.path.lstat()
        if state.st_size != entry.size or (state.st_mtime != entry.used and not even_if_used):
            return False
        entry.path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise RenderError(
            f"{entry.path} cannot be removed: {error.strerror or error}. See that you may write "
            "to the cache, and that nothing has the file open."
        ) from error
    return True


def is_abandoned(entry: Entry, now: float) -> bool:
    """Whether a file was half written by a run that has ended."""
    return entry.kind == LEFTOVERS and is_leftover(entry.used, now)
