"""Paragraphs of plain text in every layout."""

from __future__ import annotations

from textwrap import dedent, fill

from fullcast.ingest.plain import text
from fullcast.ingest.plain.lines import lines
from fullcast.ingest.plain.text import is_wrapped

PARAGRAPHS = [
    "The boy looked into every shop window of the long wet street, but the kite with the red tail "
    "was in none of them, and nobody whom he asked had seen it.",
    "“Have you lost something?” asked the old woman behind the counter. She had been watching him "
    "for a while, over the rim of a cup that was larger than her hat.",
    "“My kite,” he said.",
    "“What does it look like?”",
    "He thought about it. It was not easy to say what a kite looks like when it is not there, "
    "because most of it is the sky behind it.",
]


def wrapped(paragraph: str, indent: str = "") -> str:
    return fill(paragraph, 60, initial_indent=indent)


def found(story: str) -> list[str]:
    draft = text.draft(story)
    for paragraph in draft.paragraphs:
        assert story[paragraph.start : paragraph.end].split() == paragraph.text.split()
    return [" ".join(paragraph.text.split()) for paragraph in draft.paragraphs]


def test_blank_lines_between_long_lines() -> None:
    assert found("\n\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_a_long_line_a_paragraph() -> None:
    assert found("\n".join(PARAGRAPHS)) == PARAGRAPHS


def test_hard_wrapped_with_blank_lines() -> None:
    assert found("\n\n".join(map(wrapped, PARAGRAPHS))) == PARAGRAPHS


def test_hard_wrapped_with_indented_first_lines() -> None:
    for indent in ("  ", "    ", "\t", "\u3000"):
        assert found("\n".join(wrapped(p, indent) for p in PARAGRAPHS)) == PARAGRAPHS


def test_hard_wrapped_with_nothing_between() -> None:
    story = "\n".join(map(wrapped, PARAGRAPHS))
    assert found(story) == PARAGRAPHS


def test_a_header_of_fields_does_not_make_a_story_hard_wrapped() -> None:
    header = [
        "Story: The Kite",
        "Storylink: http://example.org/1",
        "Last updated: May",
        "Words: 99",
    ]
    story = "\n".join(header) + "\n\n" + "\n\n".join(PARAGRAPHS)
    assert found(story) == [*header, *PARAGRAPHS]


def test_hard_wrapped_and_indented_with_blank_lines() -> None:
    assert found("\n\n".join(wrapped(p, "    ") for p in PARAGRAPHS)) == PARAGRAPHS


def test_short_lines_of_dialogue_without_blank_lines() -> None:
    talk = ["“Who is there?”", "“Me.”", "“Who is me?”", "Nobody answered.", "“Well?”", "He waited…"]
    assert found("\n".join(talk)) == talk


def test_mixed_gaps_between_long_lines() -> None:
    story = f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n{PARAGRAPHS[2]}\n\n\n{PARAGRAPHS[3]}"
    assert found(story) == PARAGRAPHS[:4]


def test_two_lines() -> None:
    assert found("The boy ran.\nThe rain fell.") == ["The boy ran.", "The rain fell."]
    assert found("The boy ran down\nthe street.") == ["The boy ran down the street."]


def test_dividers_and_headings_stand_alone_in_wrapped_text() -> None:
    story = "\n".join(
        (
            "CHAPTER I",
            wrapped(PARAGRAPHS[0]),
            "* * *",
            wrapped(PARAGRAPHS[1]),
            "CHAPTER II",
            wrapped(PARAGRAPHS[4]),
            "*Flashback*",
            wrapped(PARAGRAPHS[0]),
        )
    )
    assert found(story) == [
        "CHAPTER I",
        PARAGRAPHS[0],
        "* * *",
        PARAGRAPHS[1],
        "CHAPTER II",
        PARAGRAPHS[4],
        "*Flashback*",
        PARAGRAPHS[0],
    ]


def test_a_wrapped_line_that_begins_like_a_heading_stays_in_its_paragraph() -> None:
    story = dedent("""\
        She had read all of it by now, the whole long tale up to
        Chapter XII. There was nothing in it about kites, nor in
        Part Two, and so she put the book away and looked at the
        rain.

        It fell and fell, as it had fallen yesterday and the day
        before.
        """)
    assert len(found(story)) == 2


def test_title_page_lines_stay_apart_in_wrapped_text() -> None:
    story = "The Kite\nby Jane Doe\nRated K\n\n" + "\n\n".join(map(wrapped, PARAGRAPHS))
    assert found(story) == ["The Kite", "by Jane Doe", "Rated K", *PARAGRAPHS]


def test_verse_is_not_torn_from_its_stanza_in_wrapped_text() -> None:
    verse = "    O kite, O kite,\n    Where did you fly?\n    Into the night,\n    Into the sky."
    story = "\n\n".join([*map(wrapped, PARAGRAPHS), verse, *map(wrapped, PARAGRAPHS)])
    assert len(found(story)) == 2 * len(PARAGRAPHS) + 1


def test_gaps_and_offsets_of_lines() -> None:
    story = "  one\n\n \t two \n\u3000three"
    assert [(line.text, line.start, line.end, line.gap) for line in lines(story)] == [
        ("one", 2, 5, 0),
        ("two", 10, 13, 2),
        ("three", 16, 21, 1),
    ]


def test_is_wrapped_looks_at_prose_only() -> None:
    assert not is_wrapped(lines("Chapter 1\nThe boy ran.\n***\nThe rain fell.\nThe End"))
    assert not is_wrapped([])
