"""What the features of a story's units are read from, and what they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fullcast.attribution.cues import CueFinder, Cues
from fullcast.attribution.mixing import Mixing
from fullcast.attribution.people import People
from fullcast.attribution.reading import Story, Unit
from fullcast.model import Gender
from fullcast.values import Value

Features = dict[str, float]
"""Values by name; what is not there is zero."""

SIGN = {Gender.MALE: 1.0, Gender.FEMALE: -1.0, Gender.UNKNOWN: 0.0}
"""A gender as the sign of the leaning of whoever has it (see `people.Person`)."""


@dataclass(frozen=True, slots=True)
class Evidence(Value):
    """A unit and the persons who may speak it, each with their features."""

    unit: Unit
    features: dict[int, Features]


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the features of a story's units are read from."""

    story: Story
    people: People
    finder: CueFinder
    cues: Sequence[Cues]
    mixing: Mixing = field(default=Mixing())
