"""What word processors' formats have in common: parts in a ZIP, paragraphs with runs, properties.

Each format turns its paragraphs into `Block`s, whose content is put as HTML would have it, so that
`markup` reads emphasis, line breaks and white space the same way from all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise
from typing import Any

from lxml import etree

from fullcast.ingest import language, markup, trees
from fullcast.ingest.archive import Archive
from fullcast.ingest.draft import LONGEST_NAME, Draft
from fullcast.ingest.headings import LONGEST, parse
from fullcast.ingest.labels import author_of
from fullcast.ingest.markup import Piece
from fullcast.ingest.trees import content_of, name_of
from fullcast.language.tags import tag
from fullcast.model import Kind

DEEPEST = 6  # levels of headings
_MOST_BLANK = 3  # empty paragraphs that count as such
_HEADING_STYLE = re.compile(
    r"(?:heading|überschrift|titre|t[íi]tulo|titolo|encabezado|kop|rubrik|overskrift|otsikko|"
    r"nag[łl][óo]wek|заголовок|nadpis|címsor|başlık|标题|標題|見出し|제목)[ _]?([1-9])",
    re.I,
)
_CHAPTER_STYLE = re.compile(r"chapter(?:[ _-]?(?:title|heading|head|name|number))?", re.I)
_CHAPTER_LEVEL = 2  # below parts, which have the first level where there are any
_TITLE_STYLE = re.compile(r"title|titel|titre|t[íi]tulo|titolo", re.I)
_SUBTITLE_STYLE = re.compile(
    r"sub[ -]?title|untertitel|sous-titre|subt[íi]tulo|sottotitolo|ondertitel", re.I
)
_NO_TITLE = re.compile(
    r"microsoft word\b.*|(?:document|dokument|untitled|unknown|ohne titel|sans titre)[ _-]?\d*|"
    r"template|\(?untitled(?: document)?\)?|title|.*\.(?:docx?|docm|odt|rtf|txt|wps|tmp)",
    re.I,
)
_NO_AUTHOR = re.compile(
    r"(?:(?:microsoft|ms) (?:office|word)|windows|apple|home|pc|test|default|valued)[ _-]?"
    r"(?:user|customer)?|user\d*|admin(?:istrator)?|owner|author|unknown|anonymous user|"
    r"python-docx|apache poi|calibre.*|pandoc|un-?named|.*@.*",
    re.I,
)
_OWN_NUMBER = re.compile(r"[.):\]\-–—]$")


class Role(Enum):
    """What a paragraph's style calls it, beyond a heading's level."""

    TEXT = "text"
    TITLE = "title"
    SUBTITLE = "subtitle"
    RULE = "rule"
    """A line between paragraphs."""


@dataclass(slots=True)
class Block:
    """A paragraph of a document, as it is being read."""

    element: Any = field(default_factory=lambda: etree.Element("p"))
    level: int = 0
    role: Role = Role.TEXT
    kind: Kind | None = None
    silent: bool = False
    """Whether it is no empty line where nothing in it is shown: what it holds is no text."""
    worded: bool = False
    """Whether anything has been added but white space."""

    def add(self, text: str, *, emphasis: bool = False) -> None:
        """Adds text."""
        if text:
            self.worded = self.worded or not text.isspace()
            etree.SubElement(self.element, "i" if emphasis else "span").text = text

    def end_line(self) -> None:
        """Adds a line break within the paragraph."""
        etree.SubElement(self.element, "br")

    def part(self) -> None:
        """Lets another paragraph begin, unless this one still has no text."""
        if self.worded:
            self.end_line()
            self.end_line()
        self.silent = True

    def number(self, number: str) -> None:
        """Puts the number that the program shows before a heading."""
        if number and self.text:
            first = etree.Element("span")
            first.text = f"{number} " if _OWN_NUMBER.search(number) else number
            if not _OWN_NUMBER.search(number):
                self.element.insert(0, etree.Element("br"))
            self.element.insert(0, first)
        else:
            self.add(number)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join("".join(self.element.itertext()).split())


def rule() -> Block:
    """A rule between paragraphs."""
    return Block(role=Role.RULE)


def role_of(style: str) -> Role:
    """What a style's name calls a paragraph."""
    if _TITLE_STYLE.fullmatch(style):
        return Role.TITLE
    return Role.SUBTITLE if _SUBTITLE_STYLE.fullmatch(style) else Role.TEXT


def level_of(style: str) -> int:
    """The level of a heading that a style's name tells; 0 if it tells none."""
    if match := _HEADING_STYLE.fullmatch(style):
        return min(DEEPEST, int(match[1]))
    return _CHAPTER_LEVEL if _CHAPTER_STYLE.fullmatch(style) else 0


def whole_number(text: str, most: int = 10_000) -> int | None:
    """A number in digits up to `most`, or None."""
    return int(text) if re.fullmatch(r"\d{1,6}", text) and int(text) <= most else None


