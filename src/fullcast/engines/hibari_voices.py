"""hibari's speakers: the bundled voice and the people that morphing makes of it.

The settings come from a random search for speakers that are as far from each other as a
speaker-verification network can tell (resemblyzer), among those that a small recogniser (Whisper
tiny.en) understands as well as the plain voice and that sound least processed (DNSMOS). No two
of them are closer than a cosine of 0.88; docs/voices.md has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from fullcast.engines.morphs import Morph
from fullcast.model import Age, Gender


@dataclass(frozen=True, slots=True)
class Preset:
    """A speaker: the morph, and the gain in dB that brings it to the plain voice's loudness."""

    gender: Gender
    age: Age
    description: str
    gain: float
    morph: Morph
    ordinary: bool = True
    """False for what is no human being."""


PRESETS = MappingProxyType(
    {
        "heart": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "the voice as it is: warm and clear, a good narrator",
            0.1,
            Morph(),
        ),
        "heart+woman": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a light, quick woman",
            -2.0,
            Morph(pitch=0.94, formant=1.07, bend=0.95, speed=1.06),
        ),
        "heart+woman-breathy": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a soft, breathy woman",
            -10.1,
            Morph(pitch=0.98, range=1.32, bend=1.03, tilt=-2.2, breath=-6.0, contrast=1.4),
        ),
        "heart+woman-cool": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a low, cool, deliberate woman",
            1.3,
            Morph(
                pitch=0.89, range=0.6, formant=1.07, bend=1.03, tilt=3.4, contrast=0.78, speed=0.94
            ),
        ),
        "heart+woman-brisk": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a brisk, matter-of-fact woman",
            -2.0,
            Morph(pitch=1.11, range=0.65, formant=0.96, bend=1.03, contrast=0.97, speed=1.08),
        ),
        "heart+woman-bright": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a bright, excitable woman",
            0.1,
            Morph(
                pitch=1.16, range=1.39, formant=0.95, bend=0.95, tilt=3.5, contrast=1.28, speed=1.06
            ),
        ),
        "heart+man": Preset(
            Gender.MALE,
            Age.ADULT,
            "a calm man",
            -9.9,
            Morph(
                pitch=0.52,
                formant=0.82,
                bend=0.97,
                tilt=-1.1,
                breath=-12.0,
                contrast=1.22,
                speed=0.96,
            ),
        ),
        "heart+man-light": Preset(
            Gender.MALE,
            Age.ADULT,
            "a light, even man",
            -0.1,
            Morph(pitch=0.68, range=0.6, formant=0.9, bend=1.06, tilt=0.6, speed=0.98),
        ),
        "heart+man-soft": Preset(
            Gender.MALE,
            Age.ADULT,
            "a soft, breathy man",
            -7.3,
            Morph(
                pitch=0.54,
                range=0.73,
                formant=0.9,
                bend=0.93,
                tilt=-4.0,
                breath=-6.0,
                contrast=0.7,
                speed=1.02,
            ),
        ),
        "heart+man-dark": Preset(
            Gender.MALE,
            Age.ADULT,
            "a dark, quick man",
            -7.9,
            Morph(
                pitch=0.68, range=0.64, formant=0.78, bend=1.02, tilt=-3.0, contrast=1.1, speed=1.05
            ),
        ),
        "heart+man-deep": Preset(
            Gender.MALE,
            Age.ADULT,
            "a deep, lively man",
            -2.9,
            Morph(pitch=0.46, range=1.29, formant=0.83, bend=0.93, tilt=1.4, speed=0.96),
        ),
        "heart+boy": Preset(
            Gender.MALE,
            Age.CHILD,
            "an older boy",
            -3.7,
            Morph(
                pitch=1.1, range=1.3, formant=1.1, bend=0.95, tilt=-2.3, breath=-6.0, contrast=0.96
            ),
        ),
        "heart+boy-bright": Preset(
            Gender.MALE,
            Age.CHILD,
            "a bright boy",
            -0.3,
            Morph(
                pitch=1.19, range=1.3, formant=1.2, tilt=4.0, breath=-6.0, contrast=0.7, speed=0.97
            ),
        ),
        "heart+boy-lively": Preset(
            Gender.MALE,
            Age.CHILD,
            "a lively small boy",
            -2.0,
            Morph(pitch=1.36, formant=1.1, bend=0.95, tilt=4.0, contrast=1.4, speed=1.03),
        ),
        "heart+girl": Preset(
            Gender.FEMALE,
            Age.CHILD,
            "an earnest girl",
            -3.9,
            Morph(
                pitch=1.25,
                range=0.7,
                formant=1.15,
                tilt=0.3,
                breath=-22.0,
                contrast=1.4,
                speed=0.96,
            ),
        ),
        "heart+girl-bright": Preset(
            Gender.FEMALE,
            Age.CHILD,
            "a bright, quick girl",
            0.9,
            Morph(pitch=1.28, range=0.7, formant=1.14, bend=0.98, tilt=3.2, speed=1.05),
        ),
        "heart+girl-small": Preset(
            Gender.FEMALE,
            Age.CHILD,
            "a small girl",
            -6.5,
            Morph(pitch=1.51, range=0.7, formant=1.26, bend=0.97, tilt=-3.0, speed=0.95),
        ),
        "heart+old-man": Preset(
            Gender.MALE,
            Age.OLD,
            "a thin-voiced old man",
            4.3,
            Morph(
                pitch=0.75,
                range=0.9,
                formant=0.77,
                bend=1.02,
                tilt=3.0,
                breath=-8.0,
                contrast=0.7,
                tremor=0.04,
                speed=0.9,
            ),
        ),
        "heart+old-man-deep": Preset(
            Gender.MALE,
            Age.OLD,
            "a slow, deep old man",
            -1.5,
            Morph(
                pitch=0.5,
                range=0.5,
                formant=0.76,
                bend=1.06,
                tilt=-0.9,
                breath=-5.0,
                contrast=0.7,
                tremor=0.03,
                speed=0.84,
            ),
        ),
        "heart+old-woman": Preset(
            Gender.FEMALE,
            Age.OLD,
            "a wiry old woman",
            1.0,
            Morph(
                pitch=0.93,
                range=0.73,
                formant=0.9,
                bend=0.97,
                tilt=3.0,
                breath=-3.0,
                contrast=1.17,
                tremor=0.04,
                speed=0.87,
            ),
        ),
        "heart+old-woman-soft": Preset(
            Gender.FEMALE,
            Age.OLD,
            "a soft, tired old woman",
            -10.6,
            Morph(
                pitch=0.95,
                range=0.5,
                formant=0.93,
                tilt=-5.0,
                breath=-3.0,
                contrast=0.9,
                tremor=0.04,
                speed=0.88,
            ),
        ),
        "heart+giant": Preset(
            Gender.MALE,
            Age.ADULT,
            "a huge, slow giant",
            -5.6,
            Morph(
                pitch=0.42, range=0.9, formant=0.7, bend=1.0, tilt=0.5, contrast=1.15, speed=0.84
            ),
            ordinary=False,
        ),
        "heart+imp": Preset(
            Gender.MALE,
            Age.ADULT,
            "a small, gleeful imp",
            -2.7,
            Morph(pitch=1.5, range=1.6, formant=1.33, bend=1.04, tilt=1.0, contrast=1.3, speed=1.1),
            ordinary=False,
        ),
    }
)
"""By id, the best of each kind first."""
