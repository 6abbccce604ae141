"""Decide who speaks and who thinks each line."""

from __future__ import annotations

from collections.abc import Sequence

from fullcast.attribution.ages import find_ages
from fullcast.attribution.composing import compose
from fullcast.attribution.cues import CueFinder
from fullcast.attribution.decoder import decode
from fullcast.attribution.features import Scene, gather
from fullcast.attribution.mixing import find_mixing
from fullcast.attribution.narrators import with_narrators
from fullcast.attribution.people import find_people
from fullcast.attribution.reading import Story, read_story
from fullcast.attribution.reasons import reason_for
from fullcast.attribution.statements import stated_speakers
from fullcast.attribution.thinkers import Finding, find_thinkers
from fullcast.attribution.turns import gap_features, gaps
from fullcast.attribution.weights import load_weights, score
from fullcast.model import Book, Kind, Line, Script

__all__ = ["attribute", "set_scene", "stated_speakers"]


def attribute(book: Book, chapters: Sequence[Sequence[Line]]) -> Script:
    """The script of a book whose chapters have been segmented into lines."""
    scene = set_scene(book, chapters)
    table = load_weights()
    evidence = gather(scene)
    fits = [{c: score(f, table) for c, f in item.features.items()} for item in evidence]
    found: dict[tuple[int, int], Finding] = {}
    heard: list[int | None] = []
    chances = decode(fits, gaps(gap_features(scene), table))
    for item, chance in zip(evidence, chances, strict=True):
        best = max(sorted(chance), key=lambda c: chance[c], default=None)
        heard.append(best)
        if best is not None:
            reason = reason_for(item.features[best], table)
            for line in item.unit.lines:
                found[line.chapter, line.index] = Finding(best, chance[best], reason)
    found |= find_thinkers(scene.story, scene.people, scene.finder)
    ages = find_ages(scene.story, scene.people, scene.cues, heard)
    return compose(book, chapters, scene.people, found, ages)


def set_scene(book: Book, chapters: Sequence[Sequence[Line]]) -> Scene:
    """All that is known of a story before its speakers are decided."""
    story: Story = read_story(book.text, chapters)
    markers = [line for lines in chapters for line in lines if line.kind is Kind.MARKER]
    people = find_people(story)
    finder = CueFinder(story, list(people.mentions))
    cues = [finder.cues(unit) for unit in story.units]
    people = with_narrators(story, people, cues, markers)
    return Scene(story, people, finder, cues, find_mixing(story, cues))
