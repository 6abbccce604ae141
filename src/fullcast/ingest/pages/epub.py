"""EPUB 2 and 3: the pages in reading order, with the chapters that the table of contents names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fullcast.errors import StoryError
from fullcast.ingest.draft import Draft
from fullcast.ingest.files import repair
from fullcast.ingest.files.archive import Archive, archive, shown_name
from fullcast.ingest.pages import elements, markup, metadata, trees
from fullcast.ingest.pages.markup import Piece
from fullcast.ingest.pages.package import Entry, Package, package
from fullcast.ingest.sources.pages import recognized
from fullcast.ingest.structure.headings import LONGEST
from fullcast.ingest.structure.labels import author_of
from fullcast.model import Kind

_NEAR = 4
"""Paragraphs from where an entry leads to, among which its title may stand."""
_NO_CHAPTER = re.compile(
    r"(?:front |back )?cover(?: page)?|(?:half[- ]?)?title(?: ?page)?|(?:table of )?contents|toc|"
    r"copyright(?: page)?|colophon|imprint|uncopyright|start|begin reading|(?:the )?text",
    re.I,
)
"""Titles that no chapter has: they name a page of the book, or its place in a device's menu."""
_MOST_ABOVE = 12  # paragraphs on pages that nothing marks as a title page
_LONGEST_TITLE = 300  # characters
_LONGEST_DRAWN = 100_000  # characters of a text in a drawing
_MOST_NAMED = 3  # missing pages that a remark names


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the spine, read."""

    name: str
    pieces: tuple[Piece, ...]
    anchors: Mapping[str, int]
    linear: bool


def draft(data: bytes, path: Path) -> Draft:
    """The story in an EPUB; `path` is for messages only.

    Raises:
        StoryError: it is no EPUB, is protected, damaged, or larger than the limits.
    """
    held = archive(data, path)
    book = package(held)
    pages, remarks = _pages(held, book)
    if not pages:
        raise StoryError(f"{path} has no page of text in its reading order.")
    title, author = metadata.title(book), metadata.author(book)
    series, number = metadata.series(book)
    pieces = _pieces(pages, book.contents(held))
    text, paragraphs = markup.assemble(_with_title_page(pieces, title or "", author or ""))
    return Draft(
        text,
        paragraphs,
        title=title,
        author=author,
        language=metadata.language(book),
        series=series,
        series_number=number,
        description=metadata.description(book),
        identifiers=metadata.identifiers(book),
        year=metadata.year(book),
        subjects=metadata.subjects(book),
        cover=book.cover(held),
        remarks=remarks,
    )


def _pages(held: Archive, book: Package) -> tuple[list[_Page], tuple[str, ...]]:
    """The pages of the spine, each once, and what is missing of them."""
    italic = _italic_classes(held, book)
    found: dict[str, _Page] = {}
    missing: list[str] = []
    remarks: list[str] = []
    bulk = 0
    for key, item, linear in book.spine():
        name = held.find(item.name) if item is not None else None
        if item is None or name is None or not (item.is_page or item.is_drawing):
            missing.append(item.href if item is not None else key)
        elif name not in found:
            data = held.read(name)
            try:
                text = trees.decode_markup(data, held.path)
            except StoryError:  # a picture under the name of a page
                missing.append(item.href)
                continue
            bulk += trees.bulk(text)
            trees.refuse_bulk(bulk, held.path)
            text, garbling = repair.garbled(text)
            remarks += garbling[: not remarks]  # one example is enough
            page = _read_page(text, held.path, italic) if item.is_page else _drawn(text)
            found[name] = _Page(name, page.pieces, page.anchors, linear)
    if missing:
        named = ", ".join(map(shown_name, missing[:_MOST_NAMED]))
        named += ", …" * (len(missing) > _MOST_NAMED)
        count = "a page" if len(missing) == 1 else f"{len(missing)} pages"
        remarks.append(f"{held.path} lacks {count} of its reading order ({named}).")
    return list(found.values()), tuple(remarks)


def _read_page(text: str, path: Path, italic: frozenset[str]) -> markup.Page:
    root = trees.page(text, path)
    return markup.read(root, italic, recognized(root).marks)


def _drawn(text: str) -> markup.Page:
    """The texts in a drawing."""
    root = trees.lenient(text)
    drawn = (e for e in root.iter() if trees.name_of(e) == "text") if root is not None else ()
    contents = (trees.content_of(element, _LONGEST_DRAWN) for element in drawn)
    return markup.Page(tuple(Piece(content) for content in contents if content))


def _italic_classes(held: Archive, book: Package) -> frozenset[str]:
    found: set[str] = set()
    sheets = (i for i in book.items.values() if i.media_type == "text/css")
    for name in dict.fromkeys(held.find(item.name) for item in sheets):
        if name:
            found |= elements.italic_classes(held.read(name).decode("utf-8", "replace"))
    return frozenset(found)


def _pieces(pages: Sequence[_Page], contents: Sequence[Entry]) -> Iterator[Piece]:
    """The paragraphs of all pages, with the headings that the table of contents knows of."""
    entries: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in contents:
        entries[entry.name.casefold()].append(entry)
    marked = [_mark(page, entries[page.name.casefold()]) for page in pages]
    levels = _levels(marked)
    begin = next((n for n, page in enumerate(pages) if page.linear), 0)
    all_aside = not any(page.linear for page in pages)
    for n, one in enumerate(marked):
        aside = None if one.page.linear or all_aside else Kind.NOTE
        if aside and n < begin:
            aside = Kind.FRONT_MATTER
        for piece in one.pieces(levels):
            kind = piece.kind or aside
            yield replace(piece, kind=kind) if kind != piece.kind else piece


def _with_title_page(pieces: Iterable[Piece], title: str, author: str) -> Iterator[Piece]:
    """The pieces, those of a title page that are the title and the author's name marked as such.

    Each is marked once: a page with the title alone often stands before the first chapter, too.
    """
    said: set[Kind] = set()
    for n, piece in enumerate(pieces):
        kind = piece.kind
        if kind is None and n < _MOST_ABOVE and Kind.AUTHOR not in said and _is_by(piece, author):
            kind = Kind.AUTHOR
        elif kind == Kind.FRONT_MATTER and len(piece.text) <= LONGEST:
            if title and _key(piece.text) == _key(title):
                kind = Kind.TITLE if Kind.TITLE not in said else kind
            elif author and _key(author_of(piece.text) or piece.text) == _key(author):
                kind = Kind.AUTHOR if Kind.AUTHOR not in said else kind
        said.update((kind,) if kind else ())
        yield replace(piece, kind=kind) if kind != piece.kind else piece


def _is_by(piece: Piece, author: str) -> bool:
    """Whether the author's name is all of a paragraph, in whichever order: "Doe, Jane"."""
    if not author or len(piece.text) > LONGEST:
        return False
    name = _key(author_of(piece.text) or piece.text)
    last, _, first = author.partition(",")
    return name in (_key(author), _key(f"{first} {last}"))


