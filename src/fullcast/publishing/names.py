"""File names that every file system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fullcast.publishing.labels import one_line

MAX_BYTES = 255
"""Bytes of a name on ext4, XFS, Btrfs, F2FS; NTFS and APFS allow 255 units of UTF-16 or more."""

_SEPARATORS = re.compile(r"[/\\:|]")
_FORBIDDEN = re.compile(r'[?<>*"]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)
"""Devices of Windows, whatever extension they bear."""

_EXTENSION = re.compile(r"(?<=.)\.[A-Za-z][A-Za-z0-9]{0,4}$")


def safe_name(text: str, fallback: str, room: int = MAX_BYTES) -> str:
    """The text as the name of a file or folder, at most `room` bytes of UTF-8.

    The name is in NFC and has none of `/ ? < > \\ : * | "`, no control or bidi characters, no dot
    or space at either end, and is not a device of Windows. If nothing remains, `fallback` is
    made safe in its place.

    Raises:
        ValueError: nothing remains of `fallback` either.
    """
    return _fitted(text, fallback, room)


def chapter_file_name(number: int, total: int, title: str, ext: str) -> str:
    """A chapter's file: `01 - Title.mp3`, padded so that all `total` names sort as numbers.

    `ext` is an extension without its dot.
    """
    prefix = f"{number:0{max(2, len(str(total)))}d} - "
    suffix = f".{ext}"
    room = MAX_BYTES - len(prefix.encode()) - len(suffix.encode())
    return prefix + _fitted(title, f"Chapter {number}", room) + suffix


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names, told apart by ` (2)`, ` (3)`… before the extension where they are the same.

    Names are the same if some file system takes them for the same: case and normalization do
    not count. A name that is already unique stays as it is.
    """
    listed = tuple(names)
    reserved = {folded_name(name) for name in listed}
    taken: set[str] = set()
    result: list[str] = []
    for name in listed:
        unique, count = name, 1
        while folded_name(unique) in taken or (count > 1 and folded_name(unique) in reserved):
            count += 1
            unique = _numbered(name, count)
        taken.add(folded_name(unique))
        result.append(unique)
    return tuple(result)


def _fitted(text: str, fallback: str, room: int) -> str:
    """A safe name of at most `room` bytes."""
    for candidate in (text, fallback):
        spaced = _SEPARATORS.sub(" ", candidate)
        name = _cut(_trimmed(one_line(_FORBIDDEN.sub("", spaced))), room)
        if _RESERVED.fullmatch(name):
            name = _cut(f"_{name}", room)
        if name:
            return name
    raise ValueError(f"no file name can be made of {fallback!r}")


def _trimmed(name: str) -> str:
    """Without dots and spaces at the ends, which Unix hides and Windows drops, or joiners."""
    return name.strip(". \u200c\u200d")


def _cut(name: str, room: int) -> str:
    """The longest beginning of at most `room` bytes that does not part a letter and its marks."""
    if len(name.encode()) <= room:
        return name
    end = len(name.encode()[:room].decode(errors="ignore"))
    while end > 0 and (
        unicodedata.category(name[end])[0] == "M" or "\u200d" in name[end - 1 : end + 1]
    ):
        end -= 1
    return _trimmed(name[:end])


def _numbered(name: str, count: int) -> str:
    """The name with a number before its extension, still short enough."""
    ext = _EXTENSION.search(name)
    stem = name[: ext.start()] if ext else name
    suffix = f" ({count}){ext.group() if ext else ''}"
    return _cut(stem, MAX_BYTES - len(suffix.encode())) + suffix


def folded_name(name: str) -> str:
    """What names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
