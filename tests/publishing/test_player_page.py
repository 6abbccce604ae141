"""The web page as HTML: what is in it, and that nothing of a story gets out of its place."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

import pytest
from listening import BOOK, CAST, EVIL, NAMES, WRITTEN, in_language, made
from lxml import html

from fullcast.model import Cast, CastMember, Character, Voice
from fullcast.publishing import PlayerPage, one_line, player_page
from fullcast.publishing.palette import RGB, luminance
from fullcast.publishing.player_colours import colour_rules

COLOUR = re.compile(r"(--\w+): #(..)(..)(..);")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PlayerPage:
    return made(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def tree(page: PlayerPage) -> html.HtmlElement:
    return html.document_fromstring(player_page(page))


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in tree.xpath(path)]


def test_title_author_and_how_much_there_is(tree: html.HtmlElement) -> None:
    assert texts(tree, "//h1") == [one_line(EVIL)]
    assert texts(tree, "//*[@class='by']") == ["Ada <Quill>"]
    assert texts(tree, "//title") == [f"{one_line(EVIL)} by Ada <Quill>"]
    assert texts(tree, "//*[@class='about']/p") == ["A story", "of fog & salt."]
    assert texts(tree, "//*[@class='facts']") == ["4 chapters · 3 voices · 1 min"]


def test_there_is_no_script_but_the_pages_own(page: PlayerPage, tree: html.HtmlElement) -> None:
    [script] = tree.xpath("//script")
    [style] = tree.xpath("//style")
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for name, element in (("script", script), ("style", style)):
        digest = hashlib.sha256(element.text.encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "alert(" not in script.text + style.text
    assert player_page(page).count("<script>") == 1
    assert not [name for name in tree.xpath("//@*/..") for name in name.attrib if name[:2] == "on"]


def test_every_address_is_a_file_beside_it_or_a_place_in_it(
    page: PlayerPage, tree: html.HtmlElement
) -> None:
    style = tree.xpath("//style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    addresses = tree.xpath("//@href | //@src")
    inside = [each for each in addresses if each.startswith("#")]
    assert {each[1:] for each in inside} <= set(tree.xpath("//@id"))
    files = [unquote(each) for each in addresses if each[0] != "#" and each != "data:,"]
    folder = next(iter(page.tracks.values())).path.parent
    assert sorted(files) == sorted(path.name for path in folder.iterdir())
    assert not [each for each in addresses if ":" in each and each != "data:,"]


def test_the_contents_lead_to_the_tracks_with_their_lengths(
    page: PlayerPage, tree: html.HtmlElement
) -> None:
    assert texts(tree, "//ol[@id='chapters']//a") == [
        *("One 0:24", "Two & more 0:24", "Three no sound yet", "Four 0:24"),
    ]
    seconds = tree.xpath("//ol[@id='chapters']//a/@data-seconds")
    lengths = [track.duration for track in page.tracks.values()]
    assert [float(each) for each in seconds] == pytest.approx(lengths, abs=0.001)


def test_what_has_no_sound_is_said_where_it_is(tree: html.HtmlElement) -> None:
    assert texts(tree, "//*[@class='missing'][not(ancestor::noscript)]") == [
        "Chapter 3 has no sound yet.",
        "This chapter has no sound yet.",
    ]
    assert not tree.xpath("//section[@id='c3']//@data-t")


def test_lines_know_when_they_are_heard(page: PlayerPage, tree: html.HtmlElement) -> None:
    for number, track in page.tracks.items():
        times = tree.xpath(f"//section[@id='c{number}']//@data-t")
        assert times == [f"{round(1000 * timed.start)}" for timed in track.lines]


def test_all_words_are_there_in_order_with_those_that_nobody_says(tree: html.HtmlElement) -> None:
    [section] = tree.xpath("//section[@id='c1']")
    shown = [
        "".join(each.itertext()).split()
        for each in section.xpath(".//span | .//p[not(.//span)] | .//h2[not(.//span)]")
    ]
    told = [
        re.sub(r"[*#]", " ", text.format(title="One")).split()
        for _, kind, text, _ in WRITTEN
        if kind != "break"
    ]
    assert [" ".join(each) for each in shown] == [
        re.sub(r"^(Rated: T) ", r"\1", " ".join(each)) for each in told
    ]
    assert len(section.xpath(".//hr")) == 1
    assert section.xpath(".//em/text()") == ["really", "At last,"]


def test_the_name_of_whoever_speaks_stands_at_their_words(tree: html.HtmlElement) -> None:
    [section] = tree.xpath("//section[@id='c1']")
    names = section.xpath(".//b")
    assert [(each.text_content(), each.get("class")) for each in names] == [
        (NAMES[0], "who s1"),
        (NAMES[1], "then s2"),
        (f"{NAMES[0]} thinks", "who s1"),
        ("Author", "who"),
    ]
    inline = names[1].getnext()
    assert (inline.text_content(), inline.get("class")) == ("“It is,”", "s2")
    assert texts(tree, "//ul[@id='cast']/li") == [
        *("Narrator alto", f"{NAMES[0]} bass, 2 lines"),
        *(f"{NAMES[1]} tenor+1, 1 line", "Author lass"),
    ]


def test_whoever_cannot_see_the_page_is_told_what_is_what(tree: html.HtmlElement) -> None:
    assert len(tree.xpath("//main")) == len(tree.xpath("//nav[@aria-label]")) == 1
    assert len(tree.xpath("//body/header")) == 1
    labels = tree.xpath("//label/@for")
    for control in tree.xpath("//button | //input | //select"):
        named = control.text_content().strip() if control.tag == "button" else ""
        labelled = control.get("aria-label") or control.xpath("ancestor::label")
        assert named or labelled or control.get("id") in labels, control.get("id")
    assert tree.xpath("//*[@role='status']")
    assert not tree.xpath("//svg[not(@aria-hidden)]")


@pytest.mark.parametrize(
    ("language", "lang", "direction"),
    [("ar", "ar", "rtl"), ("ja", "ja", "ltr"), ('x"><b>', "und", "ltr"), ("he_IL", "he-IL", "rtl")],
)
def test_the_story_is_in_its_language_and_the_page_in_english(
    page: PlayerPage, language: str, lang: str, direction: str
) -> None:
    shown = html.document_fromstring(player_page(replace(page, book=in_language(language))))
    assert shown.get("lang") == "en"
    for element in shown.xpath("//h1 | //ol[@id='chapters'] | //main/section"):
        assert (element.get("lang"), element.get("dir")) == (lang, direction)
    assert not shown.xpath("//*[@dir='rtl'][not(@lang)]")


def test_a_page_without_author_or_tracks_is_whole(page: PlayerPage) -> None:
    bare = replace(page, book=replace(BOOK, author=None, description=None), tracks={})
    shown = html.document_fromstring(player_page(bare))
    assert not shown.xpath("//*[@class='by'] | //*[@class='about'] | //@data-t")
    assert texts(shown, "//header//*[@class='missing']") == [
        "Chapters 1, 2, 3, 4 have no sound yet."
    ]


def test_chapters_without_a_heading_get_one(page: PlayerPage) -> None:
    headless = tuple(replace(each, lines=each.lines[2:]) for each in page.chapters)
    shown = html.document_fromstring(player_page(replace(page, chapters=headless)))
    assert texts(shown, "//main//h2") == ["One", "Two & more", "Three", "Four"]


def test_the_same_page_gives_the_same_text(page: PlayerPage) -> None:
    assert player_page(page) == player_page(page)


# Colours


def contrast(one: RGB, other: RGB) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def schemes(title: str, count: int) -> Iterator[tuple[dict[str, RGB], list[RGB]]]:
    """What the page is drawn with by day and by night: its properties, and the speakers'."""
    rules = colour_rules(title, [f"s{at}" for at in range(count)])
    for part in rules.split("@media"):
        found = [(m[1], tuple(int(m[at], 16) for at in (2, 3, 4))) for m in COLOUR.finditer(part)]
        speakers = [colour for name, colour in found if name == "--c"]
        yield {name: colour for name, colour in found if name != "--c"}, speakers  # type: ignore[misc]


@pytest.mark.parametrize(
    "title", ["Salt", "The Lamp", "Fog", "A", "Ferry", "Quay", "Gulls", "Nine"]
)
def test_all_that_is_read_has_enough_contrast(title: str) -> None:
    for own, speakers in schemes(title, 24):
        assert len(speakers) == 24
        for ground in (own["--paper"], own["--card"]):
            for text in (own["--ink"], own["--soft"], own["--accent"], *speakers):
                assert contrast(text, ground) >= 4.5
            assert contrast(own["--rim"], ground) >= 3
        for speaker in (own["--accent"], *speakers):
            tint = tuple(
                round(0.2 * c + 0.8 * p) for c, p in zip(speaker, own["--paper"], strict=True)
            )
            assert contrast(own["--ink"], tint) >= 7  # type: ignore[arg-type]


def test_a_cast_of_hundreds_has_a_colour_each(page: PlayerPage) -> None:
    members = [CastMember(Character(f"P{at}"), Voice("t", "v"), 1) for at in range(300)]
    shown = player_page(replace(page, voices=Cast(CAST.narrator, tuple(members))))
    assert shown.count("--c: #") == 600
