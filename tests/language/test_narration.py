"""Person and tense of a tale are read from its narration."""

from __future__ import annotations

import pytest

from fullcast.language.narration import (
    Telling,
    is_first_person,
    leads_on,
    telling,
    turns_to_reader,
)


@pytest.mark.parametrize(
    ("narration", "expected"),
    [
        ("I went home and I slept. I was tired.", Telling(first_person=True)),
        ("She went home and slept. She was tired.", Telling()),
        ("She goes home and sleeps. She is tired.", Telling(present=True)),
        ("I am home. I think of her, and I sleep. She is gone.", Telling(True, True)),
        ("", Telling()),
    ],
)
def test_telling(narration: str, expected: Telling) -> None:
    assert telling(narration) == expected


def test_a_rare_i_is_no_narrator() -> None:
    prose = "The tide went out and the gulls stood on the mud. "
    assert not is_first_person("I may add that I own no gull, as I said. " + prose * 60)
    assert not is_first_person("I saw it. I left.")


def test_numerals_and_initials_are_no_narrator() -> None:
    assert not is_first_person("Charles I. was king. Henry I. was king. James I. was king.")


@pytest.mark.parametrize(
    ("narration", "to_reader"),
    [
        ("As I have said, the tide was out. Our hero slept.", True),
        ("The reader may wonder why she slept. I need not say why.", True),
        ("As I have said, the tide was out.", False),
        ("She had read this book to her. I never sleep, she said to him.", False),
    ],
)
def test_a_teller_who_turns_to_the_reader_does_so_more_than_once(
    narration: str, *, to_reader: bool
) -> None:
    assert telling(narration + " It was so." * 90).to_reader is to_reader


def test_a_word_to_the_reader() -> None:
    assert turns_to_reader("I must confess that she was late.")
    assert not turns_to_reader("I must leave.")


@pytest.mark.parametrize(
    ("between", "leads"),
    [
        (" He said, ", True),
        (" Then the old man whispered: ", True),
        (" he said, ", False),
        (" said Ada, ", False),
        (" He sat down, ", False),
        (" He said so. ", False),
        (" He said so. She said, ", False),
        ("", False),
    ],
)
def test_a_new_sentence_may_lead_to_the_next_quotation(between: str, leads: bool) -> None:
    assert leads_on(between) is leads
