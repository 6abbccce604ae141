"""--progress: how a run tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from fullcast.cli.display import Display
from fullcast.cli.events import Events

AUTO, LINES, JSON, NONE = "auto", "lines", "json", "none"

_F = TypeVar("_F", bound=Callable[..., Any])


def progress_option(function: _F) -> _F:
    """--progress."""
    return click.option(
        "--progress",
        type=click.Choice([AUTO, LINES, JSON, NONE]),
        default=AUTO,
        show_default=True,
        help="On stderr: a bar on a terminal and else a line a file, such lines anywhere, events "
        "as JSON, or nothing but warnings.",
    )(function)


def display(progress: str, *, sample: bool) -> Display | Events:
    """What shows the run."""
    if progress == JSON:
        return Events()
    return Display(sample=sample, bar=progress == AUTO, quiet=progress == NONE)
