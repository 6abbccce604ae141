"""The user's pronunciations: words of the lexicon are replaced by how they are spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from fullcast.lexicon.english import opens_sentence

_SYLLABLE = re.compile(r"(?<![^\s-])(?=[A-Z]*[AEIOUY])[A-Z]{2,}(?=[\s-]|$)")
_Entries = tuple[tuple[str, str], ...]


def pronounce(text: str, lexicon: Mapping[str, str]) -> str:
    """`text` with the words of the lexicon as they are to be spoken.

    An entry stands for whole words, so its possessive ("Sorvinus's") is found and its plural needs
    an entry of its own. Case does not matter, unless the entry has a capital within a word ("TV",
    "McGee"): that one is found as it is written and in capitals throughout. Where two entries could
    stand, the longer one does; what an entry gives is not looked up again. In a respelling the
    stressed syllable may be in capitals (SOR-vin-us): engines get it in small letters, as they
    spell capitals out.
    """
    if not lexicon:
        return text
    pattern, exact, folded = _compiled(tuple(sorted(lexicon.items())))

    def said(match: re.Match[str]) -> str:
        found = _key(match[0])
        value = exact.get(found)
        if value is None:
            value = folded[found.casefold()]
        shouted = len(found) > 1 and found.isupper()
        if found[:1].isupper() and (not shouted or opens_sentence(match.string, match.start())):
            return value[:1].upper() + value[1:]
        return value

    return pattern.sub(said, text)


def words_of(lexicon: Mapping[str, str]) -> frozenset[str]:
    """The words of all entries, case-folded."""
    return frozenset(word.casefold() for key in lexicon for word in key.split())


@lru_cache(maxsize=16)
def _compiled(entries: _Entries) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    parts: list[tuple[int, str, str]] = []
    for written, value in entries:
        key, said = _key(written), _small(value)
        inner = any(char.isupper() for word in key.split() for char in word[1:])
        spellings = (key, key.upper()) if inner else (key,)
        for spelling in dict.fromkeys(spellings):
            (exact if inner else folded).setdefault(
                spelling if inner else spelling.casefold(), said
            )
            parts.append((-len(spelling), spelling, _pattern(spelling, inner)))
    return re.compile("|".join(part for _, _, part in sorted(parts))), exact, folded


def _pattern(key: str, exact: bool) -> str:
    body = r"\s+".join(re.escape(word) for word in key.split()).replace("'", "['’]")
    before = r"(?<!\w)" if key[:1].isalnum() else ""
    after = r"(?!\w)" if key[-1:].isalnum() else ""
    return f"{before}(?{'' if exact else 'i'}:{body}){after}"


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def _small(value: str) -> str:
    """A respelling with its stressed syllables in small letters; abbreviations stay."""
    value = value.strip()
    if not any(char.islower() for char in value):
        return value
    return _SYLLABLE.sub(lambda match: match[0].lower(), value)
