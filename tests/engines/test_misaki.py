"""Pronunciations in IPA reach the networks in their own alphabet, in the voice's accent."""

from __future__ import annotations

import json
from pathlib import Path

import hibari
import pytest

from fullcast.engines.misaki import misaki
from fullcast.errors import EngineError

LEGAL = set(json.loads((Path(hibari.__file__).parent / "assets" / "vocab.json").read_text("utf-8")))
PRONUNCIATIONS = [
    # IPA, American, British
    ("həˈloʊ", "həlˈO", "həlˈQ"),
    ("həˈləʊ", "həlˈO", "həlˈQ"),
    ("/ˈbɜːɹd/", "bˈɜɹd", "bˈɜːd"),
    ("ˈbɜːd", "bˈɜɹd", "bˈɜːd"),
    ("bɝd", "bˈɜɹd", "bˈɜːd"),
    ("ˈfɜːɹi", "fˈɜɹi", "fˈɜːɹi"),
    ("skwɛə(ɹ)", "skwˈɛɹ", "skwˈɛː"),
    ("skweər", "skwˈɛɹ", "skwˈɛː"),
    ("nɪə(r)", "nˈɪɹ", "nˈɪə"),
    ("tʊɹ", "tˈʊɹ", "tˈʊə"),
    ("kɑː(ɹ)", "kˈɑɹ", "kˈɑː"),
    ("ˈmɛɹi", "mˈɛɹi", "mˈɛɹi"),
    ("[kæt]", "kˈæt", "kˈat"),
    ("lɒt", "lˈɑt", "lˈɒt"),
    ("bed", "bˈɛd", "bˈɛd"),
    ("kæˈfeɪ", "kæfˈA", "kafˈA"),
    ("ˈzeːlə", "zˈAlə", "zˈAlə"),
    ("ˈd͡ʒɒn", "ʤˈɑn", "ʤˈɒn"),
    ("ˈdʒɔɪ", "ʤˈY", "ʤˈY"),
    ("tʃaʊ", "ʧˈW", "ʧˈW"),
    ("ˈbʌʔn̩", "bˈʌtᵊn", "bˈʌtᵊn"),
    ("ˈlɪtl̩", "lˈɪtᵊl", "lˈɪtᵊl"),
    ("ˈbɛtɚ", "bˈɛtəɹ", "bˈɛtə"),
    ("naˈiːv", "nɑˈiv", "naˈiːv"),
    ("ka.iː", "kˈɑi", "kˈaiː"),
    ("ˈkæt.ʃɪp", "kˈætʃɪp", "kˈatʃɪp"),
    ("ˈɔ̃ɡ", "ˈɔnɡ", "ˈɔːnɡ"),
    ("lɒx", "lˈɑk", "lˈɒk"),
    ("gɹeɪs", "ɡɹˈAs", "ɡɹˈAs"),
    ("ˌkaɪˈzɛn ˈtoːɹu", "kˌIzˈɛn tˈɔɹu", "kˌIzˈɛn tˈQɹuː"),
    ("θɪŋ", "θˈɪŋ", "θˈɪŋ"),
    ("'fleɪ", "flˈA", "flˈA"),
]


@pytest.mark.parametrize(("ipa", "american", "british"), PRONUNCIATIONS)
def test_each_accent_has_its_own_form(ipa: str, american: str, british: str) -> None:
    assert misaki(ipa) == american
    assert misaki(ipa, british=True) == british


def test_only_symbols_that_the_network_knows_come_out() -> None:
    everything = "pbtdkɡqɢʔmɱnɳɲŋɴʙrʀⱱɾɽɸβfvθðszʃʒʂʐçʝxɣχʁħʕhɦɬʋɹɻjɰlɭʎʟʍwɥɕʑ"
    vowels = "iyɨʉɯuɪʏʊeøɘɵɤoəɛœɜɞʌɔæɐaɶɑɒɚɝᵊᵻ"
    for symbol in set(everything) - set("ʙⱱ"):
        for word in (f"{symbol}a", f"ˈa{symbol}", f"a{symbol}ˈa"):
            assert set(misaki(word)) | set(misaki(word, british=True)) <= LEGAL
    for vowel in vowels:
        for word in (vowel, f"{vowel}ː", f"t{vowel}ɹt", f"t{vowel}ɹə", f"{vowel}̃", f"t{vowel}ɪ"):
            assert set(misaki(word)) | set(misaki(word, british=True)) <= LEGAL


@pytest.mark.parametrize(
    ("ipa", "message"),
    [
        ("", "has no sound"),
        ("ˈ.", "has no sound"),
        ("ba5", r'"ba5" has "5" \(DIGIT FIVE\), which is not a sound'),
        ("HELLO", r'has "H" \(LATIN CAPITAL LETTER H\)'),
        ("beЖ", "CYRILLIC CAPITAL LETTER ZHE"),
    ],
)
def test_what_is_not_ipa_is_an_error(ipa: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        misaki(ipa)
