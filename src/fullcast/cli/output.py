"""How results and messages are printed: results on stdout, all else on stderr."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fullcast.model import Voice


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Rows of equal length with their columns aligned, those in `right` to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


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
