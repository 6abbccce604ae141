"""Several stories are one stream of jobs, and whoever looks on sees one after the other."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import command, contents, run

ENGINE = '''
import pathlib
import time
from fullcast.engines.tone import ToneEngine
from fullcast.model import Age, Gender, VoiceInfo


class Turnstile(ToneEngine):
    """Says "gate" only once it was asked for "rain", and notes what it begins and ends."""

    name = "turnstile"

    def voices(self):
        return (VoiceInfo(self.name, "tenor", "en", Gender.MALE, Age.ADULT),)

    def synthesize(self, text, voice):
        note = pathlib.Path(f"calls/{time.monotonic_ns()}")
        note.with_suffix(".begun").touch()
        if "rain" in text:
            pathlib.Path("calls/rain").touch()
        if "slow" in text:
            time.sleep(0.5)
        if "gate" in text:
            deadline = time.monotonic() + 20
            while not pathlib.Path("calls/rain").exists():
                if time.monotonic() > deadline:
                    raise RuntimeError("it never rained")
                time.sleep(0.01)
        sound = super().synthesize(text, voice)
        note.with_suffix(".ended").touch()
        return sound
'''
WORDS = "wind sea boat lamp door road night house morning river stone bread fire horse hill".split()


def _shelf(folder: Path) -> list[str]:
    """Files of stories; two have one title, one is no story, and they share some sentences."""
    names = []
    for number, word in enumerate(WORDS[:6]):
        title = "The Lamp" if number in (1, 4) else f"The {word.title()}"
        rows = [title, f"by {word.title()} One", "It began in the evening."]
        rows += [f"The {word} was {other}, they said." for other in WORDS]
        rows += [f'"Mind the {word}," said Rowan.', "Nobody spoke of it again."]
        names.append(f"{word}.txt")
        (folder / names[-1]).write_text("\n\n".join(rows) + "\n")
    (folder / "broken.txt").write_bytes(b"\x89PNG\0")
    return [*names[:3], "broken.txt", *names[3:]]


def test_workers_make_them_as_one_process_does_and_tell_it_in_order(tmp_path: Path) -> None:
    names = _shelf(tmp_path)
    told, files, counts = [], [], []
    for executor in ("inline", "processes"):
        made = run("make", *names, "--engine", "tone", "--executor", executor, "--json",
                   "--output", executor, cwd=tmp_path, FULLCAST_CACHE=f"of-{executor}")  # fmt: skip
        assert made.code == 1
        told.append(made.err)
        files.append([Path(*Path(file).parts[1:]) for file in made.json["files"]])
        counts.append((sum(made.json["lines"].values()), made.json["lines"]["failed"]))
    assert "broken.txt" in told[0]
    assert told[1] == told[0].replace("inline/", "processes/")
    assert files[1] == files[0]
    assert counts[1] == counts[0]
    assert contents(tmp_path / "processes") == contents(tmp_path / "inline")
    events = run("make", *names, "--engine", "tone", "--executor", "processes:2", "--progress",
                 "json", "--output", "other", cwd=tmp_path, FULLCAST_CACHE="fresh").err  # fmt: skip
    order = [json.loads(line) for line in events.splitlines()]
    open_story = None
    for event in order:
        if event["event"] == "begin":
            assert open_story is None
            open_story = event["title"]
        elif event["event"] == "done":
            assert event["title"] == open_story
            assert event["spoken"] + event["reused"] == len(WORDS) + 6
            open_story = None
        elif event["event"] in ("file", "file_done", "lines"):
            assert open_story is not None
    assert sum(event["event"] == "done" for event in order) == 6
    assert [event["event"] for event in order].count("error") == 1


class Harbour:
    """A folder with an engine that waits, and notes what it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder / "cache"
        (folder / "calls").mkdir()
        info = folder / "packages" / "turnstile-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: turnstile\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(
            "[fullcast.engines]\nturnstile = turnstile:Turnstile\n"
        )
        (folder / "packages" / "turnstile.py").write_text(ENGINE)
        self.environment = {
            "FULLCAST_CACHE": str(self.cache),
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(folder / "packages"), os.environ.get("PYTHONPATH")])
            ),
        }

    def story(self, name: str, *sentences: str) -> str:
        (self.folder / f"{name}.txt").write_text(
            f"The {name.title()}\n\n" + "".join(f"{each}\n\n" for each in sentences)
        )
        return f"{name}.txt"

    def count(self, what: str) -> int:
        return len(list((self.folder / "calls").glob(f"*.{what}")))

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 60
        while not until():
            assert time.monotonic() < deadline
            time.sleep(0.01)


@pytest.fixture
def harbour(tmp_path: Path) -> Harbour:
    return Harbour(tmp_path)


def test_the_next_story_is_spoken_while_the_last_words_of_one_are_waited_for(
    harbour: Harbour,
) -> None:
    first = harbour.story("wall", "There was a wall.", "There was a gate.")
    second = harbour.story("storm", "There was rain.")
    made = run("make", first, second, "--engine", "turnstile", "--executor", "processes:2",
               "--json", cwd=harbour.folder, **harbour.environment)  # fmt: skip
    assert made.code == 0, made.err
    assert made.json["missing"] == []
    assert [Path(file).parent.name for file in made.json["files"][::6]] == ["The Wall", "The Storm"]


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals as Unix does")
@pytest.mark.parametrize("signals", [1, 2])
def test_signals_end_all_stories(harbour: Harbour, signals: int) -> None:
    """The first lets what is being spoken be kept, the second does not wait for it."""
    slow = [f"The boat with number {n} was slow." for n in range(1, 9)]
    first = harbour.story("quay", *slow)
    second = harbour.story("storm", "There was rain.", *(f"Then {each.lower()}" for each in slow))
    if signals == 2:
        (harbour.folder / "packages" / "turnstile.py").write_text(
            ENGINE.replace("time.sleep(0.5)", "time.sleep(30)")
        )
    with subprocess.Popen(
        command("make", first, second, "--engine", "turnstile", "--executor", "processes:2"),
        cwd=harbour.folder, env={**os.environ, **harbour.environment}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        harbour.wait(lambda: harbour.count("begun") - harbour.count("ended") == 2)
        time.sleep(0.3)
        os.killpg(process.pid, signal.SIGINT)
        if signals == 2:
            time.sleep(0.8)
            assert process.poll() is None
            os.killpg(process.pid, signal.SIGINT)
        start = time.monotonic()
        out, err = process.communicate(timeout=60)
    assert time.monotonic() - start < 6
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("Stopped. What has been spoken is kept")
    assert not list((harbour.folder / "output").rglob("*.part"))
    if signals == 1:
        clips = len(list(harbour.cache.rglob("*.wav")))
        assert clips == harbour.count("ended") == harbour.count("begun")
