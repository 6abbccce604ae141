"""Pronunciations in IPA as letters that an engine without phonemes reads about right.

A respelling is one to hundreds of English readers ("vy" in "sor-vye-nus" cannot be read otherwise):
a syllable at a time, each vowel in the spelling that is the least ambiguous where it stands. It is
in small letters, for capitals are spelled out by some engines, so that the stress is lost.
"""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType

from fullcast.errors import EngineError
from fullcast.language.ipa import MARKS, VOWELS, onset, words
from fullcast.language.pronunciation import rewritten


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_CONSONANTS = MappingProxyType(
    {
        **{sound: sound for sound in "pbtdkfvszhmnlw"},
        **_table(
            """
        ɡ=g tʃ=ch dʒ=j θ=th ð=th ʃ=sh ʒ=zh
        ŋ=ng ɹ=r j=y x=kh ɾ=t ʔ=
        """
        ),
    }
)
_OPEN = MappingProxyType(
    _table(
        """
        iː=ee i=ee ɪ=ih eɪ=ay ɛ=eh æ=ah ɑː=ah
        ɒ=aw ɔː=aw oʊ=oh ʊ=oo uː=oo ʌ=uh ɜː=er
        ə=uh aɪ=y aʊ=ow ɔɪ=oy ɪə=eer ɛə=air ʊə=oor
        """
    )
)
"""Vowels at the end of a syllable."""
_CLOSED = MappingProxyType(
    {
        **_OPEN,
        **_table(
            """
        ɪ=i eɪ=ai ɛ=e æ=a ɒ=o oʊ=oa ʌ=u ə=u
        aɪ=igh aʊ=ou
        """
        ),
    }
)
"""Vowels before a consonant of the same syllable."""
_BEFORE_R = MappingProxyType(
    _table(
        """
        ɑː=ar æ=arr ɒ=or ɔː=or oʊ=or ɛ=air ɛə=air
        eɪ=air ɪ=eer i=eer iː=eer ɪə=eer ʊ=oor uː=oor
        ʊə=oor ɜː=er ʌ=ur ə=er aɪ=ire aʊ=our ɔɪ=oir
        """
    )
)
"""Vowels with the r that closes their syllable."""
_CHECKED = frozenset("ɪ ɛ æ ɒ ʊ ʌ".split())
"""Vowels that English closes with a consonant."""


def respelled(ipa: str) -> str:
    """A pronunciation in small letters, its syllables joined by hyphens: "sɔɹˈvaɪnəs", sor-vye-nus.

    Raises:
        ValueError: the IPA is wrong, see `fullcast.language.ipa`.
    """
    said = ("-".join(filter(None, map(_spelled, _syllables(word)))) for word in words(ipa))
    return " ".join(filter(None, said))


def without_ipa(text: str) -> str:
    """A text with its words that have a pronunciation in IPA respelled, for engines that read none.

    Raises:
        EngineError: the IPA of a word is wrong.
    """
    return rewritten(text, _respelled_word)


def _respelled_word(written: str, ipa: str) -> str:
    try:
        said = respelled(ipa)
    except ValueError as error:
        raise wrong_ipa(written, ipa, error) from error
    return said.capitalize() if written[:1].isupper() else said


def wrong_ipa(written: str, ipa: str, error: ValueError) -> EngineError:
    """That a word's pronunciation cannot be read."""
    return EngineError(f'the pronunciation /{ipa}/ of "{written}" is no IPA: {error}')


def _syllables(word: list[str]) -> list[list[str]]:
    """The sounds of a word by syllables, cut at its marks, else before the longest onset."""
    syllables: list[list[str]] = []
    at = 0
    nuclei = [n for n, sound in enumerate(word) if sound in VOWELS]
    for nucleus, following in pairwise(nuclei):
        cut = _cut(word, nucleus, following)
        syllables.append(word[at:cut])
        at = cut
    return [[sound for sound in each if sound not in MARKS] for each in (*syllables, word[at:])]


def _cut(word: list[str], nucleus: int, following: int) -> int:
    """Where the syllable of one vowel ends and that of the following begins."""
    between = word[nucleus + 1 : following]
    marks = [n for n, sound in enumerate(between) if sound in MARKS]
    if marks:
        return nucleus + 1 + marks[0]
    start = len(between) - onset(between)
    if start == 0 and between and (word[nucleus] in _CHECKED or between[0] == "ɹ"):
        start = 1
    return nucleus + 1 + start


def _spelled(syllable: list[str]) -> str:
    said, at = "", 0
    while at < len(syllable):
        sound, coda = syllable[at], syllable[at + 1 :]
        at += 1
        if sound not in VOWELS:
            said += _consonant(sound, coda)
        elif coda[:1] == ["ɹ"]:
            said += _BEFORE_R[sound]
            at += 1
        elif sound == "aɪ":
            return said + _eye(coda, bool(said))
        else:
            said += (_CLOSED if coda else _OPEN)[sound]
            if sound in _CHECKED and coda == ["s"]:
                return f"{said}ss"  # "thess", for "thes" ends as "these"
    return said


def _consonant(sound: str, after: list[str]) -> str:
    if sound == "ɡ" and after[:1] and (after[0] in ("iː", "i", "ɪ", "ɛ", "aɪ", "ɪə")):
        return "gh"  # "ghee", for "gee" has a soft g
    if sound == "ŋ" and after[:1] in (["k"], ["ɡ"]):
        return "n"
    return _CONSONANTS[sound]


def _eye(coda: list[str], onset: bool) -> str:
    """The vowel of "my" with all behind it: "eye", "vye", "tyme", "mynd"."""
    end = "".join(_consonant(sound, coda[n + 1 :]) for n, sound in enumerate(coda))
    if not onset:
        return f"eye{end}" if not coda else f"i{end}e" if len(coda) == 1 else f"eye{end}"
    return f"y{end}e" if len(coda) < 2 else f"y{end}"
