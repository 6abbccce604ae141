"""What was made once and need not be made again: bytes under the names of their content hashes.

Unlike a clip, which any player can play, an entry is for this program alone. It ends with the
SHA-256 of its key and its bytes, so that one which was cut short, altered or renamed is found out.
"""

from __future__ import annotations

import hashlib
import uuid
from contextlib import suppress
from pathlib import Path

_PROOF = 32


class Store:
    """Entries on disk by their keys; threads and processes may share one root.

    It keeps what others could make again at little cost. So where it cannot write, because the
    disk is full or may only be read, nothing is kept and nothing is said.
    """

    def __init__(self, root: Path) -> None:
        """`root` is made when the first entry is kept."""
        self.root = root

    def get(self, key: str) -> bytes | None:
        """The entry of a key, if it is there and whole; one that is not is removed."""
        path = self.path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        body = data[:-_PROOF]
        if len(data) >= _PROOF and data[-_PROOF:] == _proof(key, body):
            return body
        with suppress(OSError):
            path.unlink()
        return None

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


def _proof(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()
