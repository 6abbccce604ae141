"""Finding story files and reading one."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fullcast.errors import StoryError
from fullcast.ingest import formats
from fullcast.ingest.chapters import book
from fullcast.model import Book

LARGEST = 64 * 1024 * 1024
"""Bytes of a story file at most: some ten million words, a thousand hours of sound."""
MOST_PARAGRAPHS = 1_000_000
"""Of a story; they take a minute."""
NO_STORY = ".script.txt"
"""The end of the names of scripts: text files that tell who speaks in a story."""
_SMALL_WORDS = frozenset(
    "a an and as at but by for from in into nor of on or over the to up with".split()
)


def read(path: Path) -> Book:
    """Read one story.

    The chapters' texts, joined, are the decoded file, or the text that its pages show; the blocks
    tile each chapter.

    Raises:
        StoryError: there is no such file, it is no story format, no text, empty, larger than
            `LARGEST` or the other limits, or may not be read.
    """
    if _is_folder(path):
        raise StoryError(f"{path} is a folder, not a story file.")
    if path.name.lower().endswith(NO_STORY):
        raise StoryError(
            f"{path} is a script, not a story; name the story, and the script with --script."
        )
    data = _bytes_of(path)
    reader = formats.reader(data, path)
    if reader is None:
        raise StoryError(
            f"{path} is not in a format that can be read; a story file ends in {formats.named()}."
        )
    if not data.strip():
        raise StoryError(f"{path} is empty; there is no story in it.")
    draft = reader(data, path)
    if not draft.paragraphs:
        raise StoryError(f"{path} has nothing but white space in it; there is no story to read.")
    if len(draft.paragraphs) > MOST_PARAGRAPHS:
        raise StoryError(
            f"{path} has more than {MOST_PARAGRAPHS:,} paragraphs; split it into several files."
        )
    return book(draft, humanize(path.stem))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Tells what keeps a file from being read as a StoryError."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoryError(f"There is no file {path}; check the name and the folder.") from error
    except PermissionError as error:
        raise StoryError(f"{path} may not be read; check its permissions.") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StoryError(f"{path} cannot be read: {reason}.") from error


def _is_folder(path: Path) -> bool:
    with _explained(path):
        return stat.S_ISDIR(path.stat().st_mode)


def _bytes_of(path: Path) -> bytes:
    with _explained(path), path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise StoryError(
            f"{path} is larger than {LARGEST // 2**20} MiB, the largest story that is read; "
            "split it into several files."
        )
    return data


def find_stories(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Files as they are given, folders expanded to the stories in them, each file once.

    Folders are searched through and through, in sorted order; hidden files and folders are
    left out, and so are scripts and every file that is in no story format.

    Raises:
        StoryError: a path does not exist, or a folder has no story in it or may not be read.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if _is_folder(path):
            stories = sorted(_stories_in(path), key=lambda story: story.parts)
            if not stories:
                raise StoryError(
                    f"{path} has no story in it; a story file ends in {formats.named()}."
                )
        else:
            stories = [path]
        for story in stories:
            found.setdefault(story.resolve(), story)
    return tuple(found.values())


def _stories_in(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=_refuse_folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(parent, name)
            if name.startswith(".") or name.lower().endswith(NO_STORY):
                continue
            if path.suffix.lower() in formats.FORMATS:
                yield path


def _refuse_folder(error: OSError) -> None:
    raise StoryError(f"{error.filename} cannot be searched: {error.strerror}.") from error


def humanize(stem: str) -> str:
    """A file's name as a title: "the-little_lost-boy" is "The Little Lost Boy"."""
    words = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", re.sub(r"[-_\s]+", " ", stem)
    ).split()
    if not any(c.isupper() for c in stem):
        words = [
            word
            if n and word in _SMALL_WORDS and n < len(words) - 1
            else word[:1].upper() + word[1:]
            for n, word in enumerate(words)
        ]
    return " ".join(words) or stem
