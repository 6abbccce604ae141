"""Progress on a terminal, seen as a terminal shows it, and elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from chat_server import says
from command_line import FERRY, MILL, TONE, Cli, command, run
from web_server import serving

WIDTH = 80
_CONTROL = re.compile(r"\x1b\[(\?25[lh]|K)|\r|\n|[^\x1b\r\n]+")


def _in_a_terminal(folder: Path, *args: str, width: int = WIDTH) -> tuple[str, int]:
    """What a command writes to a terminal of so many columns, and its exit code."""
    import pty

    try:
        terminal, theirs = pty.openpty()
    except OSError:
        pytest.skip("there are no terminals to be had here")
    environment = {"FULLCAST_CACHE": str(folder / "cache"), "COLUMNS": str(width), "TERM": "xterm"}
    with subprocess.Popen(
        command(*args),
        cwd=folder,
        env={**os.environ, **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        written = b""
        try:
            while block := os.read(terminal, 4096):
                written += block
        except OSError:  # so Linux says that the other end is closed
            pass
        os.close(terminal)
    return written.decode(), process.returncode


def _screen(written: str) -> list[str]:
    """The lines that stand on the screen in the end."""
    lines, column = [""], 0
    for match in _CONTROL.finditer(written):
        piece = match[0]
        if piece == "\r":
            column = 0
        elif piece == "\n":
            lines.append("")
        elif piece == "\x1b[K":
            lines[-1] = lines[-1][:column]
        elif not piece.startswith("\x1b"):
            lines[-1] = lines[-1][:column].ljust(column) + piece + lines[-1][column + len(piece) :]
            column += len(piece)
            assert column < WIDTH or "Warning" in lines[-1] or "output/" in lines[-1]
    return [line.rstrip() for line in lines]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_on_a_terminal_with_what_is_done_above_it(tmp_path: Path) -> None:
    story = MILL.replace("The Door", "The Door That Was Never Locked to Anybody at All")
    (tmp_path / "mill.txt").write_text(f"{story}\nChapter 3: The Mark\n\n* * *\n")
    written, code = _in_a_terminal(tmp_path, "make", "mill.txt", *TONE)
    assert code == 0
    assert re.search(r"\[#{5,}-+\] +\d+/17", written)
    screen = [line for line in _screen(written) if line]
    done = [line for line in screen if line.startswith("  0")]
    assert [line[2:4] for line in done] == ["01", "02", "03"]
    assert ".mp3  0:2" in done[0]
    bars = [line for line in screen if "[#" in line]
    assert len(bars) == 1
    assert bars[0].startswith("03 - Chapter 3")
    assert screen[0] == "The Mill on the Hill: 17 lines"
    assert screen[1:5] == [*done, bars[0]]
    assert written.rindex("\x1b[?25h") > written.rindex("\x1b[?25l")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_warnings_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(MILL)
    _in_a_terminal(tmp_path, "make", "mill.txt", *TONE)
    for clip in sorted((tmp_path / "cache").rglob("*.wav"))[:4]:
        clip.write_bytes(b"")
    for kept in ("made", "pressed"):  # what is pressed needs no clips
        shutil.rmtree(tmp_path / "cache" / kept)
    written, code = _in_a_terminal(tmp_path, "make", "mill.txt", *TONE)
    assert code == 0
    warnings = [line for line in _screen(written) if "Warning" in line]
    assert len(warnings) == 4
    assert all(line.startswith("Warning: The cached clip") for line in warnings)


def test_elsewhere_a_line_a_file_and_no_control_characters(cli: Cli) -> None:
    made = cli("make", "mill.txt", *TONE)
    assert made.err.splitlines() == [
        "The Mill on the Hill: 16 lines",
        "  01 - Chapter 1 The Door.mp3  0:21",
        "  02 - Chapter 2 The Bread.mp3  0:14",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_terminal_shows_how_far_a_language_model_is_and_then_no_trace(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    with serving(says('{"1": "Mara", "2": "Pim", "3": "Mara", "4": "Pim"}')) as server:
        llm = ("--attributor", "llm", "--llm-url", server.url, "--llm-model", "tiny")
        written, code = _in_a_terminal(tmp_path, "script", "ferry.txt", "-o", "mine.txt", *llm)
    assert code == 0
    assert re.search(r"Asking the language model about \d+ doubtful lines?: 0 done", written)
    assert _screen(written) == ["mine.txt", ""]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("width", [100, 120])
def test_the_table_of_voices_fits_a_terminal_and_a_file_gets_all_of_it(
    tmp_path: Path, width: int
) -> None:
    whole = _table(run("voices", cwd=tmp_path).out)
    assert max(map(len, whole)) > width
    written, code = _in_a_terminal(tmp_path, "voices", width=width)
    assert code == 0
    shown = _table(written)
    assert max(map(len, shown)) < width
    assert [row.split()[0] for row in shown] == [row.split()[0] for row in whole]
    cut = [row for row in shown if row.endswith("…")]
    assert 0 < len(cut) < len(shown)


def _table(written: str) -> list[str]:
    """The rows of the tables of voices."""
    return [row for row in written.splitlines() if re.match(r"Voice  |\w+:\S", row)]
