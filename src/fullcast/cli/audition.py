"""`fullcast audition`: hear the cast of a story before it is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.display import Asking, Display
from fullcast.cli.options import casting_options, settings, story_argument
from fullcast.cli.output import warn
from fullcast.cli.play import play_sound

if TYPE_CHECKING:
    from fullcast.pipeline import Settings
    from fullcast.rehearsal import Rehearsal

MISSING = 3


@click.command()
@story_argument
@casting_options
@click.option("--character", "characters", metavar="NAME", multiple=True,
              help="Only this character, Narrator or Author; may be repeated.")  # fmt: skip
@click.option("-o", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
              help="Write into this folder. [default: the story's output folder]")  # fmt: skip
@click.option("--play", is_flag=True, help="Play it on this machine's speakers, too.")
def audition(
    story: Path,
    characters: tuple[str, ...],
    folder: Path | None,
    play: bool,
    **casting: Any,
) -> None:
    """Hear the cast of a story before it is made.

    Everybody speaks a few of their own lines; then follows the busiest conversation. Writes
    audition.mp3, and audition.html with the lines, the voices and a player for each. `fullcast
    make` does not speak again what was spoken here.
    """
    from fullcast import playback

    if play:
        playback.check()
    rehearsal = _rehearse(story, settings(**casting), folder, characters)
    for path in rehearsal.files:
        click.echo(path)
    for item in rehearsal.missing:
        warn(str(item["error"]))
    if play:
        play_sound(rehearsal.sound())
    if rehearsal.missing:
        raise click.exceptions.Exit(MISSING)


def _rehearse(
    story: Path, chosen: Settings, folder: Path | None, characters: tuple[str, ...]
) -> Rehearsal:
    from fullcast import pipeline, rehearsal

    with Asking() as asking:
        production = pipeline.prepare(story, chosen, asking=asking)
    display = Display()
    try:
        return rehearsal.rehearse(
            production, chosen, display.progress(), folder or production.place.folder, characters
        )
    finally:
        display.close()
