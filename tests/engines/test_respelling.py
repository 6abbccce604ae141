"""Respellings for engines that read no phonemes."""

import pytest
from invented_names import NAMES

from fullcast.engines.respelling import respelled, without_ipa
from fullcast.errors import EngineError
from fullcast.language.pronunciation import annotated


@pytest.mark.parametrize(
    ("ipa", "said"),
    [
        ("sɔɹˈvaɪnəs", "sor-vye-nus"),
        ("ˈkɔɹɪn", "kor-in"),
        ("lə ˈfeɪ", "luh fay"),
        ("ˈtʃeɪvɹə", "chaiv-ruh"),
        ("ˈtʃeɪ.vɹə", "chay-vruh"),
        ("ˈfiːdɹɪθ", "fee-drith"),
        ("ɡiː", "ghee"),
        ("taɪm", "tyme"),
        ("maɪnd", "mynd"),
        ("aɪˈzɛn", "eye-zen"),
        ("ˈzɛŋkə", "zeng-kuh"),
        ("bæŋk", "bank"),
        ("ˈθɛsə", "thess-uh"),
        ("ˈvɛspɚ", "vess-per"),
        ("ˈstɹɛŋθ", "strength"),
    ],
)
def test_respellings(ipa: str, said: str) -> None:
    assert respelled(ipa) == said


def test_a_text_is_respelled_word_by_word_in_the_case_of_each() -> None:
    text = f"{annotated('Sorvinus', 'sɔɹˈvaɪnəs')} and {annotated('sorvinus', 'sɔɹˈvaɪnəs')}"
    assert without_ipa(text) == "Sor-vye-nus and sor-vye-nus"


def test_ipa_that_is_none_is_an_error_that_names_the_word() -> None:
    with pytest.raises(EngineError, match=r'of "Pim" is no IPA: "P" is no symbol'):
        without_ipa(annotated("Pim", "Pɪm"))


def test_respellings_are_plain_small_letters() -> None:
    said = [respelled(ipa) for ipa in NAMES.values()]
    assert all(each.replace("-", "").replace(" ", "").isalpha() for each in said)
    assert all(each.isascii() and each.islower() for each in said)
