"""`fullcast check`: is this audiobook whole and right?"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fullcast.cli.output import clock, error, print_json
from fullcast.errors import FullcastError

if TYPE_CHECKING:
    from fullcast.checking import Finding
    from fullcast.inspection import Inspection

FAILED = 1
WRONG = 3


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True,
                type=click.Path(path_type=Path))  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check that audiobooks are whole and right.

    PATH is the folder of an audiobook, or a folder of several.

    Every track is decoded and held against what was noted when it was made: that all lines of the
    script are there, in order, as long as their words and not silent; that nothing is cut, damaged,
    swapped, distorted, too loud or too soft; that tags, cover and playlist are right. What is wrong
    is listed, and the exit code is 3.
    """
    from fullcast import inspection

    failed = False
    books: dict[Path, Path] = {}
    inspections = []
    for path in paths:
        try:
            books |= {folder.resolve(): folder for folder in inspection.find_books(path)}
        except FullcastError as failure:
            failed = True
            error(str(failure))
    for folder in books.values():
        try:
            inspections.append(inspection.inspect(folder, _tell))
        except FullcastError as failure:
            failed = True
            error(str(failure))
        else:
            if not as_json:
                _print(inspections[-1])
    if as_json:
        print_json({"books": [_as_json(each) for each in inspections]})
    if failed:
        raise click.exceptions.Exit(FAILED)
    if any(each.findings for each in inspections):
        raise click.exceptions.Exit(WRONG)


def _tell(track: Path) -> None:
    """Name the track that is being decoded, to whoever waits for it."""
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(f"  {track.name}", err=True)


def _print(found: Inspection) -> None:
    """One line each for what is wrong, and one for the audiobook."""
    for finding in found.findings:
        click.echo(f"{found.folder / finding.file} {finding.message}.")
    chapters = f"{found.chapters} chapter{'' if found.chapters == 1 else 's'}"
    size = f"{chapters}, {found.lines} lines, {clock(found.seconds)}"
    count = len(found.findings)
    result = "whole and right" if not count else f"{count} thing{'' if count == 1 else 's'} wrong"
    click.echo(f"{found.title}: {size}: {result}")


def _as_json(found: Inspection) -> dict[str, object]:
    return {
        "folder": str(found.folder),
        "title": found.title,
        "whole": not found.findings,
        "chapters": found.chapters,
        "lines": found.lines,
        "seconds": round(found.seconds, 3),
        "levels": [
            {
                "file": level.file,
                "seconds": round(level.seconds, 3),
                "loudness": _decibels(level.loudness),
                "true_peak": _decibels(level.true_peak),
            }
            for level in found.levels
        ],
        "findings": [_finding_json(each) for each in found.findings],
    }


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "file": finding.file,
        "chapter": finding.chapter,
        "at": None if finding.at is None else round(finding.at, 1),
        "line": finding.line,
        "message": finding.message,
    }


def _decibels(value: float) -> float | None:
    """JSON has no infinity: silence is null."""
    return round(value, 1) if math.isfinite(value) else None
