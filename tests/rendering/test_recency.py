"""Use brings the time of an entry up to date, whatever the clock said before."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fullcast.model import Audio
from fullcast.rendering import Cache, Store, key_of

KEY = key_of("a")


def clip(root: Path) -> tuple[Path, Callable[[], object]]:
    cache = Cache(root)
    path = cache.put(KEY, Audio(np.ones(100, np.float32), 8000)).path
    return path, lambda: cache.get(KEY)


def entry(root: Path) -> tuple[Path, Callable[[], object]]:
    store = Store(root)
    store.put(KEY, b"sound")
    return store.path(KEY), lambda: store.get(KEY)


@pytest.mark.parametrize("made", [clip, entry])
@pytest.mark.parametrize("days", [-9999, -1, 1, 9999])
def test_use_brings_the_time_up_to_date(
    tmp_path: Path, made: Callable[[Path], tuple[Path, Callable[[], object]]], days: int
) -> None:
    path, use = made(tmp_path)
    then = time.time() + days * 86400
    os.utime(path, (then, then))
    assert use() is not None
    assert abs(path.stat().st_mtime - time.time()) < 60


@pytest.mark.parametrize("made", [clip, entry])
def test_what_was_used_within_the_hour_is_not_written_to(
    tmp_path: Path, made: Callable[[Path], tuple[Path, Callable[[], object]]]
) -> None:
    path, use = made(tmp_path)
    then = time.time() - 1800
    os.utime(path, (then, then))
    assert use() is not None
    assert path.stat().st_mtime == pytest.approx(then, abs=0.001)


@pytest.mark.parametrize("made", [clip, entry])
def test_use_does_not_need_the_time_to_be_written(
    tmp_path: Path,
    made: Callable[[Path], tuple[Path, Callable[[], object]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, use = made(tmp_path)
    os.utime(path, (1000, 1000))

    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(os, "utime", refuse)
    assert use() is not None
