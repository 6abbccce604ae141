"""`fullcast lexicon`: the names and invented words of a story, and how they will be said."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.display import Asking
from fullcast.cli.options import casting_options, settings, story_argument
from fullcast.cli.output import print_json, print_table, warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fullcast.glossary import Term

SAID_FILE = Path("names.mp3")


@click.command()
@story_argument
@casting_options
@click.option("--say", is_flag=True, help="Let the narrator say them all, into an MP3 file.")
@click.option("-o", "target", metavar="FILE", type=click.Path(path_type=Path),
              help=f"The MP3 file of --say. [default: {SAID_FILE}]")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def lexicon(story: Path, say: bool, target: Path | None, as_json: bool, **casting: Any) -> None:
    """List the invented names and words of a story, and how they will be said.

    What is said wrong goes into voices.yaml, below "lexicon:", as "Corin: KORR-in" or in IPA, as
    "Corin: /ˈkɔɹɪn/". Only the lines that hold the word are then spoken anew.
    """
    from fullcast import glossary, pipeline

    if target is not None and not say:
        raise click.UsageError("-o goes with --say.")
    path = target or SAID_FILE
    if path.suffix.lower() != ".mp3" and not path.is_dir():
        raise click.UsageError(f"{path} is no name for an MP3; let it end in .mp3.")
    with Asking() as asking:
        production = pipeline.prepare(story, settings(**casting), asking=asking)
    for warning in production.warnings:
        warn(warning)
    terms = glossary.glossary(production)
    if say and terms:
        glossary.hear(terms, production, path)
        click.echo(f"Wrote {path}", err=True)
    if as_json:
        print_json([asdict(term) | {"said": term.said or None} for term in terms])
    elif terms:
        _print_table(terms)
    else:
        click.echo("No name or invented word was found.", err=True)


def _print_table(terms: Sequence[Term]) -> None:
    rows = [
        (
            term.word,
            str(term.count),
            "speaks" if term.speaks else "",
            f"/{term.said}/" if term.said else "?",
            term.entry or "",
        )
        for term in terms
    ]
    print_table([("Word", "Uses", "", "Said", "In the lexicon"), *rows], right=(1,))
