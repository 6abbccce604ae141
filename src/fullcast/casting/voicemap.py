"""The values of voices.yaml, and the merging of a story's own settings into them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from fullcast.casting.traits import Traits
from fullcast.language.pronunciation import Pronunciation
from fullcast.model import Age, Gender, Kind, Pauses, ProfileName

DEFAULT_ENGINE = "hibari"
"""The engine of voices written without one, where voices.yaml names none."""

RATES = (0.5, 2.0)
"""Factors of an engine's normal speed."""
PITCHES = (-12.0, 12.0)
"""Semitones."""
VOLUMES = (-20.0, 6.0)
"""dB."""
PAUSES = (0.0, 30.0)
ROOM_TONES = (-90.0, -50.0)
"""Seconds."""
_CLOSE = 0.8
"""How alike two titles are that may be one with a typing error (difflib's ratio)."""
_NUMBER = re.compile(r"\d+")


def name_key(name: str) -> str:
    """What two spellings of one name have in common: NFC, case and white space do not count."""
    folded = unicodedata.normalize("NFC", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


@dataclass(frozen=True, slots=True)
class VoiceChoice:
    """What voices.yaml says of how somebody sounds; None is "not said"."""

    voice: str | None = None
    """As written: "voice" or "engine:voice"."""
    traits: Traits | None = None
    """What the voice must be like, in the place of a voice: it is cast among those that fit."""
    engine: str | None = None
    """The key `engine` beside the voice or among its traits."""
    rate: float | None = None
    pitch: float | None = None
    volume: float | None = None
    voice_line: int | None = field(default=None, compare=False)
    engine_line: int | None = field(default=None, compare=False)

    @property
    def explicit_engine(self) -> str | None:
        """The engine that was asked for by name: the key `engine`, or the voice's prefix."""
        return self.engine or self._parts[0]

    @property
    def voice_id(self) -> str | None:
        """The voice without its engine."""
        return self._parts[1]

    @property
    def _parts(self) -> tuple[str | None, str | None]:
        if self.voice is None or ":" not in self.voice:
            return None, self.voice
        engine, _, voice = self.voice.partition(":")
        return engine.strip(), voice.strip()

    def updated(self, over: VoiceChoice) -> VoiceChoice:
        """This choice with all that `over` says.

        A voice and traits take each other's place. A voice with a prefix brings its engine with it,
        so an older `engine` does not outlive it.
        """
        merged = replace(
            self,
            rate=self.rate if over.rate is None else over.rate,
            pitch=self.pitch if over.pitch is None else over.pitch,
            volume=self.volume if over.volume is None else over.volume,
        )
        if over.engine is not None:
            merged = replace(merged, engine=over.engine, engine_line=over.engine_line)
            if over.voice is None and merged._parts[0] not in (None, over.engine):
                merged = replace(merged, voice=None, voice_line=None)
        if over.traits is not None:
            merged = replace(merged, voice=None, traits=over.traits, voice_line=over.voice_line)
        if over.voice is not None:
            merged = replace(merged, voice=over.voice, traits=None, voice_line=over.voice_line)
            if over.engine is None and over._parts[0] is not None:
                merged = replace(merged, engine=None, engine_line=None)
        return merged


@dataclass(frozen=True, slots=True)
class CharacterEntry:
    """One character of voices.yaml."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    age: Age | None = None
    choice: VoiceChoice = VoiceChoice()
    line: int | None = field(default=None, compare=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """`name_key` of the name and of every alias."""
        return tuple(name_key(name) for name in (self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class StoryOverrides:
    """What voices.yaml says for one story alone."""

    title: str
    narrator: VoiceChoice = VoiceChoice()
    author: VoiceChoice = VoiceChoice()
    read: frozenset[Kind] | None = None
    characters: tuple[CharacterEntry, ...] = ()
    lexicon: Mapping[str, Pronunciation] = field(default_factory=dict)
    pauses: Mapping[str, float] = field(default_factory=dict)
    profile: ProfileName | None = None
    room_tone: float | None = None
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class VoiceMap:
    """voices.yaml, validated. Without a file, everything has its default."""

    path: Path | None = None
    engine: str | None = None
    """The default engine, if the file names one."""
    engine_line: int | None = field(default=None, compare=False)
    narrator: VoiceChoice = VoiceChoice()
    author: VoiceChoice = VoiceChoice()
    """How what surrounds the story sounds, where it is read aloud."""
    read: frozenset[Kind] | None = None
    """What of that is read aloud; None is "not said"."""
    characters: tuple[CharacterEntry, ...] = ()
    """In the file's order."""
    lexicon: Mapping[str, Pronunciation] = field(default_factory=dict)
    pauses: Pauses = field(default_factory=Pauses)
    own_pauses: frozenset[str] = frozenset()
    """Names of the pauses that the file sets."""
    profile: ProfileName | None = None
    """Whom it is made for; None is "not said"."""
    room_tone: float | None = None
    """dB of full scale; minus infinity for none at all, None is "not said"."""
    stories: tuple[StoryOverrides, ...] = ()


def names_in(voice_map: VoiceMap) -> tuple[str, ...]:
    """Every name and alias of the characters in the map, those of single stories too."""
    parts = (voice_map.characters, *(story.characters for story in voice_map.stories))
    return tuple(name for part in parts for each in part for name in (each.name, *each.aliases))


def for_story(voice_map: VoiceMap, title: str) -> VoiceMap:
    """The map as it holds for one story: its overrides (by title, in any case) are merged in.

    What a story says of somebody replaces what the library says, setting by setting; its aliases
    and its lexicon are added. The result has no `stories`.
    """
    plain = replace(voice_map, stories=())
    for story in voice_map.stories:
        if name_key(story.title) == name_key(title):
            return with_overrides(plain, story)
    return plain


def misspelt_titles(voice_map: VoiceMap, title: str) -> tuple[str, ...]:
    """A warning for each title in the map that is all but this story's, so that it has no effect.

    There is none if the map has this story's title too, or if the numbers in the two differ, as
    those of two parts of a series do.
    """
    key = name_key(title)
    if any(name_key(story.title) == key for story in voice_map.stories):
        return ()
    return tuple(
        f'{voice_map.path}:{story.line}: the settings of the story "{story.title}" are not used '
        f'for "{title}"; did you mean "{title}"?'
        for story in voice_map.stories
        if _all_but(name_key(story.title), key)
    )


def _all_but(one: str, other: str) -> bool:
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    return difflib.SequenceMatcher(None, one, other).ratio() >= _CLOSE


def with_overrides(voice_map: VoiceMap, story: StoryOverrides) -> VoiceMap:
    """`voice_map` with the settings of one story merged in."""
    characters = list(voice_map.characters)
    for over in story.characters:
        place = _place_of(over.name, characters)
        if place is None:
            characters.append(over)
        else:
            characters[place] = _merged(characters[place], over)
    return replace(
        voice_map,
        narrator=voice_map.narrator.updated(story.narrator),
        author=voice_map.author.updated(story.author),
        read=voice_map.read if story.read is None else story.read,
        characters=tuple(characters),
        lexicon=_lexicon(voice_map.lexicon, story.lexicon),
        pauses=replace(voice_map.pauses, **story.pauses),
        own_pauses=voice_map.own_pauses | story.pauses.keys(),
        profile=story.profile or voice_map.profile,
        room_tone=voice_map.room_tone if story.room_tone is None else story.room_tone,
    )


def with_pauses(voice_map: VoiceMap, **seconds: float) -> VoiceMap:
    """`voice_map` with these pauses, but for those that it sets itself."""
    free = {name: value for name, value in seconds.items() if name not in voice_map.own_pauses}
    return replace(voice_map, pauses=replace(voice_map.pauses, **free))


def _lexicon(
    library: Mapping[str, Pronunciation], story: Mapping[str, Pronunciation]
) -> Mapping[str, Pronunciation]:
    """A story's word replaces the library's, also in another case if case does not count."""
    said = {name_key(word) for word, how in story.items() if not how.exact_for(word)}
    kept = {
        word: how
        for word, how in library.items()
        if how.exact_for(word) or name_key(word) not in said
    }
    return {**kept, **story}


def _place_of(name: str, characters: list[CharacterEntry]) -> int | None:
    key = name_key(name)
    return next((n for n, entry in enumerate(characters) if key in entry.keys), None)


def _merged(base: CharacterEntry, over: CharacterEntry) -> CharacterEntry:
    known = set(base.keys)
    added = tuple(alias for alias in over.aliases if name_key(alias) not in known)
    return replace(
        base,
        aliases=base.aliases + added,
        gender=over.gender or base.gender,
        age=over.age or base.age,
        choice=base.choice.updated(over.choice),
    )
