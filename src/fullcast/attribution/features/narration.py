"""Whom the narration in and around a unit's paragraph is about, by name and by pronoun."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from fullcast.attribution.departures import Departures
from fullcast.attribution.features.scene import SIGN, Features, Scene
from fullcast.attribution.reading import Paragraph
from fullcast.attribution.subjects import Subject, SubjectKind

_HE = re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|me|my|myself|[Mm]e|[Mm]y|[Mm]yself)\b")
_NEXT_SENTENCE = re.compile(r"[.!?…]+[\"”’)]*\s+(?=[\"“A-Z*_])")
_NEIGHBOURS = (-2, -1, 1, 2)


@dataclass(frozen=True, slots=True)
class Passage:
    """What stretches of narration are about."""

    gender: float = 0.0
    """How much more often they say "he" than "she", on a logarithmic scale."""
    self: float = 0.0
    """How often they say "I", on a logarithmic scale."""
    third_person: bool = False
    """Whether they say "he" or "she" at all."""
    named: tuple[int, ...] = ()
    first: Subject | None = None
    """Of the first sentence."""
    last: Subject | None = None


class Surroundings:
    """Reads the narration around the units of a scene; each paragraph once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._passages: dict[int, Passage] = {}
        self._departures = Departures(scene.story, scene.people, scene.finder)

    def of(self, i: int, candidates: dict[int, Features]) -> None:
        """Add what the narration around unit `i` says for and against each candidate."""
        scene, unit = self._scene, self._scene.story.units[i]
        number = unit.paragraph.number
        paragraphs = scene.story.paragraphs
        above = below = None
        if number > 0 and unit.first_in_paragraph and not unit.paragraph.after_reset:
            above = self._told(paragraphs[number - 1])
        if number + 1 < len(paragraphs) and not paragraphs[number + 1].after_reset:
            below = self._told(paragraphs[number + 1])
        here = self._counts(
            " ".join(map(scene.story.narration, (unit.before, *unit.inner, unit.after)))
        )
        gone = self._departures.gone(unit.start, unit.paragraph.start)
        for c, features in candidates.items():
            if c in gone:
                features["had left" if gone[c] else "left"] = 1.0
            _beside(features, here, c, i, scene)
            if above is not None:
                _above(features, above, c)
                _about(features, above, "above", c, scene)
            if below is not None:
                _below(features, below, c)
                if unit.last_in_paragraph:
                    _about(features, below, "below", c, scene)
            _neighbours(features, c, i, scene)

    def _told(self, paragraph: Paragraph) -> Passage | None:
        """A paragraph of narration; None for one in which somebody speaks."""
        if paragraph.has_dialogue:
            return None
        if paragraph.number not in self._passages:
            self._passages[paragraph.number] = self._read(paragraph.start, paragraph.end)
        return self._passages[paragraph.number]

    def _counts(self, text: str) -> Passage:
        he, she, me = (len(word.findall(text)) for word in (_HE, _SHE, _I))
        return Passage(math.log1p(he) - math.log1p(she), math.log1p(me), he + she > 0)

    def _read(self, start: int, end: int) -> Passage:
        scene = self._scene
        text = scene.story.text[start:end].rstrip()
        cuts = [m.end() for m in _NEXT_SENTENCE.finditer(text)]
        counts = self._counts(text)
        return Passage(
            counts.gender,
            counts.self,
            counts.third_person,
            tuple(m.character for m in scene.finder.between(start, end)),
            scene.finder.subject_of(start, start + cuts[0] if cuts else end),
            scene.finder.subject_of(start + cuts[-1] if cuts else start, end),
        )


def _beside(features: Features, here: Passage, c: int, i: int, scene: Scene) -> None:
    """The narration of the unit's own paragraph."""
    cue = scene.cues[i]
    tagged = any(
        t.subject.character is not None or t.subject.kind is SubjectKind.PRONOUN for t in cue.tags
    )
    name = "pronouns beside a tag" if tagged else "pronouns here"
    features[name] = here.gender * scene.people.persons[c].leaning
    if features.get("narrator"):
        features["I here"] = here.self
        features["others here"] = float(here.third_person and not here.self)
    if scene.mixing.habit:
        return  # who else is named in a paragraph of several speakers tells nothing of one of them
    if c in cue.around:
        features["around alone" if len(cue.around) == 1 else "around with others"] = 1.0
        features["around untagged"] = float(all(t.subject.character != c for t in cue.tags))
    elif cue.around:
        features["others around"] = 1.0


def _above(features: Features, above: Passage, c: int) -> None:
    named = above.named
    features["last above"] = float(bool(named) and named[-1] == c)
    features["first above"] = float(bool(named) and named[0] == c)
    features["named above"] = float(c in named)
    features["alone above"] = float(bool(named) and set(named) == {c})


def _below(features: Features, below: Passage, c: int) -> None:
    features["first below"] = float(bool(below.named) and below.named[0] == c)
    features["named below"] = float(c in below.named)


def _about(features: Features, passage: Passage, place: str, c: int, scene: Scene) -> None:
    """Who acts in the first and the last sentence of a paragraph, and its pronouns."""
    leaning = scene.people.persons[c].leaning
    narrator = bool(features.get("narrator"))
    features[f"pronouns {place}"] = passage.gender * leaning
    if narrator:
        features[f"I {place}"] = passage.self
    for end, subject in (("first", passage.first), ("last", passage.last)):
        if subject is None:
            continue
        name = f"{place} {end} subject"
        if subject.kind is SubjectKind.NAME:
            features[f"{name} name" if subject.character == c else f"{name} other"] = 1.0
        elif subject.kind is SubjectKind.PRONOUN:
            features[f"{name} gender"] = SIGN[subject.gender] * leaning
        elif subject.kind is SubjectKind.SELF:
            features[f"{name} I" if narrator else f"{name} I of another"] = 1.0


def _neighbours(features: Features, c: int, i: int, scene: Scene) -> None:
    """Whoever is named beside another unit, but not as its speaker, may be spoken to there."""
    here = scene.story.units[i].paragraph.number
    for step in _NEIGHBOURS:
        if not 0 <= i + step < len(scene.cues):
            continue
        if abs(scene.story.units[i + step].paragraph.number - here) > abs(step) + 1:
            continue
        near = scene.cues[i + step]
        told = {t.subject.character for t in near.tags if t.strength != "beat"} - {None}
        if c in near.around and c not in told:
            features[f"around at {step:+}"] = 1.0
            features[f"around another's tag at {step:+}"] = float(bool(told))
        if any(t.subject.character == c and t.strength == "beat" for t in near.tags):
            features[f"beat at {step:+}"] = 1.0
