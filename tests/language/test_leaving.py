"""How narration says that somebody leaves."""

from __future__ import annotations

import pytest

from fullcast.language.leaving import LEAVES, has_left


@pytest.mark.parametrize(
    ("sentence", "leaves", "over"),
    [
        ("Ada left the kitchen.", True, False),
        ("Ada had left the kitchen.", True, True),
        ("Ada was gone.", True, True),
        ("Ada was off down the road.", True, False),
        ("Ada turned the corner.", True, False),
        ("Ada slammed the door behind her.", True, False),
        ("Ada stormed out.", True, False),
        ("Ada left the question open.", False, False),
        ("Ada was off her guard.", False, False),
        ("Ada turned away.", False, False),
        ("Ada closed the door.", False, False),
    ],
)
def test_some_verbs_tell_that_somebody_leaves(sentence: str, leaves: bool, over: bool) -> None:
    found = LEAVES.search(sentence)
    assert (found is not None) is leaves
    assert (found is not None and has_left(found)) is over
