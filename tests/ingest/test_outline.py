"""Headings of a whole story: sequences, contents lists, nesting; and the chapters they make."""

from __future__ import annotations

import pytest

from fullcast.ingest import text
from fullcast.ingest.chapters import book
from fullcast.model import Book, Kind

PROSE = "The boy looked into every shop window, but the kite was in none of them."


def read(*paragraphs: str) -> Book:
    story = "\n\n".join(paragraphs)
    found = book(text.draft(story), "A File")
    assert found.text == story
    return found


def titles(*paragraphs: str) -> list[str]:
    return [chapter.title for chapter in read(*paragraphs).chapters]


def silent(found: Book) -> list[str]:
    return [
        chapter.text_of(block).strip()
        for chapter in found.chapters
        for block in chapter.blocks
        if not block.kind.voiced
    ]


@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        ("Chapter 1", "Chapter 2", "Chapter 3", ["Chapter 1", "Chapter 2", "Chapter 3"]),
        ("Prologue", "Chapter 1", "Epilogue", ["Prologue", "Chapter 1", "Epilogue"]),
        ("1", "2", "3", ["Chapter 1", "Chapter 2", "Chapter 3"]),
        ("1.", "2.", "3.", ["Chapter 1", "Chapter 2", "Chapter 3"]),
        ("i", "ii", "iii", ["Chapter I", "Chapter II", "Chapter III"]),
        ("i.", "ii.", "iii.", ["Chapter I", "Chapter II", "Chapter III"]),
        ("one.", "two.", "three.", ["Chapter One", "Chapter Two", "Chapter Three"]),
        ("I", "II", "III", ["Chapter I", "Chapter II", "Chapter III"]),
        ("I.", "II.", "III.", ["Chapter I", "Chapter II", "Chapter III"]),
        ("One", "Two", "Three", ["Chapter One", "Chapter Two", "Chapter Three"]),
        ("~1~", "~2~", "~3~", ["Chapter 1", "Chapter 2", "Chapter 3"]),
        ("1. Rain", "2. Sun", "3. Snow", ["1. Rain", "2. Sun", "3. Snow"]),
        ("Prologue", "1", "2", ["Prologue", "Chapter 1", "Chapter 2"]),
        ("Part One", "Part Two", "Part Three", ["Part One", "Part Two", "Part Three"]),
        ("Letter I", "Letter II", "Letter III", ["Letter I", "Letter II", "Letter III"]),
        ("Day 1", "Day 2", "Day 3", ["Day 1", "Day 2", "Day 3"]),
    ],
)
def test_three_chapters(first: str, second: str, third: str, expected: list[str]) -> None:
    assert titles(first, PROSE, second, PROSE, third, PROSE) == expected
    assert titles("The Kite", first, PROSE, second, PROSE, third, PROSE) == expected


def test_a_number_alone_is_no_heading() -> None:
    for line in ("2", "7", "IV", "I", "Two", "1984", "Scene 2", "Day 3"):
        assert titles(PROSE, line, PROSE) == ["A File"]
    assert titles(PROSE, "5", PROSE, "3", PROSE) == ["A File"]


def test_a_list_in_the_story_makes_no_chapters() -> None:
    shopping = "1. Milk", "2. Eggs", "3. Bread"
    assert titles(PROSE, *shopping, PROSE) == ["A File"]
    assert titles("1. Rain", PROSE, "2. Sun", PROSE, *shopping, PROSE, "3. Snow", PROSE) == [
        "1. Rain",
        "2. Sun",
        "3. Snow",
    ]


def test_a_sentence_about_a_chapter_is_story() -> None:
    sentence = "Chapter 3 of the book was missing, so she went to bed."
    assert titles("Chapter 1", PROSE, sentence, PROSE) == ["Chapter 1"]


def test_a_contents_list_is_no_story() -> None:
    entries = [f"Chapter {n}: Day {n}" for n in range(1, 13)]
    for listed in (["Contents", *entries], entries):
        story = [part for entry in entries for part in (entry, PROSE)]
        found = read("The Kite", *listed, *story)
        assert [chapter.title for chapter in found.chapters] == entries
        assert silent(found) == listed
        assert {b.kind for c in found.chapters for b in c.blocks if not b.kind.voiced} == {
            Kind.CONTENTS
        }
        assert found.title == "The Kite"


def test_a_contents_list_with_page_numbers_and_without_chapter_words() -> None:
    names = ["The Rain", "The Kite", "The Sun"]
    listed = ["Table of Contents", *(f"{name} ...... {n}" for n, name in enumerate(names, 3))]
    story = [part for name in names for part in (name, PROSE)]
    found = read("The Lost Boy", *listed, *story)
    assert silent(found) == listed
    assert [chapter.title for chapter in found.chapters] == names


def test_a_contents_list_before_a_prologue_that_is_not_in_it() -> None:
    entries = ["Chapter 1", "Chapter 2", "Chapter 3"]
    story = [part for entry in entries for part in (entry, PROSE)]
    found = read(*entries, "Prologue", PROSE, *story)
    assert [chapter.title for chapter in found.chapters] == ["Prologue", *entries]


