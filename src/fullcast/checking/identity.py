"""Whether each file is there and is the one that was made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from fullcast.checking.findings import AGAIN, Finding, clock
from fullcast.checking.manifest import Manifest, ManifestChapter

ASIDE = frozenset({"sample.mp3", "audition.mp3"})
"""Sound that may lie beside the tracks."""

SOUND = (".mp3", ".m4b", ".opus")

_FAULTS = {
    "empty": "holds no MP3 sound that can be read",
    "cut": "is cut short: its sound ends at {at} of {seconds}",
    "broken": "is damaged at {at}",
    "altered": "is damaged: its sound is not what was written, by its checksum",
    "other": "does not hold the sound that was made, but another recording, or the same one that "
    "was edited or encoded again",
}


def missing_files(tracks: Iterable[ManifestChapter], present: Collection[str]) -> list[Finding]:
    """Tracks that are not there."""
    return [
        Finding("missing-file", track.file, f"is missing: {AGAIN}", track.number)
        for track in tracks
        if track.file and track.file not in present
    ]


def stray_files(manifest: Manifest, present: Iterable[str]) -> list[Finding]:
    """Sound that players would play with the audiobook, and what a killed run left."""
    known = {track.file for track in manifest.tracks} | ASIDE
    known |= {whole.file for whole in manifest.wholes}
    found = []
    for name in sorted(present):
        if name.casefold().endswith(SOUND) and name not in known:
            found.append(
                Finding("stray-file", name, "is no part of this audiobook: move it elsewhere")
            )
        elif name.startswith(".fullcast-") and name.endswith(".part"):
            found.append(
                Finding(
                    "stray-file",
                    name,
                    "is left of a run that was interrupted, unless one is going on: delete it",
                )
            )
    return found


def missing_chapters(manifest: Manifest, worded: Collection[int], file: str) -> list[Finding]:
    """Chapters that were never made; `worded` are those that have something to speak."""
    made = {chapter.number for chapter in manifest.chapters}
    absent = sorted(set(worded) - made)
    found = []
    # Numbers that follow each other have the same distance from their place in the list.
    for _, group in groupby(enumerate(absent), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        first, last = numbers[0], numbers[-1]
        span = f"{first}-{last}" if first != last else f"{first}"
        what = f"chapters {span}, which are" if first != last else f"chapter {span}, which is"
        message = f"has {what} not made: make the story with --chapters {span}, or as a whole"
        found.append(Finding("missing-chapter", file, message, first))
    return found


def swapped(
    track: ManifestChapter, digest: str, tracks: Iterable[ManifestChapter]
) -> Finding | None:
    """Whether a file holds another chapter's sound, by the digest of its sound."""
    for other in tracks:
        if other.sound_digest == digest and other.number != track.number:
            message = f"holds chapter {other.number} ({other.file}), not {track.number}: {AGAIN}"
            return Finding("swapped", track.file or "", message, track.number)
    return None


def damaged(track: ManifestChapter, kind: str, seconds: float) -> Finding:
    """A file whose sound is not what was made; `kind` and `seconds` as those of a SoundFault."""
    what = _FAULTS[kind].format(at=clock(seconds), seconds=clock(track.seconds))
    if kind == "cut" and not track.seconds:
        what = f"is cut short: its sound ends at {clock(seconds)}"
    at = seconds if kind in ("cut", "broken") else None
    return Finding(kind, track.file or "", f"{what}: {AGAIN}", track.number, at)


def retagged(track: ManifestChapter) -> Finding:
    """A file of which something beside the sound is changed, and nothing that has its own check."""
    message = (
        f"has tags that differ from those it was made with: {AGAIN}, unless you changed them "
        "yourself"
    )
    return Finding("tags-changed", track.file or "", message, track.number)
