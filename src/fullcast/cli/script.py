"""`fullcast script`: who says each line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.display import Asking
from fullcast.cli.options import (
    OUTPUT_FOLDER,
    assistant,
    attribution_options,
    read_option,
    split_option,
    story_argument,
    voices_here,
    voices_option,
)
from fullcast.cli.output import print_json, warn

if TYPE_CHECKING:
    from fullcast.model import Kind, Script


@click.command()
@story_argument
@click.option("-o", "--output", "target", type=click.Path(path_type=Path),
              help="Write the script to this file; corrections in it are kept.")  # fmt: skip
@click.option("--script", "corrected", type=click.Path(path_type=Path),
              help="The corrected script. [default: the file of -o if there is one, "
              f"else the one in {OUTPUT_FOLDER}/]")  # fmt: skip
@voices_option
@read_option
@attribution_options
@split_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with offsets into the story.")
@click.option("--doubtful", is_flag=True, help="Only the lines whose speaker is doubtful.")
def script(
    story: Path,
    target: Path | None,
    corrected: Path | None,
    voices: Path | None,
    read: frozenset[Kind] | None,
    as_json: bool,
    doubtful: bool,
    split: float | None,
    title: str | None,
    as_one: bool | None,
    **attribution: Any,
) -> None:
    """Show who says each line of a story, as a script that can be corrected.

    Correct a name in the file, and `fullcast make STORY --script FILE` speaks it that way; the
    script that `fullcast make` writes beside the audio is taken up by itself.
    """
    from fullcast import corrections, pipeline
    from fullcast import script as scripts

    if target is not None and (as_json or doubtful):
        raise click.UsageError("-o writes the whole script: leave out --json and --doubtful.")
    if corrected is None and target is not None and target.exists():
        corrected = target
    chosen = pipeline.Settings(
        output=OUTPUT_FOLDER,
        voices=voices_here(voices),
        script=corrected,
        assistant=assistant(**attribution),
        split=split,
        read=read,
        title=title,
        as_one=as_one,
    )
    with Asking() as asking:
        reading = pipeline.read(story, chosen, asking=asking)
    for warning in reading.warnings:
        warn(warning)
    if target is not None:
        for warning in corrections.keep(target, reading.script):
            warn(warning)
        click.echo(target)
    else:
        _print(scripts.only_doubtful(reading.script) if doubtful else reading.script,
               as_json, doubtful)  # fmt: skip


def _print(shown: Script, as_json: bool, doubtful: bool) -> None:
    from fullcast import script as scripts

    if as_json:
        print_json(scripts.to_json(shown))
    elif doubtful:
        for line in shown.lines:
            click.echo(f"{line.chapter}: {scripts.format_line(line)}")
    else:
        click.echo(scripts.format_script(shown), nl=False)
