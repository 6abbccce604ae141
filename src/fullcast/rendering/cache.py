"""The cache: clips under the names of their content hashes.

`<root>/ab/abcdef….wav` is the clip whose key is `abcdef…`; `<root>/partial/` holds what is being
written. A clip is written there and then moved to its name, which no reader ever sees half done,
whoever is killed and however many processes share the cache. The move stays within one folder
tree, hence within one file system, and a folder of its own lets leftovers be found without a
walk through a hundred thousand clips.

Nothing is flushed to the disk by force: it would cost more time than some engines need to speak,
and what a power failure tears is found out by its checksum and spoken again.
"""

from __future__ import annotations

import os
import re
import time
import uuid
from pathlib import Path

from fullcast import folders
from fullcast.errors import RenderError
from fullcast.model import Audio, Clip
from fullcast.rendering import clipfile
from fullcast.rendering.recency import is_leftover, mark_used

_KEY = re.compile(r"[0-9a-f]{64}")


def default_cache_root() -> Path:
    """Where clips are kept: `FULLCAST_CACHE`, or else the user's cache folder."""
    return folders.cache()


class ClipGoneError(RenderError):
    """A clip that was in the cache has gone or was damaged; its text can be spoken again."""


def read_clip(clip: Clip) -> Audio:
    """The sound of a clip.

    Raises:
        ClipGoneError: the clip's file has gone or was damaged since the cache gave the clip.
    """
    try:
        return clipfile.decode(clip.path.read_bytes(), clip.key)
    except (OSError, clipfile.DamagedClipError) as error:
        raise ClipGoneError(
            f"The cached clip {clip.path} cannot be read: {error}. Run the same command again; "
            "what is missing is spoken anew."
        ) from error


class Cache:
    """Clips on disk by their keys; threads and processes may share one root."""

    def __init__(self, root: Path) -> None:
        """Open the cache at `root`, making the folder if need be, and clear old leftovers.

        Raises:
            RenderError: the folder cannot be made.
        """
        self.root = root
        self.damaged: list[str] = []
        """One sentence for each damaged clip that was met: what it was and what becomes of it."""
        self._partial = root / "partial"
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable("made", error) from error
        self._clear_leftovers()

    def get(self, key: str) -> Clip | None:
        """The clip of a key if it is there and whole; a damaged one is removed and reported.

        Raises:
            RenderError: the cache cannot be read.
        """
        path = self._path(key)
        while (read := self._read(path)) is not None:
            file, state = read
            try:
                seconds = clipfile.duration(file, key)
            except clipfile.DamagedClipError as damage:
                if self._remove(path, state):
                    self.damaged.append(
                        f"The cached clip {path} was damaged ({damage}) and will be spoken again."
                    )
                    return None
            else:
                mark_used(path, state)
                return Clip(key, seconds, path)
        return None

    def holds(self, key: str) -> bool:
        """Whether `get` would find the clip; nothing is removed or reported.

        Raises:
            RenderError: the cache cannot be read.
        """
        read = self._read(self._path(key))
        if read is None:
            return False
        try:
            clipfile.duration(read[0], key)
        except clipfile.DamagedClipError:
            return False
        return True

    def put(self, key: str, audio: Audio) -> Clip:
        """Keep the sound of a key, rounded to 16 bits.

        Raises:
            RenderError: the cache cannot be written.
            ValueError: a sample is not a finite number.
        """
        return self._written(key, clipfile.encode(audio, key), audio.duration)

    def store(self, key: str, file: bytes) -> Clip:
        """Keep a clip that `clipfile.encode` made on another machine.

        Raises:
            RenderError: the cache cannot be written.
            DamagedClipError: the bytes are not a whole clip of that key.
        """
        return self._written(key, file, clipfile.duration(file, key))

    def _written(self, key: str, file: bytes, seconds: float) -> Clip:
        path = self._path(key)
        partial = self._partial / f"{key}.{uuid.uuid4().hex}"
        try:
            self._partial.mkdir(parents=True, exist_ok=True)
            path.parent.mkdir(exist_ok=True)
            try:
                partial.write_bytes(file)
                self._move(partial, path)
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise self._unusable("written", error) from error
        return Clip(key, seconds, path)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not the key of a job")
        return self.root / key[:2] / f"{key}.wav"

    def _read(self, path: Path) -> tuple[bytes, os.stat_result] | None:
        try:
            with path.open("rb") as stream:
                return stream.read(), os.fstat(stream.fileno())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unusable("read", error) from error

    def _remove(self, path: Path, state: os.stat_result) -> bool:
        """Remove a damaged file unless another process has already replaced it."""
        try:
            if not os.path.samestat(path.stat(), state):
                return False
            path.unlink()
        except FileNotFoundError:
            return False
        except OSError as error:
            raise self._unusable("written", error) from error
        return True

    def _move(self, partial: Path, path: Path) -> None:
        try:
            partial.replace(path)
        except PermissionError:
            # Windows replaces no file that somebody reads; by its name it holds the same sound.
            if not self.holds(path.stem):
                raise

    def _clear_leftovers(self) -> None:
        now = time.time()
        try:
            for leftover in self._partial.iterdir():
                if is_leftover(leftover.stat().st_mtime, now):
                    leftover.unlink()
        except OSError:
            # There are none, another process clears them too, or the cache may only be read; then
            # it is still good for reading, and the first clip to be written tells what is wrong.
            return

    def _unusable(self, what: str, error: OSError) -> RenderError:
        return RenderError(
            f"The cache {self.root} cannot be {what}: {error.strerror or error}. Make room "
            "there (`fullcast cache prune` can) and see that you may write to it, or set "
            "FULLCAST_CACHE to another folder."
        )
