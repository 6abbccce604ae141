"""HTML and XHTML files: one page that is a story."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fullcast.ingest import elements, markup, repair, trees
from fullcast.ingest.draft import LONGEST_NAME, Draft
from fullcast.ingest.ornaments import bare
from fullcast.ingest.sources.pages import recognized
from fullcast.language.tags import tag

_TITLES = ("dc.title", "dcterms.title", "citation_title", "og:title")
_AUTHORS = ("author", "dc.creator", "dcterms.creator", "citation_author", "book:author")
_LANGUAGES = ("content-language", "dc.language", "dcterms.language")
_NO_TITLES = frozenset(("untitled", "untitled document", "untitled page", "document", "no title"))
"""What programs write where nobody gave a title."""
_OUTER = 2  # levels of headings that may be the story's title


def draft(data: bytes, path: Path) -> Draft:
    """The paragraphs of a page, and what its head says; `path` is for messages only.

    Raises:
        StoryError: the bytes are no text, or nested too deeply.
    """
    written, remarks = repair.garbled(trees.decode_markup(data, path))
    root = trees.page(written, path)
    if root is None:
        return Draft("", ())
    css = "".join(e.text or "" for e in root.iter() if trees.name_of(e) == "style")
    source = recognized(root)
    page = markup.read(root, elements.italic_classes(css), source.marks)
    text, paragraphs = markup.assemble(page.pieces)
    stated = _stated(root.iter())
    return Draft(
        text,
        paragraphs,
        title=source.title or _title(root.iter(), stated, page.pieces),
        author=source.author or _first(stated, _AUTHORS),
        language=_language(root, stated),
        series=source.series,
        series_number=source.series_number,
        remarks=remarks,
    )


def _stated(found: Iterable[Any]) -> dict[str, str]:
    """What the page's `meta` elements say, the first of each name."""
    stated: dict[str, str] = {}
    for element in found:
        if trees.name_of(element) == "meta":
            name = element.get("name") or element.get("property") or element.get("http-equiv") or ""
            content = " ".join((element.get("content") or "").split())
            if content and len(content) <= LONGEST_NAME:
                stated.setdefault(name.lower(), content)
    return stated


def _first(stated: dict[str, str], names: Iterable[str]) -> str | None:
    values = (stated[name] for name in names if name in stated)
    return next((v for v in values if not v.startswith(("http:", "https:"))), None)


def _title(
    found: Iterable[Any], stated: dict[str, str], pieces: Iterable[markup.Piece]
) -> str | None:
    """The title; where the page adds the site or the author to it, the heading that it has."""
    title = next((trees.content_of(e) for e in found if _is_page_title(e)), "")
    title = _first(stated, _TITLES) or title[:LONGEST_NAME]
    if title.casefold() in _NO_TITLES:
        return None
    for piece in pieces:
        name = bare(" ".join(piece.text.split()))
        at = title.casefold().find(name.casefold())
        if 0 < piece.level <= _OUTER and name and at >= 0:
            return title[at : at + len(name)]  # which a page seldom prints in capitals
    return title or None


def _is_page_title(element: Any) -> bool:
    """Whether this is the title of the page, not of a drawing in it."""
    return trees.name_of(element) == "title" and not any(
        trees.name_of(above) == "svg" for above in element.iterancestors()
    )


def _language(root: Any, stated: dict[str, str]) -> str | None:
    xml_lang = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    body = next((child for child in root if trees.name_of(child) == "body"), root)
    candidates = (root.get("lang"), xml_lang, body.get("lang"), _first(stated, _LANGUAGES))
    return next(filter(None, map(tag, candidates)), None)
