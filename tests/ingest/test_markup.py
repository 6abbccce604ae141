"""From an (X)HTML tree to paragraphs: all that a browser shows, in order, once."""

from __future__ import annotations

import html
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import StoryError
from fullcast.ingest import elements, markup, trees
from fullcast.model import Kind

PAGE = Path("kite.html")


def pieces(body: str, css: str = "") -> tuple[markup.Piece, ...]:
    root = trees.page(f"<!DOCTYPE html><html><body>{body}</body></html>", PAGE)
    return markup.read(root, elements.italic_classes(css)).pieces


def texts(body: str) -> list[str]:
    return [piece.text for piece in pieces(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>One.</p><p>Two.", ["One.", "Two."]),
        ("<div>One.<div>Two.</div>Three.</div>Four.", ["One.", "Two.", "Three.", "Four."]),
        ("One <span>and</span> <a href='x'>two</a>.", ["One and two."]),
        ("<p>One\n  and\t<b> </b>two .</p>", ["One and two ."]),
        ("<ul><li>One<li>Two</ul><dl><dt>A<dd>B</dl>", ["One", "Two", "A", "B"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>", ["a b", "c"]),
        ("<table><tr><td><p>One.</p><p>Two.</p></table>", ["One.", "Two."]),
        ("<p>before <img src='a.png' alt='a picture'> after</p>", ["before after", "a picture"]),
        ("<p><img class='cap' alt='T'>he boy <img alt='x'>looked</p>", ["The boy looked"]),
        ("<p>It rained.</p><img alt='A kite over the sea'>", ["It rained.", "A kite over the sea"]),
        ("<p>It rained. <img src='DSC_001.jpg' alt='DSC_001'></p>", ["It rained."]),
        ("<figure>before<img><figcaption>caption</figcaption></figure>", ["before", "caption"]),
        ("<p>one<!-- hidden -->two</p>", ["onetwo"]),
        ("<p>a <custom-tag>b</custom-tag> c</p>", ["a b c"]),
        ("<span style='display: block'>One</span><span>Two</span>", ["One", "Two"]),
        ("<blockquote>One<p>Two</blockquote>Three", ["One", "Two", "Three"]),
    ],
)
def test_blocks_are_paragraphs(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '<p>x</p>';</script>",
        "<style>p { color: red }</style>",
        "<nav><a href='a'>x</a></nav>",
        "<p hidden>x</p>",
        "<p style='display:none'>x</p>",
        "<span epub:type='pagebreak'>12</span>",
        "<span role='doc-pagebreak'>12</span>",
        "<span class='pagenum'>[Pg 12]</span>",
        "<span class='pb'>- xiv -</span>",
        "<a class='pagebreak' id='p3'></a>",
        "<a epub:type='noteref' href='#n'>x</a>",
        "<a role='doc-noteref' href='n.xhtml#n'>x</a>",
        "<sup><a href='#n'>1</a></sup>",
        "<a href='#n'><sup>[12]</sup></a>",
        "<a href='#n' class='fnanchor'>[A]</a>".replace("A", "3"),
        "<select><option>x</select><button>x</button>",
        "<ruby><rt>x</rt></ruby>",
        "<svg><text>x</text></svg>",
    ],
)
def test_not_read(hidden: str) -> None:
    assert " ".join(texts(f"<p>One{hidden}</p><p>Two</p>")) == "One Two"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<sup>x<a href='#n'>1</a></sup> m<sup>2</sup>", "x1 m2"),
        ("<a href='#top'>1984</a> was a year", "1984 was a year"),
        ("<span class='page'>a page</span> of it", "a page of it"),
        ("<span class='pagebreak'>Run!</span>", "Run!"),
        ("<span class='pb'>Ill!</span>", "Ill!"),
        ("<span class='pageno'>a long text that is no number of a page at all</span>", None),
    ],
)
def test_what_only_looks_like_a_reference_is_read(body: str, expected: str | None) -> None:
    assert texts(body) == [expected or re.sub("<.*?>", "", body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<i>Am I mad?</i> he thought.", "*Am I mad?* he thought."),
        ("So <em>very</em> odd, <strong>Tom</strong>!", "So *very* odd, *Tom*!"),
        ("<i>One </i><em>two</em> three", "*One two* three"),
        ("<i> One</i>two", "*One*two".replace("*One*two", "Onetwo")),
        ("un<i>believ</i>able", "unbelievable"),
        ("<b>T</b>he boy", "The boy"),
        ("<i>Wait</i>, he said", "*Wait*, he said"),
        ("a<i>, </i>b", "a, b"),
        ("<em>*sigh*</em> she said", "*sigh* she said"),
        ("<b>* * *</b>", "* * *"),
        ("<span style='font-style: italic'>Am I?</span> so", "*Am I?* so"),
        ("<i>One <span style='font-style:normal'>two</span> three</i>", "*One* two *three*"),
        ("<i>One <b>two</b></i> three", "*One two* three"),
        ("<span style='font-weight:700'>Stop</span> it", "*Stop* it"),
        ("<i>One<br>two</i>", "*One*\n*two*"),
    ],
)
def test_emphasis(body: str, expected: str) -> None:
    assert texts(f"<p>{body}</p>") == [expected]


