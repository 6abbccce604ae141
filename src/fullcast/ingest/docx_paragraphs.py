"""From the tree of a Word document to its paragraphs, in the order in which they are read.

A text box and a footnote follow the paragraph that they hang on. Left out is what Word does not
show: hidden and deleted text, the codes of fields; and what is no text of a story: comments, page
numbers, lists of contents, running heads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from fullcast.ingest import symbols
from fullcast.ingest.docx_fields import is_unread, unread_runs
from fullcast.ingest.docx_styles import (
    Numbering,
    Styles,
    child,
    outline_level,
    switch,
    word,
)
from fullcast.ingest.office import Block, Role, rule
from fullcast.ingest.trees import attribute, name_of
from fullcast.model import Kind

_UNSHOWN = frozenset(
    "del moveFrom delText delInstrText instrText rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr"
    " rt annotationRef footnoteRef endnoteRef separator continuationSeparator pgNum".split()
)
_SHAPES = frozenset(("drawing", "pict", "object"))
_NO_BORDER = frozenset(("", "nil", "none"))
_CHARACTERS: Mapping[str, str] = {"tab": " ", "ptab": " ", "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read, and what will follow it."""

    block: Block
    style: str
    properties: Any
    after: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Run:
    """How the text of a run is shown."""

    emphasis: bool = False
    font: str = ""
    language: str = ""


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of a document's parts."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Any]
    """Footnotes and endnotes still to be read, by the name of the reference and the id."""
    languages: Counter[str]
    """Characters by the language that they are marked as."""
    foreign: bool = False
    """Whether the document includes a file in another format."""
    blocks: list[Block] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    carried: Block | None = None
    """A paragraph that goes on in the next one."""
    links: int = 0
    tables: int = 0
    hidden: frozenset[Any] = frozenset()
    """The runs of fields whose results are not read."""

    def read(self, root: Any) -> list[Block]:
        """The paragraphs of a part."""
        self.hidden = frozenset(unread_runs(root))
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
            elif not self._start(element):
                walker.skip_subtree()
        self._put_carried()
        return self.blocks

    def _start(self, element: Any) -> bool:
        """Begins an element; False if nothing within it is read."""
        name = word(element)
        if not name:
            return self._start_foreign(element)
        if name in _UNSHOWN:
            self._silence(name)
            return False
        if name == "r" and not self._is_shown(element):
            self.runs.append(_Run())  # which its end takes away again
            self._silence(name)
            return False
        if name in ("sdt", "tr", "fldSimple") and not _is_read(element, name):
            self._silence(name)
            return False
        begin = _BEGIN.get(name)
        if begin is not None:
            begin(self, element)
        elif self.opened and self.runs:
            self._add_part_of_run(element, name)
        return name != "pPr"

    def _start_foreign(self, element: Any) -> bool:
        """Begins an element of another vocabulary: drawings, formulas, what older programs see."""
        name = name_of(element)
        if name == "fallback":
            return not any(name_of(other) == "choice" for other in element.getparent())
        if self.opened and _draws_line(element, name):
            self.opened[-1].after.append(rule())
        elif name == "t" and self.opened and "math" in element.tag:
            self.opened[-1].block.add(element.text or "")
        return True

    def _end(self, element: Any) -> None:
        name = word(element)
        if name == "p" and self.opened:
            self._end_paragraph(self.opened.pop())
        elif name == "r" and self.runs:
            self.runs.pop()
        elif name == "hyperlink":
            self.links -= 1
        elif name == "tbl":
            self.tables -= 1
        elif name == "tc":
            self._put_carried()

    def _begin_paragraph(self, element: Any) -> None:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle")) or self.styles.paragraph
        carried, self.carried = self.carried, None
        block = carried or Block()
        own = child(properties, "outlineLvl")
        block.level = outline_level(own) if own is not None else self.styles.level(style)
        block.role = self.styles.role(style)
        block.silent = block.silent or self.tables > 0
        self.opened.append(_Open(block, style, properties))

    def _end_paragraph(self, paragraph: _Open) -> None:
        block, properties = paragraph.block, paragraph.properties
        numbered = child(properties, "numPr")
        if numbered is None:
            numbered = self.styles.numbering(paragraph.style)
        number = self.numbering.next(numbered) if numbered is not None else ""
        if number and block.level:
            block.number(number)
        if _goes_on(properties):
            self.carried = block
        elif not self.styles.is_unread(paragraph.style):
            for each in _ruled(block, properties):
                self._put(each)
        for each in paragraph.after:
            self._put(each)

    def _put(self, block: Block) -> None:
        """Adds a finished paragraph: to the document, or behind the one that it hangs on."""
        (self.opened[-1].after if self.opened else self.blocks).append(block)

    def _put_carried(self) -> None:
        if self.carried is not None:
            carried, self.carried = self.carried, None
            self._put(carried)

    def _silence(self, name: str) -> None:
        if self.opened and not name.endswith("Pr"):
            self.opened[-1].block.silent = True

    def _is_shown(self, run: Any) -> bool:
        if run in self.hidden:
            return False
        properties = child(run, "rPr")
        return not (self._switched(properties, "vanish") or switch(properties, "webHidden"))

    def _switched(self, properties: Any, name: str) -> bool:
        """Whether a run has a property, which turns over where two styles have it (17.7.3)."""
        direct = switch(properties, name)
        if direct is not None:
            return direct
        style = self.opened[-1].style if self.opened else ""
        own = attribute(child(properties, "rStyle"))
        return self.styles.switch(style, name) ^ bool(own and self.styles.switch(own, name))

    def _begin_run(self, element: Any) -> None:
        properties = child(element, "rPr")
        underlined = not self.links and attribute(child(properties, "u")) not in _NO_BORDER
        emphasis = underlined or any(self._switched(properties, name) for name in ("i", "b"))
        font = attribute(child(properties, "rFonts"), "ascii")
        language = attribute(child(properties, "lang")) or self.styles.language
        self.runs.append(_Run(emphasis, font, language))

    def _begin_link(self, element: Any) -> None:
        self.links += 1

    def _begin_table(self, element: Any) -> None:
        self.tables += 1

    def _begin_included(self, element: Any) -> None:
        self.foreign = True

    def _add_part_of_run(self, element: Any, name: str) -> None:
        block, run = self.opened[-1].block, self.runs[-1]
        if name == "t":
            text = element.text or ""
            self.languages[run.language] += len(text)
            block.add(symbols.shown(text, run.font), emphasis=run.emphasis)
        elif name in _CHARACTERS:
            block.add(_CHARACTERS[name], emphasis=run.emphasis)
        elif name == "sym":
            block.add(symbols.drawn(attribute(element, "char"), attribute(element, "font")))
        elif name == "cr" or (name == "br" and attribute(element, "type") in ("", "textWrapping")):
            block.end_line()
        elif name == "br":  # of a page or a column
            block.part()
        elif name in _SHAPES:
            block.silent = True
        elif (note := self.notes.pop((name, attribute(element, "id")), None)) is not None:
            self._add_note(note)

    def _add_note(self, note: Any) -> None:
        """Puts a footnote or endnote behind the paragraph that refers to it."""
        inner = Reader(self.styles, self.numbering, {}, Counter())
        found = (replace(block, kind=Kind.NOTE, level=0) for block in inner.read(note))
        self.opened[-1].after.extend(block for block in found if block.text)


