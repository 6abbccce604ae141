"""Which names are one character, and which are not."""

from __future__ import annotations

from itertools import product

import pytest
from attribution_stories import FILLER, story_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.clustering import cluster
from fullcast.attribution.gender import form_leanings
from fullcast.attribution.names import collect

HIM = " And he shook his head at himself."
HER = " And she shook her head at herself."


def told(name: str, times: int = 3, then: str = "") -> list[str]:
    """Paragraphs in which somebody speaks and stands about; `then` shows a gender."""
    return [f'"So it was late," said {name}.{then}', f"And there {name} stood.{then}"] * times


def characters(*paragraphs: str) -> list[set[str]]:
    """The names of each character, most mentioned first."""
    story = story_of(FILLER, *paragraphs)
    usages = collect(story)
    groups = cluster(usages, form_leanings(story, usages))
    return [{str(form) for form in group.forms} for group in groups]


def gathered(*groups: str) -> list[set[str]]:
    """ "Mara Venn, Mara" is one character with two names."""
    return sorted((set(group.split(", ")) for group in groups), key=sorted)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # full name, first name, surname
        (["Mara Venn", "Mara"], ["Mara Venn, Mara"]),
        (["Mara Venn", "Venn"], ["Mara Venn, Venn"]),
        (["Mara Venn", "Mara", "Venn"], ["Mara Venn, Mara, Venn"]),
        (["Mara Venn", "Corin Hale"], ["Mara Venn", "Corin Hale"]),
        (["Mara Venn", "Mara Hale"], ["Mara Venn", "Mara Hale"]),
        (["Mara Venn", "Corin Venn"], ["Mara Venn", "Corin Venn"]),
        (["Mara", "Ron"], ["Mara", "Ron"]),
        # titles
        (["Mara Venn", "Miss Venn"], ["Mara Venn, Miss Venn"]),
        (["Mara Venn", "Mara", "Miss Mara"], ["Mara Venn, Mara, Miss Mara"]),
        (["Mara Venn", "Miss Mara Venn"], ["Mara Venn, Miss Mara Venn"]),
        (["Corin Hale", "Corin", "Dr. Hale"], ["Corin Hale, Corin, Dr. Hale"]),
        (["John Hale", "Mr. Hale", "Hale"], ["John Hale, Mr. Hale, Hale"]),
        (["Captain Hale", "Hale"], ["Captain Hale, Hale"]),
        (["Ada Venn", "Aunt Ada"], ["Ada Venn, Aunt Ada"]),
        (["Granny", "Ada"], ["Granny", "Ada"]),
        # families
        (["Mr. Venn", "Mrs. Venn"], ["Mr. Venn", "Mrs. Venn"]),
        (["Mr. Venn", "Mrs. Venn", "Miss Venn"], ["Mr. Venn", "Mrs. Venn", "Miss Venn"]),
        (["Mr. Venn", "Mrs. Venn", "Venn"], ["Mr. Venn, Venn", "Mrs. Venn"]),
        (["Ada Venn", "Nell Venn", "Miss Venn"], ["Ada Venn", "Nell Venn", "Miss Venn"]),
        (["Ada Venn", "Mr. Venn"], ["Ada Venn", "Mr. Venn"]),
        (["John Venn", "Mrs. Venn"], ["John Venn", "Mrs. Venn"]),
        (["John Venn", "Mrs. John Venn"], ["John Venn", "Mrs. John Venn"]),
        (["Miss Venn", "Ada Venn", "Mrs. Venn"], ["Miss Venn, Ada Venn", "Mrs. Venn"]),
        # ranks and offices
        (["Captain Hale", "Captain"], ["Captain Hale, Captain"]),
        (["Captain Hale", "Captain Venn", "Captain"], ["Captain Hale", "Captain Venn", "Captain"]),
        (["General Venn", "Mr. Venn"], ["General Venn", "Mr. Venn"]),
        (["Sir John Venn", "Mr. Venn"], ["Sir John Venn", "Mr. Venn"]),
        (["Sir John", "Sir John Venn", "John Hale"], ["Sir John, Sir John Venn", "John Hale"]),
        (["Dr. Corin Hale", "Dr. Hale"], ["Dr. Corin Hale, Dr. Hale"]),
        (["Doctor Hale", "Dr. Hale"], ["Dr. Hale"]),
    ],
)  # fmt: skip
def test_names_join_where_exactly_one_fits(names: list[str], expected: list[str]) -> None:
    found = characters(*[p for name in names for p in told(name)])
    assert sorted(found, key=sorted) == gathered(*expected)


