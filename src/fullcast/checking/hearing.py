"""What a recogniser heard of the lines, and which of them were likely misspoken.

No recogniser hears every word, least of all invented names. So a line is doubted only if a good
part of its words, or several in a row, sound like something else, and if that is more than is
usually misheard of its speaker.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fullcast.checking.alignment import Comparison, normal
from fullcast.checking.findings import Finding, clock, shortened
from fullcast.checking.manifest import Manifest, ManifestLine

SHORT = 2
"""Words up to which a line is doubted only if far more is heard: recognisers live by context, and
"Oh!" alone has none."""
EXTRA = 3
"""How many more words are far more."""
SHARE = 0.5
"""The part of a line's words that may sound wrong."""
RUN = 5
"""Words in a row that may not: a sentence is left out, said twice, or another one."""
CHANCE = 0.001
"""How likely it may at most be that so much is misheard of a line that was spoken right."""
_CLUMPS = 1.5
"""Errors come together, so that a word counts as that much more likely to be misheard."""
_MOST = 0.6
_PRIOR, _PRIOR_WORDS = 0.04, 40
"""Share of a speaker's words that is misheard, before this many have been heard."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?…:—–\"“”‘«„(\[*_-])\W*$")


@dataclass(frozen=True, slots=True)
class HeardLine:
    """A line that was listened to."""

    chapter: int
    file: str
    line: ManifestLine
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Score:
    """How well a speaker was understood."""

    speaker: str
    lines: int
    words: int
    errors: int
    """Words that are missing, added or others."""

    @property
    def rate(self) -> float:
        """The word error rate; 0 if there are no words. It can exceed 1."""
        return self.errors / self.words if self.words else 0.0


def suspicious(heard: Comparison) -> bool:
    """Whether a line may have been misspoken, whoever says it."""
    if heard.words <= SHORT:
        return bool(heard.words) and len(heard.heard) >= heard.words + EXTRA
    return heard.run >= RUN or (heard.wrong >= 2 and heard.wrong >= SHARE * heard.words)


def doubtful(heard: Sequence[HeardLine]) -> list[HeardLine]:
    """The lines that were likely misspoken, by how well their speakers are understood otherwise."""
    words: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for each in heard:
        words[each.line.speaker] += each.comparison.words
        wrong[each.line.speaker] += min(each.comparison.wrong, each.comparison.words)
    found = []
    for each in heard:
        own, speaker = each.comparison, each.line.speaker
        others = words[speaker] - own.words
        missed = wrong[speaker] - min(own.wrong, own.words)
        usual = (missed + _PRIOR * _PRIOR_WORDS) / (others + _PRIOR_WORDS)
        if suspicious(own) and _chance(own, min(_MOST, usual * _CLUMPS)) <= CHANCE:
            found.append(each)
    return found


def _chance(heard: Comparison, share: float) -> float:
    """How likely so many words, or so many in a row, are misheard if each is by this share."""
    n, most = heard.words, min(heard.wrong, heard.words)
    tail = sum(math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(most, n + 1))
    # What is heard beyond the line's own words is as unlikely, word by word.
    tail *= share ** max(0, heard.wrong - n)
    return min(tail, n * share**heard.run if heard.run else 1.0)


def names(manifest: Manifest) -> frozenset[str]:
    """Words that are names by the way they are written: always with a capital, also within a
    sentence; and what the speakers are called."""
    within: set[str] = set()
    small: set[str] = set()
    for chapter in manifest.chapters:
        for line in chapter.lines:
            if line.text.isupper():
                continue
            for match in _WORD.finditer(line.text):
                word = match[0]
                if word[0].islower():
                    small.update(normal(word))
                elif not _OPENS.search(line.text, 0, match.start()):
                    within.update(normal(re.sub(r"['’]s$", "", word)))
    called = {word for each in _lines(manifest) for word in normal(each.speaker)}
    return frozenset((within | called) - small - {"i"})


def _lines(manifest: Manifest) -> Iterable[ManifestLine]:
    return (line for chapter in manifest.chapters for line in chapter.lines)


def scores(heard: Iterable[HeardLine]) -> tuple[Score, ...]:
    """Each speaker's, those with most words first."""
    lines: Counter[str] = Counter()
    words: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    for each in heard:
        speaker = each.line.speaker
        lines[speaker] += 1
        words[speaker] += each.comparison.words
        errors[speaker] += each.comparison.errors
    found = [Score(name, lines[name], words[name], errors[name]) for name in lines]
    return tuple(sorted(found, key=lambda score: (-score.words, score.speaker)))


def misspoken(heard: Sequence[HeardLine]) -> list[Finding]:
    """The lines that were likely misspoken."""
    found = []
    for each in doubtful(heard):
        line = each.line
        start = line.start or 0.0
        said = " ".join(each.comparison.heard)
        what = f"sounds like {shortened(said)}" if said else "has no word that can be understood"
        message = (
            f"{what} at {clock(start)}, where {line.speaker} says {shortened(line.text)}: listen to"
            " it; if it is wrong, change a word of it in the script, add it to the lexicon, or give"
            f" {line.speaker} another voice"
        )
        found.append(Finding("misspoken", each.file, message, each.chapter, start, line.text))
    return found
