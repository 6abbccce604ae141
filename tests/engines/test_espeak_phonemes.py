"""IPA as espeak-ng's mnemonics."""

import pytest

from fullcast import engines
from fullcast.engines.espeak_phonemes import mnemonics
from fullcast.errors import EngineError
from fullcast.language.ipa import CONSONANTS, VOWELS
from fullcast.language.pronunciation import annotated
from fullcast.model import Voice

BRITISH = Voice("pyttsx3", "gmw/en")


@pytest.mark.parametrize(
    ("ipa", "said"),
    [
        ("sɔɹˈvaɪnəs", "[[sO@'vaIn@s]]"),
        ("lə ˈfeɪ", "[[l@]] [['feI]]"),
        ("tɪm", "[['tIm]]"),
        ("ˈmɛɹi", "[['mEri]]"),
        ("fɑɹˈiːn", "[[fA:r'i:n]]"),
        ("ˈmikə", "[['mi:k@]]"),
        ("ˈt͡ʃɔ.ɹɚ", "[['tSO:r3]]"),
    ],
)
def test_mnemonics(ipa: str, said: str) -> None:
    assert mnemonics(ipa) == said


def test_every_sound_comes_out_as_itself() -> None:
    """In the British voice, whose vowels are those that the IPA of dictionaries tells apart."""
    try:
        vowels = sorted(VOWELS - {"i"})
        said = engines.readings([annotated("x", f"ˈm{each}s") for each in vowels], BRITISH)
        consonants = sorted(CONSONANTS)
        also = engines.readings([annotated("x", f"ˈ{each}ɑː") for each in consonants], BRITISH)
    except EngineError as error:
        pytest.skip(str(error))
    assert [each.replace("iə", "ɪə") for each in said] == [f"ˈm{each}s" for each in vowels]
    assert [each.replace("ˈ", "") for each in also] == [
        f"{'t' if each == 'ɾ' else each}ɑː" for each in consonants
    ]
