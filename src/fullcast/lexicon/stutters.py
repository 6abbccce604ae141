"""Stutters as they sound: engines read a single consonant as the name of the letter."""

from __future__ import annotations

import re

_STUTTER = re.compile(
    r"(?<![\w'’-])((?:[^\W\d_]{1,3}(?:-+|—|–|\.\.\.|…)\s?){1,6})([^\W\d_]{2,}|I)(?![^\W\d_]*-\w-)"
)
_CUT = re.compile(r"(?<![\w'’.-])([^\W\d_]{1,3})(?:—|–|-)(?=[\s\"”’.,!?]|$)")
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
_CLUSTERS = frozenset(
    "bl br cl cr dr dw fl fr gl gr pl pr qu sc sk sl sm sn sp st sw tr tw chr scr shr spl spr squ"
    " str thr sch".split()
)
"""Consonants that begin a word together; they are spelled out where no vowel follows."""
_A_WORD = re.compile(r"(?i)\b[aio](?:—|–|\.|…)")
"""Letters that are words where a pause and no hyphen follows: "I… ice"."""
_NO_STUTTERS = frozenset(("d-day",))
_LETTER_NAMED = frozenset(("tv", "dj", "dr", "mr", "st", "ft", "pm"))


def stutters(text: str) -> str:
    """ "B-b-but" as "Buh, buh, but", and a word cut off in its onset ("Wh—") as "Wuh—"."""
    return _CUT.sub(_cut, _STUTTER.sub(_stutter, text))


def _stutter(match: re.Match[str]) -> str:
    """The onset with a short vowel for each time that it is tried."""
    word = match[2]
    pieces = re.findall(r"[^\W\d_]+", match[1])
    small = word.casefold()
    if match[0].casefold() in _NO_STUTTERS or (_A_WORD.search(match[1]) and word != "I"):
        return match[0]
    if any(not small.startswith(piece.casefold()) for piece in pieces):
        return _grunt(match, pieces, word)
    if any(len(piece) > 1 and not _is_onset(piece.casefold()) for piece in pieces):
        return match[0]  # "re-read", "he-hello": read as they should be
    if word == "I":
        return "I, " * len(pieces) + word
    return ", ".join([_cased(_sound(piece, small), piece[:1]) for piece in pieces] + [word])


def _grunt(match: re.Match[str], pieces: list[str], word: str) -> str:
    """ "Gr-uh": consonants that are no beginning of what follows, before a vowel."""
    if all(_is_cluster(piece.casefold()) for piece in pieces) and word[:1].lower() in "aeiou":
        said = [_cased(f"{piece.casefold()}uh", piece) for piece in pieces]
        return ", ".join([*said, word])
    return match[0]


def _cut(match: re.Match[str]) -> str:
    piece = match[1].casefold()
    if match[1].isupper() and len(piece) > 1:
        return match[0]
    if (
        _is_cluster(piece) or (len(piece) == 2 and piece in _ONSETS)
    ) and piece not in _LETTER_NAMED:
        return _cased(_ONSETS.get(piece, f"{piece}uh"), match[1]) + match[0][len(match[1]) :]
    return match[0]


def _is_onset(piece: str) -> bool:
    return piece in _ONSETS or _is_cluster(piece)


def _is_cluster(piece: str) -> bool:
    return piece in _CLUSTERS


def _sound(piece: str, word: str) -> str:
    """What is said of a word's beginning: of "th-think", and of "t-think", the "th" as a whole."""
    small = piece.casefold()
    if _is_cluster(small):
        return {"chr": "kruh", "qu": "kwuh", "squ": "skuh"}.get(small, f"{small}uh")
    onset = next((o for o in _ONSETS if len(o) == 2 and word.startswith(o)), small)
    return _ONSETS.get(onset, f"{onset}uh")


def _cased(said: str, like: str) -> str:
    return said.capitalize() if like[:1].isupper() else said
