"""Progress on stderr: a bar with the time left on a terminal, a line a file elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.output import clock, error, warn

if TYPE_CHECKING:
    from fullcast.model import Track
    from fullcast.pipeline import Outlook, Progress, Report

_BAR = 16
_BESIDES = 56
"""Columns that the bar, the speeds and the time left take at most, with what stands between, and
one to spare: some terminals begin a new line as soon as one is full."""

_SHORTEST = 8
_CLEAR_LINE = "\r\x1b[K"


_LONG = 10.0
"""Seconds after which a line a file also says how fast the run is."""


class Pace:
    """How fast a story is made."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Nothing is heard yet."""
        self._lines, self._sound = 0, 0.0
        self._start = self._first = time.monotonic()

    def hear(self, seconds: float) -> None:
        """A line is heard for so long."""
        self._sound += seconds

    def line(self) -> None:
        """A line stands in its file."""
        if not self._lines:  # what is loaded and levelled first is no measure of the lines
            self._first = time.monotonic()
        self._lines += 1

    @property
    def is_long(self) -> bool:
        """Whether anybody would want to know."""
        return time.monotonic() - self._start >= _LONG

    def told(self, outlook: Outlook | None) -> str:
        """`12/s 34× 5:06 left`: lines a second, seconds of sound a second, and the time left."""
        spent = time.monotonic() - self._first
        if self._lines < 2 or spent <= 0:
            return ""
        left = outlook.left() if outlook else None
        rates = f"{self._lines / spent:.3g}/s {self._sound / spent:.3g}×"
        return rates if left is None else f"{rates} {clock(left)} left"


class Display:
    """Shows the stories of one run, one after the other: its title, its files, then the bar."""

    def __init__(self, *, sample: bool = False, bar: bool = True, quiet: bool = False) -> None:
        """How many lines a sample has is only known when it is whole.

        Without `bar` a terminal gets lines only, and if `quiet` nothing but warnings is shown.
        """
        self._bar: Any = None
        self._sample = sample
        self._wants_bar = bar
        self._quiet = quiet
        self._outlook: Outlook | None = None
        self._pace = Pace()

    def progress(self) -> Progress:
        """The callbacks that a run reports to."""
        from fullcast.pipeline import Progress

        return Progress(
            *(self._begin, self._file, self._line, self._done, self.warn),
            outlook=self._expect, heard=self._pace.hear,
        )  # fmt: skip

    def close(self) -> None:
        """Leave the terminal's line; safe to call at any time."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def fail(self, message: str) -> None:
        """A story cannot be made."""
        self.close()
        error(message)

    def finish(self, report: Report) -> None:
        """A story is made; its files say so."""

    def stop(self) -> bool:
        """The run is interrupted; whether all is said by that."""
        self.close()
        return False

    def _expect(self, outlook: Outlook) -> None:
        self._outlook = outlook

    def _begin(self, title: str, lines: int) -> None:
        self.close()
        self._pace.begin()
        if self._quiet:
            return
        about = "a sample of about " if self._sample else ""
        click.echo(f"{title}: {about}{lines} line{'' if lines == 1 else 's'}", err=True)
        if self._outlook is not None and self._outlook.unchanged:
            unchanged, chapters = self._outlook.unchanged, self._outlook.chapters
            click.echo(f"  {unchanged} of {chapters} files unchanged", err=True)
            lines -= self._outlook.standing
            if unchanged == chapters:
                return
        if self._wants_bar and sys.stderr is not None and sys.stderr.isatty():
            self._bar = click.progressbar(
                length=lines,
                label=_label("preparing the voices", lines),
                file=sys.stderr,
                show_pos=True,
                show_percent=False,
                show_eta=False,
                item_show_func=lambda _: self._pace.told(self._outlook),
                width=_BAR,
                bar_template="%(label)s [%(bar)s] %(info)s",
            )
            self._bar.__enter__()

    def _file(self, path: Path) -> None:
        if self._bar is not None:
            self._bar.label = _label(path.stem, self._bar.length)
            self._bar.render_progress()

    def _line(self) -> None:
        self._pace.line()
        if self._bar is None:
            return
        self._bar.length = max(self._bar.length, self._bar.pos + 1)
        self._bar.update(1)

    def _done(self, track: Track) -> None:
        if self._bar is not None and self._sample:
            self._bar.length = self._bar.pos
            self._bar.finished = True
        if self._quiet:
            return
        more = self._pace.told(self._outlook) if self._pace.is_long and self._bar is None else ""
        told = f"  {track.path.name}  {clock(track.duration)}{'  ' if more else ''}{more}"
        self._above(lambda: click.echo(told, err=True))

    def warn(self, message: str) -> None:
        """Something that does not end the run."""
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
        self.close()

    def close(self) -> None:
        """Nothing more is asked: leave the terminal's line."""
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
