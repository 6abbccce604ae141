"""IPA as English sounds, and what is told of mistakes in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.language.ipa import CONSONANTS, MARKS, VOWELS, mistake, sounds, words


@pytest.mark.parametrize(
    ("ipa", "said"),
    [
        ("sɔɹˈvaɪnəs", "s ɔː ɹ ˈ v aɪ n ə s"),
        ("t͡ʃaɪ̯ld", "tʃ aɪ l d"),
        ("ʧaild", "tʃ aɪ l d"),
        ("na.ˈiv", "n ɑː . ˈ i v"),
        ("ˈgirrəl", "ˈ ɡ i ɹ ɹ ə l"),
        ("bɔ̃ˈʒuːʁ", "b ɔː n ˈ ʒ uː ɹ"),
        ("ˈbʌtn̩", "ˈ b ʌ t ə n"),
        ("ˈmyːlɐ", "ˈ m uː l ə"),
        ("iç", "i x"),
        ("ˈlɛɾɚ", "ˈ l ɛ ɾ ə ɹ"),
        ("pʰɪtʰ", "p ɪ t"),
        ("fɜ˞", "f ɜː ɹ"),
    ],
)
def test_sounds(ipa: str, said: str) -> None:
    assert " ".join(sounds(ipa)) == said


def test_words_are_parted_by_one_space() -> None:
    assert sounds(" lə  ˈfeɪ ") == ("l", "ə", " ", "ˈ", "f", "eɪ")


@pytest.mark.parametrize(
    ("ipa", "told"),
    [
        ("ˈSɑɹ", '"S" is no symbol of the IPA; did you mean "ʃ"?'),
        ("'sɑ", '"\'" is no symbol of the IPA; did you mean "ˈ"?'),
        ("sɑ:", '":" is no symbol of the IPA; did you mean "ː"?'),
        ("ˈPɪm", '"P" is no symbol of the IPA; did you mean "p"?'),
        ("bé", '"é" is no symbol of the IPA; did you mean "e"?'),
        ("ʃāl", '"ā" is no symbol of the IPA; did you mean "e"?'),
        ("fɑː(ɹ)", '"(" is no symbol of the IPA; leave it out'),
        ("sɑ\u200b", '"U+200B" is no symbol of the IPA; leave it out'),
        ("", "there is no sound in it"),
        ("ˈ . ", "there is no sound in it"),
        ("sɔˈ", 'no vowel follows "ˈ"; put it before the syllable that is stressed'),
        ("ˈs ɔ", 'no vowel follows "ˈ"; put it before the syllable that is stressed'),
    ],
)
def test_mistakes(ipa: str, told: str) -> None:
    assert mistake(ipa) == told
    with pytest.raises(ValueError, match=re.escape(told)):
        sounds(ipa)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    if mistake(text) is None:
        assert set(sounds(text)) <= VOWELS | CONSONANTS | set(MARKS)


@given(st.lists(st.sampled_from(sorted(VOWELS | CONSONANTS)), min_size=1))
def test_sounds_parted_by_syllables_are_themselves(said: list[str]) -> None:
    assert [sound for sound in sounds(".".join(said)) if sound != "."] == said


def test_a_pronunciation_may_have_several_words() -> None:
    assert words("lə ˈfeɪ") == [["l", "ə"], ["ˈ", "f", "eɪ"]]
