"""`fullcast cast`: who speaks in which voice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.display import Asking
from fullcast.cli.options import VOICES_FILE, casting_options, settings, story_argument
from fullcast.cli.output import print_json, print_table, voice_json, voice_words, warn

if TYPE_CHECKING:
    from fullcast.model import Cast


@click.command()
@story_argument
@casting_options
@click.option("--write", is_flag=True, help="Add the characters that voices.yaml lacks to it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def cast(story: Path, write: bool, as_json: bool, **casting: Any) -> None:
    """Show who speaks in a story, how many lines, and in which voice."""
    from fullcast import pipeline
    from fullcast.casting import add_missing

    chosen = settings(**casting)
    path = chosen.voices or VOICES_FILE
    if write and not path.exists():
        chosen = replace(chosen, voices=None)  # it is about to be made
    with Asking() as asking:
        production = pipeline.prepare(story, chosen, asking=asking)
    for warning in production.warnings:
        warn(warning)
    if write:
        # First of all, for whoever reads the table may stop in the middle (`| head`).
        added = add_missing(path, production.cast, production.book.title)
        names = ", ".join(added) if added else "nobody; all were there"
        click.echo(f"Added to {path}: {names}", err=True)
    if as_json:
        print_json(_as_json(production.cast))
    else:
        _print_table(production.cast)


def _as_json(cast: Cast) -> dict[str, object]:
    author = {} if cast.author is None else {"author": {"voice": voice_json(cast.author)}}
    return {
        "narrator": {"voice": voice_json(cast.narrator)},
        **author,
        "characters": [
            {
                "name": member.character.name,
                "aliases": list(member.character.aliases),
                "gender": str(member.character.gender),
                "age": str(member.character.age),
                "lines": member.lines,
                "voice": voice_json(member.voice),
            }
            for member in cast.members
        ],
    }


def _print_table(cast: Cast) -> None:
    rows = [("Narrator", "", "", voice_words(cast.narrator))]
    if cast.author is not None:
        rows.append(("Author", "", "", voice_words(cast.author)))
    rows += [
        (
            member.character.name,
            str(member.lines),
            f"{member.character.gender}, {member.character.age}",
            voice_words(member.voice),
        )
        for member in cast.members
    ]
    print_table([("Who", "Lines", "Gender, age", "Voice"), *rows], right=(1,))
