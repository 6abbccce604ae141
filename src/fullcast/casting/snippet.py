"""A member of a cast as a piece of voices.yaml, to be copied into it."""

from __future__ import annotations

from io import StringIO

from ruamel.yaml import YAML

from fullcast.model import AUTHOR, NARRATOR, Voice

_WIDE = 1000
"""Columns: nothing is folded."""


def snippet(name: str, voice: Voice) -> str:
    """The lines of voices.yaml by which somebody (a character, NARRATOR or AUTHOR) has this voice.

    Rate, pitch and volume stand in it only where they are not the ordinary ones, and the voice is
    written with its engine, so that it holds whatever the file's own engine is.
    """
    settings: dict[str, str | float] = {"voice": f"{voice.engine}:{voice.id}"}
    for key, value, normal in (
        ("rate", voice.rate, 1.0),
        ("pitch", voice.pitch, 0.0),
        ("volume", voice.volume, 0.0),
    ):
        if value != normal:
            settings[key] = float(f"{value:g}")
    yaml = YAML()
    yaml.width = _WIDE
    written = StringIO()
    whose = {NARRATOR: "narrator", AUTHOR: "author"}.get(name)
    yaml.dump({whose: settings} if whose else {"characters": {name: settings}}, written)
    return written.getvalue()
