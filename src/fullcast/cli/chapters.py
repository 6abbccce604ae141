"""`fullcast chapters`: what chapters a story has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.options import split_option, story_argument
from fullcast.cli.output import clock, print_json, print_table, warn

if TYPE_CHECKING:
    from fullcast.contents import Entry
    from fullcast.model import Book


@click.command()
@story_argument
@split_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def chapters(story: Path, as_json: bool, **reading: Any) -> None:
    """Show the chapters of a story, with their words and about how long each will last."""
    from fullcast import pipeline
    from fullcast.contents import contents

    book = pipeline.read_book(story, pipeline.Settings(**reading))
    for remark in book.remarks:
        warn(remark)
    entries = contents(book)
    if as_json:
        print_json(_as_json(book, entries))
        return
    click.echo(" — ".join(filter(None, (book.title, book.author))))
    rows = [(str(e.number), e.title, f"{e.words:,}", clock(e.seconds)) for e in entries]
    if len(entries) > 1:
        words, seconds = sum(e.words for e in entries), sum(e.seconds for e in entries)
        rows.append(("", "all", f"{words:,}", clock(seconds)))
    print_table([("No.", "Chapter", "Words", "About"), *rows], right=(0, 2, 3), cut=((1, 20),))


def _as_json(book: Book, entries: tuple[Entry, ...]) -> dict[str, object]:
    return {
        "title": book.title,
        "author": book.author,
        "language": book.language,
        "series": book.series,
        "series_number": book.series_number,
        "description": book.description,
        "identifiers": list(book.identifiers),
        "chapters": [
            {"number": e.number, "title": e.title, "words": e.words, "seconds": round(e.seconds)}
            for e in entries
        ],
    }
