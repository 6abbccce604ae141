"""The International Phonetic Alphabet, read as the sounds of English.

A pronunciation is broken into the sounds that an English speaker has for it: the symbols are those
of the IPA's chart (https://www.internationalphoneticassociation.org/content/full-ipa-chart) in the
ways in which dictionaries write English with them; sounds that English has not got become the
nearest that it has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType

PRIMARY, SECONDARY, SYLLABLE, WORD = "ˈ", "ˌ", ".", " "
STRESSES = (PRIMARY, SECONDARY)
MARKS = (PRIMARY, SECONDARY, SYLLABLE, WORD)
"""What stands between sounds."""
VOWELS = frozenset("iː i ɪ eɪ ɛ æ ɑː ɒ ɔː oʊ ʊ uː ʌ ɜː ə aɪ aʊ ɔɪ ɪə ɛə ʊə".split())
CONSONANTS = frozenset("p b t d k ɡ tʃ dʒ f v θ ð s z ʃ ʒ h m n ŋ l ɹ j w x ɾ ʔ".split())


def _table(lines: str) -> dict[str, str]:
    """`sounds = symbol symbol …` a line; the sounds are joined by "+"."""
    table = {}
    for line in lines.strip().splitlines():
        sounds, _, symbols = line.partition(" = ")
        for symbol in symbols.split():
            table[unicodedata.normalize("NFD", symbol)] = sounds.strip()
    return table


_SOUNDS = MappingProxyType(
    {
        **{sound: sound for sound in (*CONSONANTS, *VOWELS)},
        **_table(
            """
            ɡ = g ɢ ɣ ɟ
            ɹ = r ɻ ʀ ʁ ɽ
            l = ɫ ɬ ɭ ʟ
            l+j = ʎ
            n+j = ɲ
            n = ɳ
            ŋ = ɴ
            m = ɱ
            t = ʈ
            d = ɖ
            k = c q
            x = χ ç ħ
            h = ɦ
            f = ɸ
            v = β ʋ
            w = ʍ ɰ ɥ
            j = ʝ
            ʃ = ɕ ʂ
            ʒ = ʑ ʐ
            tʃ = ʧ tɕ ʨ ʈʂ
            dʒ = ʤ dʑ ʥ ɖʐ
            t+s = ʦ
            d+z = ʣ
            ʔ = ʕ
            iː = ɪː
            ɪ = ɨ ᵻ
            eɪ = ei eː ɛɪ ɛi
            ɛ = e
            æ = æː ɶ
            ɑː = a aː ɑ
            ɒ = ɒː
            ɔː = ɔ
            ɔː+ɹ = oɹ or oːɹ oːr
            oʊ = o oː ou əʊ əu ɔʊ
            ʊ = ʏ
            uː = u ʉ ʉː ɯ ɯː y yː
            ʌ = ɤ ɞ
            ɜː = ɜ əː ø øː œ œː
            ə = ɐ ɘ ɵ
            aɪ = ai ɑɪ ɑi
            aʊ = au ɑʊ ɑu
            ɔɪ = ɔi oɪ oi
            ɛə = eə ɛː
            ə+ɹ = ɚ ɹ̩ r̩
            ɜː+ɹ = ɝ ɝː
            ə+n = n̩
            ə+l = l̩ ɫ̩
            ə+m = m̩
            ə+ŋ = ŋ̩
            ɹ = ˞
            n = ̃
            """
        ),
        **{mark: mark for mark in MARKS},
    }
)
_SILENT = frozenset("ːˑʰʷʲˠˤⁿˡ‿") | frozenset(
    "\u0306\u0308\u030a\u031a\u031c\u031d\u031e\u031f\u0320\u0324\u0325\u0329\u032a\u032c"
    "\u032f\u0330\u0339\u033a\u033b\u033d"
)
"""Length of consonants, secondary articulations and fine shades, which engines cannot be told."""
_TIES = "\u0361\u035c"
_LONGEST = max(map(len, _SOUNDS))
_ONSETS = frozenset(
    (
        *(a + b for a in "p b k ɡ f".split() for b in "l ɹ".split()),
        *(a + b for a in "t d θ ʃ".split() for b in ("ɹ",)),
        *("s" + b for b in "p t k m n l w f".split()),
        *(a + "w" for a in "t d k ɡ θ".split()),
        *(a + "j" for a in "p b k f v m h".split()),
        *("sp" + b for b in "l ɹ j".split()),
        *("sk" + b for b in "l ɹ w j".split()),
        "stɹ",
    )
)
"""Two and three consonants that an English syllable begins with."""
_MEANT = MappingProxyType(
    {
        **dict(zip("SZTDNIEAOUVQGRL@3{∫εɩιıηδσϑɷß", "ʃʒθðŋɪɛɑɔʊʌɒɡɹləɜæʃɛɪɪɪŋðəθʊs", strict=True)),
        **dict(zip("λǝαγωυāēīōūăĕĭŏŭčšž", "ʎəɑɣʊʊeiaouæɛɪɒʌʧʃʒ", strict=True)),
        **dict.fromkeys("'’‘´`\"ʹʼ", PRIMARY),
        **dict.fromkeys("-·", SYLLABLE),
        ":": "ː",
    }
)
"""What people type for symbols of the IPA: X-SAMPA, look-alikes, dictionaries' own signs."""


