"""Archive of Our Own: a page as a browser saves it, with the site's menus and comments around."""

from __future__ import annotations

from typing import Any

from fullcast.ingest.sources.source import UNREAD, Mark, Source, beside, classes_of, names, words
from fullcast.ingest.trees import name_of
from fullcast.model import Kind

_WORK = "workskin"
_TITLE, _BYLINE = frozenset(("title", "heading")), frozenset(("byline", "heading"))
_MODULES = {"summary": Kind.SUMMARY, "notes": Kind.NOTE, "series": Kind.FRONT_MATTER}


def recognized(root: Any) -> Source:
    """What a saved page of a work says; nothing for any other page."""
    work = next((e for e in root.iter() if e.get("id") == _WORK and name_of(e)), None)
    if work is None:
        return Source()
    marks = dict.fromkeys(beside(work, root), UNREAD)
    for element in list(marks):
        if any(map(_is_tags, element.iter())):
            marks[element] = Mark(Kind.TAGS)
    title = author = None
    for element in work.iter():
        own = classes_of(element)
        if "landmark" in own:  # for screen readers: "Chapter Text"
            marks[element] = UNREAD
        elif _TITLE.issubset(own):
            title, marks[element] = title or words(element), Mark(Kind.TITLE)
        elif _BYLINE.issubset(own):
            links = [e for e in element.iter() if name_of(e) == "a"]
            author = author or names(links) or words(element)
            marks[element] = Mark(Kind.AUTHOR)
        elif "module" in own:
            kinds = (_MODULES[name] for name in own if name in _MODULES)
            marks.update((element, Mark(kind)) for kind in kinds)
    return Source(marks, title, author)


def _is_tags(element: Any) -> bool:
    return name_of(element) == "dl" and {"work", "meta"}.issubset(classes_of(element))
