"""FanFicFare: the HTML pages and EPUBs that it makes of stories from a hundred sites."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fullcast.ingest.sources.source import Mark, Source, classes_of, names, words
from fullcast.ingest.trees import name_of
from fullcast.model import Kind

_PAGES = {
    "fff_titlepage": Kind.TAGS,
    "fff_tocpage": Kind.CONTENTS,
    "fff_logpage": Kind.FRONT_MATTER,
    "fff_coverpage": Kind.FRONT_MATTER,
}
_HEADINGS = ("h1", "h2", "h3")


def recognized(root: Any) -> Source:
    """What a page that FanFicFare made says; nothing for any other page."""
    found = [e for e in root.iter() if name_of(e)]
    body = next((e for e in found if name_of(e) == "body"), None)
    if body is None:
        return Source()
    kind = next((_PAGES[c] for c in classes_of(body) if c in _PAGES), None)
    heading = _heading(found)
    if kind is None and heading is None:
        return Source()
    marks: dict[Any, Mark] = {} if kind is None else {body: Mark(kind)}
    if heading is None or kind not in (None, Kind.TAGS):
        return Source(marks)
    marks[heading] = Mark(Kind.TITLE)
    links = [e for e in heading.iter() if name_of(e) == "a"]
    authors = [e for e in links if "authorlink" in classes_of(e)]
    title = next((words(e) for e in links if e not in authors), None)
    marks.update((e, Mark(Kind.TAGS)) for e in found if _is_table(e))
    return Source(marks, title, names(authors))


def _heading(found: Iterable[Any]) -> Any:
    """The heading that is the story's title and its author's name, which is a link; or None."""
    for element in found:
        if name_of(element) in _HEADINGS:
            links = (e for e in element if name_of(e) == "a")
            return element if any("authorlink" in classes_of(e) for e in links) else None
    return None


def _is_table(element: Any) -> bool:
    return name_of(element) == "table" and "full" in classes_of(element)
