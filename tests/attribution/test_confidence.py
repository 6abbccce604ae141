"""What a chance is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.attribution.confidence import confidence

chances = st.floats(0.0, 1.0)


@given(chances, chances)
def test_who_is_likelier_is_surer(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= confidence(low) <= confidence(high) <= 1.0


@pytest.mark.parametrize(("chance", "worth"), [(0.0, 0.0), (0.5, 0.5)])
def test_no_chance_and_a_toss_up_stay(chance: float, worth: float) -> None:
    assert confidence(chance) == pytest.approx(worth)


def test_nothing_is_certain() -> None:
    assert 0.95 < confidence(1.0) < 1.0


def test_great_sureness_is_doubted() -> None:
    assert 0.8 < confidence(0.93) < 0.9
    assert confidence(0.07) > 0.07
