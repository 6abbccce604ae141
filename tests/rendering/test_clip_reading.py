"""Clips that have gone are spoken again as they are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fullcast import engines
from fullcast.errors import EngineError
from fullcast.model import Audio, Clip, Voice
from fullcast.rendering import Cache, ClipGoneError, job_for, reader, render

JOBS = [job_for(text, Voice("tone", "alto"), "1") for text in ("It rained.", "Nobody came.")]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def clips(cache: Cache) -> list[Clip]:
    made = render(JOBS, cache=cache, speak=engines.speak, executor="inline")
    return [each.clip for each in made if each.clip is not None]


@pytest.mark.parametrize("damage", [b"", None])
def test_what_has_gone_or_is_damaged_is_spoken_again(cache: Cache, damage: bytes | None) -> None:
    first, second = clips(cache)
    read = reader(JOBS, cache=cache, speak=engines.speak, executor="inline")
    before = read(first)
    if damage is None:
        first.path.unlink()
    else:
        first.path.write_bytes(damage)
    untouched = second.path.stat().st_mtime_ns
    assert np.array_equal(read(first).samples, before.samples)
    assert first.path.exists()
    assert second.path.stat().st_mtime_ns == untouched


def mute(text: str, voice: Voice) -> Audio:
    raise EngineError("it is mute")


def test_what_cannot_be_spoken_again_is_told(cache: Cache) -> None:
    first, _ = clips(cache)
    first.path.unlink()
    read = reader(JOBS, cache=cache, speak=mute, executor="inline")
    with pytest.raises(ClipGoneError, match="Run the same command again"):
        read(first)
