"""Reading a ZIP archive that nobody vouches for: in memory, by name, and within limits."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from fullcast.errors import StoryError

MOST_ENTRIES = 20_000
LARGEST_ENTRY = 32 * 1024 * 1024
"""Bytes of a file in the archive at most."""
LARGEST_TOTAL = 128 * 1024 * 1024
"""Bytes at most of all files that are read: pages, style sheets and a cover, not other pictures."""
HIGHEST_RATIO = 200
"""To one, at most; text shrinks to a third, and runs of one letter to a thousandth."""
_UTF8 = 0x800  # the flag that says that a name is in UTF-8
_LONGEST_NAME = 80  # characters, in a message
_SMALL = 1024 * 1024  # bytes; what is no larger may shrink to nothing
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,  # a method of compression that Python has not
    OverflowError,
    ValueError,
    LookupError,
)


@dataclass(slots=True)
class Archive:
    """The files in an archive by their normalized names; of two of one name, the last counts."""

    path: Path
    """For messages only."""
    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    folded: Mapping[str, str]
    """Names by their form without case and with letters composed, for references that spell them
    otherwise."""
    taken: int = field(default=0)
    """Bytes read so far."""

    def find(self, name: str) -> str | None:
        """The name of a file as the archive has it, or None."""
        return name if name in self.entries else self.folded.get(_folded(name))

    def read(self, name: str) -> bytes:
        """The content of the file that `find` has named.

        Raises:
            StoryError: it is encrypted, damaged, or larger than the limits.
        """
        entry = self.entries[name]
        if entry.flag_bits & 1:
            raise StoryError(
                f"{self.path} is locked with a password; unlock it first and try again."
            )
        swells = entry.file_size > max(_SMALL, HIGHEST_RATIO * entry.compress_size)
        if swells or entry.file_size > LARGEST_ENTRY:
            raise StoryError(
                f"{self.path} would unpack to far too much ({shown_name(name)}); it is not read."
            )
        with explained(self.path), self.file.open(entry) as file:
            data = file.read(LARGEST_ENTRY + 1)
        self.taken += len(data)
        if len(data) > LARGEST_ENTRY or self.taken > LARGEST_TOTAL:
            raise StoryError(
                f"{self.path} holds more than {LARGEST_TOTAL // 2**20} MiB; it is not read."
            )
        return data


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Tells what is wrong with an archive as a StoryError."""
    try:
        yield
    except _BROKEN as error:
        raise StoryError(
            f"{path} is damaged or incomplete ({' '.join(str(error).split()) or 'it ends early'}); "
            "download or copy it again."
        ) from error


def archive(data: bytes, path: Path) -> Archive:
    """The archive in a file's bytes.

    Raises:
        StoryError: it is no archive, is damaged, or has too many files in it.
    """
    with explained(path):
        file = zipfile.ZipFile(io.BytesIO(data))
        infos = file.infolist()
    if len(infos) > MOST_ENTRIES:
        raise StoryError(f"{path} has more than {MOST_ENTRIES} files in it; it is not read.")
    entries = {
        name: info
        for info in infos
        # Python 3.11 stumbles over asking a file without a name whether it is a folder.
        if not info.filename.endswith("/") and (name := _normalized(_named(info)))
    }
    return Archive(path, file, entries, {_folded(name): name for name in entries})


def resolved(base: str, reference: str) -> str:
    """The name of the file that a file in the archive refers to; "" if it lies outside."""
    reference = reference.partition("#")[0].partition("?")[0]
    if ":" in reference.partition("/")[0]:
        return ""  # an address
    return _normalized(posixpath.join(posixpath.dirname(base), unquote(reference)))


def shown_name(name: str) -> str:
    """A name as a terminal can show it: on one line, and not without end."""
    printable = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(printable.split())[:_LONGEST_NAME]


def _named(entry: zipfile.ZipInfo) -> str:
    """An entry's name; what is UTF-8 without saying so is read as that."""
    if not entry.flag_bits & _UTF8:
        with suppress(UnicodeError):
            return entry.filename.encode("cp437").decode("utf-8")
    return entry.filename


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _normalized(name: str) -> str:
    name = posixpath.normpath(name.replace("\\", "/"))
    return "" if name in (".", "..") or name.startswith(("/", "../")) else name
