"""What a given name says of its bearer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.language.given_names import is_plain, womans_share


@pytest.mark.parametrize("name", ["Emma", "Harriet", "ZOË", "Penelope", "Aisha", "Ingrid"])
def test_womens_names(name: str) -> None:
    assert womans_share(name) > 0.9


@pytest.mark.parametrize("name", ["Harry", "José", "Hamid", "Owen", "sergei", "Gilbert"])
def test_mens_names(name: str) -> None:
    assert womans_share(name) < 0.1


def test_invented_names_are_judged_by_how_they_begin_and_end() -> None:
    assert womans_share("Oriella") > 0.8
    assert womans_share("Tarvicus") < 0.2


def test_names_of_both_are_left_open() -> None:
    assert 0.4 < womans_share("Kerry") < 0.6
    assert womans_share("") == womans_share("?") == 0.5


@pytest.mark.parametrize(
    ("share", "plain"), [(0.0, True), (1.0, True), (0.98, True), (0.9, False), (0.5, False)]
)
def test_a_name_is_plain_if_nearly_all_its_bearers_are_of_one_gender(
    share: float, plain: bool
) -> None:
    assert is_plain(share) is plain


@given(st.text())
def test_any_text_has_a_share(name: str) -> None:
    assert 0.0 <= womans_share(name) <= 1.0
