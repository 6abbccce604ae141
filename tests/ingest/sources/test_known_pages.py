"""Pages of known sources: what surrounds the story is told from it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from fullcast import ingest
from fullcast.ingest.draft import Draft
from fullcast.ingest.pages import epub, html
from fullcast.model import Book, Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them."
MORE = "“Have you seen it?” he asked the baker, who had not."

AO3_PREFACE = """
<div id="preface"><h2 class="toc-heading">Preface</h2>
 <p class="message"><b>The Kite</b><br/>Posted originally on the
  <a href="http://archiveofourown.org/">Archive of Our Own</a> at <a href="x:1">x:1</a>.</p>
 <div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a href="x:2">General</a></dd>
  <dt>Language:</dt><dd>English</dd>
  <dt>Series:</dt><dd>Part 2 of <a href="x:3">The Wind</a></dd></dl></div>
</div>
"""
AO3_TITLE = """
<div class="meta"><h1>The Kite</h1><div class="byline">by <a rel="author" href="x:4">reed</a></div>
 <p>Summary</p><blockquote class="userstuff2"><p>A kite is lost.</p></blockquote>
 <p>Notes</p><blockquote class="userstuff2"><p>Thanks to all of you.</p></blockquote></div>
"""
AO3_AFTERWORD = """
<div id="afterword"><h2 class="toc-heading">Afterword</h2>
 <p class="message">Please <a href="x:5">drop by the Archive and comment</a>!</p></div>
"""


def ao3_chapter(n: int) -> str:
    return f"""<div class="meta group"><h2 class="heading">Chapter {n}: Wind {n}</h2>
     <p>Chapter Summary</p><blockquote class="userstuff"><p>More wind.</p></blockquote>
     <p>Chapter Notes</p>
     <div class="endnote-link">See the end of the chapter for <a href="#e{n}">notes</a></div></div>
    <div class="userstuff2"><p>{PROSE}</p><blockquote><p>A letter, quoted.</p></blockquote>
     <p>Notes</p><p>{MORE}</p></div>
    <div id="endnotes{n}"><p>Chapter End Notes</p>
     <blockquote class="userstuff"><p>Comments feed me.</p></blockquote></div>"""


AO3 = f"""{AO3_PREFACE}{AO3_TITLE}
<div id="chapters" class="userstuff">{ao3_chapter(1)}{ao3_chapter(2)}</div>{AO3_AFTERWORD}"""


def page(body: str, attributes: str = "") -> str:
    return (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>page</title></head><body {attributes}>{body}</body></html>"
    )


def read_page(body: str, attributes: str = "") -> Draft:
    return html.draft(page(body, attributes).encode(), Path("kite.html"))


def kinds(draft: Draft) -> dict[str, Kind | None]:
    return {p.text: p.kind for p in draft.paragraphs}


def book(tmp_path: Path, body: str, name: str = "kite.html") -> Book:
    path = tmp_path / name
    path.write_text(page(body), encoding="utf-8")
    return ingest.read(path)


def zipped(pages: list[str], links: str, first: str = "") -> bytes:
    """An EPUB; `first` are the attributes of its first page's body."""
    items = "".join(
        f'<item id="p{n}" href="p{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(pages))
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Kite</dc:title>'
        f"<dc:creator>reed</dc:creator></metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        "</manifest><spine>"
        + "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages)))
        + "</spine></package>"
    )
    nav = f'<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol>{links}</ol></nav>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("content.opf", opf)
        file.writestr("nav.xhtml", page(nav))
        for n, text in enumerate(pages):
            file.writestr(f"p{n}.xhtml", page(text, first if n == 0 else ""))
    return buffer.getvalue()


def test_what_surrounds_a_story_on_ao3() -> None:
    draft = read_page(AO3)
    found = kinds(draft)
    assert (draft.title, draft.author, draft.series) == ("The Kite", "reed", "The Wind")
    assert found["The Kite"] is Kind.TITLE
    assert found["by reed"] is Kind.AUTHOR
    assert found["Rating:"] is found["General"] is Kind.TAGS
    assert found["Summary"] is found["A kite is lost."] is found["More wind."] is Kind.SUMMARY
    assert found["Thanks to all of you."] is found["Comments feed me."] is Kind.NOTE
    assert found["See the end of the chapter for notes"] is Kind.NOTE
    assert found["Please drop by the Archive and comment!"] is Kind.FRONT_MATTER
    assert "Preface" not in found