@pytest.mark.parametrize(
    ("often", "rarely", "joined"),
    [
        ("Tansy", "Tans", True),
        ("Alexander", "Alex", True),
        ("Alex", "Alexander", True),
        ("Nellie", "Nell", True),
        ("Robert", "Bob", True),
        ("Peggy", "Margaret", True),
        ("Robert", "Bill", False),
        ("Roger", "Ron", False),
        ("Alexander", "Al", False),
        ("Mara", "Maria", False),
        ("Mara", "Nell", False),
    ],
)
def test_a_rare_short_form_joins_the_long_one(often: str, rarely: str, joined: bool) -> None:
    found = characters(*told(often, 8), *told(rarely, 1))
    assert found == ([{often, rarely}] if joined else [{often}, {rarely}])


@pytest.mark.parametrize(("name", "joined"), [("Bettina", True), ("Kestrel", False)])
def test_pronouns_part_no_first_name_that_tells_a_gender(name: str, joined: bool) -> None:
    """They may be those of whoever is with her."""
    found = characters(*told(name, 4, " He was late."), *told(f"{name} Venn", 3, " She sat."))
    assert found == ([{name, f"{name} Venn"}] if joined else [{name}, {f"{name} Venn"}])


def test_a_short_form_that_is_not_rare_is_somebody_else() -> None:
    assert characters(*told("Alexander", 5), *told("Alex", 4)) == [{"Alexander"}, {"Alex"}]


def test_a_short_form_that_fits_two_joins_neither() -> None:
    found = characters(*told("Alexander", 8), *told("Alexandra", 7), *told("Alex", 1))
    assert found == [{"Alexander"}, {"Alexandra"}, {"Alex"}]


def test_a_first_name_is_whoever_outweighs_the_other_bearer() -> None:
    many = characters(*told("Mara Venn", 8), *told("Mara Hale", 1), *told("Mara", 2))
    assert many == [{"Mara Venn", "Mara"}, {"Mara Hale"}]
    even = characters(*told("Mara Venn", 5), *told("Mara Hale", 4), *told("Mara", 2))
    assert even == [{"Mara Venn"}, {"Mara Hale"}, {"Mara"}]


def test_the_elder_brother_is_mr_and_the_younger_has_his_first_name() -> None:
    found = characters(*told("George Venn", 2), *told("Mr. Venn", 8), *told("Mr. John Venn", 4))
    assert {"George Venn", "Mr. Venn"} in found
    assert {"Mr. John Venn"} in found


def test_a_wife_called_by_her_husbands_name_does_not_take_it_from_him() -> None:
    found = characters(*told("John Venn"), *told("John"), *told("Mrs. John Venn"))
    assert sorted(found, key=sorted) == gathered("John Venn, John", "Mrs. John Venn")


def test_a_brother_without_a_first_name_of_his_own_is_not_the_younger() -> None:
    found = characters(*told("Mr. Venn", 8), *told("Mr. John Venn", 4), *told("John Venn", 2))
    assert sorted(found, key=sorted) == gathered("Mr. Venn", "Mr. John Venn, John Venn")


