"""One made file for each thing that a hostile or careless hand may put into a story file."""

from __future__ import annotations

import io
import re
import threading
import time
import warnings
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from epubs import CONTAINER, NAV_ITEM, PNG, PROSE, built, chapter, item, nav, package, page, zipped

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest.draft import Draft
from fullcast.ingest.files import archive
from fullcast.ingest.pages import epub, html
from fullcast.model import Kind

STORY = Path("kite.epub")
NCX = "application/x-dtbncx+xml"


def draft(data: bytes, seconds: float = 5) -> Draft:
    """The draft of an EPUB, which is not allowed to take long."""
    start = time.process_time()
    found = epub.draft(data, STORY)
    assert time.process_time() - start < seconds
    return found


def texts(data: bytes) -> list[str]:
    return [p.text for p in draft(data).paragraphs]


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
    assert author.startswith("Jane 0, Jane 1, Jane 2")
    assert len(author) < 300


# --- the archive ---------------------------------------------------------------------------------


def test_an_archive_in_the_archive_is_not_opened() -> None:
    bomb = zipped({"a.xhtml": chapter(2) * 5_000})
    data = built({"a.xhtml": chapter(1)}, items=item("z", "z.xhtml"), more={"OEBPS/z.xhtml": bomb})
    assert texts(data) == ["Chapter 1", f"{PROSE} (1)"]


def test_entries_that_overlap_unpack_no_more_than_others() -> None:
    data = built({f"{n}.xhtml": chapter(n) for n in range(4)})
    names = [f"OEBPS/{n}.xhtml".encode() for n in range(4)]
    directory = data.index(b"PK\x01\x02")
    first = data.index(names[0], directory) - 46 + 42  # where its entry says that its data begin
    overlapping = bytearray(data)
    for name in names[1:]:
        at = data.index(name, directory) - 46 + 42
        overlapping[at : at + 4] = data[first : first + 4]
    with pytest.raises(StoryError, match="damaged"):
        draft(bytes(overlapping))


@pytest.mark.parametrize(
    "href",
    [
        "../../secret.xhtml", "/secret.xhtml", "..%2f..%2fsecret.xhtml", "..\\..\\secret.xhtml",
        "C:\\secret.xhtml", "C:/secret.xhtml", "\\\\host\\secret.xhtml", "file:///secret.xhtml",
        "//host/secret.xhtml", "http://host/secret.xhtml", "", ".", "..", "%00", "a%00.xhtml", "%",
    ],
)  # fmt: skip
def test_names_that_lead_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, href: str
) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    (tmp_path / "secret.xhtml").write_text(page("<p>secret</p>"))
    monkeypatch.chdir(folder)
    path = folder / "kite.epub"
    names = [href.replace("%2f", "/"), "../../written.xhtml", "/written.xhtml", "C:\\w.xhtml"]
    more = {name: page("<p>Written.</p>") for name in dict.fromkeys(names) if name}
    spine = '<itemref idref="p0"/><itemref idref="s"/>'
    path.write_bytes(built({"a.xhtml": chapter(1)}, items=item("s", href), more=more, spine=spine))
    assert "secret" not in ingest.read(path).text
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "b", "kite.epub", "secret.xhtml"]


