"""Read from the narration beside a quotation how it is spoken."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from fullcast.delivery.manners import (
    BY_ADVERB,
    BY_TONE,
    BY_VERB,
    CAPITALS,
    NEUTRAL,
    PLAIN,
    THOUGHT,
    Manner,
)
from fullcast.language.sentences import first_sentence, last_sentence
from fullcast.model import Kind, Line, Voice

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_CLAUSE_END = re.compile(r"[.;!?…]|,\s+(?:and|but|as|while|then)\b|\b(?:as|while|until|because)\b")
_TONE = re.compile(r"\b(?:in|with|to)\s+(?:an?|the|his|her)\s+(?:[a-z]+\s+){0,2}?([a-z]+)\b")
_FIRST_WORDS = frozenset(
    "he she it they we you the a an his her its their my our this that".split()
)
"""Words that are capital only where a sentence begins; a name may follow a quotation in its tag."""
_SUBJECT = 4
"""Words before the verb of a tag, at most: "the tall old man whispered"."""
_BEHIND = 3
"""Words between a verb and its adverb, at most: "said the old man softly"."""
_RATES, _PITCHES = (0.5, 2.0), (-12.0, 12.0)
_SHOUTED = 0.8
"""Share of the letters that are capitals in a line that is shouted."""
_FEWEST_LETTERS = 5
"""A line of fewer letters ("TV!") says nothing by its capitals."""


def manners(lines: Sequence[Line]) -> Mapping[int, Manner]:
    """How the lines of one chapter are spoken, by their index; those not in it are plain.

    A verb or adverb in the tag beside a quotation counts ("…," whispered Ada; Ada said softly:
    "…"), for all that the same speaker says in that paragraph up to the next tag. Capitals
    throughout are a shout. Thoughts are a little softer than speech.
    """
    found: dict[int, Manner] = {}
    for _, paragraph in groupby(lines, key=lambda line: line.paragraph):
        found |= _of_paragraph(list(paragraph))
    return {index: manner for index, manner in found.items() if manner != PLAIN}


def performed(voice: Voice, manner: Manner) -> Voice:
    """The voice as it speaks in a manner, within what voices can do."""
    if manner == PLAIN:
        return voice
    return replace(
        voice,
        rate=round(_within(voice.rate * manner.rate, _RATES), 4),
        pitch=round(_within(voice.pitch + manner.pitch, _PITCHES), 4),
        style=manner.style or voice.style,
    )


def _within(value: float, bounds: tuple[float, float]) -> float:
    return min(max(value, bounds[0]), bounds[1])


def _of_paragraph(lines: Sequence[Line]) -> dict[int, Manner]:
    found = {}
    for n, line in enumerate(lines):
        if line.kind is Kind.THOUGHT:
            found[line.index] = THOUGHT
        if line.kind is not Kind.DIALOGUE:
            continue
        behind = _tag_behind(lines, n)
        before = _tag_before(lines, n, found)
        manner = behind or before or PLAIN
        found[line.index] = CAPITALS if _is_shouted(line.text) and not manner.volume else manner
    return found


def _tag_behind(lines: Sequence[Line], n: int) -> Manner | None:
    """The manner that the narration behind a quotation tells, if it is its tag."""
    if n + 1 == len(lines) or lines[n + 1].kind is not Kind.NARRATION:
        return None
    text = lines[n + 1].text
    if not text.lstrip()[:1].islower():
        ended = lines[n].text.rstrip(" \"”’'»").endswith(".")
        first = _WORD.search(text)
        if ended or first is None or first[0].lower() in _FIRST_WORDS:
            return None  # a sentence of its own: what somebody does, not how they spoke
    start, end = first_sentence(text, 0, len(text))
    return _of_clause(text[start:end])


def _tag_before(lines: Sequence[Line], n: int, found: Mapping[int, Manner]) -> Manner | None:
    """The manner that the narration before a quotation tells: it leads to it, or goes on."""
    if n == 0 or lines[n - 1].kind is not Kind.NARRATION:
        return None
    text = lines[n - 1].text
    earlier = lines[n - 2] if n > 1 else None
    if earlier is not None and earlier.speaker == lines[n].speaker and earlier.index in found:
        return found[earlier.index]
    if text.rstrip()[-1:] not in (",", ":"):
        return None
    start, end = last_sentence(text, 0, len(text))
    return _of_clause(text[start:end], leads=True)


def _of_clause(clause: str, *, leads: bool = False) -> Manner | None:
    """The manner that a tag tells; None if it is none."""
    end = _CLAUSE_END.search(clause)
    whole = clause if leads or end is None else clause[: end.start()]
    words = [word.lower() for word in _WORD.findall(whole)]
    for n, word in enumerate(words if leads else words[: _SUBJECT + 1]):
        if word in BY_VERB:
            return BY_VERB[word]
        if word in NEUTRAL:
            return _of_adverb(words, n, whole)
    return None


def _of_adverb(words: Sequence[str], verb: int, clause: str) -> Manner:
    tone = _TONE.search(clause)
    if tone and tone[1] in BY_TONE:
        return BY_TONE[tone[1]]
    near = words[max(0, verb - 1) : verb + _BEHIND + 2]
    return next((BY_ADVERB[word] for word in near if word in BY_ADVERB), PLAIN)


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= _FEWEST_LETTERS and capitals >= _SHOUTED * len(letters)
