"""How a quotation uses the names in it."""

from __future__ import annotations

import pytest

from fullcast.attribution.naming import Shouts, naming
from fullcast.attribution.subjects import Mention


def use(said: str) -> str:
    """How a quotation uses the name Ron, in a word."""
    at = said.index("Ron")
    found = naming(said, [(0, len(said), [Mention(at, at + 3, 7)])])
    fields = ("called", "perhaps_called", "named", "introduces_self")
    (field,) = [name for name in fields if getattr(found, name)]
    return field


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('"Okay Ron."', "called"),
        ('"Come, Ron, come."', "called"),
        ('"Come here Ron."', "perhaps_called"),
        ('"It was late, wasn’t it Ron?"', "called"),
        ('"This is my friend, Ron."', "named"),
        ('"Ron, whose hat it is, has gone."', "named"),
        ('"I am called Ron."', "introduces_self"),
        ('"Ron speaking."', "introduces_self"),
        ('"I am Ron\'s aunt."', "named"),
        ("\"It's not Ron any more, it's Hale.\"", "introduces_self"),
        ('"Actually it\'s not Ron anymore its Hale."', "introduces_self"),
        ('"I\'m no longer Ron now."', "introduces_self"),
        ('"It\'s not Ron any more who decides."', "named"),
        ('"It\'s not Ron."', "named"),
        ('"He is not Ron any more."', "named"),
    ],
)
def test_a_name_is_called_named_or_the_speakers_own(said: str, expected: str) -> None:
    assert use(said) == expected


def test_a_shouted_name_is_whose_it_is() -> None:
    text = "Ron Venn sat. RON! VENN! OH! RONALD!"
    shouts = Shouts(text, [Mention(0, 8, 7)])
    assert [text[m.start : m.end] for m in shouts.between(13, len(text))] == ["RON", "VENN"]
    assert {m.character for m in shouts.between(13, len(text))} == {7}
    assert shouts.between(0, 8) == []


def test_a_shouted_name_that_two_bear_is_nobodys() -> None:
    text = "Ron Venn. Mara Venn. VENN! MARA!"
    shouts = Shouts(text, [Mention(0, 8, 1), Mention(10, 19, 2)])
    assert [m.character for m in shouts.between(20, len(text))] == [2]


def test_a_shouted_title_is_nobodys() -> None:
    text = "Captain Venn sat. CAPTAIN!"
    assert Shouts(text, [Mention(0, 12, 7)]).between(17, len(text)) == []
