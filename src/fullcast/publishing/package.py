"""The package document of an EPUB: what the book is, what it holds, in which order it is read.

Specification: https://www.w3.org/TR/epub-33/#sec-package-doc
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from fullcast.model import Book
from fullcast.publishing.labels import one_line
from fullcast.publishing.languages import is_right_to_left
from fullcast.publishing.overlay import clock
from fullcast.publishing.read_along_pages import ACTIVE, PLAYING, language_tag

MODIFIED = "2000-01-01T00:00:00Z"
"""The format wants a time; one of its own would make every run another book."""

_PROPERTIES = {
    "schema:accessMode": ("textual", "auditory"),
    "schema:accessModeSufficient": ("textual", "auditory", "textual,auditory"),
    "schema:accessibilityFeature": (
        "synchronizedAudioText",
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "displayTransformability",
        "alternativeText",
    ),
    "schema:accessibilityHazard": ("none",),
    "schema:accessibilitySummary": (
        "The text is read aloud by synthetic voices and highlighted line by line.",
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book."""

    id: str
    href: str
    media_type: str
    properties: str = ""
    overlay: str = ""
    """The id of its overlay."""
    duration: int | None = None
    """Milliseconds, of an overlay."""
    in_spine: bool = False


def package(book: Book, identifier: str, items: Sequence[Item], narrators: Sequence[str]) -> str:
    """The package document."""
    spine = "\n".join(f'<itemref idref="{item.id}"/>' for item in items if item.in_spine)
    manifest = "\n".join(_item(item) for item in items)
    turn = ' page-progression-direction="rtl"' if is_right_to_left(book.language) else ""
    metadata = "\n".join(_metadata(book, identifier, items, narrators))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book" '
        f'xml:lang="{language_tag(book.language)}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}\n</metadata>\n'
        f"<manifest>\n{manifest}\n</manifest>\n<spine{turn}>\n{spine}\n</spine>\n</package>\n"
    )


def _metadata(
    book: Book, identifier: str, items: Sequence[Item], narrators: Sequence[str]
) -> Iterator[str]:
    yield f'<dc:identifier id="book">{escape(identifier)}</dc:identifier>'
    yield f'<dc:title id="title">{_text(book.title)}</dc:title>'
    yield f"<dc:language>{language_tag(book.language)}</dc:language>"
    if one_line(book.author or ""):
        yield f'<dc:creator id="author">{_text(book.author or "")}</dc:creator>'
        yield '<meta refines="#author" property="role" scheme="marc:relators">aut</meta>'
    if one_line(book.description or ""):
        yield f"<dc:description>{_text(book.description or '')}</dc:description>"
    for subject in dict.fromkeys(filter(None, map(one_line, (*book.genres, *book.subjects)))):
        yield f"<dc:subject>{_text(subject)}</dc:subject>"
    if book.year is not None:
        yield f"<dc:date>{book.year:04d}</dc:date>"
    yield _meta("dcterms:modified", MODIFIED)
    yield from _series(book)
    for at, name in enumerate(narrators, 1):
        yield f'<dc:contributor id="narrator-{at}">{_text(name)}</dc:contributor>'
        yield f'<meta refines="#narrator-{at}" property="role" scheme="marc:relators">nrt</meta>'
        yield _meta("media:narrator", name)
    yield '<meta name="cover" content="cover-image"/>'
    yield from _media(items)
    for name, values in _PROPERTIES.items():
        yield from (_meta(name, value) for value in values)


def _series(book: Book) -> Iterator[str]:
    if one_line(book.series or ""):
        name = _text(book.series or "")
        yield f'<meta property="belongs-to-collection" id="series">{name}</meta>'
        yield '<meta refines="#series" property="collection-type">series</meta>'
        if one_line(book.series_number or ""):
            part = _text(book.series_number or "")
            yield f'<meta refines="#series" property="group-position">{part}</meta>'


def _media(items: Sequence[Item]) -> Iterator[str]:
    """How long each overlay is, and all of them, and what marks that which is heard."""
    lengths = [(item.id, item.duration) for item in items if item.duration is not None]
    for id_, length in lengths:
        yield f'<meta property="media:duration" refines="#{id_}">{clock(length)}</meta>'
    yield _meta("media:duration", clock(sum(length for _, length in lengths)))
    yield _meta("media:active-class", ACTIVE)
    yield _meta("media:playback-active-class", PLAYING)


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{_text(value)}</meta>'


def _item(item: Item) -> str:
    properties = f' properties="{item.properties}"' if item.properties else ""
    overlay = f' media-overlay="{item.overlay}"' if item.overlay else ""
    return (
        f'<item id="{item.id}" href="{item.href}" media-type="{item.media_type}"'
        f"{properties}{overlay}/>"
    )


def _text(text: str) -> str:
    return escape(one_line(text))
