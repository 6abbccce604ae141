"""The styles, notes and automatic numbers of a Word document (ECMA-376, part 1, chapter 17)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fullcast.ingest.office import DEEPEST, Role, level_of, role_of, whole_number
from fullcast.ingest.trees import attribute

_NAMESPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "Strict Open XML"
    )
)
_OFF = frozenset(("0", "false", "off", "none"))
_LONGEST_CHAIN = 16  # styles based on one another
_UNREAD_STYLE = re.compile(
    r"toc (?:\d|heading)|index (?:\d|heading)|table of (?:figures|authorities)|toa heading", re.I
)
_BODY_LEVEL = 9  # the outline level of what is no heading
_HEADING_LEVELS = 6  # outline levels deeper than this are lists, not chapters


def word(element: Any) -> str:
    """The name of an element of WordprocessingML as it is written; "" for any other."""
    tag = element.tag
    return _word(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _word(tag: str) -> str:
    namespace, _, name = tag[1:].rpartition("}")
    return name if namespace in _NAMESPACES else ""


def child(element: Any, *path: str) -> Any:
    """The first child of a name, and of it the first child of the next; None if there is none."""
    for name in path:
        if element is None:
            return None
        element = next((e for e in element if word(e) == name), None)
    return element


def switch(properties: Any, name: str) -> bool | None:
    """Whether a property is on or off; None if nothing is said."""
    found = child(properties, name)
    return None if found is None else attribute(found) not in _OFF


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    element: Any


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids, which differ by the language of the program."""

    styles: Mapping[str, _Style] = field(default_factory=dict)
    language: str = ""
    paragraph: str = ""
    """The id of the style of paragraphs that name none."""

    def role(self, style: str) -> Role:
        """What a paragraph's style calls it."""
        return role_of(self._name(style))

    def is_unread(self, style: str) -> bool:
        """Whether paragraphs of a style are a list of contents or an index."""
        return _UNREAD_STYLE.fullmatch(self._name(style)) is not None

    def level(self, style: str) -> int:
        """The level of headings of a style; 0 if it is for other text."""
        for each in self._chain(style):
            if level := level_of(each.name):
                return level
            outline = child(each.element, "pPr", "outlineLvl")
            if outline is not None:
                return outline_level(outline)
        return 0

    def switch(self, style: str, name: str) -> bool:
        """Whether a style turns on a property of the text, other than all text has it."""
        usual = self.styles.get(self.paragraph)
        chain = (each for each in self._chain(style) if each is not usual)
        values = (switch(child(each.element, "rPr"), name) for each in chain)
        return next((value for value in values if value is not None), False)

    def numbering(self, style: str) -> Any:
        """What numbers the paragraphs of a style, or None."""
        found = (child(each.element, "pPr", "numPr") for each in self._chain(style))
        return next((each for each in found if each is not None), None)

    def _name(self, style: str) -> str:
        found = self.styles.get(style)
        return found.name if found else style

    def _chain(self, style: str) -> Iterator[_Style]:
        """A style and those that it is based on."""
        if style and style not in self.styles:
            yield _Style(style, "", ())
        for _ in range(_LONGEST_CHAIN):
            found = self.styles.get(style)
            if found is None:
                return
            yield found
            style = found.based_on


def outline_level(element: Any) -> int:
    """The level of a heading by its outline level, which counts from 0; 0 if it is none."""
    level = whole_number(attribute(element), _BODY_LEVEL)
    return min(DEEPEST, level + 1) if level is not None and level < _HEADING_LEVELS else 0


def styles(root: Any) -> Styles:
    """The styles in a styles part, which may be None."""
    found: dict[str, _Style] = {}
    usual = ""
    for element in root if root is not None else ():
        if word(element) == "style":
            key = attribute(element, "styleId")
            name = attribute(child(element, "name")) or key
            found.setdefault(key, _Style(name, attribute(child(element, "basedOn")), element))
            if attribute(element, "default") in ("1", "true", "on") and (
                attribute(element, "type") == "paragraph"
            ):
                usual = usual or key
    defaults = child(root, "docDefaults", "rPrDefault", "rPr", "lang")
    return Styles(found, attribute(defaults), usual)


@dataclass(slots=True)
class Numbering:
    """The numbers that a program writes before paragraphs; they are no text of the document."""

    lists: Mapping[str, tuple[str, Mapping[int, Any]]]
    """The id of each list's definition, and the definition of its levels."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next(self, properties: Any) -> str:
        """The number of the next paragraph with these `numPr`; "" for a bullet or none."""
        key = attribute(child(properties, "numId"))
        level = whole_number(attribute(child(properties, "ilvl")), 8) or 0
        if key not in self.lists:
            return ""
        definition, levels = self.lists[key]
        for deeper in range(level + 1, 9):
            self.counts.pop((definition, deeper), None)
        before = self.counts.get((definition, level), self._start(levels, level) - 1)
        self.counts[definition, level] = before + 1
        if attribute(child(levels.get(level), "numFmt")) in ("bullet", "none"):
            return ""

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            count = self.counts.get((definition, at), self._start(levels, at))
            form = attribute(child(levels.get(at), "numFmt"))
            return _FORMS.get(form, str)(count)

        text = attribute(child(levels.get(level), "lvlText"))[:100]
        return " ".join(re.sub(r"%([1-9])", written, text).split())

    @staticmethod
    def _start(levels: Mapping[int, Any], level: int) -> int:
        start = whole_number(attribute(child(levels.get(level), "start")))
        return 1 if start is None else start


def _letters(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26) * min(9, (count - 1) // 26 + 1)


def _roman(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    tens = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")[count // 10 % 10]
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[count % 10]
    return "C" * (count // 100) + tens + ones


_FORMS: Mapping[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
}


def numbering(root: Any) -> Numbering:
    """The lists in a numbering part, which may be None."""
    definitions: dict[str, Mapping[int, Any]] = {}
    lists: dict[str, tuple[str, Mapping[int, Any]]] = {}
    for element in root if root is not None else ():
        if word(element) == "abstractNum":
            levels = {
                level: each
                for each in element
                if word(each) == "lvl"
                and (level := whole_number(attribute(each, "ilvl"), 8)) is not None
            }
            definitions.setdefault(attribute(element, "abstractNumId"), levels)
        elif word(element) == "num":
            meant = attribute(child(element, "abstractNumId"))
            if meant in definitions:
                lists.setdefault(attribute(element, "numId"), (meant, definitions[meant]))
    return Numbering(lists)
