"""Which words are English: those in the dictionary that hibari brings (misaki's, some 170,000)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from hibari.g2p import Context, _load_json
from hibari.g2p.lexicon import Lexicon

_APOSTROPHES = str.maketrans("‘’", "''")
_PREFIXES = ("un", "re", "non", "over", "out", "mis", "half")
_SUFFIXES = ("ish", "less", "ness", "like", "ly", "ful", "fully", "er", "ers", "est", "y", "able")
_SHORTEST = 3
"""Letters that each part of a derived or compound word has at the least."""


def is_english(word: str) -> bool:
    """Whether a word, in any case, is in the dictionary, or is an inflection of one that is.

    The apostrophe that opens a few ("'twas") may be missing.
    """
    plain = _plain(word)
    return _listed(plain) or _listed(f"'{plain}")


def is_derived(word: str) -> bool:
    """Whether English makes a word of others as it goes.

    It does with the commonest prefixes and suffixes ("ropeless"), of two words ("wharfside"), and
    in dialect that drops a g ("goin'").
    """
    plain = _plain(word)
    cuts = range(_SHORTEST, len(plain) - _SHORTEST + 1)
    return (
        (plain.endswith("in") and _listed(f"{plain}g"))
        or any(_listed(plain[len(each) :]) for each in _PREFIXES if plain.startswith(each))
        or any(_listed_stem(plain[: -len(each)]) for each in _SUFFIXES if plain.endswith(each))
        or any(_listed(plain[:cut]) and _listed(plain[cut:]) for cut in cuts)
    )


def _plain(word: str) -> str:
    return word.translate(_APOSTROPHES).casefold()


def _listed_stem(stem: str) -> bool:
    """The stem as it stands, or as it was before its suffix: "happi", "danc", "bigg"."""
    if stem.endswith("i"):
        return _listed(f"{stem[:-1]}y")
    return _listed(stem) or _listed(f"{stem}e") or (stem[-2:-1] == stem[-1:] and _listed(stem[:-1]))


@cache
def _listed(word: str) -> bool:
    """Whether a word of some length or its plural, past or -ing form is listed."""
    if len(word) < _SHORTEST:
        return word in _dictionary().golds
    dictionary = _dictionary()
    if word in dictionary.golds or word in dictionary.silvers:
        return True
    if not re.fullmatch(r"[a-z']+", word):
        return False
    inflections = (dictionary.stem_s, dictionary.stem_ed, dictionary.stem_ing)
    return any(stem(word, None, None, Context())[0] is not None for stem in inflections)


@cache
def _dictionary() -> Any:
    return Lexicon(
        _load_json("lexicon_us_gold.json.gz"), _load_json("lexicon_us_silver.json.gz"), False
    )
