"""The first signal lets what is being spoken be kept, the second ends the run at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import command, contents, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals as Unix does")

ENGINE = '''
import os
import pathlib
import time
from fullcast.engines.tone import ToneEngine
from fullcast.model import Age, Gender, VoiceInfo

PACE = float(os.environ.get("PACE", "0"))


class Slow(ToneEngine):
    """Takes its time for each text, and notes when it begins and ends one."""

    name = "slow"

    def voices(self):
        return (VoiceInfo(self.name, "tenor", "en", Gender.MALE, Age.ADULT),)

    def synthesize(self, text, voice):
        note = pathlib.Path(f"calls/{time.monotonic_ns()}")
        note.with_suffix(".begun").touch()
        time.sleep(PACE)
        sound = super().synthesize(text, voice)
        note.with_suffix(".ended").touch()
        return sound
'''
STORY = "The Quay\n\n" + "\n\n".join(f"The boat with number {n} came in." for n in range(1, 25))
ALL = 26
"""The story's sentences, its title, and what the voice is levelled by."""
SENTENCE = "Stopped. What has been spoken is kept: the same command goes on from here."


class Harbour:
    """A folder with a story and an engine that takes its time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "calls").mkdir()
        (folder / "quay.txt").write_text(STORY)
        info = folder / "packages" / "slow_engine-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow-engine\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[fullcast.engines]\nslow = slow_engine:Slow\n")
        (folder / "packages" / "slow_engine.py").write_text(ENGINE)

    def start(self, executor: str, pace: float) -> subprocess.Popen[str]:
        return subprocess.Popen(
            command("make", "quay.txt", "--engine", "slow", "--executor", executor),
            cwd=self.folder,
            env={**os.environ, **self._environment(), "PACE": str(pace)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def finish(self) -> int:
        """Go on; how many texts were spoken."""
        before = self.count("ended")
        made = run("make", "quay.txt", "--engine", "slow", "--executor", "inline",
                   cwd=self.folder, **self._environment())  # fmt: skip
        assert made.code == 0
        return self.count("ended") - before

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join(
            filter(None, [str(self.folder / "packages"), os.environ.get("PYTHONPATH")])
        )
        return {"FULLCAST_CACHE": str(self.folder / "cache"), "PYTHONPATH": path}

    def count(self, what: str) -> int:
        return len(list((self.folder / "calls").glob(f"*.{what}")))

    def clips(self) -> int:
        return len(list((self.folder / "cache").rglob("*.wav")))

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not until():
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.fixture
def harbour(tmp_path: Path) -> Harbour:
    return Harbour(tmp_path)


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("executor", ["inline", "processes:2"])
def test_what_is_being_spoken_is_kept(
    harbour: Harbour, executor: str, number: signal.Signals, code: int
) -> None:
    with harbour.start(executor, 0.5) as process:
        harbour.wait(lambda: harbour.count("begun") >= 4)
        os.killpg(process.pid, number)  # as a terminal does: to the workers as well
        begun = harbour.count("begun")
        out, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert out == ""
    assert err.splitlines()[-1] == SENTENCE
    assert "Traceback" not in err
    assert begun <= harbour.count("begun") <= begun + 1
    assert harbour.clips() == harbour.count("ended") == harbour.count("begun") < ALL
    assert not list(harbour.folder.rglob("*.part"))
    kept = harbour.clips()
    assert harbour.finish() == ALL - kept


@pytest.mark.parametrize("executor", ["inline", "processes:2"])
def test_the_second_ends_it_at_once(harbour: Harbour, executor: str) -> None:
    with harbour.start(executor, 30) as process:
        harbour.wait(lambda: harbour.count("begun") >= 1)
        process.send_signal(signal.SIGINT)
        time.sleep(0.8)
        assert process.poll() is None
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert time.monotonic() - start < 3
    assert process.returncode == 130
    assert err.splitlines()[-1] == SENTENCE
    assert harbour.clips() == 0


def test_a_signal_that_comes_twice_at_once_is_one(harbour: Harbour) -> None:
    with harbour.start("processes:2", 1.0) as process:
        harbour.wait(lambda: harbour.count("begun") >= 2)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 143
    assert harbour.clips() == harbour.count("begun")


def test_what_ignores_a_closed_terminal_goes_on_without_it(harbour: Harbour) -> None:
    made = harbour.folder / "output"
    line = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"]
    process = subprocess.Popen(
        [*line, *command("make", "quay.txt", "--engine", "tone", "--executor", "inline")],
        cwd=harbour.folder,
        env={**os.environ, "FULLCAST_CACHE": str(harbour.folder / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert contents(made)
