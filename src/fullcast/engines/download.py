"""Files too large for a package: fetched once, checked, and whole as soon as they exist."""

from __future__ import annotations

import hashlib
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import BinaryIO

from fullcast.errors import EngineError

STALLED = 30.0
"""Seconds without a byte after which a server, or another process that fetches, is given up."""
PIECE = 1 << 18
"""Bytes read at once."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file on the web: its name, address, length in bytes, and SHA-256 in hexadecimal."""

    name: str
    url: str
    size: int
    sha256: str


def fetched(asset: Asset, folder: Path) -> Path:
    """The asset in a folder; it is fetched if it is not there.

    It is written under another name, and gets its own when its checksum is right. Processes that
    want the same asset wait for the first of them.

    Raises:
        EngineError: the file cannot be fetched or written, or is not the one that was meant.
    """
    path = folder / asset.name
    try:
        while not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f"{asset.name}.part")
            if _claimed(partial):
                _fetch(asset, partial, path)
    except (OSError, ValueError, HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it holds the connection
        reason = getattr(error, "reason", None) or error or type(error).__name__
        raise EngineError(
            f"{asset.url} ({asset.size / 1e6:.0f} MB) cannot be fetched: {reason}; try again with a"
            f" working network, or put the file at {path}"
        ) from error
    return path


def _claimed(partial: Path) -> bool:
    """Whether this process may write the file, which others leave alone from then on."""
    try:
        partial.touch(exist_ok=False)
    except FileExistsError:
        try:
            if time.time() - partial.stat().st_mtime > STALLED:
                partial.unlink()  # whoever began it was killed
            else:
                time.sleep(0.2)
        except FileNotFoundError:
            pass  # it was finished, or given up, at this moment
        return False
    return True


def _fetch(asset: Asset, partial: Path, path: Path) -> None:
    """Write the asset to `partial`, check it, and move it to `path`."""
    try:
        # Addresses are constants of this program; see who builds an Asset.
        answer = urllib.request.urlopen(asset.url, timeout=STALLED)  # noqa: S310
        with closing(answer), partial.open("wb") as file:
            digest = _copy(answer, file, asset.size)
        if digest != asset.sha256:
            raise ValueError("what came is not the file that was expected (its checksum differs)")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _copy(source: BinaryIO, target: BinaryIO, size: int) -> str:
    """Copy `size` bytes and give their SHA-256; a byte more or less is a `ValueError`."""
    digest = hashlib.sha256()
    copied = 0
    while piece := source.read(PIECE):
        copied += len(piece)
        if copied > size:
            break
        digest.update(piece)
        target.write(piece)
    if copied != size:
        raise ValueError(f"{copied:,} bytes came instead of {size:,}")
    return digest.hexdigest()
