"""--progress: events for programs, lines, or nothing."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from command_line import TONE, Cli, command


def events(err: str) -> list[dict[str, Any]]:
    """One object a line."""
    return [json.loads(line) for line in err.splitlines()]


def test_events_tell_of_each_file_in_order(cli: Cli) -> None:
    made = cli("make", "mill.txt", *TONE, "--progress", "json", "--json")
    told = events(made.err)
    assert told[0] == {
        "event": "begin", "title": "The Mill on the Hill", "lines": 16, "chapters": 2,
        "unchanged": 0,
    }  # fmt: skip
    files = [(each["event"], Path(each["file"]).name[:2]) for each in told if "file" in each]
    assert files == [("file", "01"), ("file_done", "01"), ("file", "02"), ("file_done", "02")]
    done = told[-1]
    assert done["event"] == "done"
    assert done["files"] == made.json["files"]
    assert done["seconds"] == made.json["seconds"]
    assert {name: done[name] for name in ("spoken", "reused", "failed")} == made.json["lines"]


def test_unchanged_files_are_told_in_one_line(cli: Cli) -> None:
    cli("make", "mill.txt", *TONE)
    again = cli("make", "mill.txt", *TONE)
    assert again.err == "The Mill on the Hill: 16 lines\n  2 of 2 files unchanged\n"
    begin = events(cli("make", "mill.txt", *TONE, "--progress", "json").err)[0]
    assert begin["unchanged"] == 2


def test_none_is_silent_but_for_warnings(cli: Cli) -> None:
    story = Path("mill.txt").read_text() + "\nChapter 3: The Mark\n"
    Path("mill.txt").write_text(story)
    made = cli("make", "mill.txt", *TONE, "--progress", "none")
    assert all(line.startswith("Warning: ") for line in made.err.splitlines())


def test_errors_are_events_too(cli: Cli) -> None:
    Path("bad.txt").write_bytes(b"\x89PNG\0")
    made = cli("make", "bad.txt", "mill.txt", *TONE, "--progress", "json")
    assert made.code == 1
    told = events(made.err)
    assert told[0]["event"] == "error"
    assert "bad.txt" in told[0]["message"]
    assert told[-1]["event"] == "done"


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals as Unix does")
def test_files_are_ready_one_after_the_other_and_an_interruption_is_told(tmp_path: Path) -> None:
    rows = ["The Long Road"]
    for number in range(1, 7):
        rows.append(f"Chapter {number}: Mile {number}")
        rows += [f"Cart {at} went past gate {number} in the slow rain." for at in range(60)]
    (tmp_path / "road.txt").write_text("\n\n".join(rows))
    arguments = ("make", "road.txt", "--engine", "tone", "--jobs", "2", "--progress", "json")
    with subprocess.Popen(
        command(*arguments), cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "FULLCAST_CACHE": str(tmp_path / "cache")}, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for line in process.stderr:
            if json.loads(line)["event"] == "file_done":
                break
        first = tmp_path / json.loads(line)["file"]
        assert first.stat().st_size > 10_000
        assert len(list(first.parent.glob("*.mp3"))) < 6
        process.send_signal(signal.SIGTERM)
        rest = events(process.stderr.read())
        assert process.wait(timeout=30) == 128 + signal.SIGTERM
    assert rest[-1]["event"] == "interrupted"
    assert "goes on" in rest[-1]["message"]


def test_lines_are_told_with_their_speed_and_the_time_left() -> None:
    from fullcast.cli.display import Pace
    from fullcast.cli.events import Events
    from fullcast.studio import Outlook

    pace = Pace()
    for _ in range(5):
        pace.hear(3.0)
        pace.line()
        time.sleep(0.02)
    told = pace.told(Outlook(1, 0, 0, lambda: 125.0))
    match = re.fullmatch(r"([\d.]+)/s ([\d.]+)× 2:05 left", told)
    assert match is not None
    assert 1 < float(match[1]) < 100
    assert float(match[2]) == pytest.approx(3 * float(match[1]), rel=0.02)
    assert Events().stop()