def test_without_the_file_that_names_its_type(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("OEBPS/a.xhtml", chapter(1))
        opf = package(item("a", "a.xhtml"), '<itemref idref="a"/>')
        file.writestr("OEBPS/book.opf", opf)
        file.writestr("mimetype", "application/epub+zip")  # neither first nor stored
    path = tmp_path / "kite.epub"
    path.write_bytes(buffer.getvalue())
    assert ingest.read(path).title == "The Kite"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archives_of_every_make(method: int) -> None:
    buffer = io.BytesIO()
    opf = package(item("a", "a.xhtml"), '<itemref idref="a"/>')
    with zipfile.ZipFile(buffer, "w", method) as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two files of one name, of which the last counts
        file.comment = b"made by hand"
        file.writestr("a.xhtml", chapter(7))
        file.writestr("folder/", "")
        for name, content in (("a.xhtml", chapter(1)), ("book.opf", opf)):
            with file.open(name, "w", force_zip64=True) as entry:
                entry.write(content.encode())
    data = b"something before it" + buffer.getvalue()
    assert texts(data) == ["Chapter 1", f"{PROSE} (1)"]


# --- the package ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1", "no-such-thing"])
def test_a_package_in_another_encoding(encoding: str, declared: str) -> None:
    opf = package(
        item("a", "caf\xe9.xhtml"), '<itemref idref="a"/>', "<dc:title>Caf\xe9</dc:title>"
    )
    opf = opf.replace("?>", f' encoding="{declared}"?>', 1)
    found = draft(zipped({"caf\xe9.xhtml": chapter(1), "book.opf": opf.encode(encoding)}))
    assert found.title == "Caf\xe9"
    assert len(found.paragraphs) == 2


def test_of_several_packages_the_first_that_is_there_counts() -> None:
    container = CONTAINER.replace(
        "<rootfiles>", '<rootfiles><rootfile full-path="gone.opf" media-type="x"/>'
    )
    other = package(item("b", "b.xhtml"), '<itemref idref="b"/>')
    more = {"META-INF/container.xml": container, "A.opf": other, "b.xhtml": chapter(2)}
    assert texts(built({"a.xhtml": chapter(1)}, more=more))[0] == "Chapter 1"


def test_a_package_nested_without_end() -> None:
    with pytest.raises(StoryError, match="no page"):
        draft(zipped({"book.opf": "<package>" + "<manifest>" * 100_000}))


def test_an_empty_reading_order() -> None:
    with pytest.raises(StoryError, match="reading order"):
        draft(built({"a.xhtml": chapter(1)}, spine=""))


def test_a_style_sheet_that_is_missing_or_no_text() -> None:
    sheets = item("c", "gone.css", "text/css") + item("d", "d.css", "text/css")
    pages = {"a.xhtml": page(f"<link rel='stylesheet' href='gone.css'/><p>{PROSE}</p>")}
    assert texts(built(pages, items=sheets, more={"OEBPS/d.css": PNG})) == [PROSE]


def test_a_page_that_is_no_text_is_told_and_the_rest_is_read() -> None:
    data = built({"a.xhtml": chapter(1), "c.xhtml": chapter(3)}, more={"OEBPS/c.xhtml": PNG})
    found = draft(data)
    assert [p.text for p in found.paragraphs] == ["Chapter 1", f"{PROSE} (1)"]
    assert "c.xhtml" in found.remarks[0]


def test_names_of_missing_pages_are_told_on_one_line() -> None:
    href = "a&#10;b&#x9b;31m\u202e" + "c" * 5_000
    spine = '<itemref idref="p0"/><itemref idref="s"/>'
    data = built({"a.xhtml": chapter(1)}, items=item("s", href), spine=spine)
    (remark,) = draft(data).remarks
    assert remark.isprintable()
    assert "(a b 31m c" in remark
    assert len(remark) < 200


def test_names_in_errors_are_told_on_one_line() -> None:
    with pytest.raises(StoryError) as caught:
        draft(zipped({"a\nb\x1b[31m.opf": "no XML"}))
    assert str(caught.value).isprintable()


def test_drawn_pages_have_their_text_read() -> None:
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title><desc>d</desc><style>s</style>'
        "<text>The <tspan>rain</tspan></text><g><text>fell.</text></g><path d='M0'/></svg>"
    )
    listed = item("s", "s.svg", "image/svg+xml")
    spine = '<itemref idref="s"/><itemref idref="p0"/>'
    data = built({"a.xhtml": chapter(1)}, items=listed, more={"OEBPS/s.svg": drawn}, spine=spine)
    assert texts(data)[:3] == ["The rain", "fell.", "Chapter 1"]


# --- what a page refers to -----------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it has been asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<p>fetched</p>")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}", asked
        httpd.shutdown()
        thread.join()


