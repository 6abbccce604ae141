"""Notes which clips and pressings of the cache a story uses, as it is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

from fullcast import recording, rendering
from fullcast.model import Job

SAMPLE = "sample"
"""What is noted in the place of a chapter's number."""


class Usage:
    """The notes of one story."""

    def __init__(self, uses: rendering.Uses, title: str, folder: Path) -> None:
        """`uses` keeps them; `folder` is where the story's files are."""
        self._uses = uses
        self._title = title
        self._folder = folder_name(folder)
        self._begun: dict[str, rendering.Use] = {}

    def begin(self, part: str, parts: Iterable[recording.Part], pressed: Iterable[str]) -> None:
        """A chapter is about to be made of these lines, and of these pressings as far as known."""
        parts = tuple(parts)
        jobs: Iterable[Job] = (job for each in parts for job in each.jobs)
        clips: dict[str, set[str]] = defaultdict(set)
        for job in chain(jobs, recording.calibrations(parts).values()):
            clips[job.voice.engine].add(_short(job.key))
        use = rendering.Use(
            *(self._title, self._folder, part),
            {engine: frozenset(keys) for engine, keys in clips.items()},
            frozenset(map(_short, pressed)),
        )
        self._begun[part] = use
        self._uses.note(use)

    def end(self, part: str, pressed: Iterable[str]) -> None:
        """It was made, or begun, of these pressings."""
        use = self._begun.pop(part, None)
        if use is None:  # its file could not even be begun, so nothing of it was planned
            return
        self._uses.note(replace(use, pressed=use.pressed.union(map(_short, pressed))))

    def still(self, part: str) -> None:
        """A chapter stays as it was made."""
        self._uses.touch(self._folder, part)


def folder_name(folder: Path) -> str:
    """How notes name the folder of a story."""
    return str(folder.absolute())


def _short(key: str) -> str:
    return key[: rendering.SHORT]
