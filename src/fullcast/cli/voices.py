"""`fullcast voices`: the voices there are."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from fullcast.cli.output import print_json, print_table
from fullcast.errors import EngineError, NotSetUpError

if TYPE_CHECKING:
    from fullcast.model import VoiceInfo

INTERNAL = ("tone",)
"""Engines for tests and dry runs, shown only when asked for by name."""
ALL = "all"
DEFAULT = "en"
"""espeak-ng alone has thousands of voices; nobody reads such a list."""
GENDERS = ("female", "male", "unknown")
AGES = ("child", "adult", "old")
ON_FIRST_USE = "on first use"
"""When a voice is fetched that is not installed."""
_COLUMNS = ("Voice", "Language", "Gender", "Age", "Accent", "Installed", "Description")
_ACCENT, _INSTALLED = _COLUMNS.index("Accent"), _COLUMNS.index("Installed")


@click.command()
@click.option("--engine", help="Only the voices of this engine.")
@click.option("--language", default=DEFAULT, show_default=True,
              help=f"Voices of this language, such as en or de, or {ALL}.")  # fmt: skip
@click.option("--gender", type=click.Choice(GENDERS), help="Only these.")
@click.option("--age", type=click.Choice(AGES), help="Only these.")
@click.option("--accent", help="Only this accent: British, gb, Scotland…")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--schema", is_flag=True,
              help="Print the JSON schema of voices.yaml, for editors.")  # fmt: skip
def voices(
    engine: str | None,
    language: str,
    gender: str | None,
    age: str | None,
    accent: str | None,
    as_json: bool,
    schema: bool,
) -> None:
    """List the voices that can be used on this machine."""
    from fullcast import casting
    from fullcast.model import Age, Gender

    if schema:
        click.echo(casting.schema(), nl=False)
        return
    traits = casting.Traits(
        gender=Gender(gender) if gender else None, age=Age(age) if age else None, accent=accent
    )
    found, unusable = _found(engine)
    spoken = [voice for voice in found if _speaks(voice, language)]
    shown = [voice for voice in spoken if traits.fit(voice)]
    if as_json and shown:
        print_json([_as_json(voice) for voice in shown])
    else:
        _print_tables(shown)
    if shown and len(found) > len(spoken):
        click.echo(
            f"{len(found) - len(spoken)} more in other languages: see `--language de` (or another),"
            f" `--language {ALL}`.",
            err=True,
        )
    for name, reason in unusable.items():
        click.echo(f"Not usable here: {name}: {reason}", err=True)
    if not shown:
        raise EngineError(_why_none(engine, language, some=bool(spoken)))


def _found(engine: str | None) -> tuple[list[VoiceInfo], dict[str, str]]:
    """All voices of the engines that are asked for, and why those have none that cannot work.

    Raises:
        EngineError: the one engine that is asked for cannot work.
    """
    from fullcast import engines

    names = (engine,) if engine else tuple(n for n in engines.names() if n not in INTERNAL)
    found: list[VoiceInfo] = []
    unusable = {}
    for name in names:
        try:
            found += engines.load(name).voices()
        except EngineError as error:
            if engine:
                raise
            if not isinstance(error, NotSetUpError):
                unusable[name] = str(error)
    return found, unusable


def _speaks(voice: VoiceInfo, language: str) -> bool:
    """Whether a voice is of a language; its region does not count."""
    from fullcast.language.tags import primary

    wanted = language.strip().casefold()
    return wanted == ALL or primary(voice.language) == primary(wanted)


def _why_none(engine: str | None, language: str, *, some: bool) -> str:
    whose = f"The engine {engine} has" if engine else "There is"
    if some:
        return (
            f"{whose} no voice of that gender, age and accent; leave out one of `--gender`, "
            "`--age` and `--accent` to see those there are."
        )
    return (
        f'{whose} no voice for the language "{language}"; '
        f"`--language {ALL}` lists those of all languages."
    )


def _as_json(voice: VoiceInfo) -> dict[str, str | bool]:
    return {
        "engine": voice.engine,
        "id": voice.id,
        "language": voice.language,
        "gender": str(voice.gender),
        "age": str(voice.age),
        "accent": voice.accent,
        "description": voice.description,
        "installed": voice.installed,
    }


def _print_tables(shown: list[VoiceInfo]) -> None:
    """One table an engine, for their voices' names differ in length."""
    for at, (_, group) in enumerate(groupby(shown, lambda voice: voice.engine)):
        if at:
            click.echo()
        _print_table(list(group))


def _print_table(shown: list[VoiceInfo]) -> None:
    rows = [list(_COLUMNS)]
    rows += [
        [
            f"{voice.engine}:{voice.id}",
            voice.language,
            str(voice.gender),
            str(voice.age),
            voice.accent,
            "yes" if voice.installed else ON_FIRST_USE,
            voice.description,
        ]
        for voice in shown
    ]
    if all(voice.installed for voice in shown):
        for row in rows:
            del row[_INSTALLED]
    last = len(rows[0]) - 1
    print_table(rows, cut=((last, 21), (_ACCENT, 9), (last, 6), (_ACCENT, 6)))
