"""The page of an audition, read back as a browser reads it."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from mutagen.mp3 import MP3

from fullcast.publishing import AuditionPage, Panel, Turn, audition_page, mp3_bytes

VOID = {"meta", "link", "br", "input"}
SOUND = mp3_bytes([b"\0\1" * 44100], rate=44100, bitrate=64)
MARA = Panel(
    "Mara <Venn>",
    (Turn("Mara <Venn>", "“Salt & rope.”", 0.2, 1.0),),
    SOUND,
    (("Gender", "female"), ("Sounds like", "a low & patient woman")),
    "characters:\n  Mara <Venn>:\n    voice: tone:alto\n",
)
TALK = Panel(
    "All together",
    (
        Turn("Mara <Venn>", "“Now?”", 0.2, 0.5),
        Turn("Pim", "Never.", 0.5, 0.9, thought=True, error="the voice <broke>"),
    ),
    SOUND,
)
PAGE = AuditionPage("The Rope & the Bell", "Ada Quill", "en-GB", (MARA, TALK))


class Reader(HTMLParser):
    """Collects the elements and the text of each; fails where tags are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text.setdefault(self.open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> Reader:
    return Reader(audition_page(PAGE))


def test_names_and_texts_stand_as_they_are(page: Reader) -> None:
    assert page.text["h1"] == ["The Rope & the Bell"]
    assert page.text["h2"] == ["Mara <Venn>", "All together"]
    assert [text for text in page.text["span"] if "rope" in text] == ["“Salt & rope.”"]
    assert page.text["b"] == ["Mara <Venn>", "Pim"]  # who speaks is said where several do
    assert page.text["dd"] == ["female", "a low & patient woman"]
    assert "by Ada Quill" in page.text["p"]
    assert page.text["em"] == ["the voice <broke>"]
    assert "characters:\n  Mara <Venn>:\n    voice: tone:alto" in page.text["code"]


def test_each_panel_has_its_sound_within_the_page(page: Reader) -> None:
    sounds = page.all("audio")
    assert len(sounds) == 2
    for sound in sounds:
        kind, _, data = str(sound["src"]).partition(",")
        assert kind == "data:audio/mpeg;base64"
        assert MP3(io.BytesIO(base64.b64decode(data))).info.length == pytest.approx(1, abs=0.01)


def test_nothing_is_asked_of_the_network(page: Reader) -> None:
    named = [
        value
        for _, attributes in page.elements
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "action", "poster")
    ]
    assert len(named) == 3
    assert all(str(value).startswith("data:") for value in named)
    policy = next(a for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert str(policy["content"]).startswith("default-src 'none'; ")
    style = "".join(page.text["style"])
    assert "url(" not in style
    assert "@import" not in style


def test_whoever_cannot_see_the_page_is_told_what_is_what(page: Reader) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("h1") == [{"lang": "en-GB"}]
    headings = {attributes["id"] for attributes in page.all("h2")}
    for element in (*page.all("audio"), *page.all("section")):
        assert element["aria-labelledby"] in headings
    assert page.all("pre")[0]["aria-label"] == "voices.yaml: Mara <Venn>"
    assert any(attributes.get("role") == "status" for attributes in page.all("p"))


def test_turns_know_when_they_are_heard_and_whose_they_are(page: Reader) -> None:
    turns = page.all("li")
    times = [(turn["data-start"], turn["data-end"]) for turn in turns]
    assert times == [("0.20", "1.00"), ("0.20", "0.50"), ("0.50", "0.90")]
    assert turns[0]["style"] == turns[1]["style"] != turns[2]["style"]
    assert [turn.get("class") for turn in turns] == [None, None, "thought"]


def test_a_page_without_author_facts_and_turns_is_whole() -> None:
    bare = Reader(audition_page(replace(PAGE, author="", panels=(Panel("Nobody", (), SOUND),))))
    assert bare.text["h2"] == ["Nobody"]
    assert not any("by " in text for text in bare.text["p"] if text.strip().startswith("by"))
    assert not bare.all("dl")
    assert not bare.all("pre")


def test_the_same_page_gives_the_same_text() -> None:
    assert audition_page(PAGE) == audition_page(PAGE)