def test_a_saved_page_of_ao3(tmp_path: Path) -> None:
    body = f"""<div id="header"><h1 class="heading">Archive</h1></div><div id="main">
     <ul class="actions"><li><a href="/n">Next Chapter</a></li></ul>
     <div class="wrapper"><dl class="work meta group"><dt>Rating:</dt><dd>General</dd></dl></div>
     <div id="workskin"><div class="preface group"><h2 class="title heading">The Kite</h2>
      <h3 class="byline heading"><a rel="author" href="/u">reed</a></h3>
      <div class="summary module"><h3 class="heading">Summary:</h3>
       <blockquote class="userstuff"><p>A kite is lost.</p></blockquote></div></div>
      <div id="chapters"><div class="chapter preface group">
       <h3 class="title"><a href="/c">Chapter 1</a>: Wind</h3>
       <div class="notes module"><h3 class="heading">Notes:</h3><p>Hello.</p></div></div>
      <div class="userstuff module"><h3 class="landmark heading">Chapter Text</h3>
       <p>{PROSE}</p><p class="title">{MORE}</p></div>
      <div class="end notes module"><h3 class="heading">Notes:</h3><p>Bye.</p></div></div></div>
     <div id="feedback"><h3 class="heading">Comments</h3><p>Nice!</p></div></div>"""
    found = book(tmp_path, body)
    assert (found.title, found.author) == ("The Kite", "reed")
    (chapter,) = found.chapters
    assert chapter.title == "Chapter 1: Wind"
    assert [(b.kind, chapter.text_of(b).strip()) for b in chapter.blocks] == [
        (Kind.TAGS, "Rating:"),
        (Kind.TAGS, "General"),
        (Kind.TITLE, "The Kite"),
        (Kind.AUTHOR, "reed"),
        (Kind.SUMMARY, "Summary:"),
        (Kind.SUMMARY, "A kite is lost."),
        (Kind.HEADING, "Chapter 1: Wind"),
        (Kind.NOTE, "Notes:"),
        (Kind.NOTE, "Hello."),
        (Kind.NARRATION, PROSE),
        (Kind.NARRATION, MORE),
        (Kind.NOTE, "Notes:"),
        (Kind.NOTE, "Bye."),
    ]


@pytest.mark.parametrize("caption", ["Notes", "Chapter Notes:", "Notes for the Chapter:"])
def test_captions_of_notes_on_ao3(caption: str) -> None:
    note = f'<p>{caption}</p><blockquote class="userstuff"><p>Hello.</p></blockquote>'
    assert set(kinds(read_page(f'<div id="afterword"></div>{note}')).values()) == {Kind.NOTE}


def test_what_an_author_quotes_on_ao3_is_story() -> None:
    found = kinds(read_page(AO3))
    assert found[PROSE] is found["A letter, quoted."] is found[MORE] is None


@pytest.mark.parametrize("own", ["message", "byline"])
def test_classes_of_an_author_on_ao3_are_story(own: str) -> None:
    body = f'<div class="userstuff2"><p>{PROSE}</p><p class="{own}">Come home</p></div>'
    assert kinds(read_page(AO3_PREFACE + AO3_TITLE + body))["Come home"] is None


def test_chapters_of_ao3(tmp_path: Path) -> None:
    read = book(tmp_path, AO3)
    assert [c.title for c in read.chapters] == ["Chapter 1: Wind 1", "Chapter 2: Wind 2"]
    assert read.language == "en"


def test_a_single_chapter_of_ao3_has_the_works_title(tmp_path: Path) -> None:
    body = f'<div id="chapters" class="userstuff"><div class="userstuff"><p>{PROSE}</p></div></div>'
    read = book(tmp_path, AO3_PREFACE + AO3_TITLE + body + AO3_AFTERWORD)
    assert [c.title for c in read.chapters] == ["The Kite"]


