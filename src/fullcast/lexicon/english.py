"""English words that engines read wrong as they are written: stutters, cries, shouting, titles.

What the engines do was looked up in the phonemes of hibari 0.2.1 and of espeak-ng 1.52.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Set


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"(?<![\w.])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\d_])")

# espeak makes a full stop's pause after "Mr."; both know these without the point.
_POINTED = re.compile(r"\b(?:(Mrs?|MRS?)\.(?=\s+\w)|(Dr|DR|St|ST)\.(?=\s+[A-Z]))")
_TITLES = {
    "Ms": "Miz",  # espeak: "em ess"
    "Prof": "Professor",
    "Sgt": "Sergeant",
    "Capt": "Captain",
    "Cpt": "Captain",
    "Col": "Colonel",
    "Lt": "Lieutenant",
    "Gen": "General",
    "Rev": "Reverend",
    "Mt": "Mount",
}
_TITLE = re.compile(rf"\b({'|'.join(_TITLES)})\.(?=\s+[A-Z])|\bMs(?=\s+[A-Z])")
_JUNIOR = re.compile(r"(?<=[a-z])(,?\s+)(Jr|Sr)(?:\.(?=,|\s+[a-z])|(?!\w))")
_VERSUS = re.compile(r"\bvs\.?(?=\s)")
_NUMBER = re.compile(r"\bNo\.\s*(?=\d)|#(?=\d)")  # read "no, five" and "hash five"
_AMPERSAND = re.compile(r"\s*&\s*")

# A single consonant is read as the letter's name: b-b-but was "bee bee but".
_STUTTER = re.compile(
    r"(?<![\w'’-])((?:[^\W\d_]{1,2}(?:-+|—|–|\.\.\.|…)\s?){1,6})([^\W\d_]{2,}|I)(?![^\W\d_]*-\w-)"
)
_ONSETS = {
    "ch": "chuh",
    "kn": "nuh",
    "ph": "fuh",
    "sh": "shuh",
    "th": "thuh",
    "wh": "wuh",
    "wr": "ruh",
    "a": "ah",
    "c": "kuh",
    "e": "eh",
    "i": "uh",
    "o": "oh",
    "q": "kuh",
    "u": "uh",
    "x": "zuh",
}

# Cries that are spelled out letter by letter, or of which the vowel is doubled, as written.
_CRIES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"m{2,}|h+m+", "hmm"),
        (r"h+m+ph+", "humph"),
        (r"s+h+", "shush"),
        (r"b+r{2,}", "burr"),
        (r"g+r{2,}", "gurr"),
        (r"p+f+t?", "puff"),
        (r"t+s+k", "tisk"),
        (r"a{3,}|a+h{2,}|a{2,}h+", "ah"),
        (r"o+h{2,}", "oh"),
        (r"o{3,}|o{2,}h+", "ooh"),
        (r"a+w{2,}|a{2,}w+", "aw"),
        (r"e+w{2,}|e{2,}w+", "ew"),
        (r"u+h{2,}|u{2,}h+", "uh"),
        (r"u+g+h{2,}|u{2,}g+h+", "ugh"),
        (r"a{2,}r+g+h+|a+r{2,}g+h+|a+r+g+h{2,}", "argh"),
        (r"e{3,}k*|e{2,}k{2,}", "eek"),
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

_ABBREVIATIONS = _words(
    """
    AI AM AD BC BBC CD CEO CIA CIO DC DIY DJ DNA DVD EU FAQ FBI FYI GPS HIV HQ ID IOU IQ IRS IT KGB
    LA LED MRI NASA NATO NBA NFL NHS NSA NYC OK PA PE PIN PM POV RAF ROM RSVP SIM SOS SUV TV UFO UK
    UN UNICEF UNESCO US USA USB USSR VIP WIFI WWII AIDS ASAP AWOL SWAT
    """
)
_ALSO_WORDS = frozenset(("AM", "AD", "ID", "IT", "LA", "PA", "PIN", "ROM", "SIM", "US", "LED"))
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


def english(text: str, protected: Set[str] = frozenset()) -> str:
    """`text` with everything of the kinds above written so that engines read it right.

    Args:
        text: a cleaned line.
        protected: words, case-folded, that are left alone (those of the user's lexicon).
    """
    text = _POINTED.sub(lambda match: (match[1] or match[2]).capitalize(), text)
    text = _TITLE.sub(lambda match: _TITLES[match[1] or "Ms"], text)
    text = _JUNIOR.sub(lambda m: m[1] + {"Jr": "Junior", "Sr": "Senior"}[m[2]], text)
    text = _NUMBER.sub(_number, _VERSUS.sub("versus", text))
    text = _AMPERSAND.sub(" and ", text)
    text = _STUTTER.sub(_stutter, text)
    text = _WORD.sub(lambda match: _drawn_out(match, protected), text)
    return _without_shouting(text, protected)


def _number(match: re.Match[str]) -> str:
    return "Number " if opens_sentence(match.string, match.start()) else "number "


def _stutter(match: re.Match[str]) -> str:
    """ "B-b-but" as "Buh, buh, but": the onset with a short vowel, as a stutter sounds."""
    word = match[2]
    pieces = re.findall(r"[^\W\d_]+", match[1])
    onset = next((o for o in _ONSETS if len(o) == 2 and word.casefold().startswith(o)), word[0])
    if any(not word.casefold().startswith(piece.casefold()) for piece in pieces):
        return match[0]
    if any(len(piece) == 2 and piece.casefold() not in _ONSETS for piece in pieces):
        return match[0]  # "re-read", "he-hello": read as they should be
    if word == "I":
        return "I, " * len(pieces) + word
    said = _ONSETS.get(onset.casefold(), onset.casefold() + "uh")
    return ", ".join([_cased(said, piece[:1]) for piece in pieces] + [word])


def _drawn_out(match: re.Match[str], protected: Set[str]) -> str:
    """ "Nooooo" as "No", "Hmmmm" as "Hmm"."""
    word = match[0]
    if word.casefold() in protected or _ROMAN.fullmatch(word):
        return word
    for cry, said in _CRIES:
        if cry.fullmatch(word):
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


def _with_runs(word: str, runs: list[re.Match[str]], lengths: tuple[int, ...]) -> str:
    said, at = "", 0
    for run, length in zip(runs, lengths, strict=True):
        said += word[at : run.start() + length]
        at = run.end()
    return said + word[at:]


def _without_shouting(text: str, protected: Set[str]) -> str:
    """Words in capitals as ordinary ones, unless they look like an abbreviation."""
    words = list(_WORD.finditer(text))
    loud = [match[0].isupper() and len(match[0]) > 1 for match in words]
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


def opens_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at an offset of a text."""
    before = text[max(0, at - 8) : at].rstrip(" \"'“‘(«„")
    return before.endswith((".", "!", "?", "…")) or (not before and at < 8)


def _cased(said: str, like: str) -> str:
    return said.capitalize() if like[:1].isupper() else said