def tree(held: Archive, name: str) -> tuple[Any, bool]:
    """The root of a part, and whether it is whole; None if nothing of it can be read.

    Raises:
        StoryError: the part is encrypted, damaged or larger than the limits.
    """
    text = trees.decode_markup(held.read(name), held.path)
    for recover in (False, True):
        try:
            return trees.xml(text, recover=recover), not recover
        except etree.XMLSyntaxError:
            continue
    return None, False


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document's properties say."""

    title: str | None = None
    author: str | None = None
    language: str | None = None


def properties(root: Any) -> Properties:
    """What a tree of Dublin Core elements says, without what programs fill in by themselves."""
    found: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        words = content_of(element, LONGEST_NAME)[:LONGEST_NAME]
        if words:
            found.setdefault(name_of(element), words)
    title = found.get("title", "")
    author = found.get("initial-creator") or found.get("creator", "")
    return Properties(
        None if _NO_TITLE.fullmatch(title) else title or None,
        None if _NO_AUTHOR.fullmatch(author) else author or None,
        tag(found.get("language")),
    )


def draft(
    blocks: Sequence[Block],
    stated: Properties,
    languages: Counter[str],
    remarks: tuple[str, ...] = (),
) -> Draft:
    """The draft of a document; `languages` are characters by the language they are marked as."""
    found = _with_names(_without_stacked_titles(blocks))
    title = _title(found)
    text, paragraphs = markup.assemble(_pieces(found))
    return Draft(
        text,
        paragraphs,
        title=title,
        language=stated.language or _language(text, languages),
        assumed_title=stated.title,
        assumed_author=stated.author,
        remarks=remarks,
    )


def _language(text: str, languages: Counter[str]) -> str | None:
    """The language that most of the text is marked as, unless the text is plainly in another.

    The mark is that of the program's spelling checker, which few people set.
    """
    marked = min(languages, key=lambda tag: (-languages[tag], tag), default=None)
    stated = tag(marked)
    return stated and language.settled(stated, text)[0]


def _without_stacked_titles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those in the title's style as headings where they are chapters' titles."""
    titles = [n for n, block in enumerate(blocks) if block.role is Role.TITLE and block.text]
    gaps = (blocks[n + 1 : m] for n, m in pairwise(titles))
    together = all(not block.text or block.role is Role.SUBTITLE for gap in gaps for block in gap)
    numbered = any(parse(blocks[n].text) for n in titles)
    if not titles or (together and not numbered):
        return list(blocks)
    return [_as_heading(block) for block in blocks]


def _as_heading(block: Block) -> Block:
    if block.role is Role.TITLE:
        return replace(block, role=Role.TEXT, level=1)
    return replace(block, level=min(DEEPEST, block.level + 1)) if block.level else block


def _with_names(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, a heading that is the name of the one before ("Chapter 1") joined to it."""
    found: list[Block] = []
    for block in blocks:
        before = found[-1] if found else None
        if before is not None and _names(before, block):
            before.end_line()
            for child in list(block.element):
                before.element.append(child)
        else:
            found.append(block)
    return found


def _names(before: Block, block: Block) -> bool:
    if not block.level or block.level != before.level or not block.text:
        return False
    heading = parse(before.text)
    return heading is not None and not heading.name and parse(block.text) is None


def _title(blocks: Iterable[Block]) -> str | None:
    words = [block.text for block in blocks if block.role is Role.TITLE]
    return " ".join(filter(None, words))[:LONGEST_NAME] or None


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """The paragraphs that blocks make, with the empty lines between."""
    blank = 0
    entitled = ruled = False  # whether a title or a rule stands right before
    for block in blocks:
        if block.role is Role.RULE:
            if not ruled:
                yield Piece(markup.RULE, kind=Kind.BREAK, blank=min(blank, _MOST_BLANK))
            blank, ruled = 0, True
            continue
        is_title = block.role in (Role.TITLE, Role.SUBTITLE)
        block.element.tag = f"h{block.level or 1}" if block.level or is_title else "p"
        found = markup.read(block.element).pieces if block.worded else ()
        if not found:
            blank += not block.silent
            continue
        kind = block.kind or _kind(block, entitled=entitled)
        for n, piece in enumerate(found):
            extra = min(blank + piece.blank, _MOST_BLANK) if n == 0 else piece.blank
            yield replace(piece, level=block.level, kind=kind or piece.kind, blank=extra)
        blank, ruled = 0, False
        entitled = kind == Kind.TITLE


def _kind(block: Block, *, entitled: bool) -> Kind | None:
    if block.role is Role.TITLE:
        return Kind.TITLE
    subtitle = entitled and block.role is Role.SUBTITLE and len(block.text) <= LONGEST
    return Kind.TITLE if subtitle and not author_of(block.text) else None
