"""Files that are no story, or one in a format that is not read: what they are, and what to do."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TEXT = "give the story as text"
_WORD = "open it in Word or LibreOffice, save it as DOCX, and give that"
_CALIBRE = "convert it to EPUB, for example with Calibre, and give that"
_UNPACK = "unpack it and give the story in it"

_CONTENTS: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(magic, re.S), name, remedy)
    for magic, name, remedy in (
        (rb"\x89PNG", "a PNG picture", _TEXT),
        (rb"\xff\xd8\xff", "a JPEG picture", _TEXT),
        (rb"GIF8[79]a", "a GIF picture", _TEXT),
        (rb"RIFF....WEBP", "a WebP picture", _TEXT),
        (rb"PK(?:\x03\x04|\x05\x06)", "a ZIP archive", _UNPACK),
        (rb"\x1f\x8b", "a gzip archive", _UNPACK),
        (rb"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
        (rb"Rar!\x1a", "a RAR archive", _UNPACK),
        (rb"%PDF-", "a PDF document", _CALIBRE),
        (rb"\{\\rtf", "an RTF document", _WORD),
        (rb"\xd0\xcf\x11\xe0", "an old Word document", _WORD),
        (rb".{60}BOOKMOBI|TPZ", "a Kindle book", _CALIBRE),
        (rb".{60}TEXtREAd", "a Palm book", _CALIBRE),
        (rb"CONT\x02\x00|\xeaDRMION\xee", "a Kindle book", _CALIBRE),
        (rb"ITOLITLS", "a book for Microsoft Reader", _CALIBRE),
        (rb"ITSF", "a compiled help file", _CALIBRE),
        (rb"L\x00R\x00F\x00", "a book for Sony Readers", _CALIBRE),
        (rb"AT&TFORM", "a DjVu document", _CALIBRE),
        (
            rb"(?:\xef\xbb\xbf)?\s*<\?xml[^<>]{0,200}\?>\s*<FictionBook\b",
            "a FictionBook",
            _CALIBRE,
        ),
        (rb"ID3[\x02-\x04]|\xff[\xfb\xfa\xf3\xf2]", "an MP3 recording", _TEXT),
        (rb"RIFF....WAVE", "a WAV recording", _TEXT),
        (rb"OggS\x00", "an Ogg recording", _TEXT),
        (rb"fLaC\x00", "a FLAC recording", _TEXT),
        (rb"....ftyp", "an MP4 recording", _TEXT),
        (rb"\x7fELF|MZ[^\n]{0,60}\x00", "a program", _TEXT),
    )
)
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream in which a document with a password lies."""
_NAMES: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys((".doc", ".dot", ".wps"), ("an old Word document", _WORD)),
    **dict.fromkeys((".rtf", ".wpd", ".sxw", ".fodt"), ("a document of another kind", _WORD)),
    ".pages": ("a Pages document", "export it as Word or EPUB from Pages, and give that"),
    ".scriv": ("a Scrivener project", "compile it as DOCX or EPUB, and give that"),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".azw4", ".kfx"), ("a Kindle book", _CALIBRE)),
    ".pdf": ("a PDF document", _CALIBRE),
    ".fb2": ("a FictionBook", _CALIBRE),
    **dict.fromkeys((".lit", ".lrf", ".pdb", ".djvu"), ("a book of another kind", _CALIBRE)),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2"), ("an archive", _UNPACK)),
}  # fmt: skip
_WITHIN = 128  # bytes
_COVER = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|RIFF....WEBP", re.S)


def by_content(data: bytes) -> str | None:
    """What a file of these bytes is and what to do about it; None if it may be text."""
    for magic, name, remedy in _CONTENTS:
        if magic.match(data[: 4 * _WITHIN if name == "a FictionBook" else _WITHIN]):
            if magic.pattern.startswith(b"\\xd0") and _LOCKED in data:
                return "is locked with a password; save it without one, and try again"
            return f"looks like {name}; {remedy}"
    return None


def by_name(extension: str) -> str | None:
    """What a file of an extension is and what to do about it; None if that is not known."""
    if found := _NAMES.get(extension.lower()):
        return f"seems to be {found[0]}; {found[1]}"
    return None


def is_picture(data: bytes) -> bool:
    """Whether these are the bytes of a picture that may be a cover: JPEG, PNG, GIF or WebP."""
    return _COVER.match(data) is not None
