"""What (X)HTML's elements mean for reading: blocks, emphasis, headings, and what is not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from fullcast.ingest.sources.source import Mark, classes_of
from fullcast.ingest.trees import content_of, name_of
from fullcast.model import Kind

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol"
    " p pre search section summary table tbody tfoot thead tr ul".split()
)
_UNREAD = frozenset(
    "head title script style template noscript nav iframe object embed applet audio video canvas"
    " svg input button select textarea datalist progress meter rp rt rtc map noembed noframes"
    " annotation annotation-xml desc metadata".split()
)
_EMPHASIS = frozenset(("i", "em", "b", "strong", "cite"))
WITHIN_LINES = frozenset(
    "a abbr b bdi bdo cite code dfn em i img mark q ruby s small span strong sub sup u var".split()
)
"""Elements that begin no line of their own, whatever they are in."""
_PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
_OPS_TYPE = "{http://www.idpf.org/2007/ops}type"
_TYPES = (_OPS_TYPE, "epub:type", "role")
_UNREAD_TYPES = frozenset(
    "pagebreak noteref toc landmarks page-list loi lot doc-pagebreak doc-noteref doc-toc"
    " doc-backlink backlink".split()
)
_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(
            "footnote footnotes endnote endnotes rearnote rearnotes doc-footnote doc-endnote"
            " doc-endnotes".split(),
            Kind.NOTE,
        ),
        **dict.fromkeys(
            "colophon imprint imprimatur halftitlepage titlepage other-credits"
            " contributors index doc-colophon doc-index".split(),
            Kind.FRONT_MATTER,
        ),
        "copyright-page": Kind.LICENSE,
    }
)
_KINDS_BY_CLASS: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys("footnote footnotes endnote endnotes".split(), Kind.NOTE),
        **dict.fromkeys("caption figcaption caption1 imgcaption".split(), Kind.PICTURE),
    }
)
_PAGE_NUMBER = re.compile(r"page[-_]?(?:num(?:ber)?|no|break)s?|pb", re.I)
_NUMBER_OF_PAGE = re.compile(
    r"[\W_]{0,6}(?:(?:page|pg|p)\b[\W_]{0,3})?"
    r"(?:\d{1,4}[a-z]?|c?(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,4}))[\W_]{0,6}",
    re.I,
)
"""Books begin a page with a paragraph of such a class, too, which may be as short: "Run!"."""
_NOTE_CLASS = re.compile(r"(?:foot|end)?note[-_]?(?:ref|anchor|link|call)|fnanchor|noteref", re.I)
_NOTE_MARK = re.compile(r"[\[({]?(?:\d{1,4}|[*†‡§¶]{1,4})[\])}]?")
_BREAK_CLASS = re.compile(
    r"(?:scene|section|thought|context|story|text|chapter)?[-_]?"
    r"(?:break|divider|separator|ornament|transition|asterism|dinkus)s?(?:[-_]?\d+)?|hr|tb|dinkus",
    re.I,
)
_BREAK_PICTURE = re.compile(r"scene|break|divider|separator|ornament|asterism|fleuron|dinkus", re.I)
_STYLE = re.compile(r"([a-z-]{1,40})\s*:\s*([^;]{1,80})", re.I)
_HEADING = re.compile(r"h([1-6])")
_CLASS = re.compile(r"(?:^|,)\s*(?:[a-z]+\d?)?\.([\w-]+)\s*(?=,|$)", re.I)
_SMALL = 8  # elements
_LONGEST_CSS = 500_000  # characters


@dataclass(frozen=True, slots=True)
class Style:
    """How an element's own text is read."""

    block: bool = False
    hidden: bool = False
    emphasis: bool = False
    lines: bool = False
    """Whether the lines of the source are lines."""
    level: int = 0
    kind: Kind | None = None
    grouped: bool = False
    """Whether it is in a group of headings that are one: a number, and a name below it."""


def style(
    element: Any, above: Style, italic_classes: frozenset[str], mark: Mark | None = None
) -> Style:
    """The style of an element within one of the style `above`; `mark` is what its source says."""
    name = name_of(element)
    stated = _Stated(
        (element.get("class") or "")[:500],
        (element.get("style") or "")[:2000],
        " ".join(t[:200] for key in _TYPES if (t := element.get(key))).lower(),
        (element.get("hidden") or "")[:20].lower() if "hidden" in element.attrib else None,
        _level(element, name),
        mark,
    )
    found = _styled(name, stated, above, italic_classes)
    if not found.hidden and _is_hidden_by_content(element, name, stated.classes.split()):
        return replace(found, hidden=True)
    return found


class _Stated(NamedTuple):
    """What an element says of its style, and its source of it."""

    classes: str
    style: str
    types: str
    """What it says that it is, by EPUB's or ARIA's terms."""
    hidden: str | None
    level: int
    mark: Mark | None


