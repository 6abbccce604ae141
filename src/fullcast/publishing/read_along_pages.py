"""The pages of a book that is read along: XHTML in which every line of the story can be lit up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby

from fullcast.model import AUTHOR, MATTER, NARRATOR, Book, Cast, Kind, Line, ScriptChapter
from fullcast.publishing.emphasis import runs
from fullcast.publishing.labels import one_line
from fullcast.publishing.languages import is_right_to_left
from fullcast.publishing.palette import on_any_paper, palette_of

ACTIVE = "-epub-media-overlay-active"
"""The class of what is being heard."""
PLAYING = "-epub-media-overlay-playing"
"""The class of the whole page while it is heard."""

GOLDEN = 137.508
"""Degrees between the hues of two speakers: however many there are, neighbours differ."""
_ELEMENTS = {Kind.TITLE: "h1", Kind.HEADING: "h2"}
LISTS = frozenset({Kind.TAGS, Kind.CONTENTS})
"""Whose rows stay rows."""
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_tag(tag: str) -> str:
    """A tag that can stand in XML: that of the book, or `und` where it is none."""
    tag = tag.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else "und"


def speakers(cast: Cast) -> dict[str, str]:
    """The class of every character who speaks; the narrator and the author have none."""
    return {member.character.name: f"s{at}" for at, member in enumerate(cast.members, 1)}


def style(book: Book, cast: Cast) -> str:
    """The style sheet: a colour for each speaker that is read on paper of any colour."""
    accent = palette_of(book.title).accent
    colours = (on_any_paper(accent + GOLDEN * at) for at in range(len(cast.members)))
    rules = [
        f".{name} {{ color: #{red:02x}{green:02x}{blue:02x}; }}"
        for name, (red, green, blue) in zip(speakers(cast).values(), colours, strict=True)
    ]
    # Last, so that what is heard is legible whoever says it.
    rules += [
        f".{PLAYING} {{ }}",
        f".{ACTIVE} {{ background-color: #ffe38a; color: #1c1c1c; border-radius: 0.2em; }}",
    ]
    return _sheet() + "\n".join(rules) + "\n"


@cache
def _sheet() -> str:
    return files(__package__).joinpath("read_along.css").read_text("utf-8")


def cover_page(book: Book) -> str:
    """The cover, as large as the screen."""
    shown = f'<img src="../cover.jpg" alt="{_text(f"Cover: {book.title}")}"/>'
    return _page(book, book.title, f'<div class="cover" epub:type="cover">{shown}</div>')


def cast_page(book: Book, cast: Cast) -> str:
    """Title, author, what the story is about, and who sounds like what, in their colours."""
    heard = [(NARRATOR, "", cast.narrator)]
    classes = speakers(cast)
    heard += [(m.character.name, classes[m.character.name], m.voice) for m in cast.members]
    heard += [(AUTHOR, "", cast.author)] if cast.author else []
    rows = "\n".join(
        f"<li><b{_class(name_class)}>{_text(name)}</b> "
        f'<span class="voice">{_text(voice.id)}</span></li>'
        for name, name_class, voice in heard
    )
    by = f'<p class="by">{_text(book.author)}</p>\n' if book.author else ""
    about = [f'<p class="about">{_text(row)}</p>\n' for row in (book.description or "").split("\n")]
    body = (
        f'<section epub:type="titlepage">\n<h1>{_text(book.title)}</h1>\n{by}'
        f"{''.join(about) if book.description else ''}"
        f'</section>\n<section>\n<h2>Cast</h2>\n<ul class="cast">\n{rows}\n</ul>\n</section>'
    )
    return _page(book, book.title, body)


def chapter_page(book: Book, chapter: ScriptChapter, cast: Cast) -> str:
    """A chapter, with an element `l<index>` for each of its lines, whether it is heard or not."""
    classes = speakers(cast)
    by_paragraph = groupby(chapter.lines, key=lambda line: line.paragraph)
    body = "\n".join(_paragraph(list(lines), classes) for _, lines in by_paragraph)
    title = chapter_title(chapter)
    kind = f'epub:type="bodymatter chapter" aria-label="{_text(title)}"'
    return _page(book, title, f"<section {kind}>\n{body}\n</section>")


def chapter_title(chapter: ScriptChapter) -> str:
    """What the contents call a chapter."""
    return one_line(chapter.title) or f"Chapter {chapter.number}"


def navigation(book: Book, chapters: Sequence[tuple[str, str]], front: str, cover: str) -> str:
    """The contents, by title and address, and where the story begins."""
    listed = [(one_line(book.title), front), *chapters]
    items = "\n".join(f'<li><a href="{href}">{_text(title)}</a></li>' for title, href in listed)
    title, first = chapters[0]
    body = (
        f'<nav epub:type="toc" id="toc">\n<h1>{_text(book.title)}</h1>\n'
        f"<ol>\n{items}\n</ol>\n</nav>\n"
        '<nav epub:type="landmarks" hidden="hidden">\n<ol>\n'
        f'<li><a epub:type="cover" href="{cover}">Cover</a></li>\n'
        f'<li><a epub:type="bodymatter" href="{first}">{_text(title)}</a></li>\n'
        "</ol>\n</nav>"
    )
    return _page(book, book.title, body, sheet="style.css")


def _paragraph(lines: Sequence[Line], classes: Mapping[str, str]) -> str:
    """One block of the story."""
    kind = lines[0].kind
    if kind is Kind.BREAK:
        return "<hr/>"
    words = "".join(_line(line, classes) for line in lines).rstrip()
    element = _ELEMENTS.get(kind, "p")
    look = "aside" if kind in MATTER else kind.value if kind in (Kind.AUTHOR, Kind.MARKER) else ""
    return f"<{element}{_class(look)}>{words}</{element}>" if words else ""


def _line(line: Line, classes: Mapping[str, str]) -> str:
    rows = line.text.strip().splitlines() if line.kind in LISTS else [line.text]
    shown = "<br/>".join(words(row, line.kind) for row in rows)
    if not shown:
        return ""
    look = [classes.get(line.speaker or "", ""), "thought" if line.kind is Kind.THOUGHT else ""]
    after = " " if line.text[-1:].isspace() else ""
    return f'<span id="l{line.index}"{_class(" ".join(filter(None, look)))}>{shown}</span>{after}'


def words(text: str, kind: Kind) -> str:
    """Words of a line as XHTML, and as HTML, with what is emphasised in them."""
    return "".join(
        f"<em>{_text(piece)}</em>" if emphasised else escape(piece)
        for piece, emphasised in runs(text, kind)
    )


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _text(text: str) -> str:
    """On one row, with what XML takes only."""
    return escape(one_line(text))


def _page(book: Book, title: str, body: str, sheet: str = "../style.css") -> str:
    tag = language_tag(book.language)
    direction = ' dir="rtl"' if is_right_to_left(tag) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{tag}" xml:lang="{tag}"{direction}>\n<head>\n<title>{_text(title)}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="{sheet}"/>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )
