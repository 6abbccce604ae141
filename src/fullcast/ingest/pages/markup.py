"""From an (X)HTML tree to paragraphs: what a browser would show, in its order, once.

Emphasis becomes `*…*`, as people write it in plain text. Whatever the page shows that is no text
of the story (scripts, navigation, page numbers, references to footnotes) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from types import MappingProxyType
from typing import Any

from lxml import etree

from fullcast.ingest.draft import Paragraph
from fullcast.ingest.pages import elements
from fullcast.ingest.pages.trees import name_of
from fullcast.ingest.sources.source import Mark
from fullcast.ingest.structure.ornaments import is_break
from fullcast.ingest.structure.sentences import ends_sentence
from fullcast.model import Kind

RULE = "* * *"
"""What stands in the text for a rule or an ornament between scenes."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_FIXED_SPACE = re.compile("[\u00a0\u2007\u202f\x00-\x08\x0b\x0e-\x1f\x7f\u2028\u2029]")
# The C1 controls that references like &#146; name are meant as Windows-1252 (WHATWG).
_C1 = {
    chr(n): bytes((n,)).decode("cp1252")
    for n in range(128, 160)
    if n not in b"\x81\x8d\x8f\x90\x9d"
}
_MISTAKEN = re.compile(f"[{''.join(_C1)}]")
_MOST_BLANK = 3
_LABEL = re.compile(r"\*?(?P<name>\w[\w /&'’()-]{0,30})(?::\*?|\*:)(?=\s|$)")
_BOLD_LABEL = re.compile(r"\*\w[\w /&'’()-]{0,30}(?::\*|\*:)(?=\s|$)")
_PICTURE = re.compile(r"[^\W\d_]+\W+[^\W\d_]")  # two words: one names a file or nothing
_LONGEST_PICTURE = 1000  # characters
_SUMMARIES = frozenset(("summary", "description", "story summary"))

Run = tuple[str, bool]
"""A stretch of text, and whether it is emphasised."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a page."""

    text: str
    level: int = 0
    kind: Kind | None = None
    blank: int = 0
    """Empty lines that the page shows before it, beyond what parts any two paragraphs."""


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a page, and the index of the first at or behind each id."""

    pieces: tuple[Piece, ...]
    anchors: Mapping[str, int] = field(default_factory=dict)


def read(
    root: Any,
    italic_classes: frozenset[str] = frozenset(),
    marks: Mapping[Any, Mark] = MappingProxyType({}),
) -> Page:
    """The paragraphs of a tree, which may be None.

    `italic_classes` are its style sheets', `marks` what is known of its elements.
    """
    writer = _Writer(italic_classes, marks)
    if root is not None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                writer.end(element, is_root=element is root)
            elif not writer.start(element):
                walker.skip_subtree()
    writer.flush()
    return Page(tuple(_by_label(writer.pieces)), writer.anchors)


def _by_label(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with a summary among the tags told from them by its label."""
    kind = Kind.TAGS
    for piece in pieces:
        if piece.kind is not Kind.TAGS:
            kind = Kind.TAGS
        elif label := _LABEL.match(piece.text):
            kind = Kind.SUMMARY if label["name"].casefold() in _SUMMARIES else Kind.TAGS
        yield replace(piece, kind=kind) if piece.kind is Kind.TAGS else piece


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Paragraph, ...]]:
    """The text that pieces make, and where in it they are; empty lines part them."""
    written: list[str] = []
    paragraphs: list[Paragraph] = []
    position = 0
    for piece in pieces:
        gap = 2 + 2 * piece.blank if paragraphs else 0
        start = position + gap
        position = start + len(piece.text)
        written.append("\n" * gap + piece.text)
        paragraphs.append(Paragraph(start, position, piece.text, gap, piece.level, piece.kind))
    return "".join(written) + "\n" * bool(written), tuple(paragraphs)


