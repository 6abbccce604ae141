"""The word lists agree with each other and know the words that stories are full of."""

from __future__ import annotations

import re

import pytest

from fullcast.language import people
from fullcast.language.people import (
    CHILD_NOUNS,
    CHILD_WORDS,
    FEMALE_ADDRESS,
    FEMALE_FIRST_NAMES,
    FEMALE_NOUNS,
    FEMALE_PRONOUNS,
    FEMALE_TITLES,
    GROWN_UP_TITLES,
    KIN_FEMALE,
    KIN_MALE,
    MALE_ADDRESS,
    MALE_FIRST_NAMES,
    MALE_NOUNS,
    MALE_PRONOUNS,
    MALE_TITLES,
    NEUTRAL_NOUNS,
    NEUTRAL_TITLES,
    NOT_NAMES,
    OLD_WORDS,
    PARENT_ADDRESS,
    PERSON_NOUNS,
    SURNAME_TITLES,
    TITLES,
)

LISTS = {
    name: value
    for name, value in sorted(vars(people).items())
    if name.isupper() and isinstance(value, frozenset)
}


@pytest.mark.parametrize("name", LISTS)
def test_words_are_lower_case_without_blanks_or_stops(name: str) -> None:
    assert [w for w in sorted(LISTS[name]) if w != w.lower() or re.search(r"[\s.]", w)] == []
    assert LISTS[name]


@pytest.mark.parametrize(
    ("male", "female"),
    [
        (MALE_TITLES, FEMALE_TITLES),
        (MALE_NOUNS, FEMALE_NOUNS),
        (KIN_MALE, KIN_FEMALE),
        (MALE_PRONOUNS, FEMALE_PRONOUNS),
        (MALE_ADDRESS, FEMALE_ADDRESS),
        (MALE_FIRST_NAMES, FEMALE_FIRST_NAMES),
        (MALE_TITLES, NEUTRAL_TITLES),
        (FEMALE_TITLES, NEUTRAL_TITLES),
        (MALE_NOUNS, NEUTRAL_NOUNS),
        (FEMALE_NOUNS, NEUTRAL_NOUNS),
        (MALE_FIRST_NAMES, FEMALE_NOUNS),
        (CHILD_NOUNS, OLD_WORDS),
    ],
)
def test_no_word_has_two_genders_or_ages(male: frozenset[str], female: frozenset[str]) -> None:
    assert sorted(male & female) == []


def test_the_lists_build_on_each_other() -> None:
    assert SURNAME_TITLES <= TITLES
    assert GROWN_UP_TITLES <= TITLES
    assert MALE_TITLES | FEMALE_TITLES | NEUTRAL_TITLES == TITLES
    assert MALE_NOUNS | FEMALE_NOUNS | NEUTRAL_NOUNS == PERSON_NOUNS
    assert CHILD_NOUNS <= CHILD_WORDS
    assert CHILD_NOUNS <= PERSON_NOUNS
    assert KIN_MALE <= MALE_NOUNS
    assert KIN_FEMALE <= FEMALE_NOUNS
    assert PARENT_ADDRESS <= KIN_MALE | KIN_FEMALE


@pytest.mark.parametrize(
    ("word", "words"),
    [
        *((w, MALE_TITLES) for w in "mr sir lord master uncle king".split()),
        *((w, FEMALE_TITLES) for w in "mrs miss ms lady madam aunt queen".split()),
        *((w, NEUTRAL_TITLES) for w in "dr doctor captain professor judge".split()),
        *((w, SURNAME_TITLES) for w in "mr mrs miss dr captain".split()),
        *((w, MALE_NOUNS) for w in "man boy ferryman father butler".split()),
        *((w, FEMALE_NOUNS) for w in "woman girl witch mother housekeeper".split()),
        *((w, NEUTRAL_NOUNS) for w in "child stranger doctor voice shopkeeper cat".split()),
        *((w, CHILD_NOUNS) for w in "boy girl child lad lass".split()),
        *((w, OLD_WORDS) for w in "old elderly grandfather grandmother".split()),
        *((w, MALE_ADDRESS) for w in "sir dad lad".split()),
        *((w, FEMALE_ADDRESS) for w in "madam ma'am miss mummy".split()),
        *((w, PARENT_ADDRESS) for w in "daddy mummy mother papa mum".split()),
        *((w, FEMALE_FIRST_NAMES) for w in "ada nell emma harriet".split()),
        *((w, MALE_FIRST_NAMES) for w in "john albert george robert".split()),
        *((w, NOT_NAMES) for w in "monday april christmas london chapter english".split()),
    ],
)
def test_common_words_are_known(word: str, words: frozenset[str]) -> None:
    assert word in words


@pytest.mark.parametrize("title", ["sir", "lady", "uncle", "aunt", "prince", "lord"])
def test_titles_of_a_first_name_are_no_surname_titles(title: str) -> None:
    assert title in TITLES
    assert title not in SURNAME_TITLES


@pytest.mark.parametrize("title", ["miss", "master", "prince", "princess"])
def test_a_child_may_bear_a_title(title: str) -> None:
    assert title in TITLES
    assert title not in GROWN_UP_TITLES


@pytest.mark.parametrize("word", ["uncle", "aunt", "grandpa", "granny", "brother", "sister"])
def test_only_a_parent_is_called_as_a_parent(word: str) -> None:
    assert word not in PARENT_ADDRESS


def test_month_names_that_are_women_are_hardly_ever_names_of_characters() -> None:
    """ "May" and "June" are first names too; the text must show it with a title or surname."""
    assert sorted(FEMALE_FIRST_NAMES & NOT_NAMES) == ["may"]
