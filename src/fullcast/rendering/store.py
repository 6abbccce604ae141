"""What was made once and need not be made again: bytes under the names of their content hashes.

Unlike a clip, which any player can play, an entry is for this program alone. It ends with the
SHA-256 of its key and its bytes, so that one which was cut short, altered or renamed is found out.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from contextlib import suppress
from pathlib import Path

from fullcast import folders
from fullcast.rendering.recency import mark_used

_PROOF = 32


class Store:
    """Entries on disk by their keys; threads and processes may share one root.

    It keeps what others could make again at little cost. So where it cannot write, because the
    disk is full or may only be read, nothing is kept and nothing is said.
    """

    def __init__(self, root: Path) -> None:
        """`root` is made when the first entry is kept."""
        self.root = root

    @classmethod
    def named(cls, name: str) -> Store:
        """One of the user's own, in the folder in which clips are kept too."""
        return cls(folders.cache() / name)

    def get(self, key: str) -> bytes | None:
        """The entry of a key, if it is there and whole; one that is not is removed."""
        path = self.path(key)
        try:
            with path.open("rb") as stream:
                data, state = stream.read(), os.fstat(stream.fileno())
        except OSError:
            return None
        if is_whole(key, data):
            mark_used(path, state)
            return data[:-_PROOF]
        with suppress(OSError):
            path.unlink()
        return None

    def peek(self, key: str) -> bytes | None:
        """What `get` would find; nothing is removed, and it does not count as used."""
        try:
            data = self.path(key).read_bytes()
        except OSError:
            return None
        return data[:-_PROOF] if is_whole(key, data) else None

    def touch(self, key: str) -> None:
        """Count an entry as used just now, if it is there."""
        path = self.path(key)
        with suppress(OSError):
            mark_used(path, path.stat())

    def put(self, key: str, data: bytes) -> None:
        """Keep an entry, if that is possible."""
        path = self.path(key)
        partial = path.with_name(f".{uuid.uuid4().hex}.part")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_bytes(data + _proof(key, data))
                partial.replace(path)
            finally:
                partial.unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where the entry of a key is, or would be."""
        return self.root / key[:2] / key


def key_of(*decisive: object) -> str:
    """A key of everything that decides what an entry holds, by its `repr`."""
    return hashlib.sha256(repr(decisive).encode("utf-8", "surrogatepass")).hexdigest()


def is_whole(key: str, file: bytes) -> bool:
    """Whether the bytes of a file are those of the entry of that key."""
    return len(file) >= _PROOF and file[-_PROOF:] == _proof(key, file[:-_PROOF])


def _proof(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()
