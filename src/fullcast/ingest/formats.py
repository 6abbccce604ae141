"""The story formats, by file extension: each turns a file's bytes into a `Draft`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from fullcast.ingest import markdown, text
from fullcast.ingest.decode import decode
from fullcast.ingest.draft import Draft


def _read_text(data: bytes, path: Path) -> Draft:
    return text.draft(decode(data, path))


def _read_markdown(data: bytes, path: Path) -> Draft:
    return markdown.draft(decode(data, path))


FORMATS: Mapping[str, Callable[[bytes, Path], Draft]] = MappingProxyType(
    {
        ".txt": _read_text,
        ".text": _read_text,
        ".md": _read_markdown,
        ".markdown": _read_markdown,
    }
)
"""A reader for every extension in lower case; it raises StoryError for what it cannot read."""


def named() -> str:
    """The extensions as a sentence lists them."""
    *first, last = FORMATS
    return f"{', '.join(first)} or {last}"
