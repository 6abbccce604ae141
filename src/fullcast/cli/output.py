"""How results and progress are printed: results on stdout, all else on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fullcast.model import Track, Voice
    from fullcast.pipeline import Progress


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def warn(message: str) -> None:
    """A sentence on stderr that does not end the command."""
    click.echo(f"Warning: {message}", err=True)


def clock(seconds: float) -> str:
    """`1:02:03` or `4:05`."""
    total = round(seconds)
    hours, minutes = divmod(total // 60, 60)
    return f"{hours}:{minutes:02}:{total % 60:02}" if hours else f"{minutes}:{total % 60:02}"


def voice_json(voice: Voice) -> dict[str, object]:
    """A voice as plain values."""
    return {
        "engine": voice.engine,
        "id": voice.id,
        "rate": voice.rate,
        "pitch": voice.pitch,
        "volume": voice.volume,
    }


def voice_words(voice: Voice) -> str:
    """A voice in a few words: its id and what differs from the ordinary."""
    words = [f"{voice.engine}:{voice.id}"]
    words += [f"rate {voice.rate:g}"] if voice.rate != 1 else []
    words += [f"pitch {voice.pitch:+g}"] if voice.pitch else []
    words += [f"volume {voice.volume:+g} dB"] if voice.volume else []
    return ", ".join(words)


class Display:
    """Progress on stderr: a bar with the time left on a terminal, a line a file elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._title = ""

    def progress(self) -> Progress:
        """The callbacks that a run reports to."""
        from fullcast.pipeline import Progress

        return Progress(self._begin, self._line, self._chapter, self._warn)

    def close(self) -> None:
        """Leave the terminal's line; safe to call at any time."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def _begin(self, title: str, lines: int) -> None:
        self.close()
        self._title = title
        if sys.stderr.isatty():
            self._bar = click.progressbar(
                length=lines, label=title[:40], file=sys.stderr, show_pos=True
            )
            self._bar.__enter__()
        else:
            click.echo(f"{title}: {lines} lines", err=True)

    def _line(self) -> None:
        if self._bar is not None:
            self._bar.update(1)

    def _chapter(self, track: Track) -> None:
        if self._bar is None:
            click.echo(f"  {track.path.name}  {clock(track.duration)}", err=True)

    def _warn(self, message: str) -> None:
        if self._bar is not None:
            click.echo(err=True)
        warn(message)