@lru_cache(maxsize=4096)  # most elements of a story are like those before them
def _styled(name: str, stated: _Stated, above: Style, italic_classes: frozenset[str]) -> Style:
    declared = _declared(stated.style)
    types = stated.types.split()
    display = declared.get("display", "")
    mark = stated.mark or Mark()
    known = (_KINDS[t] for t in types if t in _KINDS)
    classes = (name, *stated.classes.lower().split())
    named = (_KINDS_BY_CLASS[c] for c in classes if c in _KINDS_BY_CLASS)
    return Style(
        block=not above.grouped
        and (name in _BLOCKS or name in _PREFORMATTED or display in ("block", "list-item")),
        hidden=mark.unread or _is_hidden(name, stated.hidden, declared, types),
        emphasis=_is_emphasised(name, stated.classes.split(), declared, above, italic_classes),
        lines=_keeps_lines(name, declared, above),
        level=stated.level or above.level,
        kind=mark.kind or next(known, None) or above.kind or next(named, None),
        grouped=above.grouped or (name == "hgroup" and stated.level > 0),
    )


def _level(element: Any, name: str) -> int:
    """The level of a heading, or of the first in a group of some; 0 for any other element."""
    if name == "hgroup":
        return next(filter(None, (_level(child, name_of(child)) for child in element)), 0)
    match = _HEADING.fullmatch(name)
    return int(match[1]) if match else 0


def _declared(text: str) -> Mapping[str, str]:
    return {m[1].lower(): m[2].strip().lower() for m in _STYLE.finditer(text)}


def _is_hidden(
    name: str, hidden: str | None, declared: Mapping[str, str], types: list[str]
) -> bool:
    if name in _UNREAD or _UNREAD_TYPES.intersection(types):
        return True
    if hidden is not None and hidden != "until-found":
        return True
    return declared.get("display") == "none" or declared.get("visibility") == "hidden"


def _is_hidden_by_content(element: Any, name: str, classes: list[str]) -> bool:
    """Whether an element is the number of a page, or a reference to a note."""
    if name in ("span", "a", "div", "p") and any(map(_PAGE_NUMBER.fullmatch, classes)):
        return _is_small(element) and _NUMBER_OF_PAGE.fullmatch(content_of(element, 20)) is not None
    return name in ("a", "sup") and _is_note_reference(element, name, classes)


def _is_note_reference(element: Any, name: str, classes: list[str]) -> bool:
    """Whether this is the "[1]" that leads to a footnote."""
    if not _is_small(element):
        return False
    links = [element] if name == "a" else [child for child in element if name_of(child) == "a"]
    if not any("#" in (link.get("href") or "") for link in links):
        return False
    if not _NOTE_MARK.fullmatch(content_of(element, 20)):
        return False
    raised = name == "sup" or any(name_of(child) == "sup" for child in element)
    return raised or any(map(_NOTE_CLASS.fullmatch, classes))


def _is_emphasised(
    name: str,
    classes: list[str],
    declared: Mapping[str, str],
    above: Style,
    italic: frozenset[str],
) -> bool:
    shape = declared.get("font-style")
    if shape is not None:
        return shape.startswith(("italic", "oblique"))
    weight = declared.get("font-weight", "")
    if weight.startswith("bold") or (weight.isdigit() and int(weight) >= 600):
        return True
    return above.emphasis or name in _EMPHASIS or not italic.isdisjoint(classes)


def _keeps_lines(name: str, declared: Mapping[str, str], above: Style) -> bool:
    space = declared.get("white-space")
    if space is not None:
        return space.startswith(("pre", "break-spaces"))
    return above.lines or name in _PREFORMATTED


def _is_small(element: Any) -> bool:
    """Whether hardly anything is nested in an element, so that looking through it is cheap."""
    return sum(1 for _ in islice(element.iter(), _SMALL + 1)) <= _SMALL


def is_drawn_break(element: Any) -> bool:
    """Whether a block without text is a break between scenes, by its class or its picture's."""
    if name_of(element) not in ("p", "div", "section", "span", "figure", "img"):
        return False
    if not _is_small(element):
        return False
    pictures = [e for e in element.iter() if name_of(e) == "img"]
    named = any(_BREAK_CLASS.fullmatch(c) for e in (element, *pictures) for c in classes_of(e))
    drawn = any(_BREAK_PICTURE.search((e.get("src") or "").rpartition("/")[2]) for e in pictures)
    return (named or drawn) and not content_of(element, 0)


def italic_classes(css: str) -> frozenset[str]:
    """The classes that a style sheet sets in italics by a rule for the class alone."""
    found: set[str] = set()
    first, *others = css[:_LONGEST_CSS].split("/*")
    plain = first + "".join(other.partition("*/")[2] for other in others)
    for rule in plain.split("}"):
        selectors, _, body = rule.rpartition("{")
        declared = {m[1].lower(): m[2].strip().lower() for m in _STYLE.finditer(body[:2000])}
        if declared.get("font-style", "").startswith(("italic", "oblique")):
            found.update(_CLASS.findall(selectors.rpartition("{")[2][-2000:].strip()))
    return frozenset(found)
