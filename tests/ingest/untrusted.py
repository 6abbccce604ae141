"""Story files of every format as nobody would write them, and what must hold of each all the same.

The property tests draw from here, and so does `benchmarks/fuzz.py`, for hours.
"""

from __future__ import annotations

import html
import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import epubs
import office_files as office
from hypothesis import strategies as st

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest.files.decode import decode
from fullcast.ingest.files.repair import repaired
from fullcast.model import Book, Kind

_T = TypeVar("_T")
_WORD = re.compile(r"w\d+x")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Made:
    """A made file; `words` are those of the form "w1x" that it shows, None where none can tell."""

    suffix: str
    data: bytes
    words: tuple[str, ...] | None = None


def check(made: Made) -> Book | None:
    """Reads a made file twice and holds what must hold; None where it is refused.

    Only files whose words nobody can tell, and those without any, may be refused.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"kite{made.suffix}")
        path.write_bytes(made.data)
        try:
            book = ingest.read(path)
        except StoryError as error:
            refused = str(error)
        else:
            assert ingest.read(path) == book
            refused = None
    if refused is not None:
        assert not made.words, refused
        assert str(path) in refused
        assert not _CONTROLS.search(refused), "one line that a terminal can show"
        assert "\n" not in refused
        return None
    tiled(book)
    if made.words is not None:
        assert tuple(_WORD.findall(book.text)) == made.words
    if (
        made.suffix in (".txt", ".md") and b"<" not in made.data
    ):  # what may be a page is read as one
        assert book.text == repaired(decode(made.data, path))[0]
    return book


def tiled(book: Book) -> None:
    """Chapters tile the text, blocks their chapter, and all of it can be written down."""
    for said in (book.title, book.author or "", book.series or "", book.language, *book.remarks):
        assert not _CONTROLS.search(said)
        assert "\n" not in said
    assert book.title.strip()
    assert not _NO_TEXT.search(book.text)
    position = 0
    for number, chapter in enumerate(book.chapters, start=1):
        assert (chapter.number, chapter.start) == (number, position)
        assert chapter.title.strip()
        assert not _CONTROLS.search(chapter.title)
        assert "\n" not in chapter.title
        for block in chapter.blocks:
            assert block.start == position < block.end
            assert chapter.text_of(block).strip() or block.kind == Kind.BREAK
            position = block.end
        assert position == chapter.end
    assert position == len(book.text)


# --- what a page may have in it ------------------------------------------------------------------

_TAGS = (
    "p p p div div span i em b strong h1 h2 h3 h6 blockquote ul ol li dl dt dd table tr td th pre"
    " section article aside header footer main a font center small sup sub code ruby rb figure"
    " figcaption address q cite u s big tt ins del abbr time caption tbody form fieldset label"
    " details summary math mi custom-tag o:p bdo wbr img br hr"
).split()
_EMPTY = frozenset(("br", "hr", "img", "wbr"))
_UNREAD = "script style template nav svg rt rp iframe button textarea video object".split()
_HIDDEN = ("hidden=''", "style='display:none'", "epub:type='pagebreak'", "role='doc-noteref'")
_ATTRIBUTES = (
    "", "", "class='x'", "class='scenebreak'", "class='italic x'", "id='a'", "id='b'", "id=''",
    "style='font-style:italic'", "style='font-style: normal; x'", "style='display:block'",
    "style='white-space:pre-wrap'", "style=':;{}'", "style='font-weight:700'", "dir='rtl'",
    "epub:type='chapter'", "epub:type='footnote'", "epub:type='titlepage'", "role='doc-endnotes'",
    "href='#a'", "name='b'", "src='divider.png'", "alt='picture'", "lang='ar'", "xml:lang='de'",
)  # fmt: skip
_BETWEEN = (
    " ", " ", "", "\n", ", ", ". ", "“", "”", "…", "*", "* * *", "***", "_", "#", "---", "oOo",
    "&nbsp;", "&rsquo;", "&hellip;", "&#8212;", "&#146;", "&shy;", "&unknown;", "&amp;", "&lt;",
    "&#0;", "&#xD800;", "&#x110000;", "\u00ad", "\u200b", "\u2028", "\u202e", "\ufeff", "\x0b",
    "<!-- h1x -->", "<!---->", "Chapter 1", "II", "The End", "by Jane Doe", "A/N: ", "Contents",
    "é", "ж", "雨", "\U0001f600", "e\u0301", "ﬁ", "א",
)  # fmt: skip

_words = st.integers(0, 99).map("w{}x".format)


@dataclass(frozen=True)
class _Element:
    tag: str
    attributes: str
    children: tuple[Any, ...]
    times: int = 1


def _element(children: st.SearchStrategy[Any]) -> st.SearchStrategy[_Element]:
    return st.builds(
        _Element,
        st.sampled_from(_TAGS),
        st.sampled_from(_ATTRIBUTES),
        st.lists(children, max_size=5).map(tuple),
        st.sampled_from((1,) * 30 + (2, 40, 400)),
    )


_unread = st.one_of(
    st.builds(_Element, st.sampled_from(_UNREAD), st.just(""), st.just(("h2x",))),
    st.builds(_Element, st.just("span"), st.sampled_from(_HIDDEN), st.just(("h3x",))),
)
_leaf = st.one_of(_words, _words, st.sampled_from(_BETWEEN), _unread)
_trees = st.lists(st.recursive(_leaf, _element, max_leaves=25), max_size=8)


def _words_of(nodes: Sequence[Any]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if isinstance(node, _Element):
            found += _words_of(node.children) if node.tag not in _EMPTY else []
        else:
            found += _WORD.findall(node)
    return found


def _markup(nodes: Sequence[Any], *, xml: bool) -> str:
    written = []
    for node in nodes:
        if not isinstance(node, _Element):
            written.append(node)
        elif node.tag in _EMPTY:
            written.append(f"<{node.tag} {node.attributes}{'/' * xml}>")
        else:
            start, end = f"<{node.tag} {node.attributes}>", f"</{node.tag}>"
            within = _markup(node.children, xml=xml)
            written.append(start * node.times + within + end * node.times)
    return "".join(written)


_HEADS = (
    "", "<title>t1x</title>", "<title/>", "<style>.italic{font-style:italic}</style>",
    "<meta name='author' content='Jane Doe'/>", "<link rel='stylesheet' href='gone.css'/>",
)  # fmt: skip
_TOPS = (
    "", "<!DOCTYPE html>", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>\n',
    '<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html>',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11.dtd">',
    "<!DOCTYPE html [<!ENTITY own 'said'><!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
)  # fmt: skip
_SPACES = "xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'"


@st.composite
def pages(draw: st.DrawFn) -> tuple[bytes, tuple[str, ...]]:
    """A page of HTML or XHTML as bytes, and the words that it shows, in order."""
    tree = list(draw(_trees))
    xml = draw(st.booleans())
    body = _markup(tree, xml=xml)
    head = draw(st.sampled_from(_HEADS))
    if not xml and draw(st.booleans()):
        head = head.replace("<title/>", "")
        text = f"{draw(st.sampled_from(_TOPS))}<HTML><HEAD>{head}</HEAD><BODY>{body}"
    else:
        spaces = _SPACES * xml
        text = f"<html {spaces}><head>{head}</head><body>{body}</body></html>"
        text = draw(st.sampled_from(_TOPS)) + text
    if draw(st.integers(0, 4)) == 0:  # another page behind the end of this one
        more = draw(_trees)
        text += (
            f"<!DOCTYPE html><html><head><title>t8x</title></head><body>{_markup(more, xml=xml)}"
        )
        tree += more
    encoding = draw(st.sampled_from(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")))
    return text.encode(encoding, "xmlcharrefreplace"), tuple(_words_of(tree))


@st.composite
def html_files(draw: st.DrawFn) -> Made:
    """A page as a file."""
    data, words = draw(pages())
    return Made(draw(st.sampled_from((".html", ".xhtml", ".htm"))), data, words)


# --- what a package may have in it ---------------------------------------------------------------

_TYPES = ("application/xhtml+xml",) * 5 + (
    "text/html",
    "text/plain",
    "",
    "application/octet-stream",
)
_HREFS: tuple[Callable[[str], str], ...] = (
    str, str, str, lambda name: f"./{name}", lambda name: f"x/../{name}", str.upper,
    lambda name: quote(name, safe=""), lambda name: f"{name}#a", lambda name: f"../OEBPS/{name}",
    lambda name: "".join(f"%{byte:02x}" for byte in name.encode()),
)  # fmt: skip
_NAMES = ("a.xhtml", "b b.xhtml", "ç.html", "c&amp;d.xhtml", "e%20f.htm", "g+h.xhtml")
_METADATA = (
    epubs.METADATA, "", "<dc:title/>", "<dc:title>t\n2x</dc:title><dc:title>t3x</dc:title>",
    "<dc:creator>&#xe9;</dc:creator>", "<dc:language>x-klingon</dc:language>", "<meta/>",
    "<meta refines='#c' property='role'>aut</meta>", "<meta name='cover' content='p0'/>",
    "<meta name='calibre:series' content='t\n4x'/>",
)  # fmt: skip


@st.composite
def epub_files(draw: st.DrawFn) -> Made:
    """An EPUB that can be read whole, however odd."""
    names = draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4, unique=True))
    made = [draw(pages()) for _ in names]
    order = draw(st.lists(st.integers(0, len(names) - 1), min_size=1, max_size=6))
    listed = "".join(
        epubs.item(
            f"p{n}",
            name if "%" in name or "&" in name else draw(st.sampled_from(_HREFS))(name),
            draw(st.sampled_from(_TYPES)),
            draw(st.sampled_from(("", "fallback='p0'", "properties='scripted svg'"))),
        )
        for n, name in enumerate(names)
    )
    linear = st.sampled_from(("", "", 'linear="no"'))
    spine = "".join(f'<itemref idref="p{n}" {draw(linear)}/>' for n in order)
    links = draw(_links(names))
    more, items, attributes = draw(st.sampled_from(_contents(links)))
    opf = epubs.package(listed + items, spine, draw(st.sampled_from(_METADATA)), attributes)
    files: dict[str, str | bytes] = {
        f"OEBPS/{html.unescape(name).replace('%20', ' ')}": data
        for name, (data, _) in zip(names, made, strict=True)
    }
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
    files |= {"OEBPS/book.opf": opf.encode(encoding), **more}
    if draw(st.booleans()):
        files["META-INF/container.xml"] = epubs.CONTAINER
    words = tuple(word for n in dict.fromkeys(order) for word in made[n][1])
    return Made(draw(st.sampled_from((".epub", ".epub", ".zip"))), _zip(draw, files), words)


@st.composite
def _links(draw: st.DrawFn, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    targets = [*names, *(f"{name}#a" for name in names), "gone.xhtml", "#a", "", "http://x/", "%ff"]
    titles = ("t5x", "t6x: the end", "Chapter 1", "Cover", "", "w1x", " ", "\u200b", "t\n7x")
    one = st.tuples(st.sampled_from(targets), st.sampled_from(titles).filter("w1x".__ne__))
    return tuple(draw(st.lists(one, max_size=6)))


def _contents(
    links: Sequence[tuple[str, str]],
) -> Sequence[tuple[dict[str, str | bytes], str, str]]:
    """Nothing, a navigation document, a nested one, an NCX, and a nested one."""
    ncx_item = epubs.item("ncx", "toc.ncx", "application/x-dtbncx+xml")
    flat = "".join(f'<li><a href="{href}">{title}</a></li>' for href, title in links)
    deep = "".join(f'<li><a href="{href}">{title}</a><ol>' for href, title in links)
    deep += "</ol></li>" * len(links)
    point = '<navPoint><navLabel><text>{1}</text></navLabel><content src="{0}"/>'
    points = [point.format(*link) for link in links]
    ncx = '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{}</navMap></ncx>'
    end = "</navPoint>"
    return (
        ({}, "", ""),
        (epubs.nav(flat), epubs.NAV_ITEM, ""),
        (epubs.nav(deep), epubs.NAV_ITEM, ""),
        ({"OEBPS/toc.ncx": ncx.format("".join(p + end for p in points))}, ncx_item, 'toc="ncx"'),
        ({"OEBPS/toc.ncx": ncx.format("".join(points) + end * len(points))}, ncx_item, ""),
    )


def _zip(draw: st.DrawFn, files: dict[str, str | bytes], is_epub: bool = True) -> bytes:
    names = draw(st.permutations(sorted(files)))
    method = draw(st.sampled_from((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        if is_epub:
            file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name in names:
            file.writestr(name, files[name])
    return buffer.getvalue()


# --- documents of word processors ----------------------------------------------------------------


@st.composite
def office_files(draw: st.DrawFn) -> Made:
    """A Word or an OpenDocument file of a few paragraphs, whole."""
    contents = draw(st.lists(st.lists(_words, min_size=1, max_size=3).map(tuple), max_size=8))
    words = tuple(word for content in contents for word in content)
    if draw(st.booleans()):
        paragraphs = (office.para("".join(map(office.run, content))) for content in contents)
        return Made(".docx", office.docx("".join(paragraphs)), words)
    texts = (f"<text:p>{''.join(content)}</text:p>" for content in contents)
    return Made(".odt", office.odt("".join(texts)), words)


# --- plain text, and anything with bytes wrong ---------------------------------------------------

_LINES = (
    "", "", "", " ", "\t", "Chapter 1", "CHAPTER II.", "Part One", "1", "II.", "# The Kite", "====",
    "---", "***", "oOo", "title: The Kite", "lang: en", "...", "by Jane Doe", "A/N: hello", "x",
    "The End", "*Flashback*", "Contents", "Rain .... 3", "<!-- note", "-->", "“Stop!” he said.",
    epubs.PROSE, "    It was late.", "—", "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
    "END OF THE PROJECT GUTENBERG EBOOK", "<html>", "\u2028", "\u3000x", "\x1a", "\u202e",
)  # fmt: skip


@st.composite
def text_files(draw: st.DrawFn) -> Made:
    """A text or a Markdown file."""
    line = st.one_of(st.sampled_from(_LINES), st.text(max_size=30))
    newline = draw(st.sampled_from(("\n", "\r\n", "\r", "\n\n")))
    text = newline.join(draw(st.lists(line, max_size=25)))
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32")))
    return Made(draw(st.sampled_from((".txt", ".md"))), text.encode(encoding, "replace"))


_TOKENS = (
    b"<", b">", b"&", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [", b"<!ENTITY a '&a;'>",
    b"<p>", b"</p>", b"</body>", b"</html>", b"<html ", b"<?xml", b"\0", b"\xff", b"\xfe\xff", b"'",
    b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"&#", b"\xe2\x80", b"\r", b"../", b"<title>",
    b"<svg>", b"<frameset>", b"<table>", b"<select>", b"<plaintext>", b" hidden ", b"xmlns='x'",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[Made]) -> Made:
    """A file with bytes changed, cut out, doubled, put in, or missing at its end."""
    made = draw(whole)
    data = bytearray(made.data)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from((0, 1, 2, 4, 16, 100, 10**6))))
        kind = draw(st.integers(0, 4))
        if kind == 0 and start < len(data):
            data[start] = draw(st.integers(0, 255))
        elif kind == 1:
            del data[start:end]
        elif kind == 2 and len(data) < 1_000_000:
            data[start:start] = data[start:end] * draw(st.sampled_from((1, 2, 50)))
        elif kind == 3:
            data[start:start] = draw(st.sampled_from(_TOKENS)) * draw(st.sampled_from((1, 1, 300)))
        elif kind == 4:
            data[start:end] = data[start:end][::-1]
    return Made(made.suffix, bytes(data))


@st.composite
def with_damaged_parts(draw: st.DrawFn, whole: st.SearchStrategy[Made]) -> Made:
    """A whole archive whose files are damaged each by itself."""
    made = draw(whole)
    with zipfile.ZipFile(BytesIO(made.data)) as file:
        files: dict[str, str | bytes] = {n: file.read(n) for n in file.namelist()}
    files.pop("mimetype", None)
    for name in draw(st.sets(st.sampled_from(sorted(files)), min_size=1, max_size=3)):
        part = Made("", bytes(files[name]))  # type: ignore[arg-type]
        files[name] = draw(damaged(st.just(part))).data
    return Made(made.suffix, _zip(draw, files, "epub" in made.suffix))


any_whole = st.one_of(html_files(), epub_files(), text_files(), office_files())
any_damaged = st.one_of(
    damaged(html_files()),
    damaged(epub_files()),
    damaged(text_files()),
    damaged(office_files()),
    with_damaged_parts(office_files()),
    with_damaged_parts(epub_files()),
    st.builds(Made, st.sampled_from((".epub", ".html", ".txt", ".md")), st.binary(max_size=300)),
)
