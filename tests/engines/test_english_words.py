"""Which words are English."""

import pytest

from fullcast.engines.english_words import is_derived, is_english


@pytest.mark.parametrize(
    "word", ["Boats", "don’t", "twas", "whispered", "QUICKLY", "Anna", "lamplight", "a", "o'clock"]
)
def test_words_of_the_dictionary(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize("word", ["Sorvinus", "Haelwyth", "skrell", "Ngaio", "zq", "Aelin's"])
def test_invented_words(word: str) -> None:
    assert not is_english(word)
    assert not is_derived(word)


@pytest.mark.parametrize("word", ["unboat", "gulllike", "Ropeless", "dockfloor", "splicin"])
def test_words_that_are_made_as_one_speaks(word: str) -> None:
    assert is_derived(word)
