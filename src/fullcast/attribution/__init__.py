"""Decide who speaks and who thinks each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullcast.attribution.ages import find_ages
from fullcast.attribution.anchors import Known, find_anchors
from fullcast.attribution.composing import compose
from fullcast.attribution.confidence import confidence
from fullcast.attribution.cues import CueFinder
from fullcast.attribution.decoder import decode
from fullcast.attribution.descriptions import with_descriptions
from fullcast.attribution.features import Evidence, Scene, gather
from fullcast.attribution.genders import find_genders
from fullcast.attribution.idiolect import with_idiolects
from fullcast.attribution.legible import legible
from fullcast.attribution.mixing import find_mixing
from fullcast.attribution.narrators import with_narrators
from fullcast.attribution.network import Networks, fits, load_networks
from fullcast.attribution.people import find_people
from fullcast.attribution.reading import Story, read_story
from fullcast.attribution.reasons import reasons
from fullcast.attribution.statements import bind, named_speakers, stated_speakers
from fullcast.attribution.thinkers import Finding, find_thinkers
from fullcast.attribution.turns import gap_features, gaps
from fullcast.language.tags import name, primary
from fullcast.model import Book, Kind, Line, Script

__all__ = [
    "Known",
    "Study",
    "attribute",
    "decide",
    "named_speakers",
    "set_scene",
    "stated_speakers",
    "study",
]

_ROUNDS = 2
"""How often all is decided anew by what the guesses before tell of everybody."""


@dataclass(frozen=True, slots=True)
class Study:
    """A story with all that need not be found out anew when more of its speakers are known."""

    book: Book
    chapters: Sequence[Sequence[Line]]
    scene: Scene
    evidence: Sequence[Evidence]
    gaps: Sequence[Mapping[str, float]]
    """The features of what lies between the units (see `turns`)."""


def attribute(book: Book, chapters: Sequence[Sequence[Line]], known: Known | None = None) -> Script:
    """The script of a book whose chapters have been segmented into lines.

    `known` are the speakers of some lines, which stand, and tell of the lines around them.
    """
    return decide(study(book, chapters), known)


def study(book: Book, chapters: Sequence[Sequence[Line]]) -> Study:
    """Read a story; most of the work, and the same whoever is known to say some of its lines."""
    scene = set_scene(chapters)
    return Study(book, chapters, scene, gather(scene), gap_features(scene))


def limits(book: Book) -> tuple[str, ...]:
    """What cannot be expected of a book's script, one plain sentence each."""
    if primary(book.language) == "en":
        return ()
    return (
        f"who speaks is found in English only, and this story is in {name(book.language)}: "
        "the narrator reads all but what the script gives to others",
    )


def decide(study: Study, known: Known | None = None, networks: Networks | None = None) -> Script:
    """The script of a story that has been studied; see `attribute`.

    `networks` take the place of those that come with the program.
    """
    networks = networks or load_networks()
    anchors = find_anchors(study.scene, known or {})
    scene = anchors.scene
    turns = gaps(study.gaps, networks.turn)
    evidence = anchors.widen(study.evidence, turns)
    named = named_speakers(scene)

    def decided(evidence: Sequence[Evidence]) -> list[dict[int, float]]:
        bound = bind(fits(evidence, networks.speaker), named)
        return decode(*anchors.clamp(bound, turns))

    first, chances = evidence, decided(evidence)
    for _ in range(_ROUNDS):
        evidence = with_idiolects(scene.story, first, chances)
        evidence = with_descriptions(scene, evidence, chances)
        chances = decided(evidence)
    heard = [max(sorted(chance), key=lambda c: chance[c], default=None) for chance in chances]
    found: dict[tuple[int, int], Finding] = {}
    for item, who, chance, reason in zip(
        evidence, heard, chances, reasons(evidence, heard, networks.speaker), strict=True
    ):
        if who is not None:
            for line in item.unit.lines:
                found[line.chapter, line.index] = Finding(who, confidence(chance[who]), reason)
    found |= find_thinkers(scene.story, scene.people, scene.finder, anchors.thoughts)
    found |= anchors.lines
    ages = find_ages(scene.story, scene.people, scene.cues, heard)
    genders = find_genders(scene.people, scene.cues, heard)
    return compose(study.book, study.chapters, scene.people, found, ages, genders)


def set_scene(chapters: Sequence[Sequence[Line]]) -> Scene:
    """All that is known of a story before its speakers are decided."""
    text, chapters = legible(chapters)
    story: Story = read_story(text, chapters)
    markers = [line for lines in chapters for line in lines if line.kind is Kind.MARKER]
    people = find_people(story)
    finder = CueFinder(story, list(people.mentions))
    cues = [finder.cues(unit) for unit in story.units]
    people = with_narrators(story, people, cues, markers)
    return Scene(story, people, finder, cues, find_mixing(story, cues))
