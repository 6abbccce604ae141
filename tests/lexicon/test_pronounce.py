"""The user's pronunciations."""

import pytest

from fullcast.lexicon import spoken, utterances
from fullcast.model import Kind

LEXICON = {
    "Sorvinus": "SOR-vin-us",
    "le Fay": "luh FAY",
    "Fay": "fee",
    "TV": "telly",
    "McGee": "muh-GHEE",
    "D'Arcy": "dar-see",
    "BBC": "the B B C",
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sorvinus ran. SORVINUS! sorvinus", "Sor-vin-us ran. Sor-vin-us! sor-vin-us"),
        ("Sorvinus's and Sorvinus’ hat", "Sor-vin-us's and Sor-vin-us’ hat"),
        ("Sorvinuses and aSorvinus", "Sorvinuses and aSorvinus"),
        ("S-Sorvinus", "Suh, Sor-vin-us"),
        ("Morgan le  Fay met Fay", "Morgan luh fay met Fee"),
        ("tv on TV and TVs", "tv on telly and TVs"),
        ("McGee MCGEE mcgee", "Muh-ghee muh-ghee mcgee"),
        ("D’Arcy", "Dar-see"),
        ("The BBC said", "The the B B C said"),
    ],
)
def test_words_of_the_lexicon(text: str, said: str) -> None:
    assert spoken(text, LEXICON) == said


def test_the_longer_entry_wins_and_nothing_is_replaced_twice() -> None:
    assert spoken("red sea, red", {"red": "sea", "red sea": "lake", "sea": "tide"}) == "lake, sea"


def test_the_users_entry_comes_before_the_built_in_one() -> None:
    assert utterances("Mara's POV", Kind.MARKER, {"POV": "side"}) == ("Mara's side.",)


def test_an_entry_keeps_its_word_from_being_normalised() -> None:
    assert spoken("HMMMM", {"hmmmm": "well"}) == "Well"
    assert spoken("GO, KAEL, GO", {"KAEL": "kale"}) == "Go, kale, go"


def test_decomposed_letters_are_the_same_word() -> None:
    assert spoken("Ele\u0301a", {"Eléa": "ay-lay-ah"}) == "Ay-lay-ah"


def test_an_entry_with_signs_of_patterns_is_plain_text() -> None:
    assert spoken("a.b and axb", {"a.b": "dot"}) == "dot and axb"
