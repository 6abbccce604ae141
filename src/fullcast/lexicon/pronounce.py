"""The user's pronunciations: words of the lexicon are replaced by how they are spoken."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from fullcast.language import ipa
from fullcast.language.pronunciation import (
    SEPARATOR,
    TERMINATOR,
    Lexicon,
    Pronunciation,
    annotated,
)
from fullcast.lexicon.sentence import opens_sentence

_SYLLABLE = re.compile(r"(?<![^\s-])(?=[A-Z]*[AEIOUY])[A-Z]{2,}(?=[\s-]|$)")
_ENDING = re.compile(
    rf"{SEPARATOR}([^{SEPARATOR}{TERMINATOR}]*){TERMINATOR}(['’](s|d|ll|ve))(?!\w)"
)
_POINTED = re.compile(r"(?i)(?<=\b(?:mr|dr|st))\.(?= )|(?<=\bmrs)\.(?= )")
_POINTLESS = re.compile(r"(?i)\b(?:mrs?|dr|st)(?=\\s)")
"""Titles whose point `english` takes away, with it and without; entries may have it or not."""
_VOICELESS = frozenset("p t k f θ x".split())
_HISSING = frozenset("s z ʃ ʒ tʃ dʒ".split())
_Entries = tuple[tuple[str, str | Pronunciation], ...]
_Entry = tuple[str, Pronunciation]
"""A key as it is written, and how it is said."""


def pronounce(text: str, lexicon: Lexicon) -> str:
    """`text` with the words of the lexicon as they are to be spoken.

    An entry stands for whole words, so its possessive ("Sorvinus's") is found and its plural needs
    an entry of its own. Case does not matter, unless the entry says so or has a capital within a
    word ("TV", "McGee"): that one is found as it is written and in capitals throughout. Where two
    entries could stand, the longer one does, and of one length the one that is exact; what an entry
    gives is not looked up again. In a respelling the stressed syllable may be in capitals
    (SOR-vin-us): engines get it in small letters, as they spell capitals out. IPA goes beside its
    word, as `fullcast.language.pronunciation` has it, with the ending of a possessive.
    """
    if not lexicon:
        return text
    pattern, exact, folded = _compiled(tuple(sorted(lexicon.items())))

    def said(match: re.Match[str]) -> str:
        found = _key(match[0])
        key, how = exact.get(found) or folded[found.casefold()]
        shouted = len(found) > 1 and found.isupper()
        if how.ipa:
            return annotated(key if shouted else match[0], how.said)
        if found[:1].isupper() and (not shouted or opens_sentence(match.string, match.start())):
            return how.said[:1].upper() + how.said[1:]
        return how.said

    return _ENDING.sub(_with_ending, pattern.sub(said, text))


def words_of(lexicon: Lexicon) -> frozenset[str]:
    """The words of all entries, case-folded."""
    return frozenset(word.casefold() for key in lexicon for word in key.split())


@lru_cache(maxsize=16)
def _compiled(entries: _Entries) -> tuple[re.Pattern[str], dict[str, _Entry], dict[str, _Entry]]:
    exact: dict[str, _Entry] = {}
    folded: dict[str, _Entry] = {}
    parts: list[tuple[int, str, str]] = []
    for written, value in entries:
        key, how = _key(written), Pronunciation.of(value)
        if not how.ipa:
            how = replace(how, said=_small(how.said))
        cased = how.exact_for(key)
        spellings = (key, key.upper()) if cased else (key,)
        for spelling in dict.fromkeys(spellings):
            (exact if cased else folded).setdefault(
                spelling if cased else spelling.casefold(), (key, how)
            )
            parts.append((-len(spelling), spelling, _pattern(spelling, cased)))
    return re.compile("|".join(part for _, _, part in sorted(parts))), exact, folded


def _pattern(key: str, exact: bool) -> str:
    body = r"\s+".join(re.escape(word) for word in key.split()).replace("'", "['’]")
    body = _POINTLESS.sub(r"\g<0>\\.?", body)
    before = r"(?<!\w)" if key[:1].isalnum() or key[:1] == "'" else ""
    after = r"(?!\w)" if key[-1:].isalnum() or key[-1:] == "'" else ""
    return f"{before}(?{'' if exact else 'i'}:{body}){after}"


def _with_ending(match: re.Match[str]) -> str:
    """An annotated word with its possessive "'s" (or "'d", "'ll", "'ve"), and how that is said."""
    spelt, written, ending = match[1], match[2], match[3]
    last = next((sound for sound in reversed(ipa.sounds(spelt)) if sound not in ipa.MARKS), "")
    if ending == "s":
        said = "ɪz" if last in _HISSING else "s" if last in _VOICELESS else "z"
    elif ending == "d":
        said = "ɪd" if last in ("t", "d") else "d"
    else:
        said = {"ll": "əl", "ve": "əv"}[ending]
    return f"{written}{SEPARATOR}{spelt}{said}{TERMINATOR}"


def _key(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    return _POINTED.sub("", text)


def _small(value: str) -> str:
    """A respelling with its stressed syllables in small letters; abbreviations stay."""
    value = value.strip()
    if not any(char.islower() for char in value):
        return value
    return _SYLLABLE.sub(lambda match: match[0].lower(), value)
