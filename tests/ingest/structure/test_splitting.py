"""Splitting long chapters: between scenes, evenly, and without losing a character."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast import ingest
from fullcast.ingest.plain import text
from fullcast.ingest.structure.chapters import book
from fullcast.model import Book, Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them."


def read(*paragraphs: str) -> Book:
    return book(text.draft("\n\n".join(paragraphs)), "The Kite")


def test_a_chapter_is_split_at_the_scene_break_near_its_middle() -> None:
    story = read(*[PROSE] * 4, "* * *", *[PROSE] * 6)
    parts = ingest.split(story, 6 * len(PROSE)).chapters
    assert [c.title for c in parts] == ["The Kite (part 1 of 2)", "The Kite (part 2 of 2)"]
    assert [c.text.count("boy") for c in parts] == [4, 6]
    assert [c.number for c in parts] == [1, 2]


def test_without_a_scene_break_it_is_split_at_a_paragraph() -> None:
    parts = ingest.split(read(*[PROSE] * 9), 3 * len(PROSE) + 6).chapters
    assert [c.text.count("boy") for c in parts] == [3, 3, 3]


def test_a_far_scene_break_does_not_make_the_parts_uneven() -> None:
    parts = ingest.split(read(PROSE, "* * *", *[PROSE] * 9), 6 * len(PROSE)).chapters
    assert [c.text.count("boy") for c in parts] == [5, 5]


def test_short_chapters_and_long_paragraphs_stay_whole() -> None:
    story = read("Chapter 1", PROSE, "Chapter 2", " ".join([PROSE] * 20))
    assert ingest.split(story, 2 * len(PROSE)) == story


def test_only_what_is_spoken_counts() -> None:
    story = read("A/N: " + PROSE * 9, PROSE)
    assert ingest.spoken_length(story.chapters[0]) == len(PROSE)
    assert ingest.split(story, 2 * len(PROSE)) == story


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from([PROSE, "* * *", "Chapter 1", "Chapter 2", "A/N: x", "“No!”"])),
    st.integers(1, 400),
)
def test_parts_tile_the_story(paragraphs: list[str], longest: int) -> None:
    story = read(PROSE, *paragraphs)
    parts = ingest.split(story, longest)
    assert parts.text == story.text
    assert [b for c in parts.chapters for b in c.blocks] == [
        b for c in story.chapters for b in c.blocks
    ]
    for number, chapter in enumerate(parts.chapters, start=1):
        assert chapter.number == number
        assert chapter.start == chapter.blocks[0].start or number == 1
        assert chapter.end == chapter.blocks[-1].end
        assert any(b.kind is not Kind.BREAK for b in chapter.blocks)
