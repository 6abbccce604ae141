"""Which names are linked because the one answers to the other."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, people_of, story_of

from fullcast.attribution.clustering import cluster
from fullcast.attribution.gender import form_leanings
from fullcast.attribution.linking import link
from fullcast.attribution.names import collect

TALK = ('"Where were you, Pim?" asked Corin.', '"At sea," said Mara.')
"""Pim is called, and Mara answers."""


def characters(*paragraphs: str) -> list[set[str]]:
    """The names of each character, most mentioned first."""
    story = story_of(FILLER, *paragraphs)
    usages = collect(story)
    leanings = form_leanings(story, usages)
    groups = link(story, cluster(usages, leanings), leanings)
    return [{str(form) for form in group.forms} for group in groups]


def apart(times: int) -> list[str]:
    """Paragraphs of narration that name Mara, Corin and Pim one by one."""
    return ["And there Mara stood.", "And there Corin stood.", "And there Pim stood."] * times


def test_whoever_answers_to_a_name_bears_it() -> None:
    assert characters(*TALK, FILLER, *TALK) == [{"Mara", "Pim"}, {"Corin"}]


def test_one_answer_is_not_enough() -> None:
    assert {"Pim"} in characters(*TALK, *apart(2))


def test_two_answers_do_not_name_somebody_who_speaks_herself() -> None:
    assert {"Pim"} in characters(*TALK, FILLER, *TALK, FILLER, '"No," said Pim.')


@pytest.mark.parametrize(
    "proof",
    [
        ['"Come, Pim," said Mara.', FILLER, '"Come, Pim," said Mara.', *apart(8)],
        ['"Well," said Pim.', '"Well," said Mara.'],
        ["Pim and Mara had gone.", "There Mara saw Pim."],
        ['"Who is there, Pim?" asked Corin.', '"I," said Pim.'],
    ],
)
def test_those_who_meet_are_two(proof: list[str]) -> None:
    assert {"Pim"} in characters(*[*TALK, FILLER] * 3, *proof)


@pytest.mark.parametrize(("pronoun", "linked"), [("she", True), ("he", False)])
def test_a_man_does_not_answer_to_the_name_of_a_woman(pronoun: str, linked: bool) -> None:
    seen = ["There Pim sat, and she laughed."] * 4 + [f"There Mara sat, and {pronoun} laughed."] * 4
    found = characters(*TALK, FILLER, *TALK, *seen)
    assert any({"Pim", "Mara"} <= names for names in found) == linked


def test_whom_the_narrator_answers_for_is_the_narrator() -> None:
    mine = ['"Where were you, Pim?" asked Corin.', '"At sea," I said.']
    assert {"Pim"} in characters(*[*mine, FILLER] * 3, *TALK, FILLER, *TALK)


def test_links_are_kept_by_the_story_as_a_whole() -> None:
    (mara,) = (p for p in people_of(FILLER, *TALK, FILLER, *TALK).persons if p.name == "Mara")
    assert mara.aliases == ("Pim",)


SHORT = ['"So it is," said Stuart.', FILLER, "And there Stuart stood.", FILLER] * 3
STU = ['"Come on, Stu!" said Mara.', "Stu came.", "And there Stu sat.", FILLER]
"""Too often for a rare form of the other's name."""


def test_a_short_form_is_whoever_begins_like_it() -> None:
    assert {"Stuart", "Stu"} in characters(*SHORT, *STU)


@pytest.mark.parametrize(
    "proof",
    [
        ['"Come, Stu," said Stuart.'],
        ['"So it is," said Stu.', '"So it is," said Stuart.'],
        ["There Stu and Stuart sat."] * 3,
    ],
)
def test_two_who_meet_only_begin_alike(proof: list[str]) -> None:
    assert {"Stu"} in characters(*SHORT, *STU, *proof)


def test_a_nickname_is_whoever_bears_its_name() -> None:
    robert, bob = (
        [line.replace("Stuart", "Robert").replace("Stu", "Bob") for line in lines]
        for lines in (SHORT, STU)
    )
    assert {"Robert", "Bob"} in characters(*robert, *bob)
    assert {"Bob"} in characters(*robert, *bob, '"Come, Bob," said Robert.')


@pytest.mark.parametrize(("bears", "linked"), [("Pim", True), ("Pim Venn", False)])
def test_two_full_names_are_two_people(bears: str, linked: bool) -> None:
    known = ["And there Mara Venn stood.", f"And there {bears} stood."]
    found = characters(*TALK, FILLER, *TALK, *known)
    assert any({"Pim", "Mara"} <= names for names in found) == linked
