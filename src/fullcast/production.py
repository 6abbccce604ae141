"""What is decided about one story before anything is spoken, and what comes of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fullcast import script as scripts
from fullcast.bookshelf import Place
from fullcast.casting import VoiceMap, for_story
from fullcast.mastering import PROFILES, Profile
from fullcast.model import Book, Cast, Kind, ProfileName, Script
from fullcast.particulars import Particulars

if TYPE_CHECKING:
    from fullcast.assistant import Service


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may decide about one run."""

    output: Path = Path("output")
    voices: Path | None = None
    engine: str | None = None
    executor: str = "processes"
    profile: ProfileName | None = None
    """Whom it is made for; None for what voices.yaml says."""
    bitrate: int | None = None
    """kbit/s of the tracks; None for the profile's."""
    vbr: int | None = None
    """LAME's quality at a variable bitrate, 0 (best) to 9; None for a constant one."""
    formats: tuple[str, ...] = ("mp3",)
    """What to make, of `publishing.FORMATS`."""
    feed_url: str | None = None
    """The address at which the output folder is on a server, for a feed."""
    chapters: tuple[int, int] | None = None
    """First and last chapter to make."""
    sample: float | None = None
    """Make only so many seconds, in one file."""
    split: float | None = None
    """Minutes: chapters that last longer are made in parts."""
    script: Path | None = None
    """The corrected script; by default the one in the output folder."""
    assistant: Service | None = None
    """The language model that is asked for the speakers of doubtful lines, if any."""
    read: frozenset[Kind] | None = None
    """What surrounds the story and is to be read aloud; None for what voices.yaml says."""
    title: str | None = None
    """What the story is called, whatever it states."""
    particulars: Particulars = field(default_factory=Particulars)
    """What else the user says of the book."""
    as_one: bool | None = None
    """Whether all files of a folder or archive are one story; None: as their names tell."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A story and who says each of its lines, with the user's corrections."""

    book: Book
    guessed: Script
    """As the program wrote it."""
    script: Script
    """With the corrections, and with what is read aloud of all that surrounds the story."""
    place: Place
    voice_map: VoiceMap
    """Of the whole library."""
    warnings: tuple[str, ...] = ()
    formerly: Mapping[str, str] = field(default_factory=dict)
    """The old names of characters whom the user renamed, by their new ones."""


def aloud(reading: Reading, settings: Settings) -> Reading:
    """The reading with a speaker for what surrounds the story and is to be read aloud.

    What that is say the settings, or else voices.yaml.
    """
    kinds = settings.read
    if kinds is None:
        kinds = for_story(reading.voice_map, reading.book.title).read or frozenset()
    return replace(
        reading,
        guessed=scripts.read_aloud(reading.guessed, kinds),
        script=scripts.read_aloud(reading.script, kinds),
    )


def profile(settings: Settings, voice_map: VoiceMap) -> Profile:
    """What the files are held to: by the settings, or else by voices.yaml; its room tone holds."""
    chosen = PROFILES[settings.profile or voice_map.profile or ProfileName.PLAIN]
    chosen = replace(chosen, bitrate=settings.bitrate or chosen.bitrate, vbr=settings.vbr)
    if voice_map.room_tone is None:
        return chosen
    tone = voice_map.room_tone if math.isfinite(voice_map.room_tone) else None
    return replace(chosen, room_tone=tone)


@dataclass(frozen=True, slots=True)
class Production:
    """A story read and cast: all that is decided before anything is spoken."""

    book: Book
    """Without its chapters, whose words the script has."""
    script: Script
    cast: Cast
    voice_map: VoiceMap
    """As it holds for this story."""
    place: Place
    warnings: tuple[str, ...] = ()
    profile: Profile = PROFILES[ProfileName.PLAIN]
    """What its files are held to."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one story."""

    title: str
    files: tuple[Path, ...]
    seconds: float
    """Of sound."""
    spoken: int
    """Lines of which something was spoken anew."""
    reused: int
    failed: int
    missing: tuple[dict[str, object], ...] = ()
    """What was not spoken: chapter, line, text and error of each failed line."""
