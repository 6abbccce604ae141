"""Pronunciations in IPA, in the alphabet that hibari's and Kokoro's networks were taught.

misaki's alphabet (https://github.com/hexgrad/misaki, EN_PHONES.md) is an IPA of English phonemes:
diphthongs are one capital letter each, the stress mark stands before the vowel instead of the
syllable, and the two accents differ in their vowels and in where they sound an r. A pronunciation
is adapted to the accent that speaks it, as a speaker would, and sounds that English has not got
become the nearest that it has.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType

from fullcast.errors import EngineError
from fullcast.language.ipa import readable

VOWELS = "AIOQWYaeiouæɑɒɔəɚɛɜɪʊʌᵊᵻ"
CONSONANTS = "bdfhjklmnpstvwzðŋɡɹʃʒʤʧθ"
_KEPT = frozenset("aeiouæɑɒɔəɛɜɪʊʌᵊᵻː.ˈˌɾ " + CONSONANTS)
"""Symbols that the first step leaves as they are."""

_SYMBOLS = MappingProxyType(
    dict(
        pair.split("=")
        for pair in """
            dʒ=ʤ dʑ=ʤ ɖʐ=ʤ ʥ=ʤ tʃ=ʧ tɕ=ʧ ʈʂ=ʧ ʨ=ʧ ʦ=ts ʣ=dz
            n̩=ᵊn l̩=ᵊl ɫ̩=ᵊl m̩=ᵊm ŋ̩=ᵊŋ ɹ̩=əɹ r̩=əɹ ɚ=əɹ ɝ=ɜɹ ˞=ɹ
            g=ɡ r=ɹ ɻ=ɹ ʀ=ɹ ʁ=ɹ ɽ=ɹ ɫ=l ɬ=l ɭ=l ʟ=l ʎ=lj x=k χ=k ç=k c=k q=k ɣ=ɡ ɟ=ɡ ɢ=ɡ
            ɦ=h ħ=h ʍ=w ɥ=w ɰ=w β=v ʋ=v ɸ=f ɲ=nj ɳ=n ɴ=ŋ ɱ=m ʝ=j ɕ=ʃ ʂ=ʃ ʑ=ʒ ʐ=ʒ ʈ=t ɖ=d ʔ= ʕ=
            y=u ɯ=u ʉ=u ʏ=ʊ ø=ɜ œ=ɜ ɶ=æ ɤ=ʌ ɘ=ə ɵ=ə ɐ=ə ɞ=ʌ ɨ=ᵻ
            '=ˈ ’=ˈ |=. -=. ‿= ˑ= ʰ= ʷ= ʲ= ˠ= ˤ= ⁿ= ˡ=
        """.split()
    )
    | {"\u0303": "n"}  # the tilde of a nasal vowel
    | dict.fromkeys("\u0306\u0308\u030a\u031a\u031c\u031d\u031e\u031f\u0320\u0324\u0325", "")
    | dict.fromkeys("\u0329\u032a\u032c\u032f\u0330\u0339\u033a\u033b\u033d", "")
)
"""One symbol for what is written in several ways, and the nearest English sound for every other.
Fine shades of a sound are left out."""
_TIES = re.compile("[\u0361\u035c]")
_OPTIONAL_R = re.compile(r"\([rɹ]\)")
"""How British dictionaries write an r that is sounded before a vowel only, or in America."""

_CODA = f"(?![ˈˌ. ]*[{VOWELS}])"
_DIPHTHONGS = (
    ("eː|e[ɪi]|ɛɪ", "A"),
    ("[aɑ]ː?[ɪi](?!ː)", "I"),
    ("[aɑæ]ː?[ʊu](?!ː)", "W"),
    ("[ɔo]ː?[ɪi](?!ː)", "Y"),
)
_AMERICAN = (
    *_DIPHTHONGS,
    ("oː?ɹ|ɒɹ", "ɔɹ"),
    ("[oə]ʊ|[oə]u|oː?", "O"),
    ("ɜː?ɹ?", "ɜɹ"),
    ("[eɛ]əɹ?|ɛːɹ?", "ɛɹ"),
    ("ɪəɹ", "ɪɹ"),
    ("ʊəɹ?", "ʊɹ"),
    ("ɪə", "iə"),
    ("[aɒ]", "ɑ"),
    ("e", "ɛ"),
    ("ɾ", "T"),
    ("[ː.]", ""),
)
_BRITISH = (
    *_DIPHTHONGS,
    (f"oː?ɹ{_CODA}", "ɔː"),
    ("[oə]ʊ|[oə]u|oː?", "Q"),
    ("ɾ", "ɹ"),
    ("eə", "ɛː"),
    ("ɛə|ɛː", "ɛː"),
    (f"ɪɹ{_CODA}", "ɪə"),
    (f"ɛɹ{_CODA}", "ɛː"),
    (f"ʊɹ{_CODA}", "ʊə"),
    (f"ɹ{_CODA}", ""),
    ("aː", "ɑː"),
    ("æ", "a"),
    ("([ɑɔuɜ])ː?", r"\1ː"),
    ("([^ɑɔuɜiɛ])ː", r"\1"),
    ("e", "ɛ"),
    ("ᵻ", "ɪ"),
    (r"\.", ""),
)
"""What becomes of each sound in an accent, tried in this order at every place; regular expressions
over what `_symbols` gives."""


_IPA = str.maketrans(
    {
        **dict.fromkeys(';:,.!?—…"“”()', ""),
        **dict(zip("AIOQWYʤʧTᵊᵻ", "eɪ aɪ oʊ əʊ aʊ ɔɪ dʒ tʃ ɾ ə ɪ".split(), strict=True)),
    }
)


def as_ipa(phonemes: str) -> str:
    """What is written in misaki's alphabet in IPA as dictionaries have it, without punctuation."""
    return readable(" ".join(phonemes.translate(_IPA).split()))