def test_what_a_box_in_the_story_holds_is_no_contents_list() -> None:
    held = ["one lamp", "two coils of rope", "a knife with no handle"]
    assert silent(read("The Box", PROSE, "Contents", *held, PROSE, PROSE)) == []


def test_a_contents_list_below_a_dedication() -> None:
    entries = ["The Rain", "The Sun"]
    story = [part for entry in entries for part in (entry, PROSE)]
    assert silent(read("The Kite", PROSE, "Contents", *entries, *story)) == ["Contents", *entries]


@pytest.mark.parametrize("caption", [[], ["Contents"], ["Table of Contents"]])
def test_a_contents_list_after_the_story(caption: list[str]) -> None:
    entries = ["Chapter One", "Chapter Two", "Chapter Three"]
    story = [part for entry in entries for part in (entry, PROSE)]
    found = read(*story, *caption, *entries)
    assert [chapter.title for chapter in found.chapters] == entries
    assert silent(found) == [*caption, *entries]


@pytest.mark.parametrize("line", ["Disclaimer: See Chapter 1", "Warnings: As in Chapter One."])
def test_a_label_that_names_a_chapter_is_no_heading(line: str) -> None:
    found = read("Chapter 1", PROSE, "Chapter 2", line, PROSE)
    assert [chapter.title for chapter in found.chapters] == ["Chapter 1", "Chapter 2"]
    assert silent(found) == [line]


def test_nothing_is_lost_if_there_is_no_story_but_headings() -> None:
    assert silent(read("Chapter 1", "Chapter 2", "Chapter 3")) == []


def test_a_part_joins_its_first_chapter() -> None:
    found = read("Part One", "Chapter 1", PROSE, "Chapter 2", PROSE, "Part Two", "Chapter 3", PROSE)
    assert [chapter.title for chapter in found.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert found.chapters[2].text.startswith("Part Two")


def test_parts_that_count_anew_tell_their_chapters_apart() -> None:
    assert titles(
        "Part I: Rain", "1", PROSE, "2", PROSE, "Part II: Sun", "1", PROSE, "2", PROSE
    ) == [
        "Part I: Rain, Chapter 1",
        "Part I: Rain, Chapter 2",
        "Part II: Sun, Chapter 1",
        "Part II: Sun, Chapter 2",
    ]


def test_numbers_within_chapters_are_sections() -> None:
    found = read("Chapter 1", "I", PROSE, "II", PROSE, "Chapter 2", "I", PROSE, "II", PROSE)
    assert [chapter.title for chapter in found.chapters] == ["Chapter 1", "Chapter 2"]
    assert [block.kind for block in found.chapters[0].blocks].count(Kind.HEADING) == 3


def test_front_matter_belongs_to_the_first_chapter() -> None:
    found = read("The Kite", "Disclaimer: not mine.", "Chapter 1", PROSE, "Chapter 2", PROSE)
    assert len(found.chapters) == 2
    assert found.chapters[0].title == "Chapter 1"
    assert found.chapters[0].start == 0


def test_story_before_the_first_heading() -> None:
    assert titles(PROSE, "Chapter 2", PROSE) == ["A File", "Chapter 2"]
    assert titles(*[PROSE] * 30, "Chapter 1", PROSE) == ["A File", "Chapter 1"]
    assert titles(PROSE, "Chapter 1", PROSE) == ["Chapter 1"]


def test_a_story_without_headings_is_one_chapter() -> None:
    assert titles("The Kite", PROSE, PROSE) == ["The Kite"]
    assert titles(PROSE, PROSE) == ["A File"]


def test_chapters_are_numbered_in_order() -> None:
    found = read("Prologue", PROSE, "Chapter 1", PROSE, "Chapter 7", PROSE)
    assert [chapter.number for chapter in found.chapters] == [1, 2, 3]


def test_an_extra_large_gap_is_a_break() -> None:
    story = f"{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n\n\n{PROSE}\n\n{PROSE}\n"
    found = book(text.draft(story), "A File")
    blocks = found.chapters[0].blocks
    assert [block.kind for block in blocks].count(Kind.BREAK) == 1
    gap = next(block for block in blocks if block.kind == Kind.BREAK)
    assert found.chapters[0].text_of(gap) == "\n\n"
    assert story[: gap.start].endswith(f"{PROSE}\n\n")


def test_a_blank_line_is_a_break_where_there_are_no_others() -> None:
    story = "\n".join([PROSE] * 6) + "\n\n" + "\n".join([PROSE] * 6)
    found = book(text.draft(story), "A File")
    assert [block.kind for block in found.chapters[0].blocks].count(Kind.BREAK) == 1


def test_irregular_gaps_and_gaps_around_headings_are_no_breaks() -> None:
    story = f"Chapter 1\n\n\n\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n\n\n\nChapter 2\n\n\n\n{PROSE}"
    found = book(text.draft(story), "A File")
    assert not [b for c in found.chapters for b in c.blocks if b.kind == Kind.BREAK]
    story = f"{PROSE}\n\n{PROSE}\n\n\n\n{PROSE}\n\n\n{PROSE}\n\n\n\n\n\n{PROSE}"
    found = book(text.draft(story), "A File")
    assert not [b for c in found.chapters for b in c.blocks if b.kind == Kind.BREAK]
