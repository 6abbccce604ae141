"""English as phonemes: accents, pronunciations, and pieces that a network can take."""

from __future__ import annotations

import pytest

from fullcast.engines.english import Reader, numbers
from fullcast.errors import EngineError
from fullcast.language.pronunciation import STRESS, annotated

AMERICAN, BRITISH = Reader("some", british=False), Reader("some", british=True)


def test_each_sentence_is_read_in_the_accent() -> None:
    text = "Hello there. The car is far."
    assert list(AMERICAN.sentences(text, 500)) == ["həlˈO ðˈɛɹ.", "ðə kˈɑɹ ɪz fˈɑɹ."]
    assert list(BRITISH.sentences(text, 500)) == ["həlˈQ ðˈɛː.", "ðə kˈɑː ɪz fˈɑː."]


@pytest.mark.parametrize("ipa", ["kaɪˈɛlə", "/kaɪˈɛlə/", "[kaɪˈɛlə]"])
def test_a_word_is_read_by_its_pronunciation(ipa: str) -> None:
    (read,) = AMERICAN.sentences(f"Ask {annotated('Kael', ipa)}, then go.", 500)
    assert read == "ˈæsk kIˈɛlə, ðˈɛn ɡˌO."


@pytest.mark.parametrize(
    ("word", "american", "british"),
    [
        ("you", "jˈu", "jˈuː"),
        ("was", "wˈʌz", "wˈɒz"),
        ("not", "nˈɑt", "nˈɒt"),
        ("can", "kˈæn", "kˈan"),
        ("a", "ˈA", "ˈA"),
        ("the", "ðˈi", "ðˈiː"),
        ("am", "ˈæm", "ˈam"),
        ("Their", "ðˈɛɹ", "ðˈɛː"),
    ],
)
def test_a_word_is_stressed_where_the_text_says_so(word: str, american: str, british: str) -> None:
    for reader, stressed in ((AMERICAN, american), (BRITISH, british)):
        (plain,) = reader.sentences(f"But I know {word} too.", 500)
        (read,) = reader.sentences(f"But I know {annotated(word, STRESS)} too.", 500)
        assert read.split()[3] == stressed != plain.split()[3]
        assert read.split()[:3] == plain.split()[:3]


def test_long_sentences_come_in_pieces_that_end_with_clauses() -> None:
    text = "when the boats came home late, " * 12 + "nobody saw them."
    (whole,) = AMERICAN.sentences(text, 10_000)
    pieces = list(AMERICAN.sentences(text, 100))
    assert " ".join(pieces) == whole
    assert all(len(piece) <= 100 for piece in pieces)
    assert {piece[-1] for piece in pieces[:-1]} == {","}


def test_a_long_word_is_read_to_its_end() -> None:
    (read,) = AMERICAN.sentences("A" * 60 + "rgh!", 500)
    assert read.count(" ") == 2


def test_what_is_read_is_in_the_vocabulary() -> None:
    for reader in (AMERICAN, BRITISH):
        for read in reader.sentences("“Oh—no…” she said; “it's 7:30!” (Really?)", 500):
            assert set(read) <= set(numbers())


def test_a_strange_letter_is_an_error_that_names_it() -> None:
    with pytest.raises(EngineError, match='"some" reads English only and cannot say "日" in'):
        list(AMERICAN.sentences("It is 日.", 500))
