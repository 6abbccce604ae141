"""Decide who speaks and who thinks each line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fullcast.attribution.ages import find_ages
from fullcast.attribution.composing import compose
from fullcast.attribution.cues import CueFinder
from fullcast.attribution.decoder import decode, gap_kind
from fullcast.attribution.mixing import mixes_speakers
from fullcast.attribution.people import find_people
from fullcast.attribution.reading import read_story
from fullcast.attribution.scoring import Evidence, gather, score
from fullcast.attribution.thinkers import Finding, find_thinkers
from fullcast.attribution.weights import WEIGHTS
from fullcast.model import Book, Kind, Line, Script

__all__ = ["attribute"]


def attribute(book: Book, chapters: Sequence[Sequence[Line]]) -> Script:
    """The script of a book whose chapters have been segmented into lines."""
    story = read_story(book.text, chapters)
    markers = [line for lines in chapters for line in lines if line.kind is Kind.MARKER]
    people = find_people(story, markers)
    finder = CueFinder(story, list(people.mentions))
    cues = [finder.cues(unit) for unit in story.units]
    mixed = mixes_speakers(story, cues)
    evidence = gather(story, people, finder, cues, mixed)
    fits = [{c: score(f, WEIGHTS) for c, f in e.features.items()} for e in evidence]
    kinds = [gap_kind(story.text, a, b, mixed) for a, b in pairwise(story.units)]
    found: dict[tuple[int, int], Finding] = {}
    heard: list[int | None] = []
    for item, chances in zip(evidence, decode(fits, kinds), strict=True):
        best = max(sorted(chances), key=lambda c: chances[c], default=None)
        heard.append(best)
        if best is not None:
            for line in item.unit.lines:
                found[line.chapter, line.index] = Finding(best, chances[best], _reason(item, best))
    found |= find_thinkers(story, people, finder)
    ages = find_ages(story, people, cues, heard)
    return compose(book, chapters, people, found, ages)


def _reason(item: Evidence, person: int) -> str:
    """The strongest single piece of evidence for a speaker, in a word."""
    worth = {name: WEIGHTS.get(name, 0.0) * value for name, value in item.features[person].items()}
    worth.pop("frequency", None)
    best = max(sorted(worth), key=lambda name: worth[name], default="")
    if not best or worth[best] < 1.0:
        return "turn"
    for prefix, reason in _REASONS.items():
        if best.startswith(prefix):
            return reason
    return "turn"


_REASONS = {
    "said name": "tag", "lead name": "tag", "far name": "tag", "above name": "tag",
    "beat name": "beat", "said I": "tag", "lead I": "tag", "far I": "tag", "beat I": "beat",
    "pronoun": "pronoun", "role": "tag", "generic role": "tag", "called": "vocative",
    "perhaps called": "vocative", "introduces": "introduction", "address": "vocative",
    "around": "beat", "subject above": "narration", "named": "narration",
}  # fmt: skip
