"""Options that several commands share, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from fullcast.pipeline import Settings

VOICES_FILE = Path("voices.yaml")
OUTPUT_FOLDER = Path("output")

_F = TypeVar("_F", bound=Callable[..., Any])


def stories_argument(function: _F) -> _F:
    """STORY…: files or folders."""
    return click.argument(
        "stories", metavar="STORY...", nargs=-1, required=True, type=click.Path(path_type=Path)
    )(function)


def story_argument(function: _F) -> _F:
    """STORY: one file."""
    return click.argument("story", metavar="STORY", type=click.Path(path_type=Path))(function)


def casting_options(function: _F) -> _F:
    """--voices, --engine, --output and --script."""
    for option in (
        click.option(
            "--script",
            "script_file",
            type=click.Path(path_type=Path),
            help="The corrected script. [default: the one in the story's output folder]",
        ),
        click.option(
            "--output",
            type=click.Path(path_type=Path),
            default=OUTPUT_FOLDER,
            show_default=True,
            help="Folder of the finished audiobooks.",
        ),
        click.option("--engine", help="Speak with this engine; see `fullcast voices`."),
        click.option(
            "--voices",
            type=click.Path(path_type=Path),
            help="The voice map. [default: voices.yaml, if there is one here]",
        ),
    ):
        function = option(function)
    return function


def settings(
    voices: Path | None,
    engine: str | None,
    output: Path,
    script_file: Path | None,
    **others: Any,
) -> Settings:
    """The settings of a run; `voices.yaml` in this folder is used if there is one."""
    from fullcast.pipeline import Settings

    if voices is None and VOICES_FILE.exists():
        voices = VOICES_FILE
    return Settings(output=output, voices=voices, engine=engine, script=script_file, **others)


class ChapterRange(click.ParamType[tuple[int, int]]):
    """`3`, `1-3`, `2-` or `-4`."""

    name = "range"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """First and last chapter."""
        if isinstance(value, tuple):
            return value
        m = re.fullmatch(r"(\d*)(?:(-)(\d*))?", str(value).strip())
        if m is None or not (m.group(1) or m.group(3)):
            self.fail(f"{value!r} is no range of chapters; write 3, 1-3, 2- or -4", param, ctx)
        first = int(m.group(1) or 1)
        last = int(m.group(3)) if m.group(3) else (10**9 if m.group(2) else first)
        if first < 1 or last < 1:
            self.fail(f"{value!r} is no range of chapters; chapters count from 1", param, ctx)
        if last < first:
            self.fail(f"{value!r} is no range of chapters; the first comes first", param, ctx)
        return first, last
