"""OpenDocument texts (.odt, .ott), as LibreOffice writes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import etree

from fullcast.errors import StoryError
from fullcast.ingest import office
from fullcast.ingest.archive import Archive, archive
from fullcast.ingest.draft import Draft
from fullcast.ingest.office import DEEPEST, Block, Role, rule, whole_number
from fullcast.ingest.trees import attribute, name_of
from fullcast.model import Kind

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_UNSHOWN = frozenset(
    "tracked-changes note-citation annotation annotation-end forms sequence-decls variable-decls"
    " table-of-content illustration-index table-index object-index user-index alphabetical-index"
    " bibliography page-number page-count page-continuation hidden-text hidden-paragraph ruby-text"
    " scripts font-face-decls automatic-styles styles script desc toc-mark"
    " alphabetical-index-mark user-index-mark event-listeners".split()
)
_LONGEST_CHAIN = 16  # styles based on one another
_ENCODED = re.compile(r"_([0-9a-f]{2,4})_")  # "Heading_20_1"
_MOST_SPACES = 100


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles of a document by family and name."""

    found: Mapping[tuple[str, str], Any]

    def chain(self, family: str, name: str) -> Iterator[Any]:
        """A style and those that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            element = self.found.get((family, name))
            if element is None:
                return
            yield element
            name = attribute(element, "parent-style-name")

    def value(self, family: str, name: str, key: str) -> str:
        """What a style, or one that it is based on, says of a property; "" if nothing."""
        for element in self.chain(family, name):
            for properties in element:
                if name_of(properties).endswith("-properties") and attribute(properties, key):
                    return attribute(properties, key)
        return ""

    def names(self, name: str) -> Iterator[str]:
        """The names of a paragraph's style and of those that it is based on, as users see them."""
        for element in self.chain("paragraph", name):
            yield attribute(element, "display-name") or _decoded(attribute(element, "name"))

    def is_emphasised(self, family: str, name: str) -> bool | None:
        """Whether a style sets text in italics, bold or underlined; None if it does not say."""
        shape = self.value(family, name, "font-style")
        weight = self.value(family, name, "font-weight")
        line = self.value(family, name, "text-underline-style")
        if not (shape or weight or line):
            return None
        return shape in ("italic", "oblique") or _is_bold(weight) or line not in ("", "none")


def draft(data: bytes, path: Path) -> Draft:
    """The story in an OpenDocument text; `path` is for messages only.

    Raises:
        StoryError: it is none, is protected, damaged, or larger than the limits.
    """
    held = archive(data, path)
    _refuse_encrypted(held)
    roots = {name: _root(held, name) for name in ("content.xml", "styles.xml", "meta.xml")}
    content = roots["content.xml"]
    if content is None:
        raise StoryError(f"{path} is damaged (its text cannot be read); save or copy it again.")
    styles = _Styles(dict(_styles(roots["styles.xml"], content)))
    languages = Counter({_language(roots["styles.xml"]): 1})
    blocks = _Reader(styles).read(content)
    return office.draft(blocks, office.properties(roots["meta.xml"]), languages)


def _root(held: Archive, part: str) -> Any:
    name = held.find(part)
    return office.tree(held, name)[0] if name else None


def _refuse_encrypted(held: Archive) -> None:
    manifest = _root(held, "META-INF/manifest.xml")
    for element in manifest.iter() if manifest is not None else ():
        if name_of(element) == "encryption-data":
            raise StoryError(
                f"{held.path} is locked with a password; save it without one and try again."
            )


def _styles(*roots: Any) -> Iterator[tuple[tuple[str, str], Any]]:
    for root in roots:
        for element in root.iter() if root is not None else ():
            if name_of(element) == "style":
                yield (attribute(element, "family"), attribute(element, "name")), element


def _language(root: Any) -> str:
    """The language of paragraphs that name none."""
    for element in root.iter() if root is not None else ():
        if name_of(element) == "default-style" and attribute(element, "family") == "paragraph":
            for properties in element:
                tag, country = (attribute(properties, key) for key in ("language", "country"))
                if tag:
                    return f"{tag}-{country}" if country not in ("", "none") else tag
    return ""


def _decoded(name: str) -> str:
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), name)


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)


