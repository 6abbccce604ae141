"""EPUB 3 with Media Overlays: a book and its sound in one file, lit up as they are heard.

Specification: https://www.w3.org/TR/epub-33/; EPUBCheck finds no error and no warning in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from fullcast.errors import OutputError
from fullcast.model import Book, Cast, ScriptChapter, Track
from fullcast.publishing import read_along_pages as pages
from fullcast.publishing.atomic import replacing
from fullcast.publishing.identity import book_uuid
from fullcast.publishing.overlay import Clip, clips, smil
from fullcast.publishing.package import Item, package

_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">\n'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
)
_UNIX = 3
_FRONT, _COVER = "text/front.xhtml", "text/cover.xhtml"


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """A story and its sound."""

    book: Book
    chapters: tuple[ScriptChapter, ...]
    """All of them, whether they are heard or not."""
    voices: Cast
    tracks: Mapping[int, Track]
    """What is heard, by the chapter's number."""
    cover: bytes
    """A JPEG."""
    narrators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """The files of a chapter; without a track it has only a page."""

    name: str
    chapter: ScriptChapter
    track: Track | None
    spans: tuple[Clip, ...]

    @property
    def page(self) -> str:
        return f"text/{self.name}.xhtml"


def write_epub(path: Path, work: ReadAlong) -> None:
    """Write a story as an EPUB that reads itself aloud; one with the same bytes is left as it is.

    The tracks are copied from their files, one at a time. The same input gives the same bytes.

    Raises:
        OutputError: the file cannot be written, or a track cannot be read.
    """
    parts = list(_parts(work))
    with (
        replacing(path, keep_same=True) as part,
        # It does all that an archive needs; only what it opened itself would be closed.
        ZipFile(cast("IO[bytes]", part), "w") as archive,
    ):
        # How the file is known for what it is: the first entry, stored, under this name.
        _add(archive, "mimetype", b"application/epub+zip", compressed=False)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode())
        for name, text in _texts(work, parts):
            _add(archive, f"EPUB/{name}", text.encode())
        _add(archive, "EPUB/cover.jpg", work.cover, compressed=False)
        for each in parts:
            if each.track is not None:
                _copy(archive, f"EPUB/audio/{each.name}.mp3", each.track.path)


def _parts(work: ReadAlong) -> Iterator[_Part]:
    width = max(3, len(str(len(work.chapters))))
    for chapter in work.chapters:
        track = work.tracks.get(chapter.number)
        spans = clips(track) if track else ()
        name = f"chapter-{chapter.number:0{width}d}"
        yield _Part(name, chapter, track if spans else None, spans)


def _texts(work: ReadAlong, parts: list[_Part]) -> Iterator[tuple[str, str]]:
    """The text files by their names within the book's folder."""
    book = work.book
    listed = [(pages.chapter_title(each.chapter), each.page) for each in parts]
    yield "package.opf", package(book, book_uuid(book).urn, list(_items(parts)), work.narrators)
    yield "nav.xhtml", pages.navigation(book, listed, _FRONT, _COVER)
    yield "style.css", pages.style(book, work.voices)
    yield _COVER, pages.cover_page(book)
    yield _FRONT, pages.cast_page(book, work.voices)
    for each in parts:
        yield each.page, pages.chapter_page(book, each.chapter, work.voices)
        if each.track is not None:
            sound, page = f"../audio/{each.name}.mp3", f"../{each.page}"
            yield f"smil/{each.name}.smil", smil(each.spans, page, sound)


def _items(parts: list[_Part]) -> Iterator[Item]:
    """All files but the package itself, those in the spine in reading order."""
    yield Item("nav", "nav.xhtml", "application/xhtml+xml", "nav")
    yield Item("style", "style.css", "text/css")
    yield Item("cover-image", "cover.jpg", "image/jpeg", "cover-image")
    yield Item("cover", _COVER, "application/xhtml+xml", in_spine=True)
    yield Item("front", _FRONT, "application/xhtml+xml", in_spine=True)
    for each in parts:
        smil_id = f"{each.name}-smil" if each.track else ""
        yield Item(each.name, each.page, "application/xhtml+xml", overlay=smil_id, in_spine=True)
        if each.track is not None:
            length = sum(clip.end - clip.begin for clip in each.spans)
            smil_type = "application/smil+xml"
            yield Item(smil_id, f"smil/{each.name}.smil", smil_type, duration=length)
            yield Item(f"{each.name}-audio", f"audio/{each.name}.mp3", "audio/mpeg")


def _entry(name: str, *, compressed: bool) -> ZipInfo:
    """Without the time and the system, so that the same book is the same file."""
    entry = ZipInfo(name)
    entry.create_system = _UNIX
    entry.external_attr = 0o644 << 16
    entry.compress_type = ZIP_DEFLATED if compressed else ZIP_STORED
    return entry


def _add(archive: ZipFile, name: str, data: bytes, *, compressed: bool = True) -> None:
    archive.writestr(_entry(name, compressed=compressed), data)


def _copy(archive: ZipFile, name: str, source: Path) -> None:
    entry = _entry(name, compressed=False)
    try:
        file = source.open("rb")
        entry.file_size = source.stat().st_size
    except OSError as error:
        raise OutputError(f"{source} cannot be read: {error.strerror}; make it again") from error
    with file, archive.open(entry, "w") as target:
        copyfileobj(file, target, 1 << 20)
