"""Where English sentences end."""

from __future__ import annotations

import re

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]*_]*(?=\s)")
_NEXT = re.compile(r"\s+[\"“‘'(\[*_]*(\w?)")
_LAST_WORD = re.compile(r"[\w.]+\Z")
_LONGEST_ABBREVIATION = 8
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st capt col gen lt sgt rev hon messrs mme mlle jr sr no vol etc vs esq e.g
    i.e a.m p.m
    """.split()
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences, each without the white space around it.

    An end is a full stop, question or exclamation mark before white space, unless the stop
    belongs to an abbreviation or initial, or a lower-case word follows it.
    """
    spans: list[tuple[int, int]] = []
    start = _skip_space(text, 0)
    for mark in _END.finditer(text):
        if mark.start() < start or not _ends_sentence(text, mark):
            continue
        spans.append((start, mark.end()))
        start = _skip_space(text, mark.end())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    following = _NEXT.match(text, mark.end())
    if following and following.group(1).islower():
        return False
    if mark.group() != ".":
        return True
    start = max(0, mark.start() - _LONGEST_ABBREVIATION)
    word = _LAST_WORD.search(text[start : mark.start()])
    if word is None:
        return True
    last = word.group()
    if last.lower() in {"no", "p.m", "a.m", "etc", "jr", "sr", "esq"}:
        # These may end a sentence; a number or name goes on only behind "no".
        return not (last.lower() == "no" and following is not None and following.group(1).isdigit())
    return not (
        last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper() and last != "I")
    )


_STOP = re.compile(
    "[.!?…]"  # first of all, as this is what is looked for at every letter
    + "".join(
        rf"(?<!\b{word}.)"
        for word in "Mr Mrs Ms Dr St Mme Mlle Prof Capt Col Gen Lt Sgt Rev Hon [A-HJ-Z]".split()
    )
    + r"[.!?…]*[\"”’)]*(?=\s+[\"“A-Z*_]|\s*$)"
)
"""Where a sentence ends, as far as one can tell without the whole paragraph."""


def first_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the first sentence between two offsets."""
    m = _STOP.search(text, start, end)
    return start, m.end() if m else end


def last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the last sentence between two offsets, up to the second one."""
    stripped = start + len(text[start:end].rstrip())
    last = start
    for m in _STOP.finditer(text, start, stripped):
        if m.end() < stripped:
            last = m.end() + len(text[m.end() : end]) - len(text[m.end() : end].lstrip())
    return last, end
