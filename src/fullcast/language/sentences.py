"""Where English sentences end."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"”’')\]*_]*(?=\s)")
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
    start = len(text) - len(text.lstrip())
    for mark in _END.finditer(text):
        if mark.start() < start or not _ends_sentence(text, mark):
            continue
        spans.append((start, mark.end()))
        start = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip())
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _ends_sentence(text: str, mark: re.Match[str]) -> bool:
    following = re.match(r"\s+[\"“‘'(\[*_]*(\w?)", text[mark.end() :])
    if following and following.group(1).islower():
        return False
    if mark.group() != ".":
        return True
    word = re.search(r"([\w.]+)$", text[: mark.start()])
    if word is None:
        return True
    last = word.group(1)
    return not (
        last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper() and last != "I")
    )
