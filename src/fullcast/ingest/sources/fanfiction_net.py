"""FanFiction.Net: a page as a browser saves it, with the site's menus around the story."""

from __future__ import annotations

from typing import Any

from fullcast.ingest.sources.source import UNREAD, Mark, Source, beside, classes_of, words
from fullcast.ingest.trees import name_of
from fullcast.model import Kind

_STORY = ("storytext", "storytextp", "storycontent")
_HEAD = "profile_top"


def recognized(root: Any) -> Source:
    """What a saved page of a story says; nothing for any other page."""
    by_id = {e.get("id"): e for e in reversed(list(root.iter())) if e.get("id")}
    story = next((by_id[key] for key in _STORY if key in by_id), None)
    head = by_id.get(_HEAD)
    if story is None or (head is None and story.get("id") == "storycontent"):
        return Source()
    marks = dict.fromkeys(beside(story, root), UNREAD)
    if head is None:
        return Source(marks)
    shown = [head, *head.iterancestors()]
    if any(marks.pop(e, None) for e in shown):
        marks.update((e, UNREAD) for e in beside(head, root) if e not in story.iterancestors())
        marks.pop(story, None)
    title = author = None
    marks[head] = Mark(Kind.TAGS)
    for element in head.iter():
        name, own = name_of(element), classes_of(element)
        if name == "b" and title is None:
            title, marks[element] = words(element), Mark(Kind.TITLE)
        elif name == "a" and author is None and (element.get("href") or "").startswith("/u/"):
            author, marks[element] = words(element), Mark(Kind.AUTHOR)
        elif name == "div" and "xcontrast_txt" in own:
            marks[element] = Mark(Kind.SUMMARY)
        elif name == "button":
            marks[element] = UNREAD
    return Source(marks, title, author)
