"""`fullcast check`: is this audiobook whole and right?"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fullcast.cli.options import ChapterRange, Profile
from fullcast.cli.output import clock, error, print_json, print_table
from fullcast.errors import FullcastError

if TYPE_CHECKING:
    from fullcast.checking import Figures, Finding
    from fullcast.inspection import Inspection
    from fullcast.listening import Ears
    from fullcast.model import ProfileName

FAILED = 1
WRONG = 3


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True,
                type=click.Path(path_type=Path, readable=False))  # fmt: skip
@click.option("--chapters", type=ChapterRange(), help="Only these tracks: 3, 1-3, 2- or -4.")
@click.option("--levels", is_flag=True, help="Print a table of the levels of each track.")
@click.option("--profile", type=Profile(), metavar="NAME",
              help="Hold the tracks to acx, librivox, podcast or plain. [default: what they were "
              "made for]")  # fmt: skip
@click.option("--asr", is_flag=True,
              help="Listen to the lines, and name those that were likely misspoken.")  # fmt: skip
@click.option("--asr-minutes", type=click.FloatRange(min=0, min_open=True), metavar="N",
              help="Listen to N minutes of each audiobook, spread evenly.")  # fmt: skip
@click.option("--asr-model", type=click.Path(path_type=Path), metavar="FOLDER",
              help="A network of Whisper for CTranslate2 to listen with.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(
    paths: tuple[Path, ...],
    chapters: tuple[int, int] | None,
    levels: bool,
    profile: ProfileName | None,
    asr: bool,
    asr_minutes: float | None,
    asr_model: Path | None,
    as_json: bool,
) -> None:
    """Check that audiobooks are whole and right.

    PATH is the folder of an audiobook, or a folder of several.

    Every track is decoded and held against what was noted when it was made: that all lines of the
    script are there, in order, as long as their words and not silent; that nothing is cut, damaged,
    swapped, distorted, too loud or too soft; that tags, cover and playlist are right. What is wrong
    is listed, and the exit code is 3.

    With --asr, a recogniser on this machine listens to what the voices say, which takes minutes for
    an hour of sound (pip install "fullcast[asr]").
    """
    if not asr and (asr_minutes is not None or asr_model is not None):
        raise click.UsageError("--asr-minutes and --asr-model say how to listen: add --asr")
    books, failed = _books(paths)
    ears = _ears(asr_model, asr_minutes) if asr and books else None
    shown = None if as_json else _Printer(alone=len(books) == 1, levels=levels)
    inspections, unread = _inspected(books, ears, chapters, profile, shown)
    if as_json:
        print_json({"books": [_as_json(each) for each in inspections]})
    elif len(books) > 1:
        _print_table(inspections)
    if failed or unread:
        raise click.exceptions.Exit(FAILED)
    if any(each.findings for each in inspections):
        raise click.exceptions.Exit(WRONG)


def _books(paths: Sequence[Path]) -> tuple[list[Path], bool]:
    """The folders of audiobooks, each once, and whether a path has none."""
    from fullcast import audiobooks

    failures: list[FullcastError] = []
    books: dict[Path, Path] = {}
    for path in paths:
        try:
            for folder in audiobooks.find_books(path, failures.append):
                books.setdefault(folder.resolve(), folder)
        except FullcastError as failure:
            failures.append(failure)
    for each in failures:
        error(str(each))
    return list(books.values()), bool(failures)


def _inspected(
    books: Sequence[Path],
    ears: Ears | None,
    chapters: tuple[int, int] | None,
    profile: ProfileName | None,
    shown: _Printer | None,
) -> tuple[list[Inspection], bool]:
    """What is found in each of them, and whether one could not be read."""
    from fullcast import inspection

    failed = False
    limits = inspection.limits_of(profile) if profile else None
    found = []
    for folder in books:
        try:
            found.append(inspection.inspect(folder, _tell, ears, chapters, limits))
        except FullcastError as failure:
            failed = True
            error(str(failure))
        else:
            if shown:
                shown.show(found[-1])
    return found, failed


def _ears(model: Path | None, minutes: float | None) -> Ears:
    """What is needed to listen."""
    from fullcast import listening, recognition

    return listening.Ears(recognition.load(model), minutes, _Progress().told)


class _Progress:
    """Tells how far the listening is: on a terminal in one line, elsewhere at every tenth."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._tenth = -1

    def told(self, done: float, total: float) -> None:
        """Of `total` seconds of sound, `done` have been listened to; first none."""
        if sys.stderr is None:
            return
        if not done:
            self._begun, self._tenth = time.monotonic(), -1
        elapsed = time.monotonic() - self._begun
        left = f", {clock(elapsed * (total - done) / done)} left" if 0 < done < total else ""
        text = f"  listening: {clock(done)} of {clock(total)}{left}"
        if sys.stderr.isatty():
            click.echo(f"\r{text}\x1b[K", err=True, nl=done >= total)
        elif int(10 * done / total) > self._tenth:
            click.echo(text, err=True)
            self._tenth = int(10 * done / total)


