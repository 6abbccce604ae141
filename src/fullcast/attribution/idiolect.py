"""Whose way to speak a quotation is: the words that each person uses more than the others do.

Who says what is guessed once without it. From these guesses follows how often each person uses
each word, against everybody in the story; by that, every quotation is judged, its own words left
out (naive Bayes with Dirichlet smoothing: Zhai & Lafferty, 2004). Then all is decided once more.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from fullcast.attribution.features import Evidence, Features
from fullcast.attribution.reading import Story

_SURE = 0.6
"""Chance from which on a guess counts."""
_ENOUGH = 60
"""Words that a person must have said elsewhere."""
_SMOOTHING = 400.0
"""How many of the story's words are mixed into each person's own."""
_MOST_PER_WORD = 2.0
_MOST = 3.0
"""No single word, and no single quotation, tells more than this."""
_QUOTATIONS = 5
"""Quotations from which on a person's usual length is known."""
_WORD = re.compile(r"[a-z']+")
_MANNERS = {
    "(stutters)": re.compile(r"\b([a-z]{1,2})-(?=\1)", re.IGNORECASE),
    "(shouts)": re.compile(r"\b[A-Z]{3,}\b"),
    "(exclaims)": re.compile(r"!"),
    "(trails off)": re.compile(r"…|\.\.\."),
}
"""What is heard besides words; no word has brackets."""


@dataclass(slots=True)
class _Speech:
    """What somebody says in a story."""

    words: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0
    quotations: int = 0
    length: float = 0.0
    """The sum of the logarithms of their lengths."""


def with_idiolects(
    story: Story, evidence: Sequence[Evidence], chances: Sequence[Mapping[int, float]]
) -> list[Evidence]:
    """The evidence, with how well the words of each unit fit each candidate's, by first guesses."""
    said = [_counted(story.quoted(item.unit)) for item in evidence]
    guesses = [{c: p for c, p in chance.items() if p > _SURE} for chance in chances]
    speeches: defaultdict[int, _Speech] = defaultdict(_Speech)
    everybody: Counter[str] = Counter()
    for words, guess in zip(said, guesses, strict=True):
        everybody.update(words)
        for c, chance in guess.items():
            _hear(speeches[c], words, chance)
    whole = everybody.total()
    found = []
    for item, words, guess in zip(evidence, said, guesses, strict=True):
        length = words.total()
        # How often everybody else says each word, in this story.
        usual = [(w, n, (everybody[w] - n + 0.5) / (whole - length + 1)) for w, n in words.items()]
        features = {
            c: {**known, **_fit(speeches[c], usual, length, guess.get(c, 0.0))}
            if length and c in speeches
            else known
            for c, known in item.features.items()
        }
        found.append(Evidence(item.unit, features))
    return found


@lru_cache(maxsize=8192)
def _counted(said: str) -> Counter[str]:
    """The words of a quotation, and how they are spoken: stuttering, shouting, trailing off.

    They are asked for in each round.
    """
    found = Counter(_WORD.findall(said.lower().replace("’", "'")))
    for manner, sign in _MANNERS.items():
        found[manner] += len(sign.findall(said))
    return +found


def _hear(speech: _Speech, words: Counter[str], chance: float) -> None:
    for word, count in words.items():
        speech.words[word] += chance * count
    length = words.total()
    speech.total += chance * length
    speech.quotations += 1
    speech.length += math.log1p(length)


def _fit(
    speech: _Speech, words: Sequence[tuple[str, int, float]], length: int, own: float
) -> Features:
    """How well words fit what somebody says; each comes with its count and its usual share."""
    rest = speech.total - own * length
    found: Features = {}
    if speech.quotations > _QUOTATIONS:
        usual_length = speech.length / speech.quotations
        found["length fit"] = -abs(math.log1p(length) - usual_length)
    if rest < _ENOUGH:
        return found
    heard, log, worth = speech.words.get, math.log, 0.0
    rest += _SMOOTHING
    for word, count, usual in words:
        mixed = heard(word, 0.0) - own * count + _SMOOTHING * usual
        ratio = log(mixed / rest / usual)
        if ratio > _MOST_PER_WORD:  # this is done for each word and candidate
            ratio = _MOST_PER_WORD
        elif ratio < -_MOST_PER_WORD:
            ratio = -_MOST_PER_WORD
        worth += count * ratio
    found["idiolect"] = max(-_MOST, min(_MOST, worth / math.sqrt(length)))
    return found
