"""Lists of links within a book: its table of contents, or a line of "Back" and "Next"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from fullcast.ingest.pages.trees import content_of, name_of
from fullcast.ingest.sources.source import Mark, Source, words
from fullcast.ingest.structure.sentences import ends_sentence
from fullcast.model import Kind

_CAPTION = re.compile(
    r"(?:table of )?contents|toc|(?:list of )?(?:illustrations|chapters)|(?:chapter )?index|"
    r"(?:return|back) to (?:the )?(?:top|contents)",
    re.I,
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_LEAST = 3  # links
_MOST_BESIDE = 0.1  # of the letters
_LISTS = frozenset(("body", "div", "section", "nav", "p", "ul", "ol", "dl", "table", "center"))
_PROSE = frozenset(("p", "div", "blockquote"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "caption", "a"))


@dataclass(slots=True)
class _Count:
    """Of an element: its letters, those of them that are links', and its links."""

    letters: int = 0
    linked: int = 0
    links: int = 0

    def add(self, other: _Count) -> None:
        self.letters += other.letters
        self.linked += other.linked
        self.links += other.links

    @property
    def is_list(self) -> bool:
        return self.links >= _LEAST and self.letters - self.linked <= _MOST_BESIDE * self.letters


def recognized(root: Any) -> Source:
    """The lists of links of a page, each with the caption above it."""
    links = (e for e in root.iter() if name_of(e) == "a")
    if sum(_is_internal(e.get("href") or "") for e in links) < _LEAST:
        return Source()  # as most pages of a novel, which are large
    counts = _counts(root)
    marks: dict[Any, Mark] = {}
    inside: set[Any] = set()
    parted: set[Any] = set()  # lists with a sentence among their parts, which are looked at singly
    for element in root.iter():
        parent = element.getparent()
        if parent in inside:
            inside.add(element)
        elif (name_of(element) in _LISTS and counts[element].is_list) or (
            parent in parted and name_of(element) and counts[element].links
        ):
            if _has_sentence(element, counts):
                parted.add(element)
                continue
            inside.add(element)
            marks[element] = Mark(Kind.CONTENTS)
            before = element.getprevious()
            if before is not None and _is_caption(before):
                marks[before] = Mark(Kind.CONTENTS)
    return Source(marks)


def _has_sentence(element: Any, counts: Mapping[Any, _Count]) -> bool:
    """Whether a list is a sentence, or a part of it is prose without a link, as a dedication."""
    breaks = any(name_of(e) == "br" for e in element)
    if name_of(element) == "p" and not breaks and ends_sentence(content_of(element)):
        return True
    found = (e for e in element if name_of(e) in _PROSE)
    return any(
        counts[e].letters and not counts[e].links and ends_sentence(content_of(e)) for e in found
    )


def _is_caption(element: Any) -> bool:
    return name_of(element) in _HEADINGS and _CAPTION.fullmatch(words(element)) is not None


def _counts(root: Any) -> dict[Any, _Count]:
    """The counts of all elements; what is a caption's counts for nothing."""
    counts: dict[Any, _Count] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        own = _Count(_letters(element.text))
        for child in element:
            if child in counts:
                own.add(counts[child])
            own.letters += _letters(child.tail)
        name = name_of(element)
        if name == "a" and _is_internal(element.get("href") or ""):
            own = _Count(own.letters, own.letters, own.links + bool(own.letters))
        elif (name in _HEADINGS and 0 < own.letters <= 20 and _is_caption(element)) or not name:
            own = _Count()
        counts[element] = own
    return counts


def _letters(text: str | None) -> int:
    return len(_NO_LETTERS.sub("", text)) if text else 0


def _is_internal(reference: str) -> bool:
    """Whether a link leads to somewhere within the book."""
    return bool(reference) and ":" not in reference.partition("#")[0].partition("/")[0]