def _levels(marked: Sequence[_Marked]) -> Mapping[int, int]:
    """The heading level that the entries of each depth most often have."""
    counts: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for one in marked:
        for n, entry in one.found.items():
            if level := one.page.pieces[n].level:
                counts[entry.depth][level] += 1
    return {depth: min(c, key=lambda level: (-c[level], level)) for depth, c in counts.items()}


@dataclass(frozen=True, slots=True)
class _Marked:
    """A page with the entries of the table of contents that lead to it."""

    page: _Page
    found: Mapping[int, Entry]
    """The entries whose title stands in the page, by the index of that paragraph."""
    added: Mapping[int, Entry]
    """The entries whose title the page does not show, by the paragraph that they belong before."""

    def pieces(self, levels: Mapping[int, int]) -> Iterator[Piece]:
        """The page's paragraphs with all headings in it.

        A heading that the contents leave out stands below the one before it that they list.
        """
        listed = 0
        for n, piece in enumerate(self.page.pieces):
            if entry := self.added.get(n):
                listed = _level(entry, levels)
                yield Piece(entry.title, listed)
            if entry := self.found.get(n):
                listed = piece.level or _level(entry, levels)
                yield replace(piece, level=listed) if _may_be_heading(piece) else piece
            elif listed and piece.level:
                yield replace(piece, level=min(6, max(piece.level, listed + 1)))
            else:
                yield piece


def _level(entry: Entry, levels: Mapping[int, int]) -> int:
    return levels.get(entry.depth, min(entry.depth, 6))


def _may_be_heading(piece: Piece) -> bool:
    return not piece.level and piece.kind is None and len(piece.text) <= LONGEST


def _mark(page: _Page, entries: Sequence[Entry]) -> _Marked:
    found: dict[int, Entry] = {}
    added: dict[int, Entry] = {}
    for entry in entries:
        start = page.anchors.get(entry.anchor, 0)
        n = _shown(page.pieces, start, entry)
        if n is not None:
            found.setdefault(n, entry)
        elif _is_chapter(page.pieces, start, entry):
            added.setdefault(start, entry)
    return _Marked(page, found, added)


def _shown(pieces: Sequence[Piece], start: int, entry: Entry) -> int | None:
    """The paragraph near the entry's target that has its title, or a heading in its place."""
    near = range(start, min(len(pieces), start + _NEAR))
    title = _key(entry.title)
    keys = {n: _key(pieces[n].text) for n in near if len(pieces[n].text) <= _LONGEST_TITLE}
    for n, key in keys.items():
        if key == title:
            return n
    for n, key in keys.items():
        part = f"{title} ".startswith(f"{key} ") or f" {title}".endswith(f" {key}")
        if key and part:
            return n  # "Chapter 1" above "The Storm" is "Chapter 1: The Storm" in the contents
    return next((n for n in near if pieces[n].level), None)


def _is_chapter(pieces: Sequence[Piece], start: int, entry: Entry) -> bool:
    if start >= len(pieces) or _NO_CHAPTER.fullmatch(entry.title.strip()):
        return False
    return pieces[start].kind in (None, Kind.BREAK)


def _key(text: str) -> str:
    """A title's letters and digits, to compare it."""
    return " ".join(re.findall(r"\w+", text.casefold()))