_BEGIN: Mapping[str, Callable[[Reader, Any], None]] = {
    "p": Reader._begin_paragraph,
    "r": Reader._begin_run,
    "hyperlink": Reader._begin_link,
    "tbl": Reader._begin_table,
    "altChunk": Reader._begin_included,
    "subDoc": Reader._begin_included,
}


def _is_read(element: Any, name: str) -> bool:
    if name == "tr":
        return child(element, "trPr", "del") is None
    if name == "fldSimple":
        return not is_unread(attribute(element, "instr"))
    properties = child(element, "sdtPr")
    gallery = attribute(child(properties, "docPartObj", "docPartGallery"))
    return gallery != "Table of Contents" and not switch(properties, "showingPlcHdr")


def _goes_on(properties: Any) -> bool:
    """Whether a paragraph and the next are one: its end was deleted, or it is a drop cap."""
    own = child(properties, "rPr")
    if child(own, "del") is not None or child(own, "moveFrom") is not None:
        return True
    return attribute(child(properties, "framePr"), "dropCap") in ("drop", "margin")


def _ruled(block: Block, properties: Any) -> Iterator[Block]:
    """A paragraph with the rules that its own border draws above and below it."""
    edges = child(properties, "pBdr")
    above, below, *sides = (
        attribute(child(edges, name)) not in _NO_BORDER
        for name in ("top", "bottom", "left", "right")
    )
    if any(sides) or block.level or block.role is not Role.TEXT or not (above or below):
        yield block
    elif not block.text:
        yield rule()
    else:
        paragraph = properties.getparent()
        if above and not _is_bordered(paragraph.getprevious()):
            yield rule()
        yield block
        if below and not _is_bordered(paragraph.getnext()):
            yield rule()


def _is_bordered(paragraph: Any) -> bool:
    return paragraph is not None and child(paragraph, "pPr", "pBdr") is not None


def _draws_line(element: Any, name: str) -> bool:
    """Whether a shape is a horizontal rule or a straight line."""
    if name == "prstgeom":
        return attribute(element, "prst") in ("line", "straightConnector1")
    return name in ("rect", "line") and (name == "line" or attribute(element, "hr") in ("t", "1"))
