"""hibari's networks: one lies in its package, the others are fetched when they are first spoken.

The package says where they are and what their SHA-256 is, and keeps them in a folder of the user's
(`HIBARI_HOME`). It could fetch them too, but it waits for as long as a server sends now and then a
byte, and takes whatever file is already there for the right one. So this module does it, bounded in
time and size, and never hands out a file whose checksum is not the registry's.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError, URLError

from hibari import voices as registry

from fullcast.errors import EngineError

SILENCE = 15.0
"""Seconds until a server must answer, and between two pieces of what it sends."""
WHOLE = 90.0
"""Seconds until all must have come (8 MB at 90 kB/s): less than a worker is given for one text."""
PIECE = 1 << 16
"""Bytes read at once."""


def installed(base: str) -> bool:
    """Whether a voice's network is here, by its size; `path_of` looks closer."""
    try:
        return bool(_place(base).stat().st_size == registry.VOICES[base]["bytes"])
    except OSError:
        return False


def path_of(base: str) -> Path:
    """The file of a voice's network, fetched if it is not here, or here but damaged.

    Several processes may do so at once: each writes a file of its own and then renames it.

    Raises:
        EngineError: it is not here and cannot be fetched or kept.
    """
    path = _place(base)
    if registry.VOICES[base].get("bundled") or _intact(base, path):
        return path
    try:
        data = _fetched(base)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise EngineError(_not_fetched(base, path, error)) from error
    try:
        _keep(data, path)
    except OSError as error:
        # Another process may have put it there, and on Windows have it open.
        if not _intact(base, path):
            raise EngineError(
                f'the voice "{base}" of the engine "hibari" cannot be kept as {path}: {error};'
                " set HIBARI_HOME to a folder that can be written"
            ) from error
    return path


def _place(base: str) -> Path:
    entry = registry.VOICES[base]
    folder = registry.ASSETS if entry.get("bundled") else registry.cache_dir()
    return Path(folder, entry["file"])


def _address(base: str) -> str:
    return f"{registry.BASE_URL}{registry.VOICES[base]['file']}"


def _intact(base: str, path: Path) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return _right(base, data)


def _right(base: str, data: bytes) -> bool:
    digest: str = registry.VOICES[base]["sha256"]
    return hashlib.sha256(data).hexdigest() == digest


def _fetched(base: str) -> bytes:
    """A voice's network from hibari's server.

    Raises:
        OSError, HTTPException: the server cannot be reached, refuses, fails or is too slow.
        ValueError: what it sends is not the network.
    """
    size, data, end = registry.VOICES[base]["bytes"], bytearray(), time.monotonic() + WHOLE
    # The address is hibari's own, and the checksum decides.
    reply = urllib.request.urlopen(_address(base), timeout=SILENCE)  # noqa: S310
    with contextlib.closing(reply):
        while len(data) <= size and (piece := reply.read1(PIECE)):
            data += piece
            if time.monotonic() > end:
                raise TimeoutError(f"it was not there after {WHOLE:.0f} s")
    if len(data) < size:
        raise ValueError(f"only {len(data):,} of its {size:,} bytes came")
    if not _right(base, bytes(data)):
        raise ValueError("another file came (its SHA-256 is not the voice's)")
    return bytes(data)


def _keep(data: bytes, path: Path) -> None:
    """Put a file in its place at once: nobody ever sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(".part", f"{path.name}.", path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _not_fetched(base: str, path: Path, error: Exception) -> str:
    own = isinstance(error, URLError) and not isinstance(error, HTTPError)
    reason = " ".join(str(error.reason if own else error).split())  # type: ignore[attr-defined]
    megabytes = registry.VOICES[base]["bytes"] / 1e6
    damaged = f" ({path} is there, but damaged)" if path.exists() else ""
    return (
        f'the voice "{base}" of the engine "hibari" is not on this machine{damaged} and cannot be'
        f" fetched ({megabytes:.1f} MB): {reason}; try again with a connection to the internet,"
        f" copy {_address(base)} to {path} by hand, or choose another voice"
    )
