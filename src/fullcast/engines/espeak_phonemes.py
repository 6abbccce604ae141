"""Pronunciations in IPA as espeak-ng's phoneme mnemonics, which it reads between `[[` and `]]`.

The mnemonics are those of its English voices (https://github.com/espeak-ng/espeak-ng, docs/phonemes
.md); each was held against what espeak-ng 1.51 gives back as IPA. An r behind a vowel goes into the
vowel's own mnemonic, by which each accent sounds the r or drops it as it does in other words.
"""

from __future__ import annotations

from types import MappingProxyType

from fullcast.language.ipa import STRESSES, SYLLABLE, VOWELS, words


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_MNEMONICS = MappingProxyType(
    {
        **{sound: sound for sound in "pbtdfvszhmnljkwx"},
        **_table(
            """
            ɡ=g tʃ=tS dʒ=dZ θ=T ð=D ʃ=S ʒ=Z ŋ=N ɹ=r ɾ=t# ʔ=? ˈ=' ˌ=,
            iː=i: i=i ɪ=I eɪ=eI ɛ=E æ=a ɑː=A: ɒ=0 ɔː=O: oʊ=oU ʊ=U uː=u: ʌ=V ɜː=3: ə=@
            aɪ=aI aʊ=aU ɔɪ=OI ɪə=i@ ɛə=e@ ʊə=U@
            """
        ),
    }
)
_WITH_R = MappingProxyType(
    _table(
        """
        ɑː=A@ ɒ=A@ ɔː=O@ oʊ=O@ ɛ=e@ ɛə=e@ æ=A@
        ɪ=i@3 i=i@3 iː=i@3 ɪə=i@3 ʊ=U@ uː=U@ ʊə=U@
        ɜː=3: ʌ=3: ə=3 aɪ=aI3 aʊ=aU3 eɪ=e@ ɔɪ=OI3
        """
    )
)
"""A vowel and the r that closes its syllable."""


def mnemonics(ipa: str) -> str:
    """A pronunciation as text that espeak-ng's English voices say as it asks: "[[f'eI]]".

    A word without a mark of stress is stressed on its first vowel; espeak-ng would take the last.

    Raises:
        ValueError: the IPA is wrong, see `fullcast.language.ipa`.
    """
    said = [[sound for sound in word if sound != SYLLABLE] for word in words(ipa)]
    return " ".join(f"[[{_word(word, len(said) == 1)}]]" for word in said if word)


def _word(word: list[str], alone: bool) -> str:
    """One word; only one that stands alone must have a stress ("the" has none)."""
    if alone and not any(mark in word for mark in STRESSES):
        word = ["ˈ", *word]
    said, stressed, joined = "", False, False
    for at, sound in enumerate(word):
        following = [other for other in word[at + 1 :] if other not in STRESSES][:2]
        closed = following[:1] == ["ɹ"] and not VOWELS.intersection(following[1:])
        if joined:
            joined = False  # this r is in the vowel before it
        elif sound in VOWELS and closed:
            said += _WITH_R[sound]
            joined = True
        else:
            said += "i:" if sound == "i" and stressed else _MNEMONICS[sound]
        stressed = sound in STRESSES or (stressed and sound not in VOWELS)
    return said
