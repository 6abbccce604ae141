"""Cries and words that are drawn out: "Hmmm", "Nooo", "Pfft"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Set
from functools import lru_cache

from fullcast.lexicon.capitals import WORD


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Cries that are spelled out letter by letter, or of which the vowel is doubled, as written.
_CRIES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"m{2,}|h+m+", "hmm"),
        (r"m+h+m+|m{2,}h+m+", "hmm-hmm"),
        (r"h*n*g+h+|h*n{2,}g+h*|h+n+g+h*", "ung"),
        (r"h+r*m+ph+", "humph"),
        (r"h+r+m+", "hmm"),
        (r"s+h+", "shush"),
        (r"b+r{2,}", "burr"),
        (r"g+r{2,}", "gurr"),
        (r"p+f+t?", "puff"),
        (r"t+s+k", "tisk"),
        (r"t+c+h+|t+[sz]+c+h+", "tut"),
        (r"z{2,}", "zizz"),
        (r"p+s+t+", "psst"),
        (r"m+r{2,}o+w+|m+r+o+w+", "murrow"),
        (r"a{3,}|a+h{2,}|a{2,}h+", "ah"),
        (r"o+h{2,}", "oh"),
        (r"o{3,}|o{2,}h+", "ooh"),
        (r"a+w{2,}|a{2,}w+", "aw"),
        (r"e+w{2,}|e{2,}w+", "ew"),
        (r"u+h{2,}|u{2,}h+", "uh"),
        (r"u+g+h{2,}|u{2,}g+h+", "ugh"),
        (r"a{2,}r+g+h+|a+r{2,}g+h+|a+r+g+h{2,}", "argh"),
        (r"e{3,}k*|e{2,}k{2,}", "eek"),
        (r"o{2,}f+", "oof"),
        (r"u+m{2,}", "um"),
        (r"e+r{2,}", "er"),
        (r"n+o{2,}", "no"),
        (r"s+o{2,}", "so"),
        (r"y+e+s{2,}", "yes"),
        (r"h+e{2,}y+", "hey"),
        (r"s{2,}", "sss"),
        (r"n{3,}", "nnn"),
        (r"b+z{2,}t*", "buzz"),
        (r"v+r{2,}", "vroom"),
        (r"m+[uw]+a+h*(?:h+a+)+h*", "mwahaha"),
        (r"b+w+a+h*(?:h+a+)+h*", "bwahaha"),
    )
)
_RUN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_DOUBLES = _words(
    """
    add agree ass ball bee been beer bell bless blood boo book boom boss call cannot cheer cheese
    class cool cross deep dinner door dress egg fall feel feet fell fool foot free freeze full funny
    good goodbye goodness goodnight goodnite green guess hall happy hell hello hiss hoo hurry keep
    kiss knee less little look mall meet mess miss mommy moo mood moon mummy daddy need off okee
    pass peek people please pretty really room roof school see seek seen sheesh sheep shoo sleep
    small smell sneeze soon sorry speed spell still stood stuff sweet swell tall teeth tell three
    too tooth tree wee week weep well whee will woo wood woohoo yahoo yell yippee yummy zoo zoom
    """
)
"""Words that keep their double letter when they are drawn out (sweeeet), as most do not (sooo)."""

_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")


def cries(text: str, protected: Set[str] = frozenset()) -> str:
    """Cries and drawn-out words as engines say them, but for those that are `protected`."""

    def said(match: re.Match[str]) -> str:
        word = match[0]
        return word if protected and word.casefold() in protected else _drawn_out(word)

    return WORD.sub(said, text)


@lru_cache(maxsize=4096)
def _drawn_out(word: str) -> str:
    """ "Nooooo" as "No", "Hmmmm" as "Hmm"."""
    if _ROMAN.fullmatch(word):
        return word
    if said := _cry(word):
        return word if word.casefold() == said else _cased(said, word)
    runs = list(_RUN.finditer(word))
    if not runs or len(runs) > 4:
        return _RUN.sub(r"\1", word)
    if runs[0].span() == (0, len(word)):
        return word
    options = [
        _with_runs(word, runs, lengths) for lengths in itertools.product((1, 2), repeat=len(runs))
    ]
    known = [option for option in options if option.casefold() in _DOUBLES]
    return known[0] if known else options[0]


def _cry(word: str) -> str:
    """What is said for a cry; nothing if the word is none."""
    return next((said for cry, said in _CRIES if cry.fullmatch(word)), "")


def _with_runs(word: str, runs: list[re.Match[str]], lengths: tuple[int, ...]) -> str:
    said, at = "", 0
    for run, length in zip(runs, lengths, strict=True):
        said += word[at : run.start() + length]
        at = run.end()
    return said + word[at:]


def _cased(said: str, like: str) -> str:
    return said.capitalize() if like[:1].isupper() else said
