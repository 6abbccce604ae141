"""Progress on stderr: a bar with the time left on a terminal, a line a file elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
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
    """Shows the stories of one run, one after the other: its title, its files, then the bar."""

    def __init__(self, *, sample: bool = False) -> None:
        """How many lines a sample has is only known when it is whole."""
        self._bar: Any = None
        self._sample = sample

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
        about = "a sample of about " if self._sample else ""
        click.echo(f"{title}: {about}{lines} line{'' if lines == 1 else 's'}", err=True)
        if sys.stderr is not None and sys.stderr.isatty():
            self._bar = click.progressbar(
                length=lines,
                label=_label("preparing the voices", lines),
                file=sys.stderr,
                show_pos=True,
                width=_BAR,
                bar_template="%(label)s [%(bar)s] %(info)s",
            )
            self._bar.__enter__()

    def _file(self, path: Path) -> None:
        if self._bar is not None:
            self._bar.label = _label(path.stem, self._bar.length)
            self._bar.render_progress()

    def _line(self) -> None:
        if self._bar is None:
            return
        if not self._bar.pos:  # what is loaded and levelled first is no measure of the lines
            self._bar.start = self._bar.last_eta = time.time()
        self._bar.length = max(self._bar.length, self._bar.pos + 1)
        self._bar.update(1)

    def _done(self, track: Track) -> None:
        if self._bar is not None and self._sample:
            self._bar.length = self._bar.pos
            self._bar.finished = True
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


class Asking:
    """Tells that a language model is asked: a count on a terminal, one line elsewhere."""

    def __init__(self) -> None:
        self._told = False
        self._terminal = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._told and self._terminal:
            click.echo(_CLEAR_LINE, err=True, nl=False)

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` doubtful lines have been asked for."""
        about = f"Asking the language model about {total} doubtful line{'s' * (total != 1)}"
        if self._terminal:
            click.echo(f"{_CLEAR_LINE}{about}: {done} done", err=True, nl=False)
        elif not self._told:
            click.echo(about, err=True)
        self._told = True


def _label(file: str, lines: int) -> str:
    """What stands before the bar, cut so that the bar does not break into a second line."""
    # A broken line would stay on the screen when the bar is drawn again.
    room = shutil.get_terminal_size().columns - _BESIDES - 2 * len(str(lines))
    room = max(_SHORTEST, room)
    return file if len(file) <= room else file[: room - 1] + "…"
