"""HTML files: encodings, what the head says, and pages under another name."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest import html
from fullcast.ingest.draft import Draft

PAGE = Path("kite.html")
PROSE = "The boy looked into every shop window, but the kite was in none of them."
BODY = "<p>“Café” – isn’t it…</p>"
SAID = "“Café” – isn’t it…"


def read(head: str, body: str = f"<p>{PROSE}</p>", attributes: str = "") -> Draft:
    text = f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return html.draft(text.encode(), PAGE)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='utf-8'>", "utf-8"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1252'>", "cp1252"),
        ("<meta charset=iso-8859-1>", "utf-8"),  # saved anew, the declaration left
        ("<meta charset=no-such-thing>", "utf-8"),
        ("<meta charset=rot13>", "utf-8"),
        ("<meta charset=utf-8>", "cp1252"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    draft = html.draft(f"<html><head>{head}</head><body>{BODY}".encode(encoding), PAGE)
    assert [p.text for p in draft.paragraphs] == [SAID]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, encoding: str) -> None:
    data = mark + f"<meta charset=iso-8859-2>{BODY}".encode(encoding)
    assert [p.text for p in html.draft(data, PAGE).paragraphs] == [SAID]


def test_other_encodings_as_declared() -> None:
    text = '<?xml version="1.0" encoding="{}"?><html><body><p>{}</p></body></html>'
    for encoding, words in (
        ("koi8-r", "Дождь шёл"),
        ("shift_jis", "雨が降る"),
        ("iso-2022-jp", "雨"),
    ):
        data = text.format(encoding, words).encode(encoding)
        assert [p.text for p in html.draft(data, PAGE).paragraphs] == [words]


def test_what_the_head_says() -> None:
    draft = read(
        "<title>The\n Kite</title><meta name=Author content='Jane  Doe'>", "x", "lang=en-GB"
    )
    assert (draft.title, draft.author, draft.language) == ("The Kite", "Jane Doe", "en-GB")
    draft = read("<meta name='DC.title' content='The Kite'><meta name=dc.language content=de>")
    assert (draft.title, draft.author, draft.language) == ("The Kite", None, "de")


@pytest.mark.parametrize("lang", ["", "und", "not a language", "x"])
def test_no_language(lang: str) -> None:
    assert read("", attributes=f"lang='{lang}'").language is None


def test_the_heading_where_the_title_names_the_site_too() -> None:
    draft = read("<title>The Kite - Jane Doe - Some Site</title>", f"<h1>The Kite</h1><p>{PROSE}")
    assert draft.title == "The Kite"


@pytest.mark.parametrize("title", ["Untitled", "Untitled Document", "document"])
def test_a_title_that_nobody_gave(title: str) -> None:
    assert read(f"<title>{title}</title>").title is None


def test_the_heading_below_a_contents_list_is_no_part_of_it(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="#{n}">{n} Day {n}</a></li>' for n in (1, 2, 3))
    days = "".join(f"<h2 id='{n}'>Day {n} [edit]</h2><p>“Now,” he said.</p>" for n in (1, 2, 3))
    path = tmp_path / "kite.html"
    path.write_text(f"<h1>The Kite</h1><div><h2>Contents</h2><ul>{links}</ul></div>{days}")
    titles = [chapter.title for chapter in ingest.read(path).chapters]
    assert titles == ["Day 1 [edit]", "Day 2 [edit]", "Day 3 [edit]"]


def test_a_whole_story(tmp_path: Path) -> None:
    path = tmp_path / "kite.html"
    path.write_text(
        "<html><head><title>The Kite</title></head><body><h1>The Kite</h1>"
        f"<h2>Chapter 1</h2><p>{PROSE}</p><hr><p>{PROSE}</p><h2>Chapter 2</h2><p>{PROSE}</p>"
    )
    book = ingest.read(path)
    assert [c.title for c in book.chapters] == ["Chapter 1", "Chapter 2"]
    kinds = [b.kind.value for b in book.chapters[0].blocks]
    assert kinds == ["title", "heading", "narration", "break", "narration"]


@pytest.mark.parametrize(
    ("start", "known"),
    [
        ("<!DOCTYPE html><p>", True),
        ("\ufeff\n<!-- saved --><html lang=en><p>", True),
        ("<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><p>", True),
        ("<p>", False),
        ("Once <html> was new. ", False),
    ],
)
def test_a_page_under_the_name_of_a_text(tmp_path: Path, start: str, known: bool) -> None:
    path = tmp_path / "kite.txt"
    path.write_text(start + PROSE, encoding="utf-8")
    assert ("<" not in ingest.read(path).text) == known


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kite.html"
    path.write_text("<html><head><title>The Kite</title></head><body><img src=a></body></html>")
    with pytest.raises(StoryError, match="no story to read"):
        ingest.read(path)


def test_a_picture_under_the_name_of_a_page_is_refused() -> None:
    with pytest.raises(StoryError, match="PNG picture"):
        html.draft(b"\x89PNG\r\n\x1a\n\0", PAGE)


def test_a_heading_of_ornaments_is_a_break_and_opens_no_chapter_without_a_name(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kite.html"
    path.write_text(f"<h1>The Kite</h1><h2>Rain</h2><p>{PROSE}</p><h2>* * *</h2><p>{PROSE}</p>")
    book = ingest.read(path)
    assert [c.title for c in book.chapters] == ["Rain"]
    assert [b.kind.value for b in book.chapters[0].blocks][-2:] == ["break", "narration"]


def test_a_title_on_two_lines_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "kite.html"
    path.write_text(f"<h1>The<br>Kite</h1><h2>Rain<br>and<br>Sun</h2><p>{PROSE}</p>")
    book = ingest.read(path)
    assert (book.title, book.chapters[0].title) == ("The Kite", "Rain and Sun")


def test_pages_put_together_in_one_file_are_all_read() -> None:
    one = f"<!DOCTYPE html><html><head><title>Rain</title></head><body><p>{PROSE}</p></body></html>"
    draft = html.draft((one + one + "The end").encode(), PAGE)
    assert [p.text for p in draft.paragraphs] == [PROSE, PROSE, "The end"]
    with_space = one.replace("<html", "<html xmlns='http://www.w3.org/1999/xhtml'")
    draft = html.draft((with_space + with_space).encode(), PAGE)
    assert [p.text for p in draft.paragraphs] == [PROSE, PROSE]


def test_xhtml_whose_names_have_a_prefix() -> None:
    text = (
        "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>Rain</h:title></h:head>"
        f"<h:body><h:p>{PROSE}</h:p><h:hr/><h:p>{PROSE}</h:p></h:body></h:html>"
    )
    draft = html.draft(text.encode(), PAGE)
    assert [p.text for p in draft.paragraphs] == [PROSE, "* * *", PROSE]
    assert draft.title == "Rain"


def test_the_title_of_a_drawing_is_not_the_story_s() -> None:
    assert read("", f"<svg><title>Icon</title></svg><p>{PROSE}</p>").title is None
