"""Voices made of tones: no speech, but audio as fast and as repeatable as tests need it.

Every word is a tone as long as its letters take to say. Its pitch depends on the voice and the
word, so that another text or another voice sounds different, and the same ones never do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fullcast.engines.base import unknown
from fullcast.engines.respelling import without_ipa
from fullcast.engines.speakable import plain
from fullcast.errors import UnknownVoiceError
from fullcast.model import Age, Audio, Gender, Voice, VoiceInfo

RATE = 22_050
"""Samples per second."""
LETTER = 1 / 15
"""Seconds a letter takes: English read aloud has about 15 characters a second."""
GAP = 1 / 15
"""Seconds between two words: what the space would take."""
FADE = 0.004
"""Seconds in which a tone rises and falls, so that it does not click."""
LEVEL = 0.3
"""Amplitude at full scale 1; leaves headroom for any gain."""
SPREAD = 3.0
"""Semitones by which words differ from their voice's pitch, up or down."""


@dataclass(frozen=True, slots=True)
class _Tone:
    gender: Gender
    age: Age
    hertz: float


_TONES = {
    "alto": _Tone(Gender.FEMALE, Age.ADULT, 196.0),
    "baritone": _Tone(Gender.MALE, Age.ADULT, 110.0),
    "bass": _Tone(Gender.MALE, Age.ADULT, 82.4),
    "boy": _Tone(Gender.MALE, Age.CHILD, 261.6),
    "contralto": _Tone(Gender.FEMALE, Age.ADULT, 174.6),
    "girl": _Tone(Gender.FEMALE, Age.CHILD, 311.1),
    "grandfather": _Tone(Gender.MALE, Age.OLD, 98.0),
    "grandmother": _Tone(Gender.FEMALE, Age.OLD, 164.8),
    "lad": _Tone(Gender.MALE, Age.CHILD, 233.1),
    "lass": _Tone(Gender.FEMALE, Age.CHILD, 277.2),
    "soprano": _Tone(Gender.FEMALE, Age.ADULT, 246.9),
    "tenor": _Tone(Gender.MALE, Age.ADULT, 130.8),
}


class ToneEngine:
    """An engine that needs nothing but numpy; see the module."""

    name = "tone"

    @property
    def version(self) -> str:
        """Counts the changes of the sound."""
        return "1"

    def voices(self) -> tuple[VoiceInfo, ...]:
        """A dozen voices of known gender and age."""
        return tuple(
            VoiceInfo(self.name, id_, "en", tone.gender, tone.age, "", f"a tone of {tone.hertz} Hz")
            for id_, tone in _TONES.items()
        )

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """A tone for every word, mono at 22,050 Hz.

        Raises:
            UnknownVoiceError: there is no such tone.
            EngineError: the text has no letter and no digit.
        """
        tone = _TONES.get(voice.id)
        if tone is None:
            raise UnknownVoiceError(unknown(self.name, voice.id, list(_TONES)))
        words = [
            word
            for word in without_ipa(plain(text, self.name)).split()
            if any(map(str.isalnum, word))
        ]
        gap = np.zeros(round(GAP / voice.rate * RATE), np.float32)
        pieces = [piece for word in words for piece in (_word(word, voice, tone), gap)]
        return Audio(np.concatenate(pieces[:-1]), RATE)


def _word(word: str, voice: Voice, tone: _Tone) -> npt.NDArray[np.float32]:
    """One word's tone, shape (n,)."""
    # Python's own hash() differs from process to process.
    digest = hashlib.sha256(f"{voice.id}\0{word.lower()}".encode("utf-8", "replace")).digest()
    shift = SPREAD * (digest[0] / 127.5 - 1) + voice.pitch
    time = np.arange(round(len(word) * LETTER / voice.rate * RATE)) / RATE
    fade = np.minimum(1.0, np.minimum(time, time[::-1]) / FADE)
    wave = LEVEL * fade * np.sin(2 * np.pi * tone.hertz * 2 ** (shift / 12) * time)
    samples: npt.NDArray[np.float32] = wave.astype(np.float32)
    return samples
