"""What holds story files: a folder or a ZIP archive, and which of them are one book."""

from __future__ import annotations

import os
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fullcast.errors import StoryError
from fullcast.ingest import formats, numbered
from fullcast.ingest.files import foreign
from fullcast.ingest.files.archive import archive
from fullcast.ingest.files.disk import bytes_of

NO_STORY = ".script.txt"
"""The end of the names of scripts: text files that tell who speaks in a story."""
_MADE = (NO_STORY, ".read-along.epub", ".listen.html")
"""The ends of the names of what is made of a story, and would else be taken for another one."""
_COVER = re.compile(r"(?:cover|folder)\.(?:jpe?g|png|webp|gif)", re.I)


@dataclass(frozen=True, slots=True)
class Container:
    """Story files in a folder or an archive; hidden files and what was made of one are left out."""

    path: Path
    names: tuple[str, ...]
    """Relative to `path`, with "/", sorted."""
    pictures: tuple[str, ...]
    """Files that are covers by their names."""
    read: Callable[[str], bytes]

    def within(self, folder: str) -> Container:
        """What is in one of its folders."""
        start = f"{folder.rstrip('/')}/"
        cut = len(start)
        return Container(
            self.path / folder,
            tuple(name[cut:] for name in self.names if name.startswith(start)),
            tuple(name[cut:] for name in self.pictures if name.startswith(start)),
            lambda name: self.read(start + name),
        )

    def cover(self, folder: str) -> bytes | None:
        """The picture that lies beside the files in one of its folders ("" for itself)."""
        for name in self.pictures:
            if posixpath.dirname(name) == folder and foreign.is_picture(data := self.read(name)):
                return data
        return None


@dataclass(frozen=True, slots=True)
class Volume:
    """A book in a container: one file, or several that are its chapters, in order."""

    folder: str
    chapters: tuple[numbered.Chapter, ...]

    @property
    def name(self) -> str:
        """Its path in the container: the file's, or that of the folder that it is."""
        return self.chapters[0].name if len(self.chapters) == 1 else self.folder

    @property
    def shared_folder(self) -> str:
        """The innermost folder that all its files lie in."""
        return posixpath.commonpath([posixpath.dirname(each.name) for each in self.chapters])


def archive_above(path: Path) -> Path | None:
    """The archive that a path leads into, as `stories.zip/one.txt` does; None if it does not."""
    for parent in path.parents:
        with suppress(OSError, ValueError):  # what is wrong with the path, its reader tells
            if parent.is_file():
                with parent.open("rb") as file:
                    return parent if formats.is_zip(file.read(4)) else None
    return None


def folder(path: Path) -> Container:
    """The story files in a folder and in the folders in it.

    Raises:
        StoryError: a folder may not be read.
    """
    found = [file.relative_to(path).as_posix() for file in _files(path)]
    return _container(path, found, lambda name: bytes_of(path / name))


def zipped(data: bytes, path: Path) -> Container:
    """The story files in a ZIP archive.

    Raises:
        StoryError: it is damaged or has too many files in it.
    """
    held = archive(data, path)
    hidden = re.compile(r"(?:^|/)(?:\.|__MACOSX/)")
    found = [name for name in held.entries if not hidden.search(name)]
    return _container(path, found, held.read)


def _container(path: Path, found: Sequence[str], read: Callable[[str], bytes]) -> Container:
    in_order = sorted(found, key=lambda name: name.split("/"))
    stories = [
        name
        for name in in_order
        if PurePosixPath(name).suffix.lower() in formats.FORMATS
        and not name.lower().endswith(_MADE)
    ]
    pictures = [name for name in in_order if _COVER.fullmatch(posixpath.basename(name))]
    return Container(path, tuple(stories), tuple(pictures), read)


def _files(path: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(path, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _refuse_folder(error: OSError) -> None:
    raise StoryError(f"{error.filename} cannot be searched: {error.strerror}.") from error


def volumes(container: Container, as_one: bool | None = None) -> tuple[Volume, ...]:
    """The books in a container.

    `as_one` says that all files are one book, or that each is one. Otherwise the files in a folder
    are one book if they are numbered chapters by their names; see `numbered.chapters`.
    """
    if as_one:
        return (Volume("", numbered.in_order(container.names)),) if container.names else ()
    if as_one is False:
        return tuple(map(_single, container.names))
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for name in container.names:
        folders[posixpath.dirname(name)].append(name)
    books = {place: numbered.chapters(names) for place, names in folders.items()}
    found: dict[Volume, None] = {}
    for name in container.names:
        place = posixpath.dirname(name)
        found.setdefault(Volume(place, books[place]) if books[place] else _single(name))
    return tuple(found)


def _single(name: str) -> Volume:
    return Volume(posixpath.dirname(name), (numbered.Chapter(name),))