def test_an_epub_of_ao3_has_the_chapters_of_its_html(tmp_path: Path) -> None:
    titles = ("Preface", "", "Chapter 1: Wind 1", "Chapter 2: Wind 2", "Afterword")
    links = "".join(f'<li><a href="p{n}.xhtml">{t}</a></li>' for n, t in enumerate(titles) if t)
    pages = [AO3_PREFACE, AO3_TITLE, ao3_chapter(1), ao3_chapter(2), AO3_AFTERWORD]
    (tmp_path / "kite.epub").write_bytes(zipped(pages, links))
    read, whole = ingest.read(tmp_path / "kite.epub"), book(tmp_path, AO3)
    assert [c.title for c in read.chapters] == [c.title for c in whole.chapters]
    assert _told(read) == _told(whole)


def _told(read: Book) -> list[str]:
    return [
        chapter.text_of(block).strip()
        for chapter in read.chapters
        for block in chapter.blocks
        if block.kind.voiced
    ]


def test_a_title_page_of_fanficfare() -> None:
    head = "<h3><a href='x:1'>Stand by Me</a> by <a class='authorlink' href='x:2'>Jo Reed</a></h3>"
    body = (
        f"{head}<div><b>Rating:</b> T<br/><b>Odd Label:</b> wind<br/>"
        "<b>Summary:</b> <div>A kite is lost.<p>And found.</p></div><br/></div>"
    )
    data = zipped([body, f"<p>{PROSE}</p>"], "", 'class="fff_titlepage"')
    found = kinds(epub.draft(data, Path("kite.epub")))
    assert found["Stand by Me by Jo Reed"] is Kind.TITLE
    assert found["*Rating:* T"] is found["*Odd Label:* wind"] is Kind.TAGS
    assert found["*Summary:*"] is found["A kite is lost."] is found["And found."] is Kind.SUMMARY
    assert found[PROSE] is None


def test_the_page_of_fanficfare_states_title_and_authors() -> None:
    links = "<a class='authorlink' href='x:2'>Jo Reed</a>, <a class='authorlink'>Al Bay</a>"
    draft = read_page(f"<h1><a href='x:1'>Stand by Me</a> by {links}</h1><p>{PROSE}</p>")
    assert (draft.title, draft.author) == ("Stand by Me", "Jo Reed, Al Bay")


FANFICTION_NET = f"""
<div id="menu"><a href="/">Browse</a> <a href="/j">Just In</a></div>
<div id="content"><div><div id="profile_top"><button>Follow</button>
  <b class="xcontrast_txt">The Kite</b> By: <a class="xcontrast_txt" href="/u/1/reed">reed</a>
  <div class="xcontrast_txt">A kite is lost.</div><span>Rated: K - English - Words: 9</span></div>
 </div><select><option>1. Wind</option></select>
 <div id="storytextp"><div class="storytext" id="storytext"><p>{PROSE}</p><hr/><p>{MORE}</p></div>
 </div></div><div id="reviews">Type your review for this chapter here</div>"""


def test_a_saved_page_of_fanfiction_net_is_read_without_its_menus() -> None:
    draft = read_page(FANFICTION_NET)
    found = kinds(draft)
    assert (draft.title, draft.author) == ("The Kite", "reed")
    assert list(found)[-3:] == [PROSE, "* * *", MORE]
    assert found["A kite is lost."] is Kind.SUMMARY
    assert not any(word in draft.text for word in ("Browse", "review", "Follow", "1. Wind"))


def test_a_page_with_a_story_of_that_name_only_keeps_all() -> None:
    assert "Hear it" in read_page(f"<p>Hear it.</p><div id='storycontent'>{PROSE}</div>").text


def test_the_legal_text_of_project_gutenberg() -> None:
    found = kinds(
        read_page(
            '<section class="pg-boilerplate pgheader" id="pg-header"><h2>The eBook of The Kite</h2>'
            f"<p>This eBook is for anyone.</p></section><p>{PROSE}</p>"
            '<div class="transnote"><p>Spelling was kept.</p></div>'
            '<div id="pg-footer"><p>Donate.</p></div>'
        )
    )
    assert found["The eBook of The Kite"] is found["Donate."] is Kind.LICENSE
    assert found["Spelling was kept."] is Kind.NOTE
    assert found[PROSE] is None