def test_emphasis_over_several_paragraphs_and_none_in_headings() -> None:
    assert texts("<div style='font-style:italic'><p>One.</p><p>Two.</p></div>") == [
        "*One.*",
        "*Two.*",
    ]
    assert texts("<h2><em>Rain</em></h2>") == ["Rain"]


def test_italics_around_paragraphs_of_a_web_page() -> None:
    page = "<html><body><i><p>Where?</p> <p>There.</p></i><p>It rained.</p><i><p>on</body></html>"
    root = trees.page(page, Path("kite.html"))
    assert [p.text for p in markup.read(root).pieces] == [
        "*Where?*",
        "*There.*",
        "It rained.",
        "on",
    ]


def test_italics_by_class() -> None:
    css = "/* .z { font-style: italic } */ span.a, .b {color: red; font-style: oblique} .c i {}"
    assert elements.italic_classes(css) == {"a", "b"}
    (piece,) = pieces("<p>So <span class='x b'>am I?</span> no</p>", css)
    assert piece.text == "So *am I?* no"


def test_headings() -> None:
    found = pieces("<h1>The Kite</h1><div><h3><span>Chapter 1</span><br/>Rain</h3>text</div>")
    assert [(p.text, p.level) for p in found] == [
        ("The Kite", 1),
        ("Chapter 1\nRain", 3),
        ("text", 0),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "<hr>",
        "<hr/>",
        "<div class='scene-break'></div>",
        "<p class='x scenebreak'>&nbsp;</p>",
        "<p class='section_break'><img src='a.png'></p>",
        "<p><img src='images/divider.png' alt='* * *'></p>",
        "<div><div class='separator'></div></div>",
    ],
)
def test_breaks(rule: str) -> None:
    found = pieces(f"<p>One.</p>{rule}<p>Two.</p>")
    assert [(p.text, p.kind) for p in found] == [
        ("One.", None),
        (markup.RULE, Kind.BREAK),
        ("Two.", None),
    ]


def test_a_class_does_not_make_words_a_break() -> None:
    assert texts("<p class='scenebreak'>Later that day</p>") == ["Later that day"]


def test_line_breaks() -> None:
    verse = "<p>The rain that fell<br>on all the town,<br>and on the kite</p>"
    assert texts(verse) == ["The rain that fell\non all the town,\nand on the kite"]
    assert texts("<p>One.<br><br>Two.<br/></p>") == ["One.", "Two."]
    assert texts("One was here.<br>“Two?”<br>Three.<br>") == ["One was here.", "“Two?”", "Three."]
    assert texts("<p>The end of it<br>* * *<br>the start</p>") == [
        "The end of it",
        "* * *",
        "the start",
    ]


def test_preformatted_lines() -> None:
    assert texts("<pre>  one\n  two,\n\nthree\t\nfour</pre>") == ["one\ntwo,", "three\nfour"]
    assert texts("<p style='white-space: pre-wrap'>one\ntwo</p>") == ["one\ntwo"]


def test_empty_paragraphs_leave_a_larger_gap() -> None:
    found = pieces("<p>One.</p><p>Two.</p><p>&nbsp;</p><p><br></p><p>Three.</p><p></p><p>Four.</p>")
    assert [p.blank for p in found] == [0, 0, 2, 0]
    text, paragraphs = markup.assemble(found)
    assert [p.gap for p in paragraphs] == [0, 2, 6, 2]
    assert text == "One.\n\nTwo.\n\n\n\n\n\nThree.\n\nFour.\n"


def test_characters() -> None:
    body = "&nbsp;&ldquo;Caf&eacute;&rdquo;&#8212;won&#146;t&hellip; in&shy;side\u200b a\u00a0b"
    assert texts(f"<p>{body}</p>") == ["“Café”—won’t… inside a b"]
    assert texts("<p>R&amp;B &lt;b&gt; &unknown; & so</p>") == ["R&B <b> &unknown; & so"]


def test_what_a_picture_shows_is_known_for_that() -> None:
    (shown,) = pieces("<figure><img alt='A kite over the sea'></figure>")
    assert shown.kind is Kind.PICTURE
    (logo,) = pieces("<section epub:type='imprint'><img alt='The logo of a house'></section>")
    assert logo.kind is Kind.FRONT_MATTER


