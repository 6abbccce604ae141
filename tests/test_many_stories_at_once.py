from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from fullcast import interrupts, stream
from fullcast.errors import Interrupted, StoryError
from fullcast.production import Settings
from fullcast.studio import Progress

NAMES = [f"{word}.txt" for word in "ash beech cedar dogwood elm".split()]


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    for name in NAMES:
        (tmp_path / name).write_text(f"The {Path(name).stem.title()}\n\nIt grew, as trees do.\n")
    return [tmp_path / name for name in NAMES]


def _settings(tmp_path: Path, executor: str) -> Settings:
    return Settings(tmp_path / "out", Path(os.devnull), engine="tone", executor=executor)


def _progress(told: Callable[[], None]) -> Progress:
    return Progress(**{each.name: lambda *about: told() for each in fields(Progress)})


@pytest.mark.parametrize(("executor", "most"), [("inline", 0), ("processes:1", stream.OPEN)])
def test_so_many_stories_are_open_at_once_and_no_more(
    tmp_path: Path, paths: list[Path], executor: str, most: int
) -> None:
    seen = set[int]()

    def look() -> None:
        seen.add(sum(thread.name in NAMES for thread in threading.enumerate()))

    with stream.opened(paths, _settings(tmp_path, executor)) as stories:
        titles = [
            stories.make(_progress(look), lambda done, total: None, look).title for _ in paths
        ]
    assert titles == ["The Ash", "The Beech", "The Cedar", "The Dogwood", "The Elm"]
    assert max(seen) == most
    look()
    assert 0 in seen


def test_a_story_that_fails_leaves_the_next_to_be_made(tmp_path: Path, paths: list[Path]) -> None:
    paths[1].write_bytes(b"\x89PNG\0")
    quiet = _progress(lambda: None)
    titles, errors = [], []
    with stream.opened(paths, _settings(tmp_path, "processes:1")) as stories:
        for _ in paths:
            try:
                titles.append(stories.make(quiet, lambda *_: None, lambda: None).title)
            except StoryError as error:
                errors.append(str(error))
    assert titles == ["The Ash", "The Cedar", "The Dogwood", "The Elm"]
    assert len(errors) == 1
    assert "beech.txt" in errors[0]


def test_nothing_more_is_made_of_stories_that_nobody_waits_for(
    tmp_path: Path, paths: list[Path]
) -> None:
    with stream.opened(paths, _settings(tmp_path, "processes:1")) as stories:
        stories.make(_progress(lambda: None), lambda *_: None, lambda: None)
    deadline = time.monotonic() + 30
    while any(thread.name in NAMES for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert not list(tmp_path.rglob("out/**/*.part"))
    assert not (tmp_path / "out" / "The Elm").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals as Unix does")
def test_what_another_thread_does_as_a_whole_holds_no_signal_back() -> None:
    inside, leave = threading.Event(), threading.Event()
    raised: list[BaseException] = []

    def work() -> None:
        try:
            with interrupts.whole():
                inside.set()
                leave.wait(30)
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            raised.append(error)

    def interrupt() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(5)

    thread = threading.Thread(target=work)
    with interrupts.heeded(lambda: None):
        thread.start()
        inside.wait(30)
        with pytest.raises(Interrupted):
            interrupt()
        leave.set()
        thread.join()
    assert raised == []