@dataclass(slots=True)
class _Writer:
    """What has been read so far: finished pieces, and the runs of the paragraph at hand."""

    italic_classes: frozenset[str]
    marks: Mapping[Any, Mark]
    pieces: list[Piece] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    styles: list[elements.Style] = field(default_factory=lambda: [elements.Style()])
    runs: list[Run] = field(default_factory=list)
    pictures: list[Piece] = field(default_factory=list)
    blank: int = 0

    def start(self, element: Any) -> bool:
        """Begins an element; False if nothing within it is shown."""
        above = self.styles[-1]
        style = elements.style(element, above, self.italic_classes, self.marks.get(element))
        name = name_of(element)
        is_break = name == "hr" or (not style.hidden and elements.is_drawn_break(element))
        if style.block or is_break:
            self.flush()  # what stands before it is the parent's
        self.styles.append(style)
        for key in ("id", "name") if name == "a" else ("id",):
            if anchor := element.get(key):
                self.anchors.setdefault(anchor, len(self.pieces))
        if style.hidden:
            return False
        if name == "img" and not is_break:
            self.see(element, style)
        if is_break:
            self.put(Piece(RULE, kind=style.kind or Kind.BREAK))
            if name != "hr":  # in XHTML, a rule may have text in it
                return False
        if name == "br" or (above.grouped and name not in elements.WITHIN_LINES):
            self.runs.append(("\n", False))
        elif name in ("td", "th"):
            self.runs.append((" ", False))
        self.add(element.text, style)
        return True

    def see(self, element: Any, style: elements.Style) -> None:
        """Adds a drawn letter that begins a paragraph, or keeps what a picture shows for later."""
        told = " ".join((element.get("alt") or "").split())
        if len(told) == 1 and told.isalpha() and not "".join(text for text, _ in self.runs).strip():
            self.add(told, style)
        elif _PICTURE.search(told):
            self.pictures.append(Piece(told[:_LONGEST_PICTURE], kind=style.kind or Kind.PICTURE))

    def end(self, element: Any, *, is_root: bool) -> None:
        """Ends an element, and adds the text behind it."""
        style = self.styles[-1]
        if style.block:
            self.flush()
        self.styles.pop()
        if not is_root:
            self.add(element.tail, self.styles[-1])

    def add(self, text: str | None, style: elements.Style) -> None:
        """Adds text to the paragraph at hand."""
        if text:
            if not text.isascii():
                text = _MISTAKEN.sub(lambda match: _C1[match[0]], _INVISIBLE.sub("", text))
            if style.lines:
                text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
            else:
                text = _SPACE.sub(" ", text)
            self.runs.append((text, style.emphasis and not style.level))

    def flush(self) -> None:
        """Finishes the paragraph at hand; the pictures in it come behind it."""
        self.finish()
        pictures, self.pictures = self.pictures, []
        for picture in pictures:
            self.put(picture)

    def finish(self) -> None:
        """Finishes the text of the paragraph at hand."""
        runs, self.runs = self.runs, []
        style = self.styles[-1]
        found = [_line(line) for line in _lines(runs)]
        shown = [n for n, line in enumerate(found) if line]
        if not shown:
            # an empty paragraph that a page shows has a fixed space or a line break in it
            self.blank += any(c in text for text, _ in runs for c in "\n\u00a0")
            return
        for blank, part in _paragraphs(found[shown[0] : shown[-1] + 1], style):
            self.put(Piece("\n".join(part), style.level, style.kind, blank))

    def put(self, piece: Piece) -> None:
        """Adds a finished paragraph."""
        blank = min(self.blank + piece.blank, _MOST_BLANK) if self.pieces else 0
        self.pieces.append(replace(piece, blank=blank))
        self.blank = 0


def _lines(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs of each line."""
    line: list[Run] = []
    for text, emphasised in runs:
        first, *others = text.split("\n")
        line.append((first, emphasised))
        for other in others:
            yield line
            line = [(other, emphasised)]
    yield line


def _line(runs: Sequence[Run]) -> str:
    """A line's text with its emphasis marked and its white space collapsed."""
    if not any(emphasised for _, emphasised in runs):
        return " ".join(_FIXED_SPACE.sub(" ", "".join(text for text, _ in runs)).split())
    joined: list[Run] = []
    for text, emphasised in runs:
        text = _FIXED_SPACE.sub(" ", text)
        bare = not text.strip()
        joined.append((text, joined[-1][1] if bare and joined else emphasised))
    whole = [("".join(t for t, _ in group), e) for e, group in groupby(joined, lambda run: run[1])]
    texts = [text for text, _ in whole]
    marked = [
        _emphasised(text, "".join(texts[max(0, n - 1) : n]), "".join(texts[n + 1 : n + 2]))
        if emphasised
        else text
        for n, (text, emphasised) in enumerate(whole)
    ]
    return " ".join("".join(marked).split())


def _emphasised(text: str, before: str, after: str) -> str:
    """A text in marks of emphasis, but for part of a word, and for what has stars already."""
    content = text.strip()
    start = text.find(content)
    within = (start == 0 and before[-1:].isalnum() and content[:1].isalnum()) or (
        text.endswith(content) and after[:1].isalnum() and content[-1:].isalnum()
    )
    if within or "*" in content or not any(c.isalnum() for c in content):
        return text
    return f"{text[:start]}*{content}*{text[start + len(content) :]}"


def _paragraphs(found: Sequence[str], style: elements.Style) -> Iterator[tuple[int, list[str]]]:
    """The paragraphs of a block's lines, with the empty lines before each beyond the usual one.

    Empty lines part them. So do all line breaks where most lines end a sentence or an utterance:
    these are paragraphs that a site or a program has written with line breaks, not verse. And so
    do several labels in bold face at the beginning of lines ("**Rating:** T").
    """
    inner = [line for line in found[:-1] if line]
    closed = sum(ends_sentence(line) for line in inner)
    each = not style.level and 2 * closed > len(inner)
    labels = [line for line in found if _BOLD_LABEL.match(line)]
    labelled = frozenset(labels if len(labels) > 1 else ())
    part: list[str] = []
    blank = 0
    for line in found:
        alone = each or line in labelled or (not style.level and is_break(line))
        if part and (not line or alone or is_break(part[-1])):
            yield max(0, blank - 1), part
            part, blank = [], 0
        if line:
            part.append(line)
        else:
            blank += 1
    yield max(0, blank - 1), part
