"""Options that tell of a book: --author, --series, --year, --genre, --narrator, --cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from fullcast.particulars import Particulars

_F = TypeVar("_F", bound=Callable[..., Any])


class _Said(click.ParamType[Any]):
    """A text with a meaning, by the function of `fullcast.particulars` that reads it."""

    name = "text"

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """What it means."""
        from fullcast import particulars

        if not isinstance(value, str):
            return value
        try:
            return getattr(particulars, self.meaning)(value)
        except ValueError as error:
            self.fail(f"it {error}", param, ctx)


LABEL = _Said("label_of")


def particulars_options(function: _F) -> _F:
    """All of these options."""
    for option in (
        click.option(
            "--cover",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="A picture for the cover. [default: the story's own, else one is drawn]",
        ),
        click.option(
            "--narrator",
            type=_Said("labels_of"),
            metavar="NAME",
            help='Whom tags name as narrator; several with ";" between. [default: Fullcast]',
        ),
        click.option(
            "--genre",
            type=_Said("labels_of"),
            metavar="NAME",
            help='The genre; several with ";" between. [default: what the story states, else '
            "Audiobook]",
        ),
        click.option("--year", type=_Said("year_of"), metavar="YEAR", help="The year of the book."),
        click.option(
            "--series",
            type=_Said("series_of"),
            metavar='"NAME #2"',
            help="The series, and the place in it.",
        ),
        click.option(
            "--author",
            type=LABEL,
            metavar="NAME",
            help="Who has written the story. [default: whom it states; these options can also "
            "stand in voices.yaml]",
        ),
    ):
        function = option(function)
    return function


def about(options: dict[str, Any]) -> Particulars:
    """What these options say; they are taken out of `options`."""
    from fullcast.particulars import Particulars

    name, number = options.pop("series") or (None, None)
    return Particulars(
        author=options.pop("author"),
        series=name,
        series_number=number,
        year=options.pop("year"),
        genres=options.pop("genre") or (),
        narrators=options.pop("narrator") or (),
        cover=options.pop("cover"),
    )


def numbered(said: Particulars) -> bool:
    """Whether these are of one story alone, as its place in a series is."""
    return said.series_number is not None
