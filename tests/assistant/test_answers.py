"""Reading a model's answer, and judging names."""

from __future__ import annotations

import time

import pytest

from fullcast.assistant.answers import Roster, read_labels
from fullcast.model import Character

PLAIN = '{"1": "Mara", "2": "Pim"}'
BOTH = {1: "Mara", 2: "Pim"}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        f"```json\n{PLAIN}\n```",
        f'Sure! Here {{you}} are:\n\n{PLAIN}\n\nI took "2" for {{Pim}}.',
        f'<think>Perhaps {{"1": "Pim", "2": "Pim"}}? No.</think>\n{PLAIN}',
        f'<thinking>\n{{"1": "Pim"}}\n</thinking>{PLAIN}',
        f'so it may be {{"1": "Pim"}}\n</think>\n{PLAIN}',
        f'First I thought {{"1": "Pim"}}, but it is {PLAIN}',
        f'{{"speakers": {PLAIN}}}',
        '{"[1]": " Mara ", "line 2": "Pim"}',
        '{"1.": "Mara", "02": "Pim", "3": "Rowan", "0": "Rowan", "-": "Rowan", "1x2": "Rowan"}',
        '{"2": "Pim", "1": "Mara", "1": "Mara"}',
        f"{{{'{' * 20}{PLAIN}",
    ],
)
def test_the_last_object_with_numbers_counts_whatever_stands_around_it(text: str) -> None:
    assert read_labels(text, 2) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "", "I cannot tell.", "[]", '["Mara", "Pim"]', "{}", '{"Mara": "1"}', '{"9": "Mara"}',
        PLAIN[:-1], PLAIN[:-4], "{'1': 'Mara'}", "<html>{1}</html>", f"<think>{PLAIN}</think>",
        '{"1":' * 9000, "{" * 50_000, '{"' * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_such_object_says_nothing(text: str) -> None:
    assert read_labels(text, 2) == {}


@pytest.mark.parametrize(
    "value", ["null", "7", "true", '["Pim"]', '{"name": "Pim"}', '""', '" "', "1e999"]
)
def test_a_value_that_is_no_name_names_nobody(value: str) -> None:
    assert read_labels(f'{{"1": "Mara", "2": {value}}}', 2) == {1: "Mara", 2: None}


def test_a_number_with_two_names_has_none() -> None:
    assert read_labels('{"1": "Mara", "2": "Pim", "1": "Pim"}', 2) == {1: None, 2: "Pim"}


@pytest.mark.parametrize("piece", ["{", '{"1":', '{"1": "', "<think>", "</think>", '{"a": [', "{}"])
def test_an_endless_answer_is_read_in_no_time(piece: str) -> None:
    began = time.perf_counter()
    read_labels(piece * (1_000_000 // len(piece)), 25)
    assert time.perf_counter() - began < 2


CAST = (
    Character("Mara Venn", ("Mara", "Mrs. Venn", "The keeper")),
    Character("Pim", ("The boy", "Mr. Venn's boy", "The keeper")),
    Character("The Old Ferryman"),
)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Mara Venn", "Mara Venn"), ("mara", "Mara Venn"), ("  MRS.\n VENN ", "Mara Venn"),
        ("**Pim**", "Pim"), ('"Pim".', "Pim"), ("mr. venn's boy", "Pim"),
        ("the old ferryman", "The Old Ferryman"),
    ],
)  # fmt: skip
def test_names_and_aliases_are_known_in_any_case(said: str, name: str) -> None:
    assert Roster(CAST).find(said) == name


@pytest.mark.parametrize(
    "said", ["", "Venn", "Rowan", "Mara and Pim", "The keeper", "Narrator", "I", "unknown", "Pi"]
)
def test_nobody_else_is_known(said: str) -> None:
    assert Roster(CAST).find(said) is None


def test_who_tells_the_story_is_the_narrator() -> None:
    roster = Roster(CAST, "Pim")
    assert roster.find("narrator") == roster.find("I") == roster.find("Pim") == "Pim"


def test_a_name_goes_before_an_alias() -> None:
    assert Roster([Character("Mara", ("Pim",)), Character("Pim")]).find("pim") == "Pim"
