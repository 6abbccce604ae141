"""The manifest: what was made, so that it can be checked without the story.

`.fullcast.json` beside the tracks holds every line with the times at which it is heard, and
digests of each file. The user need not know of it, and a program may read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullcast.model import Kind
from fullcast.values import Value


@dataclass(frozen=True, slots=True)
class ManifestLine(Value):
    """A line that somebody speaks."""

    kind: Kind
    speaker: str
    text: str
    """As the script shows it."""
    start: float | None = None
    """Seconds from the beginning of its file; None for a line without words, such as "…"."""
    end: float | None = None
    expected: float = 0.0
    """About how many seconds its words take, with the pauses between its sentences."""
    level: float = 0.0
    """How much louder it is meant to be than an ordinary line, in dB."""
    error: str | None = None
    """Why something of it could not be spoken."""
    said: str | None = None
    """As it was given to the voice, where that has other letters than `text`."""


@dataclass(frozen=True, slots=True)
class ManifestChapter:
    """A chapter as it was made; one without words has no file."""

    number: int
    title: str
    """The track's."""
    lines: Sequence[ManifestLine]
    file: str | None = None
    seconds: float = 0.0
    file_digest: str = ""
    """SHA-256 of the file."""
    sound_digest: str = ""
    """SHA-256 of what lies between its tags."""


@dataclass(frozen=True, slots=True)
class ManifestWhole:
    """A file that holds the whole audiobook."""

    form: str
    """As `--format` names it."""
    file: str
    made_from: str
    """A digest of all that decides what is in it."""
    chapters: tuple[tuple[int, str], ...]
    """The number of each chapter that it holds, and the digest of its track's sound then."""
    file_digest: str
    sound_digest: str
    sound_size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class ManifestEdition:
    """A file that is made of the tracks, such as captions or a feed."""

    file: str
    digest: str
    """SHA-256 of the file."""
    basis: str
    """What it was made of; see `basis`."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """An audiobook as it was made."""

    title: str
    author: str | None
    total: int
    """Chapters of the story, of which some may not have been made."""
    pause: float
    """Seconds between two sentences of one line."""
    chapters: tuple[ManifestChapter, ...]
    """In order; those that were made."""
    metadata_digest: str = ""
    """SHA-256 of what library servers read."""
    language: str = "en"
    """A BCP 47 tag."""
    profile: str = "plain"
    """What the tracks were made for, by its name."""
    wholes: tuple[ManifestWhole, ...] = ()
    editions: tuple[ManifestEdition, ...] = ()
    """By their names."""

    @property
    def tracks(self) -> tuple[ManifestChapter, ...]:
        """The chapters that have a file."""
        return tuple(chapter for chapter in self.chapters if chapter.file)


def updated(old: Manifest | None, new: Manifest, files: frozenset[str]) -> Manifest:
    """The new manifest with those of the old one's chapters that were not made again.

    `files` are the names of all tracks of the audiobook: what else the old one names is gone.
    """
    if old is None:
        return new
    made = {chapter.number for chapter in new.chapters}
    kept = [
        chapter
        for chapter in old.chapters
        if chapter.number not in made and (chapter.file is None or chapter.file in files)
    ]
    chapters = sorted((*kept, *new.chapters), key=lambda chapter: chapter.number)
    known = tuple(each for each in chapters if each.number <= new.total)
    editions = new.editions or old.editions
    return replace(new, chapters=known, wholes=old.wholes, editions=editions)
