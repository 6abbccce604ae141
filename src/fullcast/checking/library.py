"""Whether what library servers read says what it should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fullcast.checking.findings import AGAIN, Finding
from fullcast.checking.manifest import Manifest

_TOLERANCE = 0.05
"""Seconds by which a chapter may begin or end elsewhere: lengths that were read back from files
made before may differ in their last digits."""


def library(
    file: str,
    manifest: Manifest,
    said: Mapping[str, Any] | None,
    wanted: Sequence[Mapping[str, Any]] | None,
    as_made: bool,
) -> list[Finding]:
    """What is wrong with it.

    `said` is what it says, None if it cannot be read; `wanted` are the chapters of the audiobook,
    None if nobody knows them; `as_made` says whether it is what was written, byte for byte.
    """
    if said is None:
        return [Finding("metadata", file, f"is damaged: it is no JSON: {AGAIN}")]
    if wanted is None:
        return []
    wrong = list(_wrong(manifest, said, wanted))
    found = [Finding("metadata", file, f"{what}: {AGAIN}") for what in wrong]
    if not found and not as_made:
        message = f"is not what was written: {AGAIN}, unless you or a library server changed it"
        found.append(Finding("metadata", file, message))
    return found


def _wrong(
    manifest: Manifest, said: Mapping[str, Any], wanted: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    title, chapters = said.get("title"), said.get("chapters")
    if title != manifest.title:
        yield f"has the title {title!r}, not {manifest.title!r}" if title else "has no title"
    if not isinstance(chapters, list) or len(chapters) != len(wanted):
        count = len(chapters) if isinstance(chapters, list) else "no"
        yield f"has {count} chapters, and the audiobook {len(wanted)}"
        return
    for chapter, right in zip(chapters, wanted, strict=True):
        if not _same(chapter, right):
            yield f"has a wrong time or title for {right['title']!r}"
            return


def _same(chapter: object, right: Mapping[str, Any]) -> bool:
    if not isinstance(chapter, dict) or chapter.get("title") != right["title"]:
        return False
    times = [(chapter.get(edge), right[edge]) for edge in ("start", "end")]
    return all(
        isinstance(time, int | float) and abs(time - wanted) <= _TOLERANCE for time, wanted in times
    )
