"""What is asked: windows onto a chapter, and the passages in them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from assistant_stories import CAST, chapter
from hypothesis import given
from hypothesis import strategies as st

from fullcast.assistant.prompts import AFTER, BEFORE, LINES, Passage, messages, shown, windows
from fullcast.model import Character, Kind

LONG = chapter((None, "word " * 200) for _ in range(100)).lines


@given(st.sets(st.integers(0, 99)), st.booleans())
def test_each_line_is_asked_for_once_and_within_its_surroundings(
    asked: AbstractSet[int], wordy: bool
) -> None:
    lines = LONG if wordy else tuple(replace(line, text="Well.") for line in LONG)
    found = list(windows(lines, asked))
    assert [at for window in found for at in window.asked] == sorted(asked)
    for window in found:
        first, last = window.asked[0], window.asked[-1]
        assert window.start == max(0, first - BEFORE)
        assert window.end == min(len(lines), last + 1 + AFTER)
        assert window.end - window.start <= LINES


def test_neighbours_share_a_passage_unless_they_are_too_long() -> None:
    short = [replace(line, text="Well.") for line in LONG]
    assert len(list(windows(short, range(50, 60)))) == 1
    assert len(list(windows(LONG, range(50, 60)))) > 1
    assert len(list(windows(short, [10, 60]))) == 2


def question(passage: Passage, narrator: str | None = None) -> str:
    system, user = messages(passage, CAST, narrator)
    assert (system["role"], user["role"]) == ("system", "user")
    assert "JSON" in system["content"]
    return user["content"]


def test_a_passage_reads_like_a_play_with_numbers() -> None:
    lines = chapter(
        [
            ("(heading)", "Chapter 1"), ("(note)", "A/N: hello"), (None, "It\n rained."),
            ("Mara Venn", "“Pim?”"), ("Pim?", "“Here.”"), ("(break)", "* * *"), ("Pim?", "No."),
            ("Mara Venn?", "“Why?”"),
        ]
    ).lines  # fmt: skip
    thought = replace(lines[6], kind=Kind.THOUGHT, paragraph=5)
    story = shown([*lines[:6], thought, lines[7]])
    asked = (lines[4], thought)
    text = question(Passage(tuple(story), asked, frozenset({4, 6, 7})))
    assert (
        "(Chapter 1)\n\nNarration: It rained.\n\nMara Venn: “Pim?”\n\n[1]: “Here.”\n\n"
        "(a new scene)\n[2] (thinking): No.\n\nSomebody: “Why?”\n"
    ) in text
    assert "A/N" not in text
    assert "1 to 2?" in text


def test_the_characters_are_listed_with_all_that_is_known_of_them() -> None:
    lines = chapter([("Pim?", "“Here.”")]).lines
    text = question(Passage(lines, lines), narrator="Pim")
    assert (
        '- Mara Venn (female; also Mara)\n- Pim (male; tells the story as "I")\n'
        "- Mistress Hale (female; also The miller)\n"
    ) in text
    _, user = messages(Passage(lines, lines), [Character("The Cat")], None)
    assert "- The Cat\n" in user["content"]


def test_of_a_long_line_the_beginning_and_the_end_are_shown() -> None:
    words = " ".join(f"w{i}" for i in range(500))
    lines = chapter([(None, words), ("Pim?", "“Here.”")]).lines
    text = question(Passage(lines, lines[1:]))
    assert "Narration: w0 w1 " in text
    assert " w499\n" in text
    assert " w250 " not in text
    assert len(text) < 1000