@dataclass(slots=True)
class _Reader:
    """Reads the paragraphs of a text; boxes and notes follow the paragraph that they hang on."""

    styles: _Styles
    blocks: list[Block] = field(default_factory=list)
    opened: list[tuple[Block, list[Block]]] = field(default_factory=list)
    emphasis: list[bool] = field(default_factory=lambda: [False])
    notes: int = 0
    tables: int = 0

    def read(self, root: Any) -> list[Block]:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element, is_root=element is root)
            elif not self._start(element):
                walker.skip_subtree()
        return self.blocks

    def _start(self, element: Any) -> bool:
        name = name_of(element)
        self.emphasis.append(self._emphasis(element, name))
        if name in _UNSHOWN or self._is_hidden(element, name):
            if self.opened:
                self.opened[-1][0].silent = True
            return False
        if name in ("p", "h"):
            self.opened.append((self._block(element, name), []))
        elif name == "note":
            self.notes += 1
        elif name == "table":
            self.tables += 1
        elif self.opened:
            self._add_part(element, name)
        self._add(element.text if name != "s" else None)
        return True

    def _end(self, element: Any, *, is_root: bool) -> None:
        name = name_of(element)
        self.emphasis.pop()
        if name in ("p", "h") and self.opened:
            block, after = self.opened.pop()
            for each in (*self._ruled(block, element), *after):
                (self.opened[-1][1] if self.opened else self.blocks).append(each)
        elif name == "note":
            self.notes -= 1
        elif name == "table":
            self.tables -= 1
        if not is_root:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text and self.opened:
            self.opened[-1][0].add(text, emphasis=self.emphasis[-1])

    def _add_part(self, element: Any, name: str) -> None:
        block = self.opened[-1][0]
        if name == "line-break":
            block.end_line()
        elif name == "s":
            block.add(" " * min(_MOST_SPACES, whole_number(attribute(element, "c")) or 1))
        elif name == "tab":
            block.add(" ")
        elif name in ("frame", "line", "custom-shape"):
            block.silent = True

    def _block(self, element: Any, name: str) -> Block:
        style = attribute(element, "style-name")
        names = list(self.styles.names(style))
        levels = (office.level_of(each) for each in names)
        level = next(filter(None, levels), 0)
        if name == "h":
            level = whole_number(attribute(element, "outline-level")) or level or 1
        roles = (office.role_of(each) for each in names)
        role = next((each for each in roles if each is not Role.TEXT), Role.TEXT)
        if self.notes:
            return Block(kind=Kind.NOTE, silent=True)
        return Block(level=min(DEEPEST, level), role=role, silent=self.tables > 0)

    def _emphasis(self, element: Any, name: str) -> bool:
        family = {"p": "paragraph", "h": "paragraph", "span": "text"}.get(name)
        own = attribute(element, "style-name") if family else ""
        if family == "paragraph":
            if own in ("Standard", "Text_20_body"):
                return False
            return bool(self.styles.is_emphasised(family, own))
        said = self.styles.is_emphasised(family, own) if family and own else None
        return self.emphasis[-1] if said is None else said

    def _is_hidden(self, element: Any, name: str) -> bool:
        if name == "title":  # of a drawing, or a field that shows the document's
            return ":text:" not in element.tag
        if name == "section":
            return attribute(element, "display") == "none"
        family = {"p": "paragraph", "span": "text"}.get(name)
        style = attribute(element, "style-name")
        return bool(family) and self.styles.value(family or "", style, "display") == "none"

    def _ruled(self, block: Block, element: Any) -> Iterator[Block]:
        """A paragraph with the rules that its border draws; one without text may be a rule."""
        style = attribute(element, "style-name")
        drawn = {
            edge
            for edge in ("top", "bottom", "left", "right")
            if self.styles.value("paragraph", style, f"border-{edge}") not in ("", "none")
        }
        line = any(name_of(each) == "line" for each in element)
        if not block.text and (line or (drawn and drawn <= {"top", "bottom"})):
            yield replace(rule(), kind=block.kind)
        else:
            yield block


def is_odt(held: Archive) -> bool:
    """Whether an archive is an OpenDocument text."""
    name = held.find("mimetype")
    stated = held.read(name)[:100].decode("ascii", "replace").strip() if name else ""
    return stated.startswith(MEDIA_TYPE) and held.find("content.xml") is not None
