"""What a given name says of its bearer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.language.given_names import womans_share


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


@given(st.text())
def test_any_text_has_a_share(name: str) -> None:
    assert 0.0 <= womans_share(name) <= 1.0
