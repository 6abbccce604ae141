"""An EPUB's package: what is in it, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml import etree

from fullcast.errors import StoryError
from fullcast.ingest import foreign, trees
from fullcast.ingest.archive import Archive, resolved, shown_name
from fullcast.ingest.draft import LONGEST_NAME
from fullcast.ingest.trees import content_of, name_of

_PAGES = frozenset(
    ("application/xhtml+xml", "text/html", "application/html", "text/x-oeb1-document")
)
_PAGE_NAMES = (".xhtml", ".html", ".htm", ".xht")
_NCX = "application/x-dtbncx+xml"
_OBFUSCATION = frozenset(
    ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
)  # of fonts, which are not read here
_COVER = re.compile(r"cover", re.I)
_MOST_FALLBACKS = 8
_MOST_ENTRIES = 10_000  # of a table of contents


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the package."""

    id: str
    name: str
    """In the archive; "" if it lies outside."""
    href: str
    media_type: str
    properties: frozenset[str]
    fallback: str

    @property
    def is_page(self) -> bool:
        """Whether it is (X)HTML, by its type, or by its name where the type is wrong."""
        return self.media_type in _PAGES or self.name.lower().endswith(_PAGE_NAMES)

    @property
    def is_drawing(self) -> bool:
        """Whether it is SVG, which EPUB 3 allows for a page."""
        return self.media_type == "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the table of contents: the file and the id in it that its link names."""

    title: str
    name: str
    anchor: str
    depth: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Package:
    """The package document, read."""

    root: Any
    name: str
    items: Mapping[str, Item]
    """By their ids; of several of one id, the first."""
    refinements: Mapping[tuple[str, str], str]
    """What is said of an element of the metadata, by its id and the property."""

    def all(self, name: str) -> Iterator[Any]:
        """The elements of a name, in order, whatever their namespace."""
        return (e for e in self.root.iter() if name_of(e) == name)

    def spine(self) -> Iterator[tuple[str, Item | None, bool]]:
        """The reading order: id, the page to read for it (None if missing), and if it is linear."""
        for reference in self.all("itemref"):
            key = (reference.get("idref") or "").strip()
            item = stated = self.items.get(key)
            for _ in range(_MOST_FALLBACKS):
                if item is None or item.is_page:
                    break
                item = self.items.get(item.fallback) or item
            if stated is not None and stated.is_drawing and not (item and item.is_page):
                item = stated
            yield key, item, (reference.get("linear") or "yes").lower() != "no"

    def cover(self, archive: Archive) -> bytes | None:
        """The cover's bytes, if it is a picture."""
        named = [m.get("content") for m in self.all("meta") if m.get("name") == "cover"]
        items = list(self.items.values())
        pictures = [i for i in items if i.media_type.startswith("image/")]
        candidates = (
            *(i for i in items if "cover-image" in i.properties),
            *(self.items[key] for key in named if key in self.items),
            *(i for i in pictures if _COVER.search(i.id) or _COVER.search(i.href)),
        )
        for name in dict.fromkeys(archive.find(item.name) for item in candidates):
            if name and foreign.is_picture(data := archive.read(name)):
                return data
        return None

    def contents(self, archive: Archive) -> tuple[Entry, ...]:
        """The navigation document's table of contents, or the NCX's; () if there is neither."""
        items = list(self.items.values())
        toc = next((e.get("toc") for e in self.all("spine") if e.get("toc")), "")
        candidates = (
            *(i for i in items if "nav" in i.properties),
            *(self.items[key] for key in (toc,) if key in self.items),
            *(i for i in items if i.media_type == _NCX or i.name.lower().endswith(".ncx")),
        )
        for name, item in {archive.find(item.name): item for item in candidates}.items():
            if name is None:
                continue
            text = trees.decode_markup(archive.read(name), archive.path)
            root = trees.page(text, archive.path) if item.is_page else trees.lenient(text)
            if entries := tuple(islice(_entries(root, name), _MOST_ENTRIES)):
                return entries
        return ()

    def refined(self, element: Any, name: str) -> str:
        """What the package says of an element of its metadata."""
        return self.refinements.get((element.get("id") or "", name), "")


