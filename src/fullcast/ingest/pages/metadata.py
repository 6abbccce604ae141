"""What an EPUB's package says of the book: title, authors, series and so on."""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import Any

from fullcast.ingest.draft import LONGEST_NAME
from fullcast.ingest.pages.package import Package
from fullcast.ingest.pages.trees import content_of
from fullcast.language.tags import tag

_LONGEST_DESCRIPTION = 4000  # characters
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_MOST_AUTHORS = 20
_MOST_SUBJECTS = 50
_YEAR = re.compile(r"(?:1\d|20)\d\d(?!\d)")


def title(package: Package) -> str | None:
    """The main title."""
    titles = list(package.all("title"))
    main = [e for e in titles if package.refined(e, "title-type") == "main"]
    return next(filter(None, map(_words, (*main, *titles))), None)


def author(package: Package) -> str | None:
    """The authors' names, joined."""
    creators = list(package.all("creator"))
    authors = [e for e in creators if _role(package, e) in ("aut", "")] or creators
    names = dict.fromkeys(filter(None, map(_words, authors)))
    return ", ".join(islice(names, _MOST_AUTHORS)) or None


def language(package: Package) -> str | None:
    """The language."""
    stated = (tag(content_of(e, 40)) for e in package.all("language"))
    return next(filter(None, stated), None)


def series(package: Package) -> tuple[str | None, str | None]:
    """The name of the series, and the book's number in it."""
    metas = list(package.all("meta"))
    calibre = {m.get("name"): _line(m.get("content")) for m in reversed(metas) if m.get("name")}
    if name := calibre.get("calibre:series"):
        return name, _number(calibre.get("calibre:series_index"))
    for meta in metas:
        if meta.get("property") == "belongs-to-collection" and (
            package.refined(meta, "collection-type") in ("", "series")
        ):
            return _words(meta), _number(package.refined(meta, "group-position"))
    return None, None


def description(package: Package) -> str | None:
    """What the book is about, as plain text; it is often given as HTML."""
    for element in package.all("description"):
        text = html.unescape(content_of(element, _LONGEST_DESCRIPTION))
        plain = " ".join(_MARKUP.sub(" ", text).split())
        if plain:
            return plain[:_LONGEST_DESCRIPTION]
    return None


def identifiers(package: Package) -> tuple[str, ...]:
    """ISBN, UUID, address and what else identifies the book."""
    return tuple(dict.fromkeys(filter(None, map(_words, package.all("identifier")))))


def year(package: Package) -> int | None:
    """The year of publication; programs that know none write the year 101."""
    dates = list(package.all("date"))
    published = [e for e in dates if _event(e) == "publication"]
    plain = [e for e in dates if not _event(e)]
    found = (_YEAR.match(content_of(e, 40)) for e in (*published, *plain))
    return next((int(match[0]) for match in found if match), None)


def subjects(package: Package) -> tuple[str, ...]:
    """Keywords, each once."""
    words = filter(None, map(_words, package.all("subject")))
    return tuple(islice(dict.fromkeys(words), _MOST_SUBJECTS))


def _event(element: Any) -> str:
    """What a date of an EPUB 2 is that of."""
    own = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == "event")
    return next(own, "").casefold()


def _role(package: Package, element: Any) -> str:
    own = (value for key, value in element.attrib.items() if key.rpartition("}")[2] == "role")
    return next(own, "") or package.refined(element, "role")


def _words(element: Any) -> str | None:
    # programs that write metadata often escape it twice
    return html.unescape(content_of(element, LONGEST_NAME)[:LONGEST_NAME]) or None


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:LONGEST_NAME]


def _number(text: str | None) -> str | None:
    """A place in a series: "2" of "2.0", "2.5"."""
    return (
        re.sub(r"\.0+$", "", text.strip())
        if text and re.fullmatch(r"\s*\d+(\.\d+)?\s*", text)
        else None
    )
