"""Runs that are killed or stopped lose nothing and leave nothing half-written."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import command, contents, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals as Unix does")

WORDS = "wind sea boat lamp door road night house morning river stone bread fire horse hill".split()
MAKE = ("make", "sea.txt", "--engine", "tone", "--executor", "processes:2")
KILLS = 3


def _story(chapters: int, paragraphs: int) -> str:
    """A story long enough to be killed in the middle of it."""
    choose = random.Random(7)  # noqa: S311 - repeatable, not secret
    rows = ["The Sea Road", "by Ann One"]
    for number in range(1, chapters + 1):
        rows.append(f"Chapter {number}: The {WORDS[number].title()}")
        for _ in range(paragraphs):
            words = " ".join(choose.choice(WORDS) for _ in range(8)).capitalize()
            rows.append(choose.choice([f"{words}.", f'"{words}," said Rowan.', f'"{words}!"']))
    return "\n\n".join(rows) + "\n"


def _start(folder: Path, cache: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*MAKE),
        cwd=folder,
        env={**os.environ, "FULLCAST_CACHE": str(folder / cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _is_gone(group: int) -> bool:
    """Whether no process of a group runs any more; those that nobody reaped do not run."""
    return all(state in "ZX" for state in _states(group))


def _states(group: int) -> list[str]:
    """The states of a group's processes: from /proc, or from `ps` where there is none."""
    if not Path("/proc/self/stat").exists():
        command = ["ps", "-o", "stat=", "-g", str(group)]
        return [stat[0] for stat in subprocess.check_output(command, text=True).split()]
    states = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            state, _, its_group = file.read_text().rpartition(")")[2].split()[:3]
            states += [state] if int(its_group) == group else []
    return states


def test_killed_runs_go_on_where_they_stopped(tmp_path: Path) -> None:
    (tmp_path / "sea.txt").write_text(_story(3, 8))
    whole = tmp_path / "whole"
    start = time.monotonic()
    assert run(*MAKE, "--output", whole, cwd=tmp_path).code == 0
    usual = time.monotonic() - start
    expected = contents(whole)
    choose = random.Random(3)  # noqa: S311 - repeatable, not secret
    for _ in range(KILLS):
        with _start(tmp_path, "other") as process:
            time.sleep(choose.uniform(0.4, usual))
            process.kill()
        if (tmp_path / "output").exists():
            found = contents(tmp_path / "output")
            final = {name for name in found if not name.endswith(".part")}
            assert all(found[name] == expected[name] for name in final)
    spoken = len(list((tmp_path / "other").rglob("*.wav")))
    again = run(*MAKE, "--json", cwd=tmp_path, FULLCAST_CACHE="other")
    assert again.code == 0
    assert again.json["lines"]["spoken"] <= len(list((tmp_path / "other").rglob("*.wav"))) - spoken
    assert contents(tmp_path / "output") == expected


@pytest.mark.parametrize("moment", ["starting", "speaking"])
def test_ctrl_c_stops_at_once_with_one_sentence(tmp_path: Path, moment: str) -> None:
    (tmp_path / "sea.txt").write_text(_story(5, 60))
    with _start(tmp_path, "cache") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("The Sea Road: ")
        deadline = time.monotonic() + 60
        while moment == "speaking" and not list((tmp_path / "cache").rglob("*.wav")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        start = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
        took = time.monotonic() - start
    assert process.returncode == 130
    assert out == ""
    assert err.splitlines()[-1].startswith("Stopped. What has been spoken is kept")
    assert all(line.startswith("  0") for line in err.splitlines()[:-1] if line)
    assert took < 2
    assert not list((tmp_path / "output").rglob("*.part"))
    while not _is_gone(process.pid):
        assert time.monotonic() < start + 10
        time.sleep(0.05)
