"""One made file for each thing that a hostile or careless hand may put into a story file."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from epubs import NAV_ITEM, PROSE, built, chapter, item, nav

from fullcast.ingest import archive, epub
from fullcast.ingest.draft import Draft

STORY = Path("kite.epub")
NCX = "application/x-dtbncx+xml"


def draft(data: bytes, seconds: float = 5) -> Draft:
    """The draft of an EPUB, which is not allowed to take long."""
    start = time.process_time()
    found = epub.draft(data, STORY)
    assert time.process_time() - start < seconds
    return found


def with_contents(links: str) -> bytes:
    return built({"a.xhtml": chapter(1)}, items=NAV_ITEM, more=nav(links))


def with_ncx(points: str) -> bytes:
    ncx = f"<ncx><navMap>{points}</navMap></ncx>"
    listed = item("ncx", "toc.ncx", NCX)
    return built({"a.xhtml": chapter(1)}, items=listed, more={"OEBPS/toc.ncx": ncx})


@pytest.mark.parametrize(
    "links",
    [
        "<ol>" * 200 + '<a href="x"/>' * 70_000 + "</ol>" * 200,
        '<a href="a.xhtml">' * 200 + '<b x="y"/>' * 70_000 + "</a>" * 200,
        '<li><a href="a.xhtml">' + "Rain " * 180_000 + "</a></li>",
        '<li><a href="nav.xhtml">Contents</a></li>' * 2_000,
    ],
)
def test_contents_that_are_made_to_be_slow_are_not(links: str) -> None:
    assert draft(with_contents(links)).paragraphs[-1].text == f"{PROSE} (1)"


@pytest.mark.parametrize(
    "points",
    [
        "<navPoint><navLabel><text>Rain</text></navLabel><content src='a.xhtml'/></navPoint>"
        * 8_000,
        "<navPoint><content src='a.xhtml'/><navLabel>" * 100
        + '<b x="y"/>' * 70_000
        + "</navLabel></navPoint>" * 100,
        "<navPoint>" * 80_000,
        "<navPoint><navLabel><text>Rain</text></navLabel><content src='toc.ncx'/></navPoint>",
    ],
)
def test_points_that_are_made_to_be_slow_are_not(points: str) -> None:
    assert draft(with_ncx(points)).paragraphs[-1].text == f"{PROSE} (1)"


def test_a_link_within_a_link_has_no_title_of_its_own() -> None:
    links = '<li><a href="a.xhtml">The <a href="b.xhtml">Rain</a></a></li>'
    pages = {"a.xhtml": f"<p>{PROSE}</p>", "b.xhtml": f"<p>{PROSE}</p>"}
    found = draft(built(pages, items=NAV_ITEM, more=nav(links)))
    assert [(p.text, p.level) for p in found.paragraphs if p.level] == [("The Rain", 1)]


def test_each_file_is_read_once_however_often_it_is_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "LARGEST_TOTAL", 50_000)
    sheets = "".join(item(f"s{n}", "s.css", "text/css") for n in range(50))
    covers = "".join(item(f"cover{n}", "c.png", "image/png") for n in range(50))
    tables = "".join(item(f"t{n}", "t.ncx", NCX) for n in range(50))
    more = {"OEBPS/s.css": "p " * 999, "OEBPS/c.png": "x" * 1999, "OEBPS/t.ncx": "<ncx>" * 300}
    data = built({"a.xhtml": chapter(1)}, items=sheets + covers + tables, more=more)
    assert draft(data).paragraphs


def test_no_more_authors_than_anybody_would_say() -> None:
    metadata = "".join(f"<dc:creator>Jane {n}</dc:creator>" for n in range(5_000))
    author = draft(built({"a.xhtml": chapter(1)}, metadata=metadata)).author
    assert author is not None
    assert author.startswith("Jane 0 and Jane 1 and")
    assert len(author) < 300
