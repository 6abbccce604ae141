"""Files too large for a package: fetched once, checked, and whole as soon as they exist."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError

from fullcast.errors import EngineError

SILENCE = 15.0
"""Seconds until a server must answer, and between two pieces of what it sends."""
SLOWEST = 100_000.0
"""Bytes per second (0.8 Mbit/s) below which a file is given up. The voices of 8 MB then come
within the time that a worker has for one text."""
ABANDONED = 2 * SILENCE
"""Seconds without a sign of life after which another process that fetches is taken for dead."""
PIECE = 1 << 18
"""Bytes read at once, at most."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file on the web."""

    name: str
    """What the file is called on this machine."""
    url: str
    size: int
    """Bytes."""
    sha256: str
    """In hexadecimal."""
    title: str
    """What it is, for messages: "the styles of the engine "kokoro""."""
    variable: str
    """The environment variable by which the user moves the folder where it is kept."""
    instead: str = "choose another voice"
    """What else the user can do."""

    @property
    def limit(self) -> float:
        """Seconds until all of it must have come."""
        return SILENCE + self.size / SLOWEST


def present(asset: Asset, folder: Path) -> bool:
    """Whether the asset is in a folder, by its size; `fetched` looks closer."""
    try:
        return (folder / asset.name).stat().st_size == asset.size
    except OSError:
        return False


def fetched(asset: Asset, folder: Path) -> Path:
    """The asset in a folder; it is fetched if it is not there, or there but damaged.

    Processes that want the same asset wait for the first of them. Should two fetch it all the
    same, each puts a file of its own, checked and whole, in its place.

    Raises:
        EngineError: it is not there, and cannot be fetched or kept.
    """
    path = folder / asset.name
    try:
        while not _intact(asset, path):
            with _claim(path) as claim:
                # Another process may have ended between the look and the claim.
                if claim and not _intact(asset, path):
                    _keep(_received(asset, path, claim), path)
    except OSError as error:
        # Another process may have put it there, and on Windows have it open.
        if not _intact(asset, path):
            raise EngineError(
                f"{asset.title} cannot be kept as {path}: {error};"
                f" set {asset.variable} to a folder that can be written"
            ) from error
    return path


def _intact(asset: Asset, path: Path) -> bool:
    try:
        return present(asset, path.parent) and _digest(path.read_bytes()) == asset.sha256
    except OSError:
        return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def _claim(path: Path) -> Iterator[Path | None]:
    """A file beside `path` that keeps other processes waiting; none, a moment later, if one has it.

    It only spares a second fetch: nothing breaks if it is taken from a process that is alive.
    """
    claim = path.with_name(f"{path.name}.fetching")
    claim.parent.mkdir(parents=True, exist_ok=True)
    if not _created(claim):
        yield None
        return
    try:
        yield claim
    finally:
        claim.unlink(missing_ok=True)


def _created(claim: Path) -> bool:
    """Make the file; if it is there, clear it away if it was abandoned, or else wait a moment."""
    try:
        claim.touch(exist_ok=False)
    except FileExistsError:
        try:
            if time.time() - claim.stat().st_mtime > ABANDONED:
                claim.unlink()
            else:
                time.sleep(0.2)
        except FileNotFoundError:
            pass  # the other process ended at this moment
        return False
    return True


def _received(asset: Asset, path: Path, claim: Path) -> bytes:
    """What the server has.

    Raises:
        EngineError: it cannot be reached, refuses, fails, is too slow, or has another file.
    """
    try:
        data = _read(asset, claim)
        _check(asset, data)
    except (OSError, HTTPException, ValueError) as error:
        raise EngineError(_not_fetched(asset, path, error)) from error
    return data


def _read(asset: Asset, claim: Path) -> bytes:
    """What comes: all of it, or a little more than the asset has bytes."""
    data, end = bytearray(), time.monotonic() + asset.limit
    try:
        # Addresses are constants of the program, and the checksum decides.
        reply = urllib.request.urlopen(asset.url, timeout=SILENCE)  # noqa: S310
    except HTTPError as error:
        error.close()  # it holds the connection
        raise
    with closing(reply):
        # `read` would wait for a whole piece, for ever if a byte comes now and then.
        while len(data) <= asset.size and (piece := reply.read1(PIECE)):
            data += piece
            claim.touch()
            if time.monotonic() > end:
                raise TimeoutError(f"it was not there after {asset.limit:.0f} s")
    return bytes(data)


def _check(asset: Asset, data: bytes) -> None:
    """Raise a `ValueError` that says what is wrong with what came."""
    if len(data) < asset.size:
        raise ValueError(f"only {len(data):,} of its {asset.size:,} bytes came")
    if len(data) > asset.size:
        raise ValueError(f"more than its {asset.size:,} bytes came")
    if _digest(data) != asset.sha256:
        raise ValueError("another file came (its SHA-256 differs)")


def _not_fetched(asset: Asset, path: Path, error: Exception) -> str:
    cause = error.reason if type(error) is URLError else error
    reason = " ".join(str(cause).split()) or type(cause).__name__
    damaged = f" ({path} is there, but damaged)" if path.exists() else ""
    return (
        f"{asset.title} is not on this machine{damaged} and cannot be fetched"
        f" ({asset.size / 1e6:.1f} MB): {reason}; try again with a connection to the internet,"
        f" copy {asset.url} to {path} by hand, or {asset.instead}"
    )


def _keep(data: bytes, path: Path) -> None:
    """Put a file in its place at once: nobody ever sees a part of it."""
    descriptor, name = tempfile.mkstemp(".part", f"{path.name}.", path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
