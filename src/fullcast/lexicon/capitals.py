"""Words in capitals: shouting is said, not spelled; abbreviations are left alone."""

from __future__ import annotations

import re
from collections.abc import Set

from fullcast.lexicon.sentence import opens_sentence

WORD = re.compile(r"(?<![\w.])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\d_])")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ABBREVIATIONS = _words(
    """
    AC AD AI AIDS AM ASAP ATM AWOL BBC BC BCE CD CE CEO CIA CIO CPR DC DIY DJ DNA DVD EMT ER
    ETA EU FAQ FBI FYI GPS HIV HQ ICU ID IDK IOU IQ IRA IRS IT KGB LA LED LOL MRI NASA NATO NBA
    NFL NHS NSA NYC OK OMG PA PE PIN PM POV RAF ROM RSVP SIM SOS SUV SWAT TBH TV UFO UK UN
    UNESCO UNICEF US USA USB USSR VIP WIFI WTF WWII
    """
)
_ALSO_WORDS = frozenset(
    ("AM", "AD", "ID", "IT", "LA", "PA", "PIN", "ROM", "SIM", "US", "LED", "ER")
)
"""Abbreviations that among other shouted words are words (LET US GO)."""
_SHORT_WORDS = _words(
    """
    ah aha all am an and any are as ask at aw bad be bed big bit box boy bus but by bye can car cat
    cry cut dad day did die do dog don due eat end eve eye far few fit fly for fun get go god got
    guy had has hat he her hes hey hi him his hit hot how huh i if ill im in is it its job joy key
    kid la let lie lot low mad man may me men met mom mum my nah new no nor not now odd of off oh
    old on one or our out own pay pet put ran red rid rob run sad saw say sea see set she shh sir
    sit six sky so son sue sun ten the tie to too top toy try two ugh uh um up us use wake war was
    way we wet who why win wit won wow yay yea yep yes yet you yum
    """
)
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")


def without_shouting(text: str, protected: Set[str]) -> str:
    """Words in capitals as ordinary ones, unless they look like an abbreviation."""
    words = list(WORD.finditer(text))
    loud = [match[0].isupper() and len(match[0]) > 1 for match in words]
    if not any(loud):
        return text
    said, at = [], 0
    for n, match in enumerate(words):
        word = match[0]
        among = any(loud[max(0, n - 1) : n]) or any(loud[n + 1 : n + 2])
        if word.casefold() not in protected and _shouted(word, among):
            capital = opens_sentence(text, match.start()) or word[:2] in ("I'", "I’")
            quiet = word.capitalize() if capital else word.lower()
            said += [text[at : match.start()], quiet]
            at = match.end()
    return "".join([*said, text[at:]])


def _shouted(word: str, among: bool) -> bool:
    """Whether a word in capitals is an ordinary word; `among` other words in capitals."""
    if not word.isupper() or word == "I":
        return False
    if word[:2] in ("I'", "I’"):
        return True
    if len(word) == 1:
        return among and word == "A"
    if word in _ABBREVIATIONS:
        return among and word in _ALSO_WORDS
    if _ROMAN.fullmatch(word):
        return False
    if len(word) <= 4 and not set("AEIOUYaeiouy") & set(word):
        return not word.isascii()
    return among or len(word) > 3 or word.casefold() in _SHORT_WORDS
