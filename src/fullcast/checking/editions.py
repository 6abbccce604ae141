"""Whether what was made of the tracks, such as captions and the web page, is there and right."""

from __future__ import annotations

from collections.abc import Callable, Collection

from fullcast.checking.findings import AGAIN, Finding
from fullcast.checking.manifest import Manifest
from fullcast.checking.manifest_file import basis


def editions(
    manifest: Manifest, present: Collection[str], digest: Callable[[str], str]
) -> list[Finding]:
    """What is wrong with the files that are made of the tracks.

    `digest` is the SHA-256 of one that is there.
    """
    findings = []
    for edition in manifest.editions:
        if edition.file not in present:
            message = (
                f"is missing: {AGAIN}; do it with the same --format, or without it if you no "
                "longer want this file"
            )
            findings.append(Finding("missing-edition", edition.file, message))
        elif digest(edition.file) != edition.digest:
            message = f"is damaged, or was changed: {AGAIN}, unless you changed it yourself"
            findings.append(Finding("altered-edition", edition.file, message))
        elif edition.basis != basis(manifest, edition.file):
            message = "is of an earlier version of the tracks: make the story with its --format"
            findings.append(Finding("old-edition", edition.file, message))
    return findings
