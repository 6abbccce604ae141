"""Who is at work on a cache is seen by others as long as they live, and no longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fullcast.rendering import at_work, stories_at_work

HOLD = """
import sys
from pathlib import Path
from fullcast.rendering import at_work
with at_work(Path(sys.argv[1]), "/books/The Sea"):
    print("here", flush=True)
    sys.stdin.read()
"""


def holder(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


def test_a_story_is_at_work_until_it_is_made(tmp_path: Path) -> None:
    assert stories_at_work(tmp_path) == {}
    with holder(tmp_path) as process:
        assert list(stories_at_work(tmp_path)) == ["/books/The Sea"]
        process.communicate("")
    assert stories_at_work(tmp_path) == {}
    assert not list((tmp_path / "running").iterdir())


def test_a_killed_process_is_not_at_work(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
    assert len(list((tmp_path / "running").iterdir())) == 1
    assert stories_at_work(tmp_path) == {}
    assert not list((tmp_path / "running").iterdir())


def test_two_runs_of_one_story_count_since_the_first(tmp_path: Path) -> None:
    with at_work(tmp_path, "a"):
        first = stories_at_work(tmp_path)["a"]
        with at_work(tmp_path, "a"), at_work(tmp_path, "b"):
            both = stories_at_work(tmp_path)
    assert both["a"] == first <= both["b"]


def test_where_nothing_can_be_written_the_work_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "file"
    root.write_text("")
    with at_work(root, "a"):
        pass
    assert root.read_text() == ""
