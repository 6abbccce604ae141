"""Cut a text into the sentences that are spoken one by one."""

from __future__ import annotations

import re
from collections.abc import Callable

from fullcast.language.pronunciation import as_written, within
from fullcast.lexicon.clean import speakable

LIMIT = 300
"""Characters that an engine is given at once: some 20 seconds; hibari and Kokoro take about 400
phonemes, and every engine's rhythm suffers from more."""

_OPENERS = "\"'“‘«„「『(["
_CLOSERS = "\"'”’»“」』)]"
_END = re.compile(rf"([.!?…]+|[。！？]+)[{re.escape(_CLOSERS)}]*(?:\s+|(?<=[。！？」』])|$)")
_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "prof", "sgt", "capt", "cpt", "col", "lt", "gen", "rev", "hon"]
) | frozenset(["mt", "messrs", "mme", "mlle"])
_GOES_ON = frozenset(("vs", "cf", "e.g", "i.e", "viz", "approx"))
"""Abbreviations after which the sentence always goes on; titles only where they are capitalised."""
_CLAUSE = re.compile(r"[,;:—–](?:[\"'”’)]*\s+|(?<=—))|\)\s+")
_SPACES = re.compile(r"\s+")
_FIRST_PERSON = re.compile(r"I(?:['’]|\b)")


def sentences(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """The sentences of a text, none longer than `limit` characters; none if nothing is speakable.

    A sentence ends at . ! ? … (and its closing quotation marks) before a space, but not after a
    title ("Mr."), an initial ("J. K.") or "e.g.", and not before a small letter ("What?" he said;
    well... no). Longer ones are cut at the clause nearest to their middle, else at a space, else
    anywhere but within a word that is annotated with its pronunciation, which does not count for
    the length. Joined, they give back every letter and digit of the text, in order; a piece that
    has none ("...") stays with the one before it.

    Raises:
        ValueError: `limit` is below 1.
    """
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    if not speakable(text):
        return ()
    pieces: list[str] = []
    for sentence in _split(" ".join(text.split())):
        pieces.extend(_within(sentence, limit))
    return tuple(_with_silent_ones_joined(pieces, limit))


def opens_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at an offset of a text."""
    before = text[max(0, at - 8) : at].rstrip(" \"'“‘(«„")
    return before.endswith((".", "!", "?", "…")) or (not before and at < 8)


def rewritten(pattern: re.Pattern[str], said: Callable[[re.Match[str]], str], text: str) -> str:
    """Each match in words, with a capital where it begins a sentence with a digit or a sign."""

    def cased(match: re.Match[str]) -> str:
        words = said(match)
        opens = not match[0][:1].isalpha() and opens_sentence(text, match.start())
        return words[:1].upper() + words[1:] if opens else words

    return pattern.sub(cased, text)


def _split(text: str) -> list[str]:
    found, start = [], 0
    for match in _END.finditer(text):
        if match.end() < len(text) and _ends(text, start, match) and not within(text, match.end()):
            found.append(text[start : match.end()].strip())
            start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = as_written(text[match.end() : match.end() + 20]).lstrip(_OPENERS + "—– ")
    mark, before = match[1], as_written(text[start : match.start()])
    if following[:1].islower():
        return False
    if mark in ("...", "…") and _FIRST_PERSON.match(following):
        return False  # "I… I don't know": a capital says nothing before "I"
    if mark != ".":
        return True
    word = before.rsplit(" ", 1)[-1].lstrip(_OPENERS + "—–")
    if word.casefold() in _GOES_ON or (word[:1].isupper() and word.casefold() in _TITLES):
        return False
    if word.casefold() == "no" and following[:1].isdigit():
        return False
    last = word.rsplit(".", 1)[-1]
    if len(last) == 1 and last.isupper():
        return last == "I" and "." not in word and not re.match(r"[A-Z]\.", following)
    return True


def _within(sentence: str, limit: int) -> list[str]:
    """A sentence in pieces of at most `limit` characters, of about equal length."""
    todo, done = [sentence], []
    while todo:
        piece = todo.pop()
        cut = len(piece) if _length(piece) <= limit else _cut(piece)
        if cut == len(piece):
            done.append(piece)
            continue
        todo += [part for part in (piece[cut:].strip(), piece[:cut].strip()) if part]
    return done


def _cut(piece: str) -> int:
    """Where to cut what is too long: near its middle, at the end of a clause if there is one.

    Behind the whole, if it is a single annotated word.
    """
    length = len(piece)
    low, high = length // 5, length - length // 5
    for breaks, start, end in ((_CLAUSE, low, high), (_SPACES, low, high), (_SPACES, 0, length)):
        places = [match.end() for match in breaks.finditer(piece, start, end)]
        places = [place for place in places if 0 < place < length and not within(piece, place)]
        if places:
            return min(places, key=lambda place: abs(place - length // 2))
    anywhere = [place for place in range(1, length) if not within(piece, place)]
    return min(anywhere, key=lambda place: abs(place - length // 2), default=length)


def _length(text: str) -> int:
    """Characters as they are written."""
    return len(as_written(text))


def _with_silent_ones_joined(pieces: list[str], limit: int) -> list[str]:
    """The pieces that can be spoken, with those that cannot ("...") set beside them."""
    joined: list[str] = []
    ahead = ""
    for piece in pieces:
        if not speakable(piece):
            if joined and _length(joined[-1]) + 1 + len(piece) <= limit:
                joined[-1] = f"{joined[-1]} {piece}"
            elif not joined:
                ahead = f"{ahead} {piece}".strip()
            continue
        fits = ahead and len(ahead) + 1 + _length(piece) <= limit
        joined.append(f"{ahead} {piece}" if fits else piece)
        ahead = ""
    return joined
