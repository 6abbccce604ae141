"""Chapters tile the story, and blocks tile their chapters, whatever the text."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.ingest.draft import Draft
from fullcast.ingest.plain import markdown, text
from fullcast.ingest.structure.chapters import book
from fullcast.model import Kind

LINES = [
    "", "", "", " ", "\t", "Chapter 1", "Chapter 2: Rain", "CHAPTER III.", "Prologue", "Part Two",
    "1", "2", "I", "II", "1. Rain", "2. Sun", "3. Milk", "# The Kite", "## Rain", "Rain", "====",
    "---", "***", "oOo", "x", "...", "The Kite", "by Jane Doe", "by", "Title: The Kite",
    "Author: Jane", "Title:", "Disclaimer: not mine", "Summary:", "Rated T", "I do not own Kites.",
    "A/N: hello", "(A/N: hello", "bye)", "Author's Note", "End A/N", "Please review!", "The End",
    "Note: it rains", "I hope you enjoy this chapter.", "*Flashback*", "Mara's POV", "Contents",
    "Rain .... 3", "*** START OF THE PROJECT GUTENBERG EBOOK X ***", "<!-- hidden", "-->",
    "END OF THE PROJECT GUTENBERG EBOOK", "The Kite, by Jane Doe", "“Stop!” he said.",
    "The boy looked into every shop window, but the kite was in none of them.",
    "and the rain fell on all of them, as it had fallen the whole", "    It was late.", "—",
]  # fmt: skip


def check(story: str, draft: Draft) -> None:
    found = book(draft, "A File")
    assert found.text == story
    assert found.title
    position = 0
    for number, chapter in enumerate(found.chapters, start=1):
        assert (chapter.number, chapter.start) == (number, position)
        assert chapter.title
        for block in chapter.blocks:
            assert block.start == position
            assert block.end > block.start
            content = chapter.text_of(block)
            assert content.strip() or block.kind == Kind.BREAK
            # white space belongs to the block that it follows
            assert not content[0].isspace() or position == 0 or block.kind == Kind.BREAK
            position = block.end
        assert position == chapter.end
    assert position == len(story)


@pytest.mark.parametrize("module", [text, markdown])
@settings(deadline=None, max_examples=150)
@given(story=st.text().filter(str.strip))
def test_any_text_is_tiled(module: ModuleType, story: str) -> None:
    check(story, module.draft(story))


@pytest.mark.parametrize("module", [text, markdown])
@settings(deadline=None, max_examples=400)
@given(parts=st.lists(st.sampled_from(LINES), min_size=1, max_size=40))
def test_any_mix_of_lines_is_tiled(module: ModuleType, parts: list[str]) -> None:
    story = "\n".join(parts)
    if story.strip():
        check(story, module.draft(story))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(LINES[:20] + LINES[-8:]), max_size=30))
def test_a_paragraph_of_plain_prose_is_always_voiced(parts: list[str]) -> None:
    prose = "Nobody in the town had seen a kite like that before, said the old woman at last."
    middle = len(parts) // 2
    story = "\n\n".join([*parts[:middle], prose, *parts[middle:]])
    found = book(text.draft(story), "A File")
    (kind,) = [
        block.kind
        for chapter in found.chapters
        for block in chapter.blocks
        if prose in chapter.text_of(block)
    ]
    if "END OF THE PROJECT" not in story and "START OF" not in story:
        assert kind.voiced
