"""The user's pronunciations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.language.pronunciation import (
    ANCHOR,
    SEPARATOR,
    TERMINATOR,
    Lexicon,
    Pronunciation,
    annotated,
    as_written,
    rewritten,
)
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


def said_in_ipa(text: str, lexicon: Lexicon) -> str:
    """What is spoken, with each annotated word as word{IPA}."""
    return rewritten(spoken(text, lexicon), lambda written, ipa: f"{written}{{{ipa}}}")


IPA: Lexicon = {
    "Sorvinus": "/sɔɹˈvaɪnəs/",
    "le Fay": "/lə ˈfeɪ/",
    "Brocq": "/bɹɒk/",
    "Odd": "/ɒd/",
    "St. Orrin": "/sənt ˈɒɹɪn/",
    "Ph. Orrin": "/fɪl ˈɒɹɪn/",
    "Polish": Pronunciation("ˈpoʊlɪʃ", ipa=True, exact_case=True),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sorvinus ran.", "Sorvinus{sɔɹˈvaɪnəs} ran."),
        ("run, sorvinus", "run, sorvinus{sɔɹˈvaɪnəs}"),
        ("“SORVINUS!”", "Sorvinus{sɔɹˈvaɪnəs}!"),
        ("Sorvinus's, Sorvinus’", "Sorvinus's{sɔɹˈvaɪnəsɪz}, Sorvinus{sɔɹˈvaɪnəs}’"),
        ("Brocq’s and le  Fay's", "Brocq’s{bɹɒks} and le Fay's{lə ˈfeɪz}"),
        ("Odd'd, Odd'll, Odd've", "Odd'd{ɒdɪd}, Odd'll{ɒdəl}, Odd've{ɒdəv}"),
        ("le Fay'd 'le Fay' Brocq'sman", "le Fay'd{lə ˈfeɪd} 'le Fay{lə ˈfeɪ}' Brocq{bɹɒk}'sman"),
        ("S-Sorvinus", "Suh, Sorvinus{sɔɹˈvaɪnəs}"),
        ("Polish it; polish. POLISH", "Polish{ˈpoʊlɪʃ} it; polish. Polish{ˈpoʊlɪʃ}"),
        ("SORVINUS'S HAT", "Sorvinus's{sɔɹˈvaɪnəsɪz} hat"),
    ],
)
def test_words_in_ipa(text: str, said: str) -> None:
    assert said_in_ipa(text, IPA) == said


def test_a_word_in_ipa_is_no_place_to_end_a_sentence() -> None:
    texts = utterances("They saw Ph. Orrin. Sorvinus. le Fay ran", Kind.NARRATION, IPA)
    assert [as_written(text) for text in texts] == ["They saw Ph. Orrin.", "Sorvinus. le Fay ran"]
    assert all(text.count(ANCHOR) == text.count(TERMINATOR) for text in texts)


def test_a_heading_that_ends_with_a_word_in_ipa_falls() -> None:
    *_, text = utterances("Chapter II: Brocq", Kind.HEADING, IPA)
    assert text == f"{annotated('Brocq', 'bɹɒk')}."


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("key", ["St. Orrin", "St Orrin"])
@pytest.mark.parametrize("text", ["St. Orrin", "St Orrin"])
def test_the_point_of_a_title_may_be_there_or_not(key: str, text: str, language: str) -> None:
    assert spoken(f"By {text} he swore", {key: "sint ORR-in"}, language) == (
        "By Sint orr-in he swore"
    )


@given(
    st.lists(st.sampled_from(["le Fay", "St. Orrin", "and", "Brocq’s,", "Odd."]), min_size=1),
    st.integers(1, 40),
)
def test_pieces_hold_words_in_ipa_whole(words: list[str], limit: int) -> None:
    text = " ".join(words)
    pieces = utterances(text, Kind.NARRATION, IPA, limit=limit)
    assert "".join(filter(str.isalnum, as_written("".join(pieces)))) == "".join(
        filter(str.isalnum, text)
    )
    for piece in pieces:
        assert piece.count(ANCHOR) == piece.count(SEPARATOR) == piece.count(TERMINATOR)
        assert len(as_written(piece)) <= limit or piece.count(ANCHOR) == 1


def test_case_counts_if_the_entry_says_so() -> None:
    lexicon: Lexicon = {
        "Will": Pronunciation("vill", exact_case=True),
        "will": "wull",
        "McGee": Pronunciation("muh-GHEE", exact_case=False),
    }
    assert spoken("Will will. WILL!", lexicon) == "Vill wull. Vill!"
    assert spoken("mcgee", lexicon) == "muh-ghee"