def test_the_elder_sister_is_miss_and_the_younger_has_her_first_name() -> None:
    found = characters(*told("Ada Venn", 2), *told("Miss Venn", 6), *told("Miss Nell Venn", 4))
    assert {"Ada Venn", "Miss Venn"} in found
    assert {"Miss Nell Venn"} in found


@pytest.mark.parametrize(
    ("then", "expected"),
    [(HIM, ["Kestrel Venn", "Miss Venn"]), (HER, ["Kestrel Venn, Miss Venn"])],
)
def test_pronouns_tell_who_may_bear_a_title(then: str, expected: list[str]) -> None:
    found = characters(*told("Kestrel Venn", 3, then), *told("Miss Venn", 3))
    assert sorted(found, key=sorted) == gathered(*expected)


def test_names_that_talk_to_each_other_are_two_people() -> None:
    talk = ['"So it was late," said Mara Venn.', '"So it was early," said Mara.'] * 3
    assert characters(*talk) == [{"Mara Venn"}, {"Mara"}]
    calls = ['"So it was late, Mara," said Mara Venn.', "And there Mara stood."] * 3
    assert characters(*calls) == [{"Mara"}, {"Mara Venn"}]


def test_a_family_is_nobody() -> None:
    found = characters(*told("Mr. Venn"), *["And the Venns laughed; the Venns said so."] * 3)
    assert found == [{"Mr. Venn"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "And they lived in Gannet, came from Gannet, and went to Gannet.",
        "And they had a Lamp there.",
        "And it was in April, in London.",
    ],
)
def test_places_and_things_are_nobody(sentence: str) -> None:
    assert characters(*told("Ron"), *[sentence] * 4) == [{"Ron"}]


def test_a_rare_surname_is_of_whoever_is_known_by_it() -> None:
    assert characters(*told("Tansy Parkin"), "And she saw Parkin.") == [{"Tansy Parkin", "Parkin"}]
    assert characters(*told("Tansy"), "And she saw Parkin.") == [{"Tansy"}]


def test_two_names_in_a_row_are_two_people() -> None:
    """ "Hale Venn" once, where Mr. Hale is well known, is no full name."""
    found = characters(*told("Mr. Hale", 4), *told("Mrs. Venn", 4), "And to Hale Venn spoke.")
    assert found == [{"Mr. Hale"}, {"Mrs. Venn"}]


def test_a_story_of_nobody_has_no_characters() -> None:
    assert characters("And it rained.") == []


NAMES = [
    " ".join(parts).strip()
    for parts in product(["", "Mr.", "Mrs.", "Miss"], ["Mara", "Corin"], ["Venn", "Hale", ""])
] + ["Mr. Venn", "Mrs. Venn", "Miss Hale", "Venn", "Hale", "Captain Hale"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(1, 4)), min_size=1, max_size=8))
@settings(deadline=None)
def test_each_name_belongs_to_one_character_and_no_character_has_two_genders(
    tellings: list[tuple[str, int]],
) -> None:
    paragraphs = [p for name, times in tellings for p in told(name, times)]
    found = characters(*paragraphs)
    names = [name for group in found for name in group]
    assert sorted(names) == sorted(set(names))
    assert all(found)
    for group in found:
        titles = {name.split()[0] for name in group}
        assert not ("Mr." in titles and titles & {"Mrs.", "Miss"})
    assert found == characters(*paragraphs)


def test_a_first_name_of_one_gender_is_not_a_full_name_of_the_other() -> None:
    found = characters(*told("Pim", then=HIM), *told("Pim Venn", then=HER))
    assert sorted(found, key=sorted) == gathered("Pim", "Pim Venn")


def test_mr_is_not_a_son_who_goes_by_his_first_name() -> None:
    sons = [*told("Paul Venn", 1), *told("Paul", 2), *told("George Venn", 1), *told("George", 2)]
    turns = ['"No," said Mr. Venn.', '"Yes," said George.', FILLER] * 3
    found = characters(*sons, *turns, *told("Mr. Venn", 8))
    assert {"Mr. Venn"} in found


