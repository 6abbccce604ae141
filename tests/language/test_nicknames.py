"""What the bearers of given names are called for short."""

from __future__ import annotations

import pytest

from fullcast.language.nicknames import is_nickname


@pytest.mark.parametrize(
    ("one", "other", "short"),
    [
        ("Bob", "Robert", True),
        ("Robert", "Bob", True),
        ("PEGGY", "margaret", True),
        ("Bob", "Bill", False),
        ("Bob", "Bob", False),
        ("Robert", "Roberta", False),
        ("", "Robert", False),
    ],
)
def test_a_nickname_is_short_for_its_names(one: str, other: str, short: bool) -> None:
    assert is_nickname(one, other) is short
