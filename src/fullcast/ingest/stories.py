"""Finding story files and reading one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fullcast.errors import StoryError
from fullcast.ingest import containers, formats, numbered
from fullcast.ingest.containers import NO_STORY, Container, Volume
from fullcast.ingest.draft import Draft
from fullcast.ingest.files import foreign
from fullcast.ingest.files.disk import LARGEST, STDIN, STDIN_NAME, bytes_of, explained, is_folder
from fullcast.ingest.gathering import Part, gather
from fullcast.ingest.numbered import humanize
from fullcast.ingest.structure.chapters import book
from fullcast.model import Book

_MOST_NAMED = 3  # stories that a message names
MOST_PARAGRAPHS = 1_000_000
"""Of a story; they take a minute."""


def read(path: Path, *, title: str | None = None, as_one: bool | None = None) -> Book:
    """Read one story: a file, the chapter files in a folder or an archive, or `STDIN`.

    `title` is the story's, whatever it states. `as_one` says that all files of a folder or an
    archive are one story; otherwise they are if `containers.volumes` finds no more than one. The
    chapters' texts, joined, are the decoded file, or the text that its pages show, or those of all
    files; the blocks tile each chapter.

    Raises:
        StoryError: there is no such file, it is no story format, no text, empty, larger than
            `LARGEST` or the other limits, may not be read, or holds several stories.
    """
    if path.name.lower().endswith(NO_STORY):
        raise StoryError(
            f"{path} is a script, not a story; name the story, and the script with --script."
        )
    found = _find(path)
    if isinstance(found, Container):
        return _read_volume(found, _volume(found, as_one), title)
    shown = STDIN_NAME if path == STDIN else path
    draft = _draft(found, shown)
    return book(replace(draft, title=title or draft.title), humanize(shown.stem))


def find_stories(paths: Sequence[Path], as_one: bool | None = None) -> tuple[Path, ...]:
    """Files as they are given; folders and archives expanded to the stories in them, each once.

    Folders are searched through and through, in sorted order; hidden files and folders are
    left out, and so are scripts and every file that is in no story format. A folder is itself a
    story if the files in it are chapters of one; see `containers.volumes`.

    Raises:
        StoryError: a path does not exist, or a folder has no story in it or may not be read.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for story in _stories_of(path, as_one):
            found.setdefault(story.resolve(), story)
    return tuple(found.values())


def _stories_of(path: Path, as_one: bool | None) -> Iterator[Path]:
    if path == STDIN or not (containers.archive_above(path) or _may_hold(path)):
        yield path
        return
    held = _find(path)
    if isinstance(held, Container):
        for volume in containers.volumes(_stocked(held), as_one):
            yield path / volume.name
    else:
        yield path


def _may_hold(path: Path) -> bool:
    """Whether a path that exists is a folder, or an archive by its name or its first bytes."""
    if is_folder(path):
        return True
    if path.suffix.lower() in formats.FORMATS:
        return False
    with explained(path), path.open("rb") as file:
        return formats.is_zip(file.read(4))


def _find(path: Path) -> bytes | Container:
    """A file's bytes; or what a folder, an archive, or a folder in an archive holds."""
    if above := containers.archive_above(path):
        held = containers.zipped(bytes_of(above), above)
        name = path.relative_to(above).as_posix()
        if name in held.names:
            return held.read(name)
        if (inner := held.within(name)).names:
            return inner
        raise StoryError(f"There is no story {name} in {above}; check the name.")
    if path != STDIN and is_folder(path):
        return containers.folder(path)
    data = bytes_of(path)
    shown = STDIN_NAME if path == STDIN else path
    if formats.is_zip(data) and formats.reader(data, shown) is None:
        return containers.zipped(data, shown)
    return data


def _stocked(held: Container) -> Container:
    if not held.names:
        raise StoryError(f"{held.path} has no story in it; a story file ends in {formats.named()}.")
    return held


def _volume(held: Container, as_one: bool | None) -> Volume:
    """The one book in a container, or the one that its own files are, not those deeper in it."""
    volumes = containers.volumes(_stocked(held), as_one)
    own = [each for each in volumes if each.folder == "" and len(each.chapters) > 1]
    if len(volumes) > 1 and not own:
        names = [each.name for each in volumes]
        shown = ", ".join(names[:_MOST_NAMED]) + ", …" * (len(names) > _MOST_NAMED)
        raise StoryError(
            f"{held.path} holds {len(names)} stories ({shown}); name one of them, or add --as-one "
            "if they are the chapters of one."
        )
    return (own or volumes)[0]


def _read_volume(held: Container, volume: Volume, title: str | None) -> Book:
    if len(volume.chapters) == 1:
        shown = held.path / volume.name
        draft = _draft(held.read(volume.name), shown)
        return book(replace(draft, title=title or draft.title), humanize(shown.stem))
    parts, remarks = _parts(held, volume)
    made = gather(parts, humanize(_folder_name(held, volume)), title)
    cover = made.cover or held.cover(volume.shared_folder)
    return replace(made, cover=cover, remarks=(*remarks, *made.remarks))


def _parts(held: Container, volume: Volume) -> tuple[list[Part], tuple[str, ...]]:
    """The files of a book, and which of them are left out as they are empty."""
    parts: list[Part] = []
    empty: list[str] = []
    taken = 0
    for chapter in volume.chapters:
        shown = held.path / chapter.name
        data = held.read(chapter.name)
        taken += len(data)
        if taken > LARGEST:
            raise StoryError(
                f"{held.path} holds more than {LARGEST // 2**20} MiB of one story, the largest "
                "that is read; split it into several."
            )
        draft = _draft(data, shown) if data.strip() else None
        if draft is None:
            empty.append(f"{shown} is empty, so the story goes on without it.")
        else:
            parts.append(Part(draft, numbered.heading(chapter)))
    if not parts:
        raise StoryError(f"{held.path} has only empty files in it; there is no story to read.")
    return parts, tuple(empty)


def _folder_name(held: Container, volume: Volume) -> str:
    """The name of the folder or archive that a book is."""
    path = (held.path / volume.shared_folder).absolute()
    return (path.stem if path.suffix.lower() == ".zip" else path.name) or "Story"


def _draft(data: bytes, shown: Path) -> Draft:
    """What the reader of a file's format makes of it."""
    find = formats.unnamed_reader if shown == STDIN_NAME else formats.reader
    if not data.strip():
        raise StoryError(f"{shown} is empty; there is no story in it.")
    reader = find(data, shown)
    if reader is None:
        known = foreign.by_content(data) or foreign.by_name(shown.suffix)
        unknown = "is not in a format that can be read; a story file ends in " + formats.named()
        raise StoryError(f"{shown} {known or unknown}.")
    draft = reader(data, shown)
    if not draft.paragraphs:
        raise StoryError(f"{shown} has nothing but white space in it; there is no story to read.")
    if len(draft.paragraphs) > MOST_PARAGRAPHS:
        raise StoryError(
            f"{shown} has more than {MOST_PARAGRAPHS:,} paragraphs; split it into several files."
        )
    return draft
