"""Progress on stderr: a bar with the time left on a terminal, a line a file elsewhere."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.output import clock, warn

if TYPE_CHECKING:
    from fullcast.model import Track
    from fullcast.pipeline import Progress

_BAR = 20
_BESIDES = 39
"""Columns that the bar and the time left take at most, with what stands between, and one to spare:
some terminals begin a new line as soon as one is full."""

_SHORTEST = 8
_CLEAR_LINE = "\r\x1b[K"


class Display:
    """Shows the stories of one run, one after the other."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._title = ""

    def progress(self) -> Progress:
        """The callbacks that a run reports to."""
        from fullcast.pipeline import Progress

        return Progress(self._begin, self._file, self._line, self._done, self._warn)

    def close(self) -> None:
        """Leave the terminal's line; safe to call at any time."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def _begin(self, title: str, lines: int) -> None:
        self.close()
        self._title = title
        if sys.stderr is not None and sys.stderr.isatty():
            self._bar = click.progressbar(
                length=lines,
                label=_label(title, lines),
                file=sys.stderr,
                show_pos=True,
                width=_BAR,
                bar_template="%(label)s [%(bar)s] %(info)s",
            )
            self._bar.__enter__()
        else:
            click.echo(f"{title}: {lines} line{'' if lines == 1 else 's'}", err=True)

    def _file(self, path: Path) -> None:
        if self._bar is not None:
            self._bar.label = _label(self._title, self._bar.length, path.stem)
            self._bar.render_progress()

    def _line(self) -> None:
        if self._bar is not None:
            self._bar.update(1)

    def _done(self, track: Track) -> None:
        self._above(lambda: click.echo(f"  {track.path.name}  {clock(track.duration)}", err=True))

    def _warn(self, message: str) -> None:
        self._above(lambda: warn(message))

    def _above(self, write: Any) -> None:
        """Write lines in the place of the bar, and the bar below them."""
        if self._bar is None:
            write()
            return
        click.echo(_CLEAR_LINE, err=True, nl=False)
        write()
        # The bar is drawn only when it changes; it does not know that its line was cleared.
        self._bar._last_line = None
        self._bar.render_progress()


def _label(title: str, lines: int, file: str = "") -> str:
    """What stands before the bar, cut so that the bar does not break into a second line."""
    # A broken line would stay on the screen when the bar is drawn again.
    room = shutil.get_terminal_size().columns - _BESIDES - 2 * len(str(lines))
    room = max(_SHORTEST, room)
    if not file:
        return _cut(title, room)
    title = _cut(title, max(room // 2, room - len(file) - 2))
    return _cut(f"{title}: {file}", room)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1] + "…"
