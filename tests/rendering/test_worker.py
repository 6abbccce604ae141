from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing import get_context
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest
from rendering_speakers import calls, speak, spoken

from fullcast.model import Voice
from fullcast.rendering import Cache, clipfile, job_for, render
from fullcast.rendering.worker import READY, serve

PROGRAM = Path(__file__).with_name("render_in_background.py")
STORY = [f"slow line number {number}" for number in range(40)]

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")


def start(tmp_path: Path, executor: str, *texts: str) -> subprocess.Popen[str]:
    """Start a rendering as a program of its own, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, PROGRAM, tmp_path / "cache", tmp_path, executor, *texts],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_calls(tmp_path: Path, count: int) -> None:
    """Wait until so many calls have begun."""
    deadline = time.monotonic() + 30
    while len(calls(tmp_path)) < count:
        assert time.monotonic() < deadline, "the rendering does not begin"
        time.sleep(0.005)


def assert_all_ended(processes: set[int]) -> None:
    """The processes end very soon."""
    deadline = time.monotonic() + 5
    while any(map(alive, processes)):
        assert time.monotonic() < deadline, "a worker outlives its rendering"
        time.sleep(0.02)


def alive(process: int) -> bool:
    """Whether a process runs; one that waits to be collected does not."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


def assert_whole(root: Path) -> int:
    """Every file with a final name is whole; how many there are."""
    clips = [path for path in root.rglob("*.wav") if path.parent.name != "partial"]
    for path in clips:
        assert clipfile.duration(path.read_bytes(), path.stem) > 0
    return len(clips)


@pytest.mark.parametrize("executor", ["inline", "processes:2"])
def test_chatter_reaches_no_standard_output(tmp_path: Path, executor: str) -> None:
    program = start(tmp_path, executor, "print one", "print two", "Oh.")
    out, err = program.communicate(timeout=60)
    assert out == "spoken\n" * 3
    if executor != "inline":
        assert err == ""
    assert len(calls(tmp_path)) == 3


@posix
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("way", ["slow", "hang"])
def test_workers_end_with_their_rendering(tmp_path: Path, ending: signal.Signals, way: str) -> None:
    program = start(tmp_path, "processes:2", *(f"{way} {number}" for number in range(200)))
    wait_for_calls(tmp_path, 2)
    program.send_signal(ending)
    assert program.wait(timeout=10) == -ending
    assert_all_ended(set(calls(tmp_path)))
    program.communicate()
    assert_whole(tmp_path / "cache")


def test_a_worker_that_is_left_alone_in_a_call_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    context = get_context("spawn")
    line, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    assert line.recv() == READY
    line.send_bytes(ForkingPickler.dumps((time.sleep, (0.3,))))
    line.close()
    process.join(30)
    assert process.exitcode == 0
    assert capfd.readouterr().err == ""


@posix
@pytest.mark.parametrize("way", ["slow", "hang"])
def test_ctrl_c_ends_the_rendering_and_keeps_what_is_spoken(tmp_path: Path, way: str) -> None:
    program = start(tmp_path, "processes:2", *STORY[:6], *[f"{way} {n}" for n in range(200)])
    wait_for_calls(tmp_path, 8)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    begin = time.monotonic()
    _, err = program.communicate(timeout=30)
    assert time.monotonic() - begin < 8
    assert program.returncode == -signal.SIGINT
    assert err.count("Traceback") == err.count("KeyboardInterrupt") == 1
    assert_all_ended(set(calls(tmp_path)))
    assert assert_whole(tmp_path / "cache") >= 6
    assert list((tmp_path / "cache" / "partial").iterdir()) == []


@posix
@pytest.mark.parametrize("moment", [0.02, 0.05, 0.1, 0.2])
def test_ctrl_c_while_workers_start_is_no_noise(tmp_path: Path, moment: float) -> None:
    program = start(tmp_path, "processes:2", *STORY)
    cache = tmp_path / "cache"
    while not cache.exists():
        time.sleep(0.002)
    time.sleep(moment)
    os.killpg(program.pid, signal.SIGINT)
    _, err = program.communicate(timeout=30)
    assert program.returncode == -signal.SIGINT
    assert err.count("Traceback") <= 1
    assert_whole(cache)


@posix
def test_a_killed_rendering_resumes(tmp_path: Path) -> None:
    moments = random.Random(7)  # noqa: S311
    kept = 0
    for turn in range(4):
        program = start(tmp_path, "processes:2", *STORY)
        wait_for_calls(tmp_path, len(calls(tmp_path)) + 2)
        time.sleep(moments.uniform(0, 0.3))
        program.kill()
        program.communicate()
        assert_all_ended(set(calls(tmp_path)))
        now = assert_whole(tmp_path / "cache")
        assert now >= kept + (turn == 0), "what is spoken once stays"
        kept = now
    jobs = [job_for(text, Voice("tone", str(tmp_path)), "1") for text in STORY]
    cache = Cache(tmp_path / "cache")
    outcomes = list(render(jobs, cache=cache, speak=speak, executor="inline"))
    assert sum(outcome.reused for outcome in outcomes) == kept
    assert cache.damaged == []
    for outcome in outcomes:
        assert outcome.clip is not None
        assert outcome.clip.duration == spoken(outcome.job.text).duration


def test_two_renderings_share_a_cache(tmp_path: Path) -> None:
    programs = [start(tmp_path, "processes:1", *STORY) for _ in range(2)]
    for program in programs:
        out, err = program.communicate(timeout=60)
        assert (out, err) == ("spoken\n" * len(STORY), "")
    assert assert_whole(tmp_path / "cache") == len(STORY)
