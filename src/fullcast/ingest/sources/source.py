"""What a source says of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fullcast.ingest.draft import LONGEST_NAME
from fullcast.ingest.trees import content_of, name_of
from fullcast.model import Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """What an element is, and so all that is in it unless it has a mark of its own."""

    kind: Kind | None = None
    unread: bool = False
    """Whether it is no text of the page at all, such as a menu."""


UNREAD = Mark(unread=True)


@dataclass(frozen=True, slots=True)
class Source:
    """The marks of a page's elements, and what the page says of its story."""

    marks: Mapping[Any, Mark] = field(default_factory=dict)
    title: str | None = None
    author: str | None = None
    series: str | None = None
    series_number: str | None = None


def merged(sources: Iterable[Source]) -> Source:
    """What several sources say, the last to speak first."""
    marks: dict[Any, Mark] = {}
    stated: dict[str, str] = {}
    for source in sources:
        marks.update(source.marks)
        for name in ("title", "author", "series", "series_number"):
            if value := getattr(source, name):
                stated[name] = value
    return Source(marks, **stated)


def classes_of(element: Any) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "")[:500].split()


def words(element: Any) -> str:
    """The words in an element, cut off where no title or name goes on."""
    return content_of(element, LONGEST_NAME)[:LONGEST_NAME]


def following(element: Any) -> Any:
    """The element after this one within the same parent, or None."""
    after = element.getnext()
    return after if after is not None and name_of(after) else None


def names(elements: Iterable[Any]) -> str | None:
    """The names in several elements as one, each once."""
    return ", ".join(dict.fromkeys(filter(None, map(words, elements)))) or None


def beside(element: Any, root: Any) -> Iterator[Any]:
    """All that stands neither in an element nor around it, as few elements as may be."""
    while element is not root and element is not None:
        parent = element.getparent()
        yield from (e for e in parent if e is not element and name_of(e) not in ("", "head"))
        element = parent
