"""A story, and a command line to run on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import MILL, Cli


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """`fullcast`, run in `tmp_path`, where `mill.txt` is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FULLCAST_CACHE", str(tmp_path / "cache"))
    (tmp_path / "mill.txt").write_text(MILL)
    return Cli(monkeypatch, capsys, tmp_path)
