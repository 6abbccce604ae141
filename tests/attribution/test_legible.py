"""Speakers are found whatever breaks and marks a file has in its text."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest
from attribution_stories import book_of
from hypothesis import given
from hypothesis import strategies as st

from fullcast.attribution import attribute
from fullcast.attribution.legible import legible

STORY = """Mistress Hale and Zoé stood on the landing. The fog lay on the river.

"Then we walk," said Mistress Hale, and she took up the basket that stood at her feet.

"Not in this," Zoé said after a while. "I find it odd. I would rather wait for the ferry."

"Mistress Hale," Zoé asked then, "is there a ferry at all?"

"There was one," said Mistress Hale."""


def speakers(story: str) -> list[str | None]:
    return [line.speaker for line in attribute(*book_of(story)).lines]


@pytest.mark.parametrize(
    "story",
    [
        "\n\n".join(textwrap.fill(p, 24) for p in STORY.split("\n\n")),
        STORY.replace("Hale", "Ha\u00adle").replace("Zo", "Z\u200bo"),
        STORY.replace("Mistress Hale", "Mistress\u00a0Hale"),
        STORY.replace("fi", "\ufb01"),
        unicodedata.normalize("NFD", STORY),
    ],
    ids=["wrapped", "soft hyphens", "fixed spaces", "ligatures", "decomposed"],
)
def test_the_speakers_are_those_of_the_plain_text(story: str) -> None:
    assert story != STORY
    found = speakers(story)
    assert [unicodedata.normalize("NFC", s or "") for s in found] == speakers(STORY)
    assert {"Mistress Hale", "Zoé"} <= set(found)


def test_lines_keep_their_own_text() -> None:
    story = STORY.replace("Hale", "Ha\u00adle")
    assert "".join(line.text for line in attribute(*book_of(story)).lines) == story


@given(st.lists(st.text("ab \n\u00ad\u00a0\ufb01e\u0301\u200b“”.", min_size=1), min_size=1))
def test_the_lines_tile_what_is_shown(paragraphs: list[str]) -> None:
    _, chapters = book_of("\n\n".join(["It rained.", *paragraphs]))
    text, shown = legible(chapters)
    assert [[(ln.chapter, ln.index, ln.paragraph) for ln in lines] for lines in shown] == [
        [(ln.chapter, ln.index, ln.paragraph) for ln in lines] for lines in chapters
    ]
    assert "".join(ln.text for lines in shown for ln in lines) == text
    assert all(text[ln.start : ln.end] == ln.text for lines in shown for ln in lines)
