"""Markdown: headings, comments and the YAML block."""

from __future__ import annotations

import pytest

from fullcast.ingest import markdown
from fullcast.ingest.chapters import book
from fullcast.model import Book, Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them."


def read(story: str) -> Book:
    found = book(markdown.draft(story), "A File")
    assert found.text == story
    return found


def kinds(story: str) -> list[str]:
    return [
        b.kind.value for c in read(story).chapters for b in c.blocks if b.kind != Kind.NARRATION
    ]


def titles(story: str) -> list[str]:
    return [chapter.title for chapter in read(story).chapters]


def test_title_and_chapters() -> None:
    story = f"# The Kite\n\n## Rain\n\n{PROSE}\n\n## Sun\n\n{PROSE}\n"
    assert kinds(story) == ["title", "heading", "heading"]
    assert read(story).title == "The Kite"
    assert titles(story) == ["Rain", "Sun"]


def test_title_and_chapters_of_one_level() -> None:
    story = f"# The Kite\n\n# Chapter 1\n\n{PROSE}\n\n# Chapter 2: Sun\n\n{PROSE}\n"
    assert (read(story).title, titles(story)) == ("The Kite", ["Chapter 1", "Chapter 2: Sun"])


def test_chapters_without_title() -> None:
    story = f"# Rain\n\n{PROSE}\n\n# Sun\n\n{PROSE}\n"
    assert (read(story).title, titles(story)) == ("A File", ["Rain", "Sun"])


def test_one_heading_is_the_title() -> None:
    story = f"# The Kite\n\n{PROSE}\n\n{PROSE}\n"
    assert (read(story).title, titles(story)) == ("The Kite", ["The Kite"])
    assert titles(f"# Chapter 1\n\n{PROSE}\n") == ["Chapter 1"]


def test_parts_chapters_and_sections() -> None:
    story = "# The Kite\n\n" + "".join(
        f"## Part {part}\n\n### Chapter {n}\n\n{PROSE}\n\n#### Later\n\n{PROSE}\n\n"
        for n, part in ((1, "One"), (2, "Two"))
    )
    assert titles(story) == ["Chapter 1", "Chapter 2"]
    assert kinds(story).count("heading") == 6


def test_numbers_as_headings() -> None:
    assert titles(f"## 1\n\n{PROSE}\n\n## 2\n\n{PROSE}\n") == ["Chapter 1", "Chapter 2"]


def test_headings_right_above_their_text() -> None:
    story = f"## Rain\n{PROSE}\n## Sun {{#sun}}\n{PROSE}\n"
    assert titles(story) == ["Rain", "Sun"]


def test_underlined_headings() -> None:
    story = f"The Kite\n========\n\nRain\n----\n\n{PROSE}\n\nSun\n---\n\n{PROSE}\n"
    assert (read(story).title, titles(story)) == ("The Kite", ["Rain", "Sun"])


def test_a_divider_right_below_a_paragraph_is_a_break() -> None:
    assert kinds(f"{PROSE}\n---\n{PROSE}\n") == ["break"]


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "___", "- - -"])
def test_rules_are_breaks(rule: str) -> None:
    assert kinds(f"{PROSE}\n\n{rule}\n\n{PROSE}\n") == ["break"]


def test_comments_are_silent() -> None:
    story = f"{PROSE}\n\n<!-- check this\n\nlater -->\n\n{PROSE}\n"
    assert kinds(story) == ["front_matter"]
    assert kinds(f"<!-- a --> {PROSE}\n\n{PROSE}\n") == []
    assert kinds(f"{PROSE}\n\n<!-- never closed\n\n{PROSE}\n") == []


@pytest.mark.parametrize(("stated", "tag"), [("de_AT", "de-AT"), ("German", "de"), ("x?", None)])
def test_the_language_of_a_yaml_block(stated: str, tag: str | None) -> None:
    assert markdown.draft(f"---\nlang: {stated}\n---\n\nRain.\n").language == tag


def test_pictures_and_footnotes_are_silent() -> None:
    story = f"{PROSE}\n\n![a kite](kite.png)\n\n{PROSE}[^1]\n\n[^1]: A red one.\n"
    assert kinds(story) == ["picture", "note"]
    assert kinds(f"{PROSE} ![a kite](kite.png)\n\n{PROSE}\n") == []


def test_yaml_block() -> None:
    story = (
        "---\ntitle: 'The Kite: A Tale'\nauthor: Jane Doe\nlang: en-GB\nseries: Kites\ntags:\n"
        f"  - rain\n# a comment\n\n---\n\n# Chapter 1\n\n{PROSE}\n"
    )
    found = read(story)
    assert (found.title, found.author) == ("The Kite: A Tale", "Jane Doe")
    assert (found.language, found.series) == ("en-GB", "Kites")
    assert kinds(story) == ["tags", "heading"]


@pytest.mark.parametrize(
    "top",
    [
        f"---\n\n{PROSE}\n\n---\n",
        f"---\ntitle: The Kite\n\n{PROSE}\n",
        "---\n---\n",
        f"---\nHe said: {PROSE}\nand she left\n---\n",
        "---\nMara: Are you there?\nTom: I am.\n---\n",
    ],
)
def test_what_is_no_yaml_block_is_story(top: str) -> None:
    assert "tags" not in kinds(f"{top}\n{PROSE}\n")


def test_emphasized_headings() -> None:
    assert titles(f"**Chapter 1**\n\n{PROSE}\n\n**Chapter 2**\n\n{PROSE}\n") == [
        "Chapter 1",
        "Chapter 2",
    ]