LINKS = "".join(f'<a href="#c{n}">Of the Wind, {n}</a><br/>' for n in range(1, 5))


@pytest.mark.parametrize(
    "listed",
    [
        f"<h2>Contents</h2><p>{LINKS}</p>",
        f"<div><p>Table of Contents</p>{LINKS}</div>",
        f"<h2>Contents</h2><table><tr><td>{LINKS}</td><td>12</td></tr></table>",
    ],
)
def test_lists_of_links_are_contents(tmp_path: Path, listed: str) -> None:
    told = "".join(f'<h2 id="c{n}">Of the Wind, {n}</h2><p>{PROSE}</p>' for n in range(1, 5))
    read = book(tmp_path, listed + told)
    assert [c.title for c in read.chapters] == [f"Of the Wind, {n}" for n in range(1, 5)]
    contents = [b for b in read.chapters[0].blocks if b.kind is Kind.CONTENTS]
    assert len(contents) >= 2
    assert not any(b.kind.voiced for b in read.chapters[0].blocks[: len(contents)])


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="#a">One</a> <a href="#b">Two</a></p>',  # too few
        f'<p><a href="#a">One</a> <a href="#b">Two</a> <a href="#c">Six</a> {PROSE}</p>',
        '<p><a href="#a">She</a> <a href="#b">ran</a> <a href="#c">home</a>.</p>',
        '<p><a href="x://a">One</a> <a href="x://b">Two</a> <a href="x://c">Six</a></p>',
    ],
)
def test_what_has_some_links_is_text(body: str) -> None:
    assert {p.kind for p in read_page(f"{body}<p>{PROSE}</p>").paragraphs} == {None}


def test_a_dedication_among_links_is_text() -> None:
    links = "".join(f'<p><a href="#c{n}">{n}. The wind, and all of it</a></p>' for n in range(20))
    found = kinds(
        read_page(f"<div><p>For all who fly one.</p><div>{links}</div></div><p>{PROSE}</p>")
    )
    assert found.pop("For all who fly one.") is found.pop(PROSE) is None
    assert set(found.values()) == {Kind.CONTENTS}


def test_parts_and_chapters_of_standard_ebooks(tmp_path: Path) -> None:
    """By the markup of its manual of style: groups of headings, types, and front matter."""

    def chapter(numeral: str, name: str) -> str:
        return (
            f'<section id="c{numeral}" epub:type="chapter"><hgroup><h3>{numeral}</h3>'
            f'<p epub:type="title">{name}</p></hgroup><p>{PROSE}</p></section>'
        )

    pages = [
        '<section epub:type="titlepage"><h1>The Kite</h1><p>By</p><p>reed</p></section>',
        '<section epub:type="imprint"><h2>Imprint</h2><p>This is a product of hours.</p></section>',
        '<section epub:type="halftitlepage"><h2>The Kite</h2></section>',
        "<section epub:type='part'><hgroup><h2>Part I</h2><p>The Wind</p></hgroup></section>",
        chapter("I", "The Loss"),
        chapter("II", "The Sea"),
        '<section epub:type="colophon"><h2>Colophon</h2><p>Published in 1900.</p></section>',
    ]
    titles = ("Titlepage", "Imprint", "The Kite", "Part I: The Wind", "I: The Loss", "II: The Sea")
    links = "".join(f'<li><a href="p{n}.xhtml">{t}</a></li>' for n, t in enumerate(titles))
    (tmp_path / "kite.epub").write_bytes(zipped(pages, links))
    read = ingest.read(tmp_path / "kite.epub")
    assert [c.title for c in read.chapters] == ["I. The Loss", "II. The Sea"]
    assert _told(read) == ["The Kite", "reed", "Part I\nThe Wind", "I\nThe Loss", PROSE,
                           "II\nThe Sea", PROSE]  # fmt: skip