def package(archive: Archive) -> Package:
    """The package document of an EPUB.

    Raises:
        StoryError: the archive is no EPUB, or one whose texts are encrypted.
    """
    _refuse_encrypted(archive)
    name = _package_name(archive)
    root = trees.lenient(trees.decode_markup(archive.read(name), archive.path))
    if root is None:
        raise StoryError(
            f"{archive.path} has a package document ({shown_name(name)}) that cannot be read."
        )
    items: dict[str, Item] = {}
    refinements: dict[tuple[str, str], str] = {}
    for element in root.iter():
        if name_of(element) == "item":
            item = _item(element, name)
            items.setdefault(item.id, item)
        elif name_of(element) == "meta" and (refined := element.get("refines")):
            key = (refined.removeprefix("#"), element.get("property") or "")
            refinements.setdefault(key, content_of(element, 40))
    return Package(root, name, items, refinements)


def _item(element: Any, base: str) -> Item:
    href = element.get("href") or ""
    return Item(
        element.get("id") or "",
        resolved(base, href),
        href,
        (element.get("media-type") or "").strip().lower(),
        frozenset((element.get("properties") or "").split()),
        element.get("fallback") or "",
    )


def _package_name(archive: Archive) -> str:
    """What container.xml names as the package; without it, the first .opf file."""
    stated: list[str] = []
    if container := archive.find("META-INF/container.xml"):
        root = trees.lenient(trees.decode_markup(archive.read(container), archive.path))
        for element in root.iter() if root is not None else ():
            if name_of(element) == "rootfile":
                stated.append(resolved("", element.get("full-path") or ""))
    stated += sorted(name for name in archive.entries if name.lower().endswith(".opf"))
    found = next(filter(None, map(archive.find, stated)), None)
    if found is None:
        raise StoryError(f"{archive.path} is no EPUB: it has no package document in it.")
    return found


def _refuse_encrypted(archive: Archive) -> None:
    name = archive.find("META-INF/encryption.xml")
    root = trees.lenient(trees.decode_markup(archive.read(name), archive.path)) if name else None
    for element in root.iter() if root is not None else ():
        if name_of(element) != "encrypteddata":
            continue
        methods = {
            e.get("Algorithm") or "" for e in element.iter() if name_of(e) == "encryptionmethod"
        }
        if not methods or methods - _OBFUSCATION:
            raise StoryError(
                f"{archive.path} is protected (DRM), so its text cannot be read; "
                "use an edition without protection."
            )


def _entries(root: Any, base: str) -> Iterator[Entry]:
    """The entries of a navigation document or an NCX, in order."""
    if root is None:
        return
    for element in root.iter():
        name = name_of(element)
        if name == "nav" and "toc" in _ops_types(element):
            yield from _links(element, base)
            return
        if name == "navmap":
            yield from _points(element, base)
            return


def _ops_types(element: Any) -> list[str]:
    types = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type")
    return (types or element.get("role") or "").replace("doc-", "").split()


def _links(nav: Any, base: str) -> Iterator[Entry]:
    """The entries of a navigation document's list; its links and lists are passed once."""
    depth = 0
    links = 0
    for event, element in etree.iterwalk(nav, events=("start", "end")):
        name = name_of(element)
        step = 1 if event == "start" else -1
        if name in ("ol", "ul"):
            depth += step
        elif name == "a" and element.get("href"):
            links += step
            if (step, links) == (1, 1):  # a link in a link has no title of its own
                yield from _entry(element, element.get("href"), base, depth)


def _points(tree: Any, base: str) -> Iterator[Entry]:
    """The entries of an NCX; its points are passed once."""
    depth = 0
    labels = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = name_of(element)
        step = 1 if event == "start" else -1
        if name == "navlabel":
            labels += step
        elif name == "navpoint":
            depth += step
            label = next((e for e in element if name_of(e) == "navlabel"), None)
            target = next((e.get("src") for e in element if name_of(e) == "content"), None)
            if step == 1 and labels == 0 and label is not None and target:
                yield from _entry(label, target, base, depth)


def _entry(label: Any, href: str, base: str, depth: int) -> Iterator[Entry]:
    title = content_of(label, LONGEST_NAME)
    if title and (name := resolved(base, href) or base * href.startswith("#")):
        yield Entry(title[:LONGEST_NAME], name, unquote(href.partition("#")[2]), max(1, depth))
