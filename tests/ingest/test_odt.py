"""OpenDocument texts: what LibreOffice shows, in its order."""

from __future__ import annotations

from pathlib import Path

import pytest
from office_files import odt, zipped

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest import odt as writer
from fullcast.model import Book, Kind

STORY = Path("mill.odt")
PROSE = "The miller looked at the sky above the hill, but there was no wind in it."
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:font-style="italic"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties '
    'text:display="none"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" '
    'style:parent-style-name="Heading_20_2"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>'
)


def texts(content: str) -> list[str]:
    return [p.text for p in writer.draft(odt(content, styles=STYLES), STORY).paragraphs]


def read(data: bytes, folder: Path, name: str = "mill.odt") -> Book:
    path = folder / name
    path.write_bytes(data)
    return ingest.read(path)


def p(content: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def test_a_story_with_title_author_chapters_and_language(tmp_path: Path) -> None:
    text = (
        p("The Mill", "P2")
        + '<text:h text:outline-level="2">Chapter 1: Rain</text:h>'
        + p(PROSE)
        + p("", "Horizontal_20_Line")
        + p(PROSE)
        + p("Chapter 2: Sun", "P1")
        + p(PROSE)
    )
    meta = "<meta:initial-creator>Ada Quill</meta:initial-creator>"
    for name in ("mill.odt", "mill.txt", "mill"):
        found = read(odt(text, styles=STYLES, meta=meta), tmp_path, name)
        assert (found.title, found.author, found.language) == ("The Mill", "Ada Quill", "en-GB")
        assert [c.title for c in found.chapters] == ["Chapter 1: Rain", "Chapter 2: Sun"]
        kinds = [b.kind for b in found.chapters[0].blocks]
        assert kinds == [Kind.TITLE, Kind.HEADING, Kind.NARRATION, Kind.BREAK, Kind.NARRATION]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (p('He <text:span text:style-name="T1">ran</text:span> down.'), "He *ran* down."),
        (p('Seen<text:span text:style-name="T2"> unseen</text:span>.'), "Seen."),
        (p('two<text:line-break/>lines<text:s text:c="3"/>here'), "two\nlines here"),
        (p("<text:tab/>indented<text:soft-page-break/> text"), "indented text"),
        (p("a <text:a>link</text:a>, page <text:page-number>7</text:page-number>"), "a link, page"),
        (p("<text:title>The Mill</text:title> turns"), "The Mill turns"),
        (p("a<office:annotation><text:p>Really?</text:p></office:annotation> word"), "a word"),
        (
            "<text:tracked-changes><text:changed-region><text:deletion>"
            f"{p('old')}</text:deletion></text:changed-region></text:tracked-changes>{p('new')}",
            "new",
        ),
        (f"<text:list><text:list-item>{p('One item.')}</text:list-item></text:list>", "One item."),
        (f"<text:table-of-content>{p('Rain 3')}</text:table-of-content>{p('On.')}", "On."),
    ],
)
def test_text_as_it_is_shown(content: str, text: str) -> None:
    assert texts(content) == [text]


def test_notes_and_boxes_follow_their_paragraph() -> None:
    content = p(
        "The mill<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('Of wood.')}</text:note-body></text:note> stood"
        "<draw:frame><svg:title xmlns:svg='svg'>A box</svg:title>"
        f"<draw:text-box>{p('In a box.')}</draw:text-box></draw:frame> still."
    )
    found = writer.draft(odt(content), STORY).paragraphs
    assert [(each.text, each.kind) for each in found] == [
        ("The mill stood still.", None),
        ("Of wood.", Kind.NOTE),
        ("In a box.", None),
    ]


def test_tables_row_by_row() -> None:
    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    assert texts(f"<table:table>{row('a1', '', 'a2')}{row('b1')}</table:table>") == [
        "a1",
        "a2",
        "b1",
    ]


def test_refused() -> None:
    entry = "<m:file-entry><m:encryption-data/></m:file-entry>"
    locked = f"<m:manifest xmlns:m='m'>{entry}</m:manifest>"
    for data, says in (
        (odt(p("x"), more={"META-INF/manifest.xml": locked}), "locked with a password"),
        (zipped({"content.xml": ""}), "is damaged"),
        (b"PK\x03\x04", "is damaged"),
    ):
        with pytest.raises(StoryError, match=says) as caught:
            writer.draft(data, STORY)
        assert str(caught.value).startswith("mill.odt ")
