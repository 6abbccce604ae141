"""The folders of finished audiobooks, and what lies in them."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from fullcast import checking, publishing
from fullcast import script as scripts
from fullcast.checking import Manifest, ManifestChapter, ScriptLine
from fullcast.errors import OutputError
from fullcast.model import VOICED

_TRACK = re.compile(r"(\d{2,}) - .+(?<!\.whole)\.mp3", re.S)


def find_books(path: Path, unread: Callable[[OutputError], None]) -> tuple[Path, ...]:
    """The folders of audiobooks: this one, or those within it.

    `unread` is told of each folder within it that cannot be read.

    Raises:
        OutputError: there is no such folder, it cannot be read, or there is no audiobook in it.
    """
    if not path.exists():
        raise OutputError(f"{path}: there is no such folder; give one that fullcast make has made")
    if not path.is_dir():
        raise OutputError(f"{path} is a file: give the folder of the audiobook, {path.parent}")
    found = []
    files(path)
    for name, folders, files_here in os.walk(path, onerror=lambda error: unread(_unread(error))):
        folders.sort()
        if _is_book(files_here):
            found.append(Path(name))
            folders.clear()
    if not found:
        raise OutputError(
            f"{path}: there is no audiobook in this folder; give one that fullcast make has made"
        )
    return tuple(found)


def _is_book(files: Iterable[str]) -> bool:
    return any(
        name == checking.MANIFEST or name.endswith(".script.txt") or _TRACK.fullmatch(name)
        for name in files
    )


def unnoted(folder: Path, present: Sequence[str]) -> Manifest:
    """What was made, by the names of the files and what their tags say of the whole."""
    named = [(int(m[1]), name) for name in present if (m := _TRACK.fullmatch(name))]
    chapters = {number: ManifestChapter(number, "", (), name) for number, name in named}
    tags = [publishing.read_tags(folder / name) for _, name in named]
    totals = [tag.total for tag in tags if tag is not None and tag.total]
    total = max([*chapters, *totals], default=0)
    return Manifest("", None, total, 0.0, tuple(chapters[each] for each in sorted(chapters)))


def _unread(error: OSError) -> OutputError:
    return OutputError(f"{error.filename} cannot be read ({error.strerror or error})")


def files(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder, sorted.

    Raises:
        OutputError: it cannot be read.
    """
    try:
        return tuple(sorted(each.name for each in folder.iterdir() if each.is_file()))
    except OSError as error:
        raise _unread(error) from error


def read(path: Path, present: Sequence[str]) -> bytes | None:
    """The contents of a file, if it is among those that are present.

    Raises:
        OutputError: it cannot be read.
    """
    if path.name not in present:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unread(error) from error


def beside(folder: Path, path: Path, suffix: str, present: Sequence[str]) -> Path:
    """A file that has the folder's name, or if the folder was renamed, the only one of its kind."""
    alike = [name for name in present if name.endswith(suffix)]
    return folder / alike[0] if path.name not in alike and len(alike) == 1 else path


def script_chapters(path: Path, manifest: Manifest) -> list[list[ScriptLine]]:
    """The lines of each chapter of a script that are to be heard.

    What surrounds the story is, where the audiobook has anything of its kind.

    Raises:
        ScriptError: the script cannot be read.
    """
    heard = VOICED | {line.kind for chapter in manifest.chapters for line in chapter.lines}
    rows = [row for row, _ in scripts.read_titles(path)]
    chapters: list[list[ScriptLine]] = [[] for _ in rows]
    for line in scripts.read_script(path):
        if line.kind in heard and (before := bisect_left(rows, line.number)):
            chapters[before - 1].append(ScriptLine(line.text, line.speaker, line.number))
    return chapters
