"""What `make --dry-run` prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fullcast.cli.output import clock, print_json

if TYPE_CHECKING:
    from fullcast.forecast import Forecast
    from fullcast.pipeline import Production


def as_values(path: Path, production: Production, plan: Forecast) -> dict[str, Any]:
    """A plan as plain values."""
    count = plan.sentences
    return {
        "story": str(path),
        "title": production.book.title,
        "folder": str(production.place.folder),
        "chapters": len(production.script.chapters),
        "sentences": {"total": count.total, "spoken": count.spoken, "reused": count.reused},
        "lines": {"spoken": plan.spoken, "reused": plan.reused},
        "passages": {"encoded": plan.pressed, "kept": plan.kept},
        "tracks": {"total": plan.chapters, "unchanged": plan.unchanged},
        "seconds": round(plan.seconds),
        "bytes": plan.size,
        "files": [str(file) for file in plan.files],
        "takes": {
            "seconds": None if plan.takes is None else round(plan.takes, 1),
            "workers": plan.workers,
            "engines": [
                {
                    "engine": name,
                    "characters": speed.characters,
                    "characters_per_second": round(speed.characters / speed.seconds, 1),
                    "measured": speed.measured,
                }
                for name, speed in plan.engines.items()
            ],
        },
    }


def print_plans(plans: Sequence[dict[str, Any]], as_json: bool) -> None:
    """Plans in a few lines each, or all as JSON."""
    if as_json:
        print_json(plans)
        return
    for plan in plans:
        for line in _told(plan):
            click.echo(line)


def _told(plan: dict[str, Any]) -> list[str]:
    count, sentences, passages = plan["chapters"], plan["sentences"], plan["passages"]
    tracks, takes, files = plan["tracks"], plan["takes"], len(plan["files"])
    told = [
        f"{plan['title']}: {count} chapter{'' if count == 1 else 's'}, "
        f"{sentences['total']} sentences, about {clock(plan['seconds'])} of sound; "
        f"{sentences['spoken']} to be spoken, {sentences['reused']} reused",
        f"  lines: {plan['lines']['spoken']} to be spoken, {plan['lines']['reused']} reused",
    ]
    if tracks["unchanged"]:
        told.append(f"  {tracks['unchanged']} of {tracks['total']} files unchanged")
    if passages["encoded"] or passages["kept"]:
        told.append(f"  passages: {passages['encoded']} to be encoded, {passages['kept']} kept")
    if takes["seconds"] is None:
        told.append("  takes: not known for a cluster")
    else:
        workers = f"{takes['workers']} worker{'' if takes['workers'] == 1 else 's'}"
        told.append(f"  takes: about {clock(max(1, takes['seconds']))} with {workers}")
    for each in takes["engines"]:
        source = "measured here" if each["measured"] else "about; not measured here yet"
        told.append(
            f"    {each['engine']}: {each['characters']:,} characters at "
            f"{each['characters_per_second']:,.0f} a second and worker ({source})"
        )
    told.append(f"  size: about {plan['bytes'] / 1e6:,.1f} MB in {files} files")
    return told