def misaki(ipa: str, british: bool = False) -> str:
    """A pronunciation in IPA as misaki writes it: "həˈloʊ" gives "həlˈO".

    Delimiters (`/…/`, `[…]`) and tie bars may be there or not. A word without any mark of stress is
    stressed on its first vowel, which is where most English names are.

    Args:
        ipa: one or more words.
        british: for a British voice, which has "ɒ" and "əʊ" and sounds an r before vowels only.

    Raises:
        EngineError: a symbol is not one of the IPA's, or there is nothing to say.
    """
    written = _OPTIONAL_R.sub("" if british else "ɹ", ipa.strip().strip("/[]"))
    sounds = _spoken(_symbols(written, ipa), _BRITISH if british else _AMERICAN)
    stressed = " ".join(_stress(word) for word in sounds.split())
    if not any(char in CONSONANTS or char in VOWELS for char in stressed):
        raise EngineError(f'the pronunciation "{ipa}" has no sound; write it in IPA ("həˈloʊ")')
    if "ˈ" not in stressed and "ˌ" not in stressed:
        stressed = re.sub(f"([{VOWELS}])", r"ˈ\1", stressed, count=1)
    return stressed


def _symbols(text: str, ipa: str) -> str:
    """The IPA with one symbol for each English sound; `ipa` is what the user wrote."""
    # Decomposed, a nasal vowel is always two characters; ç is a letter of the IPA.
    text = _TIES.sub("", unicodedata.normalize("NFD", text)).replace("c\u0327", "ç")
    text = text.replace("ʔn", "tn")  # elsewhere the glottal stop is not one of English's sounds
    symbols, at = [], 0
    while at < len(text):
        length = 2 if text[at : at + 2] in _SYMBOLS else 1
        symbol = text[at : at + length]
        if symbol not in _SYMBOLS and symbol not in _KEPT:
            name = unicodedata.name(symbol, f"U+{ord(symbol):04X}")
            raise EngineError(
                f'the pronunciation "{ipa}" has "{symbol}" ({name}), which is not a sound of the'
                ' IPA; write it as dictionaries do, such as "həˈloʊ"'
            )
        symbols.append(_SYMBOLS.get(symbol, symbol))
        at += length
    return "".join(symbols)


def _spoken(text: str, rules: tuple[tuple[str, str], ...]) -> str:
    """Each place of the text by the first rule that fits it."""
    spoken, at = [], 0
    compiled = [(re.compile(pattern), said) for pattern, said in rules]
    while at < len(text):
        for pattern, said in compiled:
            if (match := pattern.match(text, at)) is not None:
                spoken.append(match.expand(said))
                at = match.end()
                break
        else:
            spoken.append(text[at])
            at += 1
    return "".join(spoken)


def _stress(word: str) -> str:
    """Each stress mark moved to its vowel; one that no vowel follows is dropped."""
    return re.sub(f"([ˈˌ])([^{VOWELS}ˈˌ]*)([{VOWELS}])?", _onto_vowel, word)


def _onto_vowel(match: re.Match[str]) -> str:
    mark, onset, vowel = match[1], match[2], match[3]
    return f"{onset}{mark}{vowel}" if vowel else onset
