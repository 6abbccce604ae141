"""Whether the files that hold the whole audiobook are there, undamaged, and of the tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fullcast.checking.findings import Finding, count_of
from fullcast.checking.manifest import Manifest, ManifestWhole

_FAULTS = {
    "cut": "is cut short",
    "altered": "is damaged: its sound is not what was written",
    "tags-changed": "has tags or chapters that differ from those it was made with",
}


def remedy(whole: ManifestWhole) -> str:
    """How to have a file made again."""
    return f"make the story again with --format {whole.form}"


def stale(whole: ManifestWhole, manifest: Manifest) -> Iterator[str]:
    """What is not as it is in the tracks, as the ends of sentences."""
    held = dict(whole.chapters)
    now = {track.number: track.sound_digest for track in manifest.tracks}
    changed = [number for number in held if number in now and held[number] != now[number]]
    for numbers, what in (
        ([number for number in now if number not in held], "lacks {}"),
        (changed, "has {} as before the last change"),
        ([number for number in held if number not in now], "has {}, no longer in the story"),
    ):
        if numbers:
            yield what.format(_chapters(sorted(numbers)))


def wholes(
    manifest: Manifest, found: Callable[[ManifestWhole], tuple[str, str, int] | None]
) -> Iterator[Finding]:
    """What is wrong with these files.

    `found` gives the digests of a file and of its sound and the bytes of the sound as they are now,
    or None if it is missing.
    """
    for whole in manifest.wholes:
        again = remedy(whole)
        now = found(whole)
        kind = "missing-file" if now is None else _damage(whole, now)
        if kind:
            what = _FAULTS.get(kind, "is missing")
            yield Finding(kind, whole.file, f"{what}: {again}")
        if now is not None:
            for what in stale(whole, manifest):
                yield Finding("outdated", whole.file, f"{what}: {again}")


def _damage(whole: ManifestWhole, now: tuple[str, str, int]) -> str | None:
    file, sound, size = now
    if file == whole.file_digest:
        return None
    if sound == whole.sound_digest:
        return "tags-changed"
    return "cut" if size < whole.sound_size else "altered"


def _chapters(numbers: list[int]) -> str:
    """`chapter 3`, `chapters 3, 4 and 7`, or how many there are of them."""
    if len(numbers) == 1:
        return f"chapter {numbers[0]}"
    if len(numbers) > 6:
        return f"{count_of(len(numbers), 'chapter')} from {numbers[0]} to {numbers[-1]}"
    return f"chapters {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
