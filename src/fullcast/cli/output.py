"""How results and messages are printed: results on stdout, all else on stderr."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fullcast.model import Voice

SIGNALLED = 128
"""A command that a signal ends has this and the signal's number for its exit code."""
STOPPED = "Stopped. What has been spoken is kept: the same command goes on from here."

_GAP = "  "
"""Between two columns of a table."""


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    cut: Sequence[tuple[int, int]] = (),
) -> None:
    """Rows of equal length with their columns aligned, those in `right` to the right.

    On a terminal that the table is too wide for, columns are cut down until it fits: `cut` tells
    which, in this order, and to what width at the least.
    """
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    if cut and sys.stdout is not None and sys.stdout.isatty():
        # One to spare: some terminals begin a new line as soon as one is full.
        room = shutil.get_terminal_size().columns - 1 - len(_GAP) * (len(widths) - 1)
        over = sum(widths) - room
        for column, least in cut:
            less = max(0, min(over, widths[column] - least))
            widths[column] -= less
            over -= less
    for row in rows:
        cells = [_short(cell, width) for cell, width in zip(row, widths, strict=True)]
        aligned = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        click.echo(_GAP.join(aligned).rstrip())


def _short(cell: str, width: int) -> str:
    return cell if len(cell) <= width else cell[: width - 1].rstrip() + "…"


def warn(message: str) -> None:
    """A sentence on stderr that does not end the command."""
    click.echo(f"Warning: {message}", err=True)


def error(message: str) -> None:
    """A sentence on stderr that says what went wrong."""
    click.echo(f"Error: {message}", err=True)


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
