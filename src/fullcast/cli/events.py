"""Progress for other programs: JSON objects, one a line, on stderr; see docs/progress.md."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fullcast.cli.output import STOPPED

if TYPE_CHECKING:
    from fullcast.model import Track
    from fullcast.pipeline import Outlook, Progress, Report

EVERY = 0.5
"""Seconds between two events of lines, at least."""


class Events:
    """Tells of the stories of one run, one after the other."""

    def __init__(self) -> None:
        self._outlook: Outlook | None = None
        self._lines = self._total = 0
        self._sound = self._begun = self._told = 0.0

    def progress(self) -> Progress:
        """The callbacks that a run reports to."""
        from fullcast.pipeline import Progress

        return Progress(
            *(self._begin, self._file, self._line, self._done, self.warn),
            outlook=self._expect, heard=self._hear, missing=self._miss,
        )  # fmt: skip

    def close(self) -> None:
        """There is nothing to leave."""

    def fail(self, message: str) -> None:
        """A story cannot be made."""
        _tell("error", message=message)

    def finish(self, report: Report) -> None:
        """A story is made."""
        _tell(
            "done", title=report.title, files=[str(path) for path in report.files],
            seconds=round(report.seconds, 3), spoken=report.spoken, reused=report.reused,
            failed=report.failed,
        )  # fmt: skip

    def stop(self) -> bool:
        """The run is interrupted; whether all is said by that."""
        _tell("interrupted", message=STOPPED)
        return True

    def warn(self, message: str) -> None:
        """Something that does not end the run."""
        _tell("warning", message=message)

    def _expect(self, outlook: Outlook) -> None:
        self._outlook = outlook

    def _begin(self, title: str, lines: int) -> None:
        standing = self._outlook.standing if self._outlook else 0
        self._lines, self._total, self._sound = 0, lines - standing, 0.0
        self._begun = self._told = time.monotonic()
        chapters = self._outlook.chapters if self._outlook else 1
        unchanged = self._outlook.unchanged if self._outlook else 0
        _tell("begin", title=title, lines=lines, chapters=chapters, unchanged=unchanged)

    def _file(self, path: Path) -> None:
        _tell("file", file=str(path))

    def _hear(self, seconds: float) -> None:
        self._sound += seconds

    def _line(self) -> None:
        self._lines += 1
        now = time.monotonic()
        if now - self._told < EVERY:
            return
        self._told, spent = now, max(now - self._begun, 1e-3)
        left = self._outlook.left() if self._outlook else None
        _tell(
            "lines", done=self._lines, total=max(self._total, self._lines),
            per_second=round(self._lines / spent, 2), times_real=round(self._sound / spent, 2),
            left=None if left is None else round(left, 1),
        )  # fmt: skip

    def _done(self, track: Track) -> None:
        _tell("file_done", file=str(track.path), seconds=round(track.duration, 3))

    def _miss(self, item: Mapping[str, object]) -> None:
        _tell("missing", **item)


def _tell(event: str, **fields: object) -> None:
    click.echo(json.dumps({"event": event, **fields}, ensure_ascii=False), err=True)
