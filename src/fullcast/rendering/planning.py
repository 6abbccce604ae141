"""What a rendering would do, without doing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fullcast.model import Job
from fullcast.rendering.cache import Cache


@dataclass(frozen=True, slots=True)
class Plan:
    """How much there is to speak."""

    total: int
    """All jobs."""
    spoken: int
    """Jobs to be spoken."""
    reused: int
    """Jobs whose clip is in the cache, or is that of an earlier job."""
    characters: int
    """Length of the texts to be spoken."""


def clip_path(root: Path, key: str) -> Path:
    """Where a cache at `root` has the clip of a key, if it has it."""
    return root / key[:2] / f"{key}.wav"


class Outlook:
    """Tells of each job, in order, whether it would be spoken. The cache is left as it is."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._known: set[str] = set()

    def speaks(self, job: Job) -> bool:
        """Whether the clip is neither in the cache nor that of an earlier job.

        Raises:
            RenderError: the cache cannot be read.
        """
        if job.key in self._known:
            return False
        self._known.add(job.key)
        return not self._cache.holds(job.key)


def plan(jobs: Iterable[Job], cache: Cache) -> Plan:
    """Count what `render` would speak and what it would reuse. The cache is left as it is.

    Raises:
        RenderError: the cache cannot be read.
    """
    total = spoken = characters = 0
    outlook = Outlook(cache)
    for job in jobs:
        total += 1
        if outlook.speaks(job):
            spoken += 1
            characters += len(job.text)
    return Plan(total, spoken, total - spoken, characters)
