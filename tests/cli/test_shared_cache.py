"""A cache that several runs share, that others clear meanwhile, that is full, or read-only."""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from command_line import Run, command, contents, run

MAKE = ("make", "sea.txt", "--engine", "tone", "--executor")
WORDS = "wind sea boat lamp door road night house morning river stone bread fire horse hill".split()


def story(chapters: int, paragraphs: int, seed: int = 7) -> str:
    choose = random.Random(seed)  # noqa: S311 - repeatable, not secret
    rows = ["The Sea Road", "by Ann One"]
    for number in range(1, chapters + 1):
        rows.append(f"Chapter {number}: The {WORDS[number].title()}")
        for _ in range(paragraphs):
            words = " ".join(choose.choice(WORDS) for _ in range(8)).capitalize()
            rows.append(choose.choice([f"{words}.", f'"{words}," said Rowan.', f'"{words}!"']))
    return "\n\n".join(rows) + "\n"


def start(folder: Path, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*MAKE, *args),
        cwd=folder,
        env={**os.environ, "FULLCAST_CACHE": str(folder / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> Run:
    out, err = process.communicate(timeout=120)
    return Run(process.returncode, out, err)


def undisturbed(folder: Path, *more: str) -> dict[str, bytes]:
    done = run(*MAKE, "inline", "--output", "whole", *more, cwd=folder, FULLCAST_CACHE="quiet")
    assert done.code == 0
    return contents(folder / "whole")


def audio(folder: Path) -> set[Path]:
    """The clips and pressings of a cache."""
    return {*folder.glob("??/*.wav"), *folder.glob("pressed/*/*")}


@pytest.mark.parametrize("outputs", [("one", "two", "three"), ("one", "one")])
def test_several_runs_share_a_cache(tmp_path: Path, outputs: tuple[str, ...]) -> None:
    (tmp_path / "sea.txt").write_text(story(2, 8))
    expected = undisturbed(tmp_path)
    running = [start(tmp_path, "inline", "--output", output) for output in outputs]
    for done in map(ended, running):
        assert done.code == 0, done.err
    for output in outputs:
        assert contents(tmp_path / output) == expected
    assert run("cache", "verify", cwd=tmp_path).code == 0
    assert not list((tmp_path / "cache" / "running").iterdir())


@contextmanager
def vandal(cache: Path) -> Iterator[set[Path]]:
    """Remove or damage all that comes into a cache, each file once; gives those it had."""
    choose, done, stop = random.Random(5), set[Path](), threading.Event()  # noqa: S311

    def work() -> None:
        while not stop.is_set():
            for path in sorted(audio(cache) - done):
                if path.is_file() and choose.random() < 0.3:
                    with suppress(OSError):
                        if choose.random() < 0.5:
                            path.unlink()
                        else:
                            path.write_bytes(path.read_bytes()[:100])
                        done.add(path)
            time.sleep(0.2)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize(
    ("executor", "more"),
    [
        ("inline", ()),
        ("processes:2", ("--format", "mp3,opus")),
        ("inline", ("--sample", "60")),
    ],
)
def test_what_is_taken_away_in_the_middle_of_a_run_is_spoken_again(
    tmp_path: Path, executor: str, more: tuple[str, ...]
) -> None:
    (tmp_path / "sea.txt").write_text(story(3, 12))
    expected = undisturbed(tmp_path, *more)
    # Some of it is there already, and goes while the run counts on it.
    assert run(*MAKE, "inline", "--output", "first", *more, cwd=tmp_path).code == 0
    for path in sorted(audio(tmp_path / "cache"))[::2]:
        path.unlink()
    with vandal(tmp_path / "cache") as done:
        made = ended(start(tmp_path, executor, "--output", "one", *more))
    assert done
    assert made.code == 0, made.err
    assert contents(tmp_path / "one") == expected


def test_pruning_leaves_what_a_running_story_needs(tmp_path: Path) -> None:
    (tmp_path / "sea.txt").write_text(story(3, 60))
    with start(tmp_path, "processes:2") as process:
        deadline = time.monotonic() + 60
        while len(audio(tmp_path / "cache")) < 30:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        pruned = run("cache", "prune", "--larger-than", "0", "--json", cwd=tmp_path)
        made = ended(process)
    assert pruned.code == 0
    assert pruned.json["needed"] > 0
    assert set(pruned.json["removed"]) <= {"ledger", "studies"}
    assert "a story is being made" in pruned.err
    assert made.code == 0, made.err
    after = run("cache", "prune", "--larger-than", "0", "--json", cwd=tmp_path)
    assert (after.json["needed"], after.json["left"]["bytes"]) == (0, 0)


def test_a_killed_run_keeps_nothing_from_being_pruned(tmp_path: Path) -> None:
    (tmp_path / "sea.txt").write_text(story(3, 60))
    with start(tmp_path, "inline") as process:
        deadline = time.monotonic() + 60
        while len(audio(tmp_path / "cache")) < 5:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.kill()
    [held] = (tmp_path / "cache" / "running").iterdir()
    survey = run("cache", "--json", cwd=tmp_path).json
    assert [each["title"] for each in survey["stories"]] == ["The Sea Road"]
    pruned = run("cache", "prune", "--larger-than", "0", "--json", cwd=tmp_path)
    assert (pruned.json["needed"], pruned.json["left"]["files"]) == (0, 0)
    assert not held.exists()


def remounted(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def test_a_full_disk_is_one_sentence_and_pruning_helps(tmp_path: Path, small_disk: Path) -> None:
    remounted(small_disk, "size=1m")
    cache = str(small_disk / "cache")
    (tmp_path / "sea.txt").write_text(story(2, 30))
    done = run(*MAKE, "processes:2", cwd=tmp_path, FULLCAST_CACHE=cache)
    assert done.code == 1
    assert "No space left" in done.error
    assert "fullcast cache prune" in done.error
    survey = run("cache", "--json", cwd=tmp_path, FULLCAST_CACHE=cache).json
    assert 0 < survey["total"]["bytes"] <= 1024 * 1024
    assert run("cache", "verify", cwd=tmp_path, FULLCAST_CACHE=cache).code == 0
    pruned = run(
        "cache", "prune", "--larger-than", "1k", "--json", cwd=tmp_path, FULLCAST_CACHE=cache
    )
    assert pruned.json["left"]["bytes"] <= 1000
    (tmp_path / "sea.txt").write_text("It rained.\n")
    done = run(*MAKE, "inline", cwd=tmp_path, FULLCAST_CACHE=cache)
    assert done.code == 0, done.err


def test_a_read_only_cache_is_used_as_far_as_it_goes(tmp_path: Path, small_disk: Path) -> None:
    remounted(small_disk, "size=16m")
    cache = str(small_disk / "cache")
    (tmp_path / "sea.txt").write_text(story(1, 4))
    assert run(*MAKE, "inline", cwd=tmp_path, FULLCAST_CACHE=cache).code == 0
    old = time.time() - 10 * 86400
    for path in audio(Path(cache)):
        os.utime(path, (old, old))
    remounted(small_disk, "ro")
    again = run(*MAKE, "inline", "--output", "two", "--json", cwd=tmp_path, FULLCAST_CACHE=cache)
    assert again.code == 0, again.err
    assert again.json["lines"]["spoken"] == 0
    assert contents(tmp_path / "two") == contents(tmp_path / "output")
    assert run("cache", cwd=tmp_path, FULLCAST_CACHE=cache).code == 0
    assert run("cache", "verify", cwd=tmp_path, FULLCAST_CACHE=cache).code == 0
    pruned = run("cache", "prune", "--older-than", "1", cwd=tmp_path, FULLCAST_CACHE=cache)
    assert pruned.code == 0
    pruned = run("cache", "prune", "--larger-than", "0", cwd=tmp_path, FULLCAST_CACHE=cache)
    assert pruned.code == 1
    assert "cannot be removed: Read-only file system" in pruned.error
    (tmp_path / "sea.txt").write_text(story(1, 4, seed=8))
    new = run(*MAKE, "inline", cwd=tmp_path, FULLCAST_CACHE=cache)
    assert new.code == 1
    assert "Read-only file system" in new.error
    assert "FULLCAST_CACHE" in new.error


@pytest.mark.parametrize("moved", [10 * 365 * 86400, -30 * 365 * 86400])
def test_a_clock_that_was_wrong_does_no_harm(tmp_path: Path, moved: float) -> None:
    (tmp_path / "sea.txt").write_text(story(1, 4))
    assert run(*MAKE, "inline", cwd=tmp_path).code == 0
    expected = contents(tmp_path / "output")
    then = time.time() + moved
    half = tmp_path / "cache" / "partial" / "half"
    half.write_bytes(b"RIFF")
    for path in (tmp_path / "cache").rglob("*"):
        os.utime(path, (then, then))
    (tmp_path / "output").rename(tmp_path / "before")
    again = run(*MAKE, "inline", "--json", cwd=tmp_path)
    assert again.json["lines"]["spoken"] == 0
    assert contents(tmp_path / "output") == expected
    assert not half.exists()
    # What was just used is not old, whatever the clock said before.
    pruned = run("cache", "prune", "--older-than", "1", "--json", cwd=tmp_path)
    assert set(pruned.json["removed"]) <= {"ledger"}
    [made] = run("cache", "--json", cwd=tmp_path).json["stories"]
    assert abs(made["used"] - time.time()) < 3600
