"""What two quotations say of whether one answers the other."""

from __future__ import annotations

import pytest

from fullcast.attribution.features.wording import Wording, wording


@pytest.mark.parametrize(
    ("before", "after", "feature"),
    [
        ('"Are you well?"', '"I am."', "you, then I"),
        ('"I am well."', '"Are you?"', "I, then you"),
        ('"Stop—"', '"What?"', "breaks off"),
        ('"Stop!"', '"What?"', "shouts before"),
        ('"Stop."', '"What?"', "asks after"),
        ('"Stop."', '"Never!"', "shouts after"),
        ('"Stop."', '"Never!"', "begins with no"),
        ("“Stop.”", "“Why’s that?”", "asks after"),
        ('"It is,"', '"but late."', "goes on in lower case"),
        ('"Is it?"', '"Aye, it is."', "begins with yes"),
    ],
)
def test_a_sign_is_seen(before: str, after: str, feature: str) -> None:
    assert wording(Wording(before), Wording(after))[feature] == 1.0


def test_the_same_thing_is_spoken_of() -> None:
    same = wording(Wording('"Where is the lantern?"'), Wording('"The lantern is lost."'))
    other = wording(Wording('"Where is the lantern?"'), Wording('"There is no rope."'))
    assert same["words in common"] > other["words in common"] == 0.0


def test_nothing_said_has_no_words() -> None:
    assert wording(Wording("“”"), Wording(""))["length after"] < 0