def test_nothing_is_fetched(server: tuple[str, list[str]], tmp_path: Path) -> None:
    address, asked = server
    (tmp_path / "secret.dtd").write_text("<!ENTITY said 'secret'>")
    file = (tmp_path / "secret.dtd").as_uri()
    body = (
        f"<p>{PROSE} &said;&own;&file;</p><img src='{address}/i'/><iframe src='{address}/f'/>"
        f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{address}/xi' parse='text'/>"
        f"<object data='{address}/o'/><script src='{address}/s'/>"
    )
    for place in (address, file):
        text = (
            f"<?xml version='1.0'?><?xml-stylesheet href='{place}/x.xsl' type='text/xsl'?>"
            f"<!DOCTYPE html SYSTEM '{place}/x.dtd' [<!ENTITY % p SYSTEM '{place}'> %p;"
            f"<!ENTITY own SYSTEM '{place}'><!ENTITY file SYSTEM '{place}'>]>"
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title/>"
            f"<meta http-equiv='refresh' content='0;url={place}/r'/>"
            f"<link rel='stylesheet' href='{place}/x.css'/><base href='{place}/'/>"
            f"</head><body>{body}</body></html>"
        )
        head = text.partition("<html")[0]
        ncx = head + "<ncx><navMap/></ncx>"
        opf = head.replace("html", "package") + package(
            item("p0", "a.xhtml") + item("r", f"{place}/r.xhtml") + item("ncx", "t.ncx", NCX),
            '<itemref idref="p0"/><itemref idref="r"/>',
        )
        data = zipped({"book.opf": opf, "a.xhtml": text, "t.ncx": ncx})
        for found in (draft(data), html.draft(text.encode(), STORY)):
            (story,) = [p.text for p in found.paragraphs]
            assert story.startswith(PROSE)
            assert "secret" not in story
            assert "fetched" not in story
    assert asked == []


def test_entities_that_are_used_too_often_stay_as_they_are() -> None:
    top = f"<!DOCTYPE html [<!ENTITY e '{'rain ' * 6}'>]><html xmlns='x'><body><p>"
    few = html.draft(f"{top}&e;</p></body></html>".encode(), STORY).text
    assert few.split() == ["rain"] * 6
    many = html.draft(f"{top}{'&e;' * 1_100_000}</p></body></html>".encode(), STORY).text
    assert many.strip() == "&e;" * 1_100_000


# --- what pages say in their own way -------------------------------------------------------------


def read_page(body: str) -> list[str]:
    return texts(built({"a.xhtml": page(body)}))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ruby>\u6f22<rp>(</rp><rt>kan</rt><rp>)</rp>\u5b57<rt>ji</rt></ruby>", ["\u6f22\u5b57"]),
        ("<ruby><rb>a</rb><rtc><rt>b</rt></rtc></ruby>", ["a"]),
        ("<p>One<a href='#n' epub:type='noteref'>1</a>.</p>", ["One."]),
        (
            "<p>One.</p><aside epub:type='footnote' id='n'><p>Two."
            "<a href='#r' role='doc-backlink'>\u21a9</a></p></aside>",
            ["One.", "Two."],
        ),
        ("<p dir='rtl'>\u05d0\u05d1 \u05d2</p>", ["\u05d0\u05d1 \u05d2"]),
        ("<p style='writing-mode: vertical-rl'>\u96e8\u304c</p>", ["\u96e8\u304c"]),
        ("<math><mi>x</mi><mo>=</mo><mn>2</mn></math> it was", ["x=2 it was"]),
        ("<p>&rsquo;Tis&nbsp;so&hellip;</p>", ["\u2019Tis so\u2026"]),
        ("text<img src='a.png' alt='no'/><p>One.</p>after", ["text", "One.", "after"]),
        ("<hr>One</hr><p>Two.</p>", ["* * *", "One", "Two."]),
        ("<br>One</br><img>Two</img>", ["OneTwo"]),
    ],
)
def test_read_as_it_is_meant(body: str, expected: list[str]) -> None:
    assert read_page(body) == expected


def test_a_huge_attribute_is_no_text() -> None:
    body = f"<p class='{'x ' * 6_000_000}' style='{'a:b;' * 3_000_000}'>One.</p>"
    for text in (body, page(body)):
        start = time.process_time()
        assert html.draft(text.encode(), STORY).text == "One.\n"
        assert time.process_time() - start < 5


def test_a_page_that_ends_anywhere_is_read_to_its_end() -> None:
    whole = page("<h2>Rain</h2><p>One <i>two</i> three.</p><p>Four &amp; five.</p>")
    body = whole.index("<body>") + len("<body>")
    for end in range(body + 4, len(whole)):
        shown = re.findall(r"\w+", re.sub(r"<[^>]*>?|&\w*;?", " ", whole[body:end]))
        read = html.draft(whole[:end].encode(), STORY).text
        assert [word for word in shown if word not in read] == []


def test_notes_of_an_epub_are_notes() -> None:
    body = f"<p>{PROSE}</p><section epub:type='endnotes'><p>1. A note.</p></section>"
    kinds = [p.kind for p in draft(built({"a.xhtml": page(body)})).paragraphs]
    assert kinds == [None, Kind.NOTE]
