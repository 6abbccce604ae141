"""Voices, and who in a story has which."""

from __future__ import annotations

from dataclasses import dataclass, field

from fullcast.model.story import AUTHOR, Age, Character, Gender
from fullcast.values import Value


@dataclass(frozen=True, slots=True)
class Voice(Value):
    """How somebody sounds: an engine's voice and its settings."""

    engine: str
    id: str
    rate: float = 1.0
    """Speed, as a factor of the engine's normal speed: 0.5 to 2."""
    pitch: float = 0.0
    """Shift in semitones: -12 to 12."""
    volume: float = 0.0
    """Change of level in dB: -20 to 6."""
    style: str = ""
    """How a text is said: "" plainly, "whisper" or "shout". Engines that cannot do it ignore it."""


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """What an engine says about one of its voices."""

    engine: str
    id: str
    language: str
    """A BCP 47 tag, such as "en-us"."""
    gender: Gender
    age: Age
    accent: str = ""
    description: str = ""
    ordinary: bool = True
    """False for giants, whisperers and the like: automatic casting leaves them to those who ask."""
    installed: bool = True
    """False for a voice that is fetched when it is first used: automatic casting leaves it out too,
    unless nothing else is there."""
    timbre: tuple[float, ...] = field(default=(), repr=False)
    """A unit vector, comparable between engines: the cosine of two says how alike they sound. Empty
    where nobody measured it."""


@dataclass(frozen=True, slots=True)
class CastMember:
    """A character, their voice, and how many lines they speak or think."""

    character: Character
    voice: Voice
    lines: int


@dataclass(frozen=True, slots=True)
class Cast:
    """Who sounds like what in one story."""

    narrator: Voice
    members: tuple[CastMember, ...]
    """Most lines first."""
    author: Voice | None = None
    """Of AUTHOR, if anything is heard in that voice."""

    def voice_of(self, speaker: str | None) -> Voice:
        """The voice of a speaker; the narrator's for NARRATOR and for anybody who is not cast."""
        for member in self.members:
            if member.character.name == speaker:
                return member.voice
        return self.author if self.author and speaker == AUTHOR else self.narrator
