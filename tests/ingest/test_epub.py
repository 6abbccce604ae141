"""EPUB: reading order, contents, metadata, and files that are broken or hostile."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from epubs import (
    CONTAINER,
    METADATA,
    NAV_ITEM,
    PNG,
    PROSE,
    built,
    chapter,
    item,
    nav,
    package,
    page,
    zipped,
)
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest import archive, epub
from fullcast.ingest.draft import Draft
from fullcast.model import Book, Kind

STORY = Path("kite.epub")


def texts(draft: Draft) -> list[str]:
    return [p.text for p in draft.paragraphs]


def read(data: bytes, folder: Path) -> Book:
    path = folder / "kite.epub"
    path.write_bytes(data)
    return ingest.read(path)


def refused(data: bytes) -> str:
    with pytest.raises(StoryError) as caught:
        epub.draft(data, STORY)
    message = str(caught.value)
    assert str(STORY) in message
    assert "\n" not in message
    return message


def test_pages_in_the_order_of_the_spine(tmp_path: Path) -> None:
    pages = {"b.xhtml": chapter(2), "a.xhtml": chapter(1)}
    data = built(pages, spine='<itemref idref="p1"/><itemref idref="p0"/>')
    book = read(data, tmp_path)
    assert [c.title for c in book.chapters] == ["Chapter 1", "Chapter 2"]
    assert (book.title, book.author, book.language) == ("The Kite", "Jane Doe", "en-GB")


def test_known_by_its_bytes_under_any_name(tmp_path: Path) -> None:
    for name in ("kite.txt", "kite.zip", "kite"):
        path = tmp_path / name
        path.write_bytes(built({"a.xhtml": chapter(1)}))
        assert ingest.read(path).title == "The Kite"


def test_a_chapter_whose_title_only_the_contents_know() -> None:
    pages = {"a.xhtml": page(f"<p>{PROSE}</p>"), "b.xhtml": chapter(2)}
    links = '<li><a href="a.xhtml">The Rain</a></li><li><a href="b.xhtml">Chapter 2</a></li>'
    draft = epub.draft(built(pages, items=NAV_ITEM, more=nav(links)), STORY)
    assert [(p.text, p.level) for p in draft.paragraphs][:3] == [
        ("The Rain", 2),
        (PROSE, 0),
        ("Chapter 2", 2),
    ]


def test_a_title_that_is_no_heading_becomes_one_and_is_not_said_twice() -> None:
    body = f'<p class="x">The Rain</p><p>{PROSE}</p><p id="sun">The Sun</p><p>{PROSE}</p>'
    links = '<li><a href="a.xhtml">The Rain</a></li><li><a href="a.xhtml#sun">The Sun</a></li>'
    draft = epub.draft(built({"a.xhtml": page(body)}, items=NAV_ITEM, more=nav(links)), STORY)
    assert [(p.text, p.level) for p in draft.paragraphs] == [
        ("The Rain", 1),
        (PROSE, 0),
        ("The Sun", 1),
        (PROSE, 0),
    ]


@pytest.mark.parametrize(
    "title", ["Cover", "Title Page", "Title", "Table of Contents", "Copyright"]
)
def test_names_of_pages_are_no_chapters(title: str) -> None:
    links = f'<li><a href="a.xhtml">{title}</a></li>'
    pages = {"a.xhtml": page(f"<p>{PROSE}</p>")}
    assert texts(epub.draft(built(pages, items=NAV_ITEM, more=nav(links)), STORY)) == [PROSE]


def test_a_heading_that_the_contents_leave_out_opens_no_chapter(tmp_path: Path) -> None:
    pages = {
        f"{n}.xhtml": page(f"<h3>Chapter {n}</h3><h2>As posted</h2><p>{PROSE}</p>")
        for n in (1, 2, 3)
    }
    links = "".join(f'<li><a href="{n}.xhtml">Chapter {n}</a></li>' for n in (1, 2, 3))
    book = read(built(pages, items=NAV_ITEM, more=nav(links)), tmp_path)
    assert [c.title for c in book.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_ncx_of_epub_2() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        '<navPoint id="a"><navLabel><text>Book One</text></navLabel><content src="a.xhtml"/>'
        '<navPoint id="b"><navLabel><text>The Rain</text></navLabel><content src="a.xhtml#r"/>'
        "</navPoint></navPoint></navMap></ncx>"
    )
    body = f'<p>Book One</p><div id="r"><p>{PROSE}</p></div>'
    data = built(
        {"a.xhtml": page(body)},
        items=item("ncx", "toc.ncx", "application/x-dtbncx+xml"),
        more={"OEBPS/toc.ncx": ncx},
        attributes='toc="ncx"',
    )
    levels = [(p.text, p.level) for p in epub.draft(data, STORY).paragraphs]
    assert levels == [("Book One", 1), ("The Rain", 2), (PROSE, 0)]


def test_series_authors_by_role_and_cover() -> None:
    metadata = (
        "<dc:title>The Kite</dc:title>"
        '<dc:creator opf:role="ill">Ann Pencil</dc:creator>'
        '<dc:creator opf:role="aut">Jane Doe</dc:creator>'
        '<dc:creator id="z">John Roe</dc:creator>'
        '<meta refines="#z" property="role">aut</meta>'
        '<meta name="calibre:series" content="The Town"/><meta name="cover" content="pic"/>'
    )
    data = built(
        {"a.xhtml": chapter(1)},
        items=item("pic", "pic.png", "image/png"),
        more={"OEBPS/pic.png": PNG},
        metadata=metadata,
    )
    draft = epub.draft(data, STORY)
    assert (draft.author, draft.series, draft.cover) == ("Jane Doe, John Roe", "The Town", PNG)


def test_series_of_epub_3() -> None:
    metadata = (
        METADATA + '<meta property="belongs-to-collection" id="s">The Town</meta>'
        '<meta refines="#s" property="collection-type">series</meta>'
    )
    assert epub.draft(built({"a.xhtml": chapter(1)}, metadata=metadata), STORY).series == "The Town"


def test_a_cover_that_is_no_picture_is_none() -> None:
    cover = item("c", "c.png", "image/png", 'properties="cover-image"')
    data = built({"a.xhtml": chapter(1)}, items=cover, more={"OEBPS/c.png": b"<html>"})
    assert epub.draft(data, STORY).cover is None


def test_title_page_and_footnotes_are_what_they_say(tmp_path: Path) -> None:
    front = (
        '<section epub:type="titlepage"><h1>The Kite</h1><p>by Jane Doe</p><p>Press</p></section>'
    )
    note = '<aside epub:type="footnote"><p>A note.</p></aside>'
    pages = {"t.xhtml": page(front), "a.xhtml": page(f"<h2>Rain</h2><p>{PROSE}</p>{note}")}
    book = read(built(pages), tmp_path)
    kinds = [(c.text_of(b).strip(), b.kind) for c in book.chapters for b in c.blocks]
    assert kinds == [
        ("The Kite", Kind.TITLE),
        ("by Jane Doe", Kind.AUTHOR),
        ("Press", Kind.FRONT_MATTER),
        ("Rain", Kind.HEADING),
        (PROSE, Kind.NARRATION),
        ("A note.", Kind.NOTE),
    ]


@pytest.mark.parametrize("creator", ["Jane Doe", "Doe, Jane"])
@pytest.mark.parametrize("name", ["<p>Jane Doe</p>", "<h3>by Jane Doe</h3>"])
def test_the_author_on_an_unmarked_title_page(creator: str, name: str, tmp_path: Path) -> None:
    pages = {"t.xhtml": page(f"<p>The Kite</p>{name}"), "a.xhtml": chapter(1)}
    metadata = f"<dc:title>The Kite</dc:title><dc:creator>{creator}</dc:creator>"
    book = read(built(pages, metadata=metadata), tmp_path)
    kinds = [b.kind for c in book.chapters for b in c.blocks]
    assert kinds == [Kind.TITLE, Kind.AUTHOR, Kind.HEADING, Kind.NARRATION]


def test_pages_beside_the_reading_order_are_not_story() -> None:
    pages = {"a.xhtml": chapter(1), "n.xhtml": page("<p>An extra page.</p>")}
    data = built(pages, spine='<itemref idref="p0"/><itemref idref="p1" linear="no"/>')
    assert epub.draft(data, STORY).paragraphs[-1].kind == Kind.NOTE
    alone = built({"a.xhtml": page(f"<p>{PROSE}</p>")}, spine='<itemref idref="p0" linear="no"/>')
    assert epub.draft(alone, STORY).paragraphs[0].kind is None


def test_italics_of_a_style_sheet() -> None:
    css = "/* c */ .calibre5 { font-style: italic } p.x, .y { margin: 0 }"
    data = built(
        {"a.xhtml": page('<p>So <span class="calibre5">Am I mad?</span> he thought.</p>')},
        items=item("css", "s.css", "text/css"),
        more={"OEBPS/s.css": css},
    )
    assert texts(epub.draft(data, STORY)) == ["So *Am I mad?* he thought."]


def test_missing_pages_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    spine = '<itemref idref="p0"/><itemref idref="gone"/><itemref idref="lost"/>'
    data = built({"a.xhtml": chapter(1)}, items=item("lost", "lost.xhtml"), spine=spine)
    book = read(data, tmp_path)
    assert [c.title for c in book.chapters] == ["Chapter 1"]
    (remark,) = book.remarks
    assert "2 pages" in remark
    assert "gone, lost.xhtml" in remark


def test_no_page_is_read_twice() -> None:
    data = built({"a.xhtml": chapter(1)}, spine='<itemref idref="p0"/>' * 3)
    assert texts(epub.draft(data, STORY)) == ["Chapter 1", f"{PROSE} (1)"]


def test_names_are_found_however_they_are_spelled() -> None:
    listed = item("a", "./text/../My%20Page.XHTML") + item("b", "b.xhtml", "text/plain")
    opf = package(listed, '<itemref idref="a"/><itemref idref="b"/>')
    files = {"OEBPS/my page.xhtml": chapter(1), "OEBPS\\b.xhtml": chapter(2)}
    draft = epub.draft(zipped({"OEBPS/book.opf": opf, **files}), STORY)  # and no container.xml
    assert texts(draft)[::2] == ["Chapter 1", "Chapter 2"]
    assert draft.remarks == ()


def test_names_with_accents_are_found_however_they_are_written() -> None:
    composed, apart = (unicodedata.normalize(form, "café.xhtml") for form in ("NFC", "NFD"))
    opf = package(item("a", composed), '<itemref idref="a"/>')
    assert texts(epub.draft(zipped({"book.opf": opf, apart: chapter(1)}), STORY))
    plain = bytearray(zipped({"book.opf": opf, composed: chapter(1)}))
    for mark, at in ((b"PK\x01\x02", 9), (b"PK\x03\x04", 7)):  # the flag that says "UTF-8"
        start = -1
        while (start := plain.find(mark, start + 1)) >= 0:
            plain[start + at] &= ~8
    assert texts(epub.draft(bytes(plain), STORY))


def test_the_first_of_two_items_of_one_id_counts() -> None:
    data = built(
        {"a.xhtml": chapter(1)}, items=item("p0", "b.xhtml"), more={"OEBPS/b.xhtml": chapter(2)}
    )
    assert texts(epub.draft(data, STORY))[0] == "Chapter 1"


def test_a_page_in_place_of_what_is_none() -> None:
    listed = item("pic", "a.svg", "image/svg+xml", 'fallback="deep"') + item(
        "deep", "b.png", "image/png", 'fallback="p0"'
    )
    data = built({"a.xhtml": chapter(1)}, items=listed, spine='<itemref idref="pic"/>')
    assert texts(epub.draft(data, STORY))[0] == "Chapter 1"
    circle = item("x", "x.png", "image/png", 'fallback="y"') + item(
        "y", "y.png", "image/png", 'fallback="x"'
    )
    data = built({"a.xhtml": chapter(1)}, items=circle, spine='<itemref idref="x"/>')
    assert "no page" in refused(data)


def test_outside_of_the_archive_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.xhtml").write_text(page("<p>secret</p>"))
    for href in ("../../secret.xhtml", "/secret.xhtml", (tmp_path / "secret.xhtml").as_uri()):
        data = built({"a.xhtml": chapter(1)}, items=item("s", href), spine='<itemref idref="s"/>')
        assert "no page" in refused(data)


def test_protected() -> None:
    def encryption(algorithm: str) -> str:
        return (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
            'xmlns="http://www.w3.org/2001/04/xmlenc#">'
            f'<EncryptionMethod Algorithm="{algorithm}"/></EncryptedData></encryption>'
        )

    name = "META-INF/encryption.xml"
    aes = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    assert "DRM" in refused(built({"a.xhtml": chapter(1)}, more={name: aes}))
    fonts = encryption("http://www.idpf.org/2008/embedding")
    assert epub.draft(built({"a.xhtml": chapter(1)}, more={name: fonts}), STORY).paragraphs


def test_a_password() -> None:
    data = bytearray(built({"a.xhtml": chapter(1)}))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = -1
        while (start := data.find(mark, start + 1)) >= 0:
            data[start + at] |= 1
    assert "password" in refused(bytes(data))


def test_bombs() -> None:
    zeros = page("<p>" + " " * 5_000_000 + "</p>")
    assert "far too much" in refused(built({"a.xhtml": zeros}))
    files = {f"f{n}": b"" for n in range(archive.MOST_ENTRIES + 1)}
    assert "more than" in refused(zipped(files))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    external = f'<!ENTITY file SYSTEM "{(tmp_path / "secret").as_uri()}">'
    text = (
        '<?xml version="1.0"?>'
        f'<!DOCTYPE html [<!ENTITY a0 "ha"><!ENTITY own "town">{bomb}{external}]>'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        f"<body><p>The &own; of &a11;&file;kites&hellip;</p><p>{PROSE}</p></body></html>"
    )
    assert texts(epub.draft(built({"a.xhtml": text}), STORY)) == [
        "The town of &a11;&file;kites…",
        PROSE,
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4 not an EPUB",
        zipped({}),
        zipped({"META-INF/container.xml": CONTAINER}),
        zipped({"META-INF/container.xml": "<container", "OEBPS/book.opf": ""}),
        zipped({"book.opf": "no XML at all"}),
        built({}),
    ],
)
def test_what_is_no_epub(data: bytes) -> None:
    assert refused(data)


GOOD = built(
    {"a.xhtml": chapter(1), "b.xhtml": chapter(2)},
    items=NAV_ITEM,
    more=nav('<li><a href="a.xhtml">Chapter 1</a></li>'),
)


def test_truncated_anywhere() -> None:
    for end in range(0, len(GOOD) - 1, 7):
        assert refused(GOOD[:end])


@settings(deadline=None, max_examples=200)
@example(edits=[(GOOD.index(b"PK\x01\x02") + 28, 0)])  # a file without a name
@given(edits=st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=12))
def test_broken_bytes_give_a_story_or_one_clear_error(edits: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for position, byte in edits:
        data[position] = byte
    with suppress(StoryError):  # anything else fails the test
        draft = epub.draft(bytes(data), STORY)
        assert all(draft.text[p.start : p.end] == p.text for p in draft.paragraphs)
