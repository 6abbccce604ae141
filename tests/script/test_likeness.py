"""How alike two versions of a line are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.script.likeness import likeness


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ('"Come in,"', "Come in!", 1.0, 1.0),
        ("COME IN", "Come in", 1.0, 1.0),
        ("Come in", "Come inn", 0.9, 0.99),
        ("Come along then", "Come along then, and bring the lamp with you", 0.8, 0.8),
        ("No", "No, and bring the lamp with you", 0.0, 0.5),
        ("Where is it", "I never saw her", 0.0, 0.5),
        ("", "", 1.0, 1.0),
        ("...", "?!", 1.0, 1.0),
        ("", "Come in", 0.0, 0.0),
    ],
)
def test_likeness(a: str, b: str, least: float, most: float) -> None:
    assert least <= likeness(a, b) <= most


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_a_share(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, a) == 1.0
