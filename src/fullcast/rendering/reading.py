"""Reads clips back; what has gone since it was spoken is spoken again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fullcast.model import Audio, Clip, Job
from fullcast.rendering.cache import Cache, ClipGoneError, read_clip
from fullcast.rendering.coordinator import render
from fullcast.rendering.executors import Workers
from fullcast.rendering.worker import Speak

AGAIN = 10
"""How often something is made again that has gone before it was used: whoever clears the cache
takes each file once, but not all at once."""


def reader(
    jobs: Iterable[Job], *, cache: Cache, speak: Speak, executor: str | Workers
) -> Callable[[Clip], Audio]:
    """A function that gives the sound of the clips of these jobs, whoever clears the cache.

    It raises a `ClipGoneError` if a clip cannot be spoken again, or always goes at once.
    """
    by_key = {job.key: job for job in jobs}

    def read(clip: Clip) -> Audio:
        for _ in range(AGAIN):
            try:
                return read_clip(clip)
            except ClipGoneError:
                job = by_key[clip.key]
                for outcome in render([job], cache=cache, speak=speak, executor=executor):
                    if outcome.clip is None:
                        raise
        return read_clip(clip)

    return read
