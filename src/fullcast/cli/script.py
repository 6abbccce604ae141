"""`fullcast script`: who says each line."""

from __future__ import annotations

from pathlib import Path

import click

from fullcast.cli.options import story_argument
from fullcast.cli.output import print_json, warn


@click.command()
@story_argument
@click.option("-o", "--output", "target", type=click.Path(path_type=Path),
              help="Write the script to this file; corrections in it are kept.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with offsets into the story.")
@click.option("--doubtful", is_flag=True, help="Only the lines whose speaker is doubtful.")
def script(story: Path, target: Path | None, as_json: bool, doubtful: bool) -> None:
    """Show who says each line of a story, as a script that can be corrected.

    Correct a name in the file, and `fullcast make STORY --script FILE` speaks it that way.
    """
    from fullcast import ingest, pipeline
    from fullcast import script as scripts
    from fullcast.publishing import write_bytes

    if target is not None and (as_json or doubtful):
        raise click.UsageError("-o writes the whole script: leave out --json and --doubtful.")
    found = pipeline.write_script(ingest.read(story))
    if as_json:
        print_json(scripts.to_json(scripts.only_doubtful(found) if doubtful else found))
    elif doubtful:
        for line in scripts.only_doubtful(found).lines:
            click.echo(f"{line.chapter}: {scripts.format_line(line)}")
    elif target is None:
        click.echo(scripts.format_script(found), nl=False)
    else:
        if target.exists():
            found, homeless = scripts.merge(found, scripts.read_script(target))
            for lost in homeless:
                warn(f"{target}:{lost.number}: the story has no such line: {lost.text[:60]}")
        write_bytes(target, scripts.format_script(found).encode())
        click.echo(target)