def test_a_group_of_headings_is_one() -> None:
    body = "<hgroup><h3>I</h3><p class='t'>The <i>Loss</i></p></hgroup><p>It rained.</p>"
    assert [(p.text, p.level) for p in pieces(body)] == [("I\nThe Loss", 3), ("It rained.", 0)]
    assert [p.text for p in pieces("<hgroup><p>One</p><p>Two</p></hgroup>")] == ["One", "Two"]


def test_what_parts_say_they_are() -> None:
    found = pieces(
        "<section epub:type='copyright-page'><p>All rights.</p></section><p>Story.</p>"
        "<aside role='doc-footnote'>A note.<hr></aside>"
    )
    assert [p.kind for p in found] == [Kind.LICENSE, None, Kind.NOTE, Kind.NOTE]


def test_anchors() -> None:
    root = trees.page(
        "<p id=a>One</p><div id=b><p id=c>Two <i id=d>x</i></p></div><a name=e>", PAGE
    )
    assert markup.read(root).anchors == {"a": 0, "b": 1, "c": 1, "d": 1, "e": 2}


def test_elements_closed_at_once_swallow_nothing() -> None:
    body = "<title/><script src='a'/><p id='x'/><a id='y'/><div/><p>One.</p>"
    broken = body + "<p>R & B"  # no XML, so it is read as HTML
    for content, expected in ((body, ["One."]), (broken, ["One.", "R & B"])):
        text = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{content}</body></html>'
        assert [p.text for p in markup.read(trees.page(text, PAGE)).pieces] == expected
    assert texts("<title/><p>One.</p>") == ["One."]


def test_deep_nesting_is_read_and_the_deepest_refused() -> None:
    for tag in ("div", "i", "span"):
        deep = f"<{tag}>" * 1500 + "deep" + f"</{tag}>" * 1500
        assert "deep" in " ".join(texts(deep + "<p>after")).replace("*", "")
    with pytest.raises(StoryError, match="nested too deeply"):
        pieces("<div>" * 50_000 + "deep")


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + " " * 500_000 + "x",
        "<div class='pagenum'>" * 1500 + "<b></b>" * 20_000,
        "<sup><a href='#'></a>" * 1000 + "<b></b>" * 20_000,
        "<!DOCTYPE html [" + "] " * 100_000,
        "<title " * 50_000,
        "<i>" * 1500 + "<p class='pagenum'>1</p>" * 10_000,
        "<p " + " ".join(f"a{n}=''" for n in range(200_000)),
        "<p a='<" * 50_000,
    ],
)
def test_what_is_made_to_be_slow_is_not(body: str) -> None:
    for namespace in ("", "xmlns='http://www.w3.org/1999/xhtml'"):
        start = time.process_time()
        with suppress(StoryError):
            markup.read(trees.page(f"<html {namespace}><body>{body}", PAGE))
        assert time.process_time() - start < 5


def test_more_than_anybody_writes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    crowded = "<p " + " ".join(f"a{n}='>'" for n in range(1001)) + ">One.</p>"
    with pytest.raises(StoryError, match="too many attributes"):
        pieces(crowded)
    assert texts(crowded.replace("a7='>'", ""))[-1] == "One."
    monkeypatch.setattr(trees, "LARGEST_BULK", 20)
    assert texts("<b/>x" * 10)
    with pytest.raises(StoryError, match="more than 20 tags and lines"):
        pieces("<b/>x" * 20)
    with pytest.raises(StoryError, match="more than 20 tags and lines"):
        pieces("<pre>" + "x\n" * 20)


def test_nothing_to_read() -> None:
    assert markup.read(trees.page("", PAGE)).pieces == ()
    assert markup.assemble(()) == ("", ())


WORDS = st.text("abcdefgh", min_size=1, max_size=6)
TAGS = st.sampled_from(
    "p div span i em b h1 h3 blockquote ul li table td section br hr pre a font custom".split()
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.just(" ")),
        max_size=40,
    )
)
def test_every_word_is_read_once_and_in_order(parts: list[str]) -> None:
    body = "".join(part if part.startswith("<") else f" {part} " for part in parts)
    root = trees.page(f"<html><body>{body}</body></html>", PAGE)
    shown = " ".join(part for part in parts if part.strip() and not part.startswith("<"))
    written, paragraphs = markup.assemble(markup.read(root).pieces)
    assert " ".join(written.replace("*", " ").split()) == shown
    assert all(written[p.start : p.end] == p.text.strip() != "" for p in paragraphs)


@settings(deadline=None, max_examples=200)
@given(st.text())
def test_any_text_survives(content: str) -> None:
    written, _ = markup.assemble(pieces(f"<p>{html.escape(content)}</p>"))
    for word in re.findall(r"[a-zA-Z0-9]+", content):
        assert word in written


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(["<", ">", "/", "p", "!--", "<![CDATA[", "&", "#", ";", '"', "x"])))
def test_any_soup_is_read(parts: list[str]) -> None:
    markup.assemble(pieces("".join(parts)))
