"""`fullcast say`: hear a voice, or a character."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from fullcast.cli.options import VOICES_FILE


@click.command()
@click.argument("text")
@click.option("--voice", help='The voice: "heart+man" or "pyttsx3:gmw/en".')
@click.option("--as", "character", help="A character of voices.yaml, Narrator or Author.")
@click.option("--engine", help="The engine of the voice.")
@click.option("--voices", type=click.Path(path_type=Path),
              help="The voice map. [default: voices.yaml, if there is one here]")  # fmt: skip
@click.option("-o", "--output", "target", type=click.Path(path_type=Path),
              help="Write an MP3 to this file. [default: said.mp3; with --play none]")  # fmt: skip
@click.option("--play", is_flag=True, help="Play it on this machine's speakers.")
def say(
    text: str,
    voice: str | None,
    character: str | None,
    engine: str | None,
    voices: Path | None,
    target: Path | None,
    play: bool,
) -> None:
    """Speak TEXT in a voice, into an MP3 file or on the speakers."""
    from fullcast import audition, playback

    if voice and character:
        raise click.UsageError("--voice and --as exclude each other.")
    if target is not None and target.suffix.lower() != ".mp3" and not target.is_dir():
        raise click.UsageError(f"{target} is no name for an MP3; let it end in .mp3.")
    if play:
        playback.check()
    if voices is None and VOICES_FILE.exists():
        voices = VOICES_FILE
    chosen = audition.find_voice(voice, character, engine, voices)
    if target is not None or not play:
        path = target or Path("said.mp3")
        audition.say(text, chosen, path, voices)
        click.echo(path)
    if play:
        with tempfile.TemporaryDirectory(prefix="fullcast-") as folder:
            sound = Path(folder, "said.wav")
            audition.say(text, chosen, sound, voices)
            playback.play(sound)
