"""hibari's speakers: the bundled voice and the people that morphing makes of it.

The settings come from random searches and hill climbing for speakers that are as far from each
other as a speaker-verification network can tell (resemblyzer), among those that sound natural
(a DNSMOS of 3.0 or more) and that a recogniser understands (Whisper base). docs/voices.md has the
figures; benchmarks/voices.py measures them again.
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
            "a clear, firm woman",
            1.4,
            Morph(
                pitch=0.9, range=0.78, formant=0.91, bend=1.05, tilt=3.0, contrast=1.27, speed=0.97
            ),
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
            1.9,
            Morph(
                pitch=0.89, range=0.6, formant=1.07, bend=1.02, tilt=2.4, contrast=0.87, speed=0.94
            ),
        ),
        "heart+woman-brisk": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a brisk, airy woman",
            3.7,
            Morph(
                pitch=0.96,
                range=1.01,
                formant=0.93,
                bend=0.95,
                tilt=3.0,
                breath=-12.9,
                contrast=0.81,
                speed=1.1,
            ),
        ),
        "heart+woman-lively": Preset(
            Gender.FEMALE,
            Age.ADULT,
            "a low, lively woman",
            -0.8,
            Morph(
                pitch=0.86, range=1.35, formant=0.97, bend=1.02, tilt=0.4, contrast=1.17, speed=0.94
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
            "a deep, clear man",
            2.3,
            Morph(
                pitch=0.52, range=0.98, formant=0.79, bend=0.94, tilt=3.0, contrast=0.94, speed=0.91
            ),
        ),
        "heart+man-easy": Preset(
            Gender.MALE,
            Age.ADULT,
            "a slow, easy-going man",
            4.4,
            Morph(
                pitch=0.72, range=0.87, formant=0.77, bend=1.03, tilt=2.9, contrast=0.78, speed=0.9
            ),
        ),
        "heart+boy": Preset(
            Gender.MALE,
            Age.CHILD,
            "a mellow, older boy",
            -6.2,
            Morph(
                pitch=1.13, range=1.4, formant=1.06, bend=0.94, tilt=-5.4, contrast=0.65, speed=1.1
            ),
        ),
        "heart+boy-bright": Preset(
            Gender.MALE,
            Age.CHILD,
            "a bright boy",
            -1.2,
            Morph(
                pitch=1.1,
                range=1.28,
                formant=1.2,
                bend=1.07,
                tilt=4.0,
                breath=-20.0,
                contrast=1.45,
                speed=1.02,
            ),
        ),
        "heart+boy-lively": Preset(
            Gender.MALE,
            Age.CHILD,
            "a lively small boy",
            1.9,
            Morph(
                pitch=1.27, range=0.97, formant=1.13, bend=0.96, tilt=0.9, contrast=0.92, speed=0.92
            ),
        ),
        "heart+girl": Preset(
            Gender.FEMALE,
            Age.CHILD,
            "a soft-spoken girl",
            -12.1,
            Morph(
                pitch=1.13,
                range=0.81,
                formant=1.27,
                bend=1.07,
                tilt=-4.6,
                contrast=1.21,
                speed=1.01,
            ),
        ),
        "heart+girl-bright": Preset(
            Gender.FEMALE,
            Age.CHILD,
            "a bright, quick girl",
            -4.5,
            Morph(
                pitch=1.2,
                range=0.82,
                formant=1.14,
                bend=0.95,
                tilt=-1.6,
                breath=-20.0,
                contrast=1.28,
                speed=1.08,
            ),
        ),
        "heart+girl-small": Preset(
            Gender.FEMALE,
            Age.CHILD,
            "a small, airy girl",
            2.9,
            Morph(
                pitch=1.2,
                range=1.12,
                formant=1.26,
                bend=0.99,
                tilt=2.0,
                breath=-13.5,
                contrast=0.65,
                speed=1.02,
            ),
        ),
        "heart+old-man": Preset(
            Gender.MALE,
            Age.OLD,
            "a tired, breathy old man",
            -0.8,
            Morph(
                pitch=0.72,
                range=0.9,
                formant=0.8,
                bend=1.06,
                tilt=0.1,
                breath=-3.0,
                contrast=1.11,
                tremor=0.036,
                speed=0.81,
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
            0.8,
            Morph(
                pitch=0.93,
                range=0.55,
                formant=0.99,
                bend=1.06,
                tilt=3.0,
                breath=-5.9,
                contrast=1.01,
                tremor=0.03,
                speed=0.89,
            ),
        ),
        "heart+old-woman-soft": Preset(
            Gender.FEMALE,
            Age.OLD,
            "a soft, slow old woman",
            -2.9,
            Morph(
                pitch=0.92,
                range=0.62,
                formant=0.89,
                bend=0.97,
                tilt=-0.8,
                breath=-8.0,
                contrast=1.18,
                tremor=0.043,
                speed=0.8,
            ),
        ),
        "heart+giant": Preset(
            Gender.MALE,
            Age.ADULT,
            "a huge, slow giant",
            -5.6,
            Morph(pitch=0.42, range=0.9, formant=0.7, tilt=0.5, contrast=1.15, speed=0.84),
            ordinary=False,
        ),
        "heart+imp": Preset(
            Gender.MALE,
            Age.ADULT,
            "a small, gleeful imp",
            2.5,
            Morph(
                pitch=1.38, range=1.5, formant=1.32, bend=0.95, tilt=1.0, contrast=0.85, speed=1.1
            ),
            ordinary=False,
        ),
    }
)
"""By id, the best of each kind first."""
