"""Archive of Our Own: its downloads in HTML and EPUB (which calibre makes of the HTML).

Tags, summary and notes stand around the chapters in blocks that their classes and their captions
tell: a paragraph "Summary" or "Notes" with a block quotation after it. Calibre cuts the page in
several and numbers classes anew ("userstuff2"), so no rule relies on what is around an element.
"""

from __future__ import annotations

import re
from typing import Any

from fullcast.ingest.sources.source import UNREAD, Mark, Source, classes_of, following, names, words
from fullcast.ingest.trees import name_of
from fullcast.model import Kind

_TEXT = re.compile(r"userstuff\d*")
_IDS = frozenset(("preface", "afterword"))
_CAPTION = re.compile(
    r"(?:chapter )?(?:(?P<summary>summary)|(?:end )?notes)(?: for the (?:chapter|work))?", re.I
)
_SERIES = re.compile(r"Part (?P<number>\d+) of (?P<name>.+)", re.I)


def recognized(root: Any) -> Source:
    """What a page of an AO3 download says; nothing for any other page."""
    found = [e for e in root.iter() if name_of(e)]
    if not any(map(_is_own, found)):
        return Source()
    marks: dict[Any, Mark] = {}
    title = byline = series = None
    for element in found:
        own = _mark(element)
        if own is not None:
            marks[element] = own
        if own is not None and own.kind is Kind.TITLE:
            title = title or words(element)
        elif own is not None and own.kind is Kind.AUTHOR:
            byline = byline if byline is not None else element
        elif name_of(element) == "dt" and words(element).rstrip(":").casefold() == "series":
            series = _SERIES.match(words(dd)) if (dd := following(element)) is not None else None
        if kind := _captioned(element):
            marks[element] = marks[following(element)] = Mark(kind)
    return Source(
        marks,
        title,
        _author(byline),
        series["name"] if series else None,
        series["number"] if series else None,
    )


def _is_own(element: Any) -> bool:
    own = classes_of(element)
    if name_of(element) == "dl":
        return "tags" in own
    return any(map(_TEXT.fullmatch, own)) or ("toc-heading" in own and _is_first(element))


def _is_first(element: Any) -> bool:
    """Whether this heading opens a division as those of calibre's contents do."""
    parent = element.getparent()
    return element.getprevious() is None and (parent.get("id") or "") in (*_IDS, "chapters")


def _mark(element: Any) -> Mark | None:
    own, name, key = classes_of(element), name_of(element), element.get("id") or ""
    if "toc-heading" in own:
        return UNREAD  # for devices' menus; the style sheet hides it
    if name == "dl" and "tags" in own:
        return Mark(Kind.TAGS)
    if key.startswith("endnotes") or key == "afterword" or "endnote-link" in own:
        return Mark(Kind.NOTE)
    if key == "preface":
        return Mark(Kind.FRONT_MATTER)
    if ("message" in own or "byline" in own) and not _is_in_text(element):
        return Mark(Kind.FRONT_MATTER if "message" in own else Kind.AUTHOR)
    after = following(element) if name == "h1" else None
    return Mark(Kind.TITLE) if after is not None and "byline" in classes_of(after) else None


def _is_in_text(element: Any) -> bool:
    """Whether an author has written this, with a class of their own ("message", of a telephone)."""
    return any(_TEXT.fullmatch(c) for above in element.iterancestors() for c in classes_of(above))


def _captioned(element: Any) -> Kind | None:
    """What a caption with a block quotation after it says that this is."""
    if name_of(element) != "p" or (after := following(element)) is None:
        return None
    quoted = name_of(after) == "blockquote" and any(map(_TEXT.fullmatch, classes_of(after)))
    if not quoted and "endnote-link" not in classes_of(after):
        return None
    match = _CAPTION.fullmatch(words(element).rstrip(":"))
    if match is None:
        return None
    return Kind.SUMMARY if match["summary"] else Kind.NOTE


def _author(byline: Any) -> str | None:
    if byline is None:
        return None
    links = [e for e in byline.iter() if name_of(e) == "a"]
    return names(links) or words(byline).removeprefix("by ") or None
