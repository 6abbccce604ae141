"""Word documents: what Word shows, in its order, and files that are broken or hostile."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import STYLES, WORD, docx, odt, para, part, run, style, zipped

from fullcast import ingest
from fullcast.errors import StoryError
from fullcast.ingest.documents import docx as word
from fullcast.ingest.documents import odt as writer
from fullcast.ingest.draft import Draft
from fullcast.ingest.structure.chapters import book
from fullcast.model import Book, Kind

STORY = Path("kite.docx")
PROSE = "The boy looked into every shop window, but the kite was in none of them."
RULE = "* * *"
LINE = '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'


def draft(body: str, **more: object) -> Draft:
    return word.draft(docx(body, **more), STORY)  # type: ignore[arg-type]


def texts(body: str, **more: object) -> list[str]:
    return [p.text for p in draft(body, **more).paragraphs]


def refused(data: bytes) -> str:
    with pytest.raises(StoryError) as caught:
        word.draft(data, STORY)
    message = str(caught.value)
    assert str(STORY) in message
    assert "\n" not in message
    return message


def read(data: bytes, folder: Path, name: str = "kite.docx") -> Book:
    path = folder / name
    path.write_bytes(data)
    return ingest.read(path)


def fields(*parts: str) -> str:
    """Runs of a complex field: the code, and its result."""
    code, result = parts
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {code} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_story_with_title_author_and_chapters(tmp_path: Path) -> None:
    body = (
        para("The Kite", style="Title")
        + para("A Tale of Wind", style="Subtitle")
        + para("by Ada Quill")
        + para("Chapter 1: Rain", style="berschrift1")
        + para(PROSE)
        + para("Chapter 2: Sun", style="berschrift1")
        + para(PROSE)
    )
    core = "<dc:title>Template 7</dc:title><dc:creator>aquill</dc:creator>"
    found = read(docx(body, core=core), tmp_path)
    assert (found.title, found.author) == ("The Kite", "Ada Quill")
    assert [c.title for c in found.chapters] == ["Chapter 1: Rain", "Chapter 2: Sun"]
    kinds = [block.kind for block in found.chapters[0].blocks]
    assert kinds == [Kind.TITLE, Kind.TITLE, Kind.AUTHOR, Kind.HEADING, Kind.NARRATION]


def test_properties_count_where_the_text_says_nothing(tmp_path: Path) -> None:
    core = (
        "<dc:title>The Kite</dc:title><dc:creator>Ada Quill</dc:creator>"
        "<dc:language>fr-FR</dc:language>"
    )
    found = read(docx(para(PROSE), core=core), tmp_path)
    assert (found.title, found.author, found.language) == ("The Kite", "Ada Quill", "fr-FR")


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Microsoft Word - kite.doc", "Microsoft Office User"),
        ("Document1", "python-docx"),
        ("kite.docx", "User"),
        ("Untitled", "Admin"),
        ("", ""),
    ],
)
def test_what_programs_fill_in_is_no_title_and_no_author(
    tmp_path: Path, title: str, author: str
) -> None:
    core = f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    found = read(docx(para(PROSE), core=core), tmp_path, "the-kite.docx")
    assert (found.title, found.author) == ("The Kite", None)


def test_the_title_style_on_every_chapter_makes_headings(tmp_path: Path) -> None:
    body = "".join(para(f"Of {what}", style="Title") + para(PROSE) for what in ("Rain", "Sun"))
    found = read(docx(body), tmp_path, "The Kite.docx")
    assert found.title == "The Kite"
    assert [c.title for c in found.chapters] == ["Of Rain", "Of Sun"]


@pytest.mark.parametrize(
    ("key", "level"),
    [("berschrift1", 1), ("Kop2", 2), ("Akt", 1), ("Szene", 1), ("Heading3", 3), ("Zitat", 0)],
)
def test_headings_by_style(key: str, level: int) -> None:
    assert [p.level for p in draft(para("Rain", style=key)).paragraphs] == [level]


def test_headings_by_outline_level_of_their_own() -> None:
    body = (
        para("Rain", '<w:outlineLvl w:val="1"/>')
        + para("no heading", '<w:outlineLvl w:val="9"/>', "berschrift1")
        + para("no heading either", '<w:outlineLvl w:val="99999999999"/>')
    )
    assert [p.level for p in draft(body).paragraphs] == [2, 0, 0]


def test_number_and_name_of_a_chapter_in_two_headings(tmp_path: Path) -> None:
    body = "".join(
        para(f"Chapter {n}", style="berschrift1") + para(name, style="berschrift1") + para(PROSE)
        for n, name in ((1, "Rain"), (2, "Sun"))
    )
    found = read(docx(body), tmp_path)
    assert [c.title for c in found.chapters] == ["Chapter 1: Rain", "Chapter 2: Sun"]


def test_automatic_numbers_of_headings(tmp_path: Path) -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="Chapter %1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>',
    )
    numbered = style(
        "Kapitel",
        "Kapitel",
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>',
    )
    body = "".join(para(name, style="Kapitel") + para(PROSE) for name in ("", "The Sun", ""))
    data = docx(body, styles=STYLES + numbered, more={"word/numbering.xml": numbering})
    titles = [c.title for c in read(data, tmp_path).chapters]
    assert titles == ["Chapter I", "Chapter II: The Sun", "Chapter III"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("The boy ") + run("ran", "<w:i/>") + run(" down."), "The boy *ran* down."),
        (run("a ") + run("b ", "<w:b/>") + run("c", "<w:b/>") + run(" d"), "a *b c* d"),
        (run("not ") + run("this", '<w:i w:val="0"/>'), "not this"),
        (run("a ") + run("stress", '<w:u w:val="single"/>'), "a *stress*"),
        (run("a ") + run("word", '<w:u w:val="none"/>'), "a word"),
        (run("a ") + run("word", '<w:rStyle w:val="Betont"/>'), "a *word*"),
        (run("seen") + run(" unseen", "<w:vanish/>"), "seen"),
        (run("seen") + run(" unseen", '<w:rStyle w:val="Unsichtbar"/>'), "seen"),
        (run("two") + "<w:r><w:br/></w:r>" + run("lines"), "two\nlines"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a b"),
        ("<w:r><w:tab/></w:r>" + run("indented"), "indented"),
        (run("well") + "<w:r><w:noBreakHyphen/></w:r>" + run("known"), "well-known"),
        (run("har") + "<w:r><w:softHyphen/></w:r>" + run("bour\u00ads"), "harbours"),
        (f'<w:hyperlink r:id="r9">{run("a link", "<w:u/>")}</w:hyperlink>', "a link"),
        (f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new"),
        (f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo>", "to"),
        (f"<w:smartTag>{run('smart')}</w:smartTag>", "smart"),
        (f"<w:sdt><w:sdtContent>{run('held')}</w:sdtContent></w:sdt>", "held"),
        (run("page ") + fields("PAGE", run("7")) + run("on"), "page on"),
        (run("on ") + fields("DATE", run("Monday")), "on Monday"),
        (fields('HYPERLINK "https://x.example"', run("a link")), "a link"),
        (run("a ") + f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>' + run("b"), "a b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>' + run(" Yes"), "☺ Yes"),
        (run("J", '<w:rFonts w:ascii="Wingdings"/>') + run(" Yes"), "☺ Yes"),
        ('<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase>'
         f"{run('base')}</w:rubyBase></w:ruby></w:r>", "base"),
        (run("a word") + '<w:r><w:commentReference w:id="1"/></w:r>', "a word"),
        ("<w:bookmarkStart/>" + run("caf\u00e9 &amp; tea") + "<w:proofErr/>", "café & tea"),
    ],
)  # fmt: skip
def test_text_as_word_shows_it(content: str, text: str) -> None:
    assert texts(para(content)) == [text]


def test_two_styles_in_italics_make_upright_text() -> None:
    content = run("All of it but ") + run("this", '<w:rStyle w:val="Betont"/>') + run(" leans.")
    assert texts(para(content, style="Zitat")) == ["*All of it but* this *leans.*"]


def test_a_field_without_an_end_hides_nothing() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert texts(para(begun + run("One.")) + para("Two.")) == ["One.", "Two."]


@pytest.mark.parametrize(
    "contents",
    [
        para("Rain\t3", style="TOC1") + para("Sun\t9", style="TOC1"),
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{para('Rain 3')}</w:sdtContent></w:sdt>",
        para('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText>'
             '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Rain 3"))
        + para(run("Sun 9") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    ],
    ids=["styles", "block", "field"],
)  # fmt: skip
def test_a_list_of_contents_is_left_out(contents: str) -> None:
    assert texts(contents + para("One.")) == ["One."]


@pytest.mark.parametrize(
    "between",
    [
        para("* * *"),
        para("", LINE),
        para('<w:r><w:pict><v:rect o:hr="t" o:hrstd="t"/></w:pict></w:r>'),
        para("<w:r><w:drawing><wps:wsp><wps:spPr><a:prstGeom prst='line'/></wps:spPr></wps:wsp>"
             "</w:drawing></w:r>"),
        para('<w:r><w:sym w:font="Wingdings" w:char="F09A"/></w:r>'),
    ],
    ids=["stars", "border", "hr", "line", "symbol"],
)  # fmt: skip
def test_scene_breaks(tmp_path: Path, between: str) -> None:
    (chapter,) = read(docx(para(PROSE) + between + para(PROSE)), tmp_path).chapters
    assert [b.kind for b in chapter.blocks] == [Kind.NARRATION, Kind.BREAK, Kind.NARRATION]


def test_a_border_below_a_paragraph_is_a_rule_and_a_box_is_none() -> None:
    box = '<w:pBdr><w:bottom w:val="single"/><w:left w:val="single"/></w:pBdr>'
    assert texts(para("One.", LINE) + para("Two.")) == ["One.", RULE, "Two."]
    assert texts(para("One.", LINE) + para("Two.", LINE) + para("3.")) == [
        "One.",
        "Two.",
        RULE,
        "3.",
    ]
    assert texts(para("One.", box) + para("Two.")) == ["One.", "Two."]


def test_page_breaks_and_pictures_part_no_scenes(tmp_path: Path) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = "".join(
        (
            para(PROSE),
            para(page),
            para(page + run("“Stop,” he said.")),
            para("<w:r><w:drawing/></w:r>"),
            para(run("He ran and ran.") + page + run("Then he stood still.")),
            para(PROSE),
        )
    )
    (chapter,) = read(docx(body), tmp_path).chapters
    assert {b.kind for b in chapter.blocks} == {Kind.NARRATION}
    assert len(chapter.blocks) == 5


def test_empty_paragraphs_part_scenes_where_they_are_rare(tmp_path: Path) -> None:
    body = para(PROSE) * 4 + para("") + para(PROSE) * 2
    (chapter,) = read(docx(body), tmp_path).chapters
    assert [b.kind for b in chapter.blocks].count(Kind.BREAK) == 1
    (chapter,) = read(docx((para(PROSE) + para("")) * 6), tmp_path).chapters
    assert {b.kind for b in chapter.blocks} == {Kind.NARRATION}


def test_footnotes_follow_their_paragraph_and_are_not_spoken(tmp_path: Path) -> None:
    notes = part(
        "footnotes",
        '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{para("<w:r><w:footnoteRef/></w:r>" + run(" Of paper."))}'
        "</w:footnote>",
    )
    ends = part("endnotes", f'<w:endnote w:id="2">{para("Long ago.")}</w:endnote>')
    body = para(
        run("The kite")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run(" flew")
        + '<w:r><w:endnoteReference w:id="2"/></w:r>'
        + run(" away into the evening sky above the town.")
    )
    comments = part("comments", f'<w:comment w:id="1">{para("Really?")}</w:comment>')
    more = {
        "word/footnotes.xml": notes,
        "word/endnotes.xml": ends,
        "word/comments.xml": comments,
        "word/header1.xml": part("hdr", para("The Kite, page 1")),
    }
    (chapter,) = read(docx(body + para(PROSE), more=more), tmp_path).chapters
    assert [(b.kind, chapter.text_of(b).strip()) for b in chapter.blocks] == [
        (Kind.NARRATION, "The kite flew away into the evening sky above the town."),
        (Kind.NOTE, "Of paper."),
        (Kind.NOTE, "Long ago."),
        (Kind.NARRATION, PROSE),
    ]


def test_a_footnote_that_is_referred_to_twice_is_read_once() -> None:
    notes = part("footnotes", f'<w:footnote w:id="1">{para("Note.")}</w:footnote>')
    body = para(run("One.") + '<w:r><w:footnoteReference w:id="1"/></w:r>') * 3
    assert texts(body, more={"word/footnotes.xml": notes}) == ["One.", "Note.", "One.", "One."]


def test_text_boxes_follow_the_paragraph_that_they_hang_on() -> None:
    held = f"<w:txbxContent>{para('In a box.')}</w:txbxContent>"
    old = f"<w:pict><v:textbox>{held}</v:textbox></w:pict>"
    box = f"<wps:txbx>{held}</wps:txbx>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(para(run("He ", "<w:i/>") + drawn + run("ran."))) == ["*He* ran.", "In a box."]
    assert texts(para(f"<w:r>{old}</w:r>")) == ["In a box."]


def test_tables_row_by_row_without_deleted_rows() -> None:
    def row(*cells: str, properties: str = "") -> str:
        inner = "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"

    table = (
        f"<w:tbl>{row('a1', '', 'a2')}{row('b1', 'b2')}{row('c1', properties='<w:del/>')}</w:tbl>"
    )
    found = draft(table + para("After."))
    assert [p.text for p in found.paragraphs] == ["a1", "a2", "b1", "b2", "After."]
    assert {p.gap for p in found.paragraphs} == {0, 2}


def test_paragraphs_that_are_one() -> None:
    drop = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    assert texts(para("T", drop) + para("he boy ran.")) == ["The boy ran."]
    deleted = "<w:rPr><w:del/></w:rPr>"
    assert texts(para("The boy ", deleted) + para("ran.") + para("On.")) == ["The boy ran.", "On."]
    assert texts(para("At the end.", deleted)) == ["At the end."]


def test_lines_that_end_as_paragraphs_do_are_paragraphs() -> None:
    lines = "<w:r><w:br/></w:r>".join(map(run, ("“Run!” he said.", "She ran.", "He did not.")))
    assert texts(para(lines)) == ["“Run!” he said.", "She ran.", "He did not."]


@pytest.mark.parametrize(
    ("marked", "words", "language"),
    [
        ("en-GB", "the cat and the dog " * 20, "en-GB"),
        ("de-DE", "the cat and the dog " * 20, "en"),
        ("en-US", "der Hund und die Katze " * 20, "de"),
        ("it-IT", "il cane con il gatto " * 20, "it-IT"),
        ("pl-PL", "the cat and the dog " * 20, "en"),
        ("x-none", "the cat " * 3, "en"),
    ],
)
def test_the_language_is_the_marked_one_unless_the_text_is_plainly_in_another(
    tmp_path: Path, marked: str, words: str, language: str
) -> None:
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="{marked}"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
    )
    data = docx(para(words), styles=defaults + STYLES)
    assert read(data, tmp_path).language == language


def test_other_names_parts_and_namespaces(tmp_path: Path) -> None:
    for name in ("a.docm", "b.dotx", "c.txt", "d.doc", "e"):
        assert PROSE in read(docx(para(PROSE)), tmp_path, name).text
    assert texts(para(PROSE), main="word/document2.xml") == [PROSE]
    body = part("document", f"<w:body>{para(PROSE)}</w:body>")
    strict = zipped(
        {
            "word/document.xml": body.replace(
                WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        }
    )
    assert [p.text for p in word.draft(strict, STORY).paragraphs] == [PROSE]


def test_a_file_within_is_named() -> None:
    found = draft(para(PROSE) + '<w:altChunk r:id="r7"/>')
    assert "includes another file" in found.remarks[0]


def test_a_damaged_part_is_named() -> None:
    whole = part("document", f"<w:body>{para(PROSE)}{para('Lost')}</w:body>")
    found = word.draft(zipped({"word/document.xml": whole[: whole.index("Lost")]}), STORY)
    assert [p.text for p in found.paragraphs] == [PROSE]
    assert "is damaged (word/document.xml)" in found.remarks[0]


def test_hostile_files(tmp_path: Path) -> None:
    assert "damaged" in refused(b"PK\x03\x04")
    assert "no Word document" in refused(zipped({"a.txt": "x"}))
    assert "no Word document" in refused(
        zipped(
            {
                "_rels/.rels": '<Relationships xmlns="x"><Relationship Type="y/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>',
                "xl/workbook.xml": "<x/>",
            }
        )
    )
    assert "cannot be read" in refused(zipped({"word/document.xml": ""}))
    deep = "<w:p><w:r><w:txbxContent>" * 200 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    assert "cannot be read" in refused(zipped({"word/document.xml": part("document", deep)}))
    assert "far too much" in refused(zipped({"word/document.xml": b" " * 30_000_000}))
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    entity = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY b "aaaaaaaaaaaaaaaa">'
        f'<!ENTITY c "{"&b;" * 500}">]>'
    )
    body = part("document", f"<w:body>{para('before &x; &c; after')}</w:body>")
    declared = body.replace("?>", f"?>{entity}", 1)
    with suppress(StoryError):
        found = word.draft(zipped({"word/document.xml": declared}), STORY)
        assert "SECRET" not in found.text
        assert len(found.text) < 100


def test_deep_and_wide_documents_are_read_in_bounded_time() -> None:
    deep = "<w:sdt><w:sdtContent>" * 2000
    with suppress(StoryError):
        draft(deep + para("x") + "</w:sdtContent></w:sdt>" * 2000)
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(para(begin * 5000 + end * 5000) + para("On.")) == ["On."]
    page = '<w:r><w:t>a</w:t><w:br w:type="page"/></w:r>'
    assert len(texts(f"<w:p>{page * 20_000}</w:p>")) == 20_000
    assert texts("<w:p/>" * 50_000 + para("On.")) == ["On."]
    loop = style("A", "a", '<w:basedOn w:val="B"/>') + style("B", "b", '<w:basedOn w:val="A"/>')
    assert texts(para("On.", style="A") * 50, styles=loop) == ["On."] * 50


PARTS = [
    para("Chapter 1", style="berschrift1"), para("The Kite", style="Title"), para(PROSE), para(""),
    para("* * *"), para("", LINE), para(run("a", "<w:i/>") + "<w:r><w:br/></w:r>" + run("b")),
    "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", "<w:p>", "</w:p>", "<w:r>", "</w:r>",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:instrText>TOC</w:instrText>",
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:txbxContent>", "</w:txbxContent>",
    "<w:t>words</w:t>", "<w:del>", "</w:del>", '<w:footnoteReference w:id="1"/>', "<w:hyperlink>",
    "</w:hyperlink>", para("T", '<w:framePr w:dropCap="drop"/>'), '<w:sym w:char="D800"/>',
    '<w:sym w:char="0"/>', '<w:numPr><w:ilvl w:val="x"/></w:numPr>', "<mc:Fallback>",
    "</mc:Fallback>", "&#xFFFE;", "<w:tab/>", para("x", style="TOC1"),
]  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_any_mix_of_elements_is_tiled(parts: list[str]) -> None:
    notes = part("footnotes", f'<w:footnote w:id="1">{para("Note.")}</w:footnote>')
    try:
        found = draft("".join(parts), more={"word/footnotes.xml": notes})
    except StoryError:
        return
    _check(found)


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 3000), st.integers(0, 255), st.booleans())
def test_any_damage_gives_a_story_or_an_error(at: int, byte: int, as_odt: bool) -> None:
    data = bytearray(odt("<text:p>One.</text:p>") if as_odt else docx(para(PROSE)))
    data[at % len(data)] = byte
    with suppress(StoryError):
        _check((writer if as_odt else word).draft(bytes(data), STORY))


def _check(found: Draft) -> None:
    position = 0
    for paragraph in found.paragraphs:
        assert found.text[position : paragraph.start].strip() == ""
        assert found.text[paragraph.start : paragraph.end] == paragraph.text
        position = paragraph.end
    if found.paragraphs:
        assert book(found, "A File").text == found.text
