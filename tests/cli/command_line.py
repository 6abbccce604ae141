"""Running the command line: in this process, where that is enough, or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fullcast.cli import main

TONE = ("--engine", "tone", "--executor", "inline")

MILL = """The Mill on the Hill

by Ada Quill

Chapter 1: The Door

The wind shook the old mill. Rowan knocked twice.

"Is anybody there?" Rowan asked.

"Come in," said Mistress Hale. "The door was never locked."

Chapter 2: The Bread

Rowan sat down by the oven.

"Eat," said Mistress Hale.

"Thank you," said Rowan. "It smells of home."
"""

FERRY = """The Ferry

by Ada Quill

Chapter 1: The Landing

Mara and Pim and Mistress Hale stood on the landing. The fog lay on the river.

"Then we walk," said Mistress Hale.

"Not in this," Pim said.

Nobody moved. The bell rang on the other side. It rang for a long time.

Then it was still.

"There."

It rang once more. They looked at each other, Mistress Hale and Pim and Mara.

"I heard nothing."

"You never do," said Mara.
"""
"""Bare lines among three people leave doubt."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as values."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one sentence on stderr, without what was said before."""
        assert "Traceback" not in self.err
        lines = [line for line in self.err.splitlines() if line.startswith("Error: ")]
        assert len(lines) == 1, self.err
        return lines[0].removeprefix("Error: ")


class Cli:
    """Runs `fullcast` in this process, in a folder and with a cache of its own."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
    ) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.folder = folder

    def __call__(self, *args: str | Path) -> Run:
        self._monkeypatch.setattr(sys, "argv", ["fullcast", *map(str, args)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        captured = self._capsys.readouterr()
        code = end.value.code
        assert isinstance(code, int)
        return Run(code, captured.out, captured.err)


def command(*args: str | Path) -> list[str]:
    """The command as a process of its own."""
    return [sys.executable, "-m", "fullcast", *map(str, args)]


def run(*args: str | Path, cwd: Path, **environment: str) -> Run:
    """Run `fullcast` in a process of its own."""
    done = subprocess.run(
        command(*args),
        cwd=cwd,
        env={**os.environ, "FULLCAST_CACHE": str(cwd / "cache"), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