@pytest.mark.parametrize(
    ("cry", "heard"), [("Eels!", False), ("Come, Eels!", True), ("Eels! Eels Venn!", True)]
)
def test_what_only_begins_sentences_is_a_cry(cry: str, heard: bool) -> None:
    found = characters(*told("Mara"), *[f'"{cry}"', FILLER] * 4)
    assert any("Eels" in names for names in found) == heard


def test_a_title_by_itself_means_its_only_bearer_however_rare() -> None:
    granny = told("Grandma Bett")
    assert {"Grandma Bett", "Grandma"} in characters(*granny, '"Ha!" said Grandma, and rose.')
    two = characters(*granny, *told("Grandma Ince"), '"Ha!" said Grandma, and rose.')
    assert {"Grandma Bett"} in two
    assert {"Grandma Ince"} in two


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # whoever the surname is used of, however often a brother is called by his first name
        ({"Tom Venn": 4, "Edwin Venn": 1, "Edwin": 20, "Mr. Venn": 3}, {"Tom Venn", "Mr. Venn"}),
        ({"Tom Venn": 4, "Edwin Venn": 1, "Edwin": 20, "Venn": 3}, {"Tom Venn", "Venn"}),
        # "Miss" before her full name tells a sister from the one who needs no first name
        ({"Ada Venn": 1, "Miss Nell Venn": 1, "Miss Venn": 3}, {"Ada Venn", "Miss Venn"}),
        # titles with first names
        ({"Polly": 4, "Mademoiselle Polly": 2}, {"Polly", "Mademoiselle Polly"}),
        ({"Mrs. Ada Venn": 3, "Mrs. Ada": 3}, {"Mrs. Ada Venn", "Mrs. Ada"}),
        ({"Mrs. Ada Venn": 3, "Mrs. Venn": 6}, {"Mrs. Ada Venn", "Mrs. Venn"}),
        # Sir John is hardly ever John, and one with a middle initial is no other
        ({"John Hale": 2, "Sir John Venn": 2, "John": 3}, {"John Hale", "John"}),
        ({"John Hale": 2, "John K. Hale": 2, "John": 3}, {"John Hale", "John K. Hale", "John"}),
        # of full names that occur once, the one with a family
        ({"Ada Venn": 1, "Ada Gannet": 1, "Mr. Venn": 2, "Ada": 20}, {"Ada Venn", "Ada"}),
        # several people's title is nobody's first name
        ({"Captain Hale": 3, "Captains Hale": 1}, {"Captain Hale"}),
    ],
)
def test_a_name_that_fits_several_is_that_of_whoever_is_known_by_it(
    names: dict[str, int], expected: set[str]
) -> None:
    assert expected in characters(*[p for name, n in names.items() for p in told(name, n)])


@pytest.mark.parametrize(("then", "joined"), [(HER, True), (HIM, False)])
def test_a_bare_name_is_a_ladys_if_it_is_she(then: str, joined: bool) -> None:
    found = characters(*told("Miss Kestrel", 3), *told("Kestrel", 4, then))
    assert ({"Miss Kestrel", "Kestrel"} in found) == joined


def test_a_few_misread_calls_tell_nobody_apart() -> None:
    calls = ['"Come, Miss Venn," he called.', FILLER] * 20
    misread = ['"Come, Miss Venn," he called. Ada Venn answered.', FILLER] * 2
    assert {"Ada Venn", "Miss Venn"} in characters(*calls, *misread, *told("Ada Venn", 20))
    assert {"Ada Venn"} in characters(*misread, *told("Miss Venn"))


def test_a_missing_comma_makes_no_full_name() -> None:
    found = characters(*told("Mr. Hale", 4), *told("Miss Venn", 4), "And Mr. Hale Miss Venn saw.")
    assert sorted(found, key=sorted) == gathered("Mr. Hale", "Miss Venn")
