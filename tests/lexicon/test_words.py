"""The words of a text, as entries of the lexicon would have them."""

import pytest

from fullcast.lexicon import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“Run, Sorvinus!” she said.", ["Run", "Sorvinus", "she", "said"]),
        ("Sorvinus’s hat, D'Arcy'll", ["Sorvinus", "hat", "D'Arcy"]),
        ("B-b-but Th—then Nooo!", ["but", "then"]),
        ("*Corin* looked at www.example.org/Corin", ["Corin", "looked", "at", "link"]),
        ("Room 12b, le Fay-Orrin", ["Room", "le", "Fay", "Orrin"]),
        ("... 12!", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert [word for word, _ in words(text)] == found


def test_the_first_word_of_a_sentence_has_its_capital_anyway() -> None:
    opening = [word for word, opens in words("They saw Pim. Mara ran. “Oh, Pim!”") if opens]
    assert opening == ["They", "Mara", "Oh"]
