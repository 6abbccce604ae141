"""The JSON schema of voices.yaml, for editors that complete and check as one types."""

from __future__ import annotations

from importlib import resources

SCHEMA = "voices.schema.json"
"""The schema's name in this package, and beside a voices.yaml."""


def schema() -> str:
    """The schema (draft 2020-12) as JSON text.

    It knows every key, word and range that `read_voice_map` takes. What it cannot know are names
    that stand twice, and the voices and engines of a machine. Words it wants in lower case.
    """
    return resources.files(__package__).joinpath(SCHEMA).read_text(encoding="utf-8")
