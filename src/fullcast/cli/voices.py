"""`fullcast voices`: the voices there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fullcast.cli.output import print_json, print_table, warn
from fullcast.errors import EngineError, NotSetUpError

if TYPE_CHECKING:
    from fullcast.model import VoiceInfo

INTERNAL = ("tone",)
"""Engines for tests and dry runs, shown only when asked for by name."""
ALL = "all"
DEFAULT = "en"
"""espeak-ng alone has thousands of voices; nobody reads such a list."""


@click.command()
@click.option("--engine", help="Only the voices of this engine.")
@click.option("--language", default=DEFAULT, show_default=True,
              help=f"Voices of this language, such as en or de, or {ALL}.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--schema", is_flag=True,
              help="Print the JSON schema of voices.yaml, for editors.")  # fmt: skip
def voices(engine: str | None, language: str, as_json: bool, schema: bool) -> None:
    """List the voices that can be used on this machine."""
    if schema:
        from fullcast import casting

        click.echo(casting.schema(), nl=False)
        return
    from fullcast import engines

    names = (engine,) if engine else tuple(n for n in engines.names() if n not in INTERNAL)
    found: list[VoiceInfo] = []
    for name in names:
        try:
            found += engines.load(name).voices()
        except EngineError as error:
            if engine:
                raise
            if not isinstance(error, NotSetUpError):
                warn(str(error))
    shown = [voice for voice in found if _speaks(voice, language)]
    if not shown:
        whose = f"The engine {engine} has" if engine else "There is"
        raise EngineError(
            f'{whose} no voice for the language "{language}"; '
            f"`--language {ALL}` lists those of all languages."
        )
    if as_json:
        print_json([_as_json(voice) for voice in shown])
    else:
        _print_table(shown)
    if len(found) > len(shown):
        click.echo(
            f"{len(found) - len(shown)} more in other languages: see `--language de` (or another), "
            f"`--language {ALL}`.",
            err=True,
        )


def _speaks(voice: VoiceInfo, language: str) -> bool:
    """Whether a voice is of a language; its region does not count."""
    wanted = language.strip().casefold()
    return wanted == ALL or voice.language.casefold().split("-")[0] == wanted.split("-")[0]


def _as_json(voice: VoiceInfo) -> dict[str, str]:
    return {
        "engine": voice.engine,
        "id": voice.id,
        "language": voice.language,
        "gender": str(voice.gender),
        "age": str(voice.age),
        "accent": voice.accent,
        "description": voice.description,
    }


def _print_table(found: list[VoiceInfo]) -> None:
    rows = [("Voice", "Language", "Gender, age", "Description")]
    rows += [
        (
            f"{voice.engine}:{voice.id}",
            voice.language,
            f"{voice.gender}, {voice.age}",
            ", ".join(part for part in (voice.accent, voice.description) if part),
        )
        for voice in found
    ]
    print_table(rows)