def _tell(track: Path) -> None:
    """Name the track that is being decoded, to whoever waits for it."""
    if sys.stderr is not None and sys.stderr.isatty():
        click.echo(f"  {track.name}", err=True)


@dataclass(frozen=True, slots=True)
class _Printer:
    """Prints what is found in each audiobook."""

    alone: bool
    """Whether there is no other, for which a table follows."""
    levels: bool

    def show(self, found: Inspection) -> None:
        """One line each for what is wrong, the tables that are wanted, and one for it all."""
        for finding in found.findings:
            click.echo(f"{found.folder / finding.file} {finding.message}.")
        if not self.alone and (found.scores or self.levels):
            click.echo(f"{found.title}:")
        if self.levels and found.levels:
            _print_levels(found)
        if found.scores:
            head = ("Speaker", "Lines", "Words", "Misheard")
            rows = [(s.speaker, str(s.lines), str(s.words), f"{s.rate:.1%}") for s in found.scores]
            print_table([head, *rows], right=(1, 2, 3))
        if self.alone:
            chapters = f"{found.chapters} chapter{'' if found.chapters == 1 else 's'}"
            size = f"{chapters}, {found.lines} lines, {clock(found.seconds)}"
            click.echo(f"{found.title}: {size}: {_result(found)}")


def _print_levels(found: Inspection) -> None:
    head = ("File", "Length", "LUFS", "RMS", "Peak", "Floor", "Head", "Tail", "kbit/s", "Hz", "Ch")
    rows = [
        (
            level.file,
            clock(level.seconds),
            *(
                f"{value:.1f}"
                for value in (level.loudness, level.rms, level.true_peak, level.noise_floor)
            ),
            f"{level.head:.2f}",
            f"{level.tail:.2f}",
            f"{level.coding.bitrate}{'' if level.coding.constant else ' VBR'}",
            str(level.coding.rate),
            str(level.coding.channels),
        )
        for level in found.levels
    ]
    print_table([head, *rows], right=range(1, len(head)), cut=((0, 12),))


def _print_table(inspections: Sequence[Inspection]) -> None:
    """A line for each of several audiobooks."""
    head = ("Audiobook", "Chapters", "Lines", "Length", "")
    rows = [
        (each.title, str(each.chapters), str(each.lines), clock(each.seconds), _result(each))
        for each in inspections
    ]
    print_table([head, *rows], right=(1, 2, 3), cut=((0, 20),))


def _result(found: Inspection) -> str:
    count = len(found.findings)
    return "whole and right" if not count else f"{count} thing{'' if count == 1 else 's'} wrong"


def _as_json(found: Inspection) -> dict[str, object]:
    return {
        "folder": str(found.folder),
        "title": found.title,
        "whole": not found.findings,
        "chapters": found.chapters,
        "lines": found.lines,
        "seconds": round(found.seconds, 3),
        "levels": [_level_json(each) for each in found.levels],
        "scores": [
            {
                "speaker": score.speaker,
                "lines": score.lines,
                "words": score.words,
                "errors": score.errors,
                "rate": round(score.rate, 4),
            }
            for score in found.scores
        ],
        "findings": [_finding_json(each) for each in found.findings],
    }


def _level_json(level: Figures) -> dict[str, object]:
    return {
        "file": level.file,
        "seconds": round(level.seconds, 3),
        "loudness": _decibels(level.loudness),
        "rms": _decibels(level.rms),
        "true_peak": _decibels(level.true_peak),
        "noise_floor": _decibels(level.noise_floor),
        "head": round(level.head, 2),
        "tail": round(level.tail, 2),
        "bitrate": level.coding.bitrate,
        "constant": level.coding.constant,
        "rate": level.coding.rate,
        "channels": level.coding.channels,
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