def sounds(ipa: str) -> tuple[str, ...]:
    """A pronunciation as English sounds (of VOWELS and CONSONANTS) and the MARKS between them.

    Raises:
        ValueError: the IPA is wrong; the message says what is, and what to write.
    """
    wrong = mistake(ipa)
    if wrong is not None:
        raise ValueError(wrong)
    return _read(ipa)[0]


def words(ipa: str) -> list[list[str]]:
    """The `sounds` of each word of a pronunciation.

    Raises:
        ValueError: see `sounds`.
    """
    found: list[list[str]] = [[]]
    for sound in sounds(ipa):
        if sound == WORD:
            found.append([])
        else:
            found[-1].append(sound)
    return found


@lru_cache(maxsize=1024)
def mistake(ipa: str) -> str | None:
    """What is wrong with a pronunciation in IPA and what to write instead; None if nothing is."""
    found, strange = _read(ipa)
    if strange:
        return _no_symbol(strange)
    if not any(sound in VOWELS or sound in CONSONANTS for sound in found):
        return "there is no sound in it"
    for at, mark in enumerate(found):
        if mark in STRESSES and not _has_vowel(found[at + 1 :]):
            return f'no vowel follows "{mark}"; put it before the syllable that is stressed'
    return None


def onset(consonants: Sequence[str]) -> int:
    """How many of the consonants before a vowel are in its syllable: as many as English allows."""
    count = 1 if consonants and consonants[-1] != "ŋ" else 0
    while count and count < len(consonants) and "".join(consonants[-count - 1 :]) in _ONSETS:
        count += 1
    return count


def readable(ipa: str) -> str:
    """IPA as an engine writes it, in the symbols of `sounds`, stress marks before their syllables.

    What cannot be read is given back as it is.
    """
    if mistake(ipa) is not None:
        return ipa
    found, said = sounds(ipa), list[str]()
    for sound, after in zip(found, (*found[1:], ""), strict=True):
        if sound not in STRESSES or after not in VOWELS:
            said.append(sound)
            continue
        before = len(said)
        while before and said[before - 1] in CONSONANTS:
            before -= 1
        inside = before > 0 and said[before - 1] in VOWELS
        start = len(said) - onset(said[before:]) if inside else before
        said.insert(start, sound)
    return "".join(said)


def _read(ipa: str) -> tuple[tuple[str, ...], str]:
    """The sounds, and the first symbol that is none of the IPA's if there is one."""
    text = " ".join(unicodedata.normalize("NFD", ipa).split())
    text = "".join(char for char in text if char not in _TIES)
    found: list[str] = []
    at = 0
    while at < len(text):
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            if text[at : at + length] in _SOUNDS:
                found += _SOUNDS[text[at : at + length]].split("+")
                at += length
                break
        else:
            if text[at] not in _SILENT:
                return tuple(found), _whole(text, at)
            at += 1
    return tuple(found), ""


def _whole(text: str, at: int) -> str:
    """The character at a place of a decomposed text, with the accents on it."""
    end = at + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    if unicodedata.combining(text[at]) and at:
        at -= 1  # an accent on a letter that would be right without it
    return unicodedata.normalize("NFC", text[at:end])


def _no_symbol(symbol: str) -> str:
    base = unicodedata.normalize("NFD", symbol)[0]
    meant = _MEANT.get(symbol) or _MEANT.get(base) or (base if base in _SOUNDS else base.lower())
    hint = f'did you mean "{meant}"?' if meant in _SOUNDS or meant == "ː" else "leave it out"
    shown = symbol if symbol.isprintable() else f"U+{ord(symbol[0]):04X}"
    return f'"{shown}" is no symbol of the IPA; {hint}'


def _has_vowel(found: tuple[str, ...]) -> bool:
    """Whether a vowel comes before the next stressed syllable or word."""
    for sound in found:
        if sound in STRESSES or sound == WORD:
            return False
        if sound in VOWELS:
            return True
    return False
