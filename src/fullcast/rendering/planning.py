"""What a rendering would do, without doing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


def plan(jobs: Iterable[Job], cache: Cache) -> Plan:
    """Count what `render` would speak and what it would reuse. The cache is left as it is.

    Raises:
        RenderError: the cache cannot be read.
    """
    total = spoken = characters = 0
    missing: dict[str, bool] = {}
    for job in jobs:
        total += 1
        if job.key not in missing:
            missing[job.key] = not cache.holds(job.key)
            if missing[job.key]:
                spoken += 1
                characters += len(job.text)
    return Plan(total, spoken, total - spoken, characters)
