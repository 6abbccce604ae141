"""Read and validate voices.yaml: each mistake is an error with its line and its remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from fullcast.casting.aloud import setting
from fullcast.casting.document import Document, Entry, did_you_mean, read_text
from fullcast.casting.sounds import pause_readers, room_tone
from fullcast.casting.traits import Traits
from fullcast.casting.voicemap import (
    PITCHES,
    RATES,
    VOLUMES,
    CharacterEntry,
    StoryOverrides,
    VoiceChoice,
    VoiceMap,
    name_key,
    with_overrides,
)
from fullcast.language.pronunciation import Pronunciation, unreadable
from fullcast.model import NARRATOR, Age, Gender, Pauses, ProfileName

_Readers = dict[str, Callable[[Entry], Any]]
_Owners = dict[str, tuple[str, int]]
"""Whose a name is, by `name_key`, and on which line that is said."""
_FILE = "the file"
_Word = TypeVar("_Word", bound=StrEnum)


class _VoiceGender(StrEnum):
    """What a voice can be asked to be: nobody asks for an unknown gender."""

    FEMALE = Gender.FEMALE
    MALE = Gender.MALE


def read_voice_map(path: Path | None) -> VoiceMap:
    """voices.yaml as values; the defaults where there is no file (None).

    Empty sections (`characters:` with nothing below) count as left out.

    Raises:
        VoiceMapError: the first mistake in the file, as `file:line: what is wrong; the remedy`.
    """
    if path is None:
        return VoiceMap()
    return parse_voice_map(path, read_text(path))


def parse_voice_map(path: Path, text: str) -> VoiceMap:
    """The voice map that `text` says; `path` is only named in errors."""
    return _Reader(Document(path, text.removeprefix("\ufeff"))).voice_map()


class _Reader:
    """Walks one document from top to bottom, so that the first mistake is the one told."""

    def __init__(self, document: Document) -> None:
        self.doc = document

    def voice_map(self) -> VoiceMap:
        if self.doc.root is None:
            return VoiceMap(path=self.doc.path)
        readers: _Readers = {
            "engine": self._engine,
            "stories": self._stories,
            "pauses": self._pauses,
            **self._shared(),
        }
        found, lines = self._walk(self.doc.root, _FILE, readers)
        pauses = found.pop("pauses", {})
        library = VoiceMap(
            path=self.doc.path,
            engine_line=lines.get("engine"),
            pauses=Pauses(**pauses),
            own_pauses=frozenset(pauses),
            **found,
        )
        for story in library.stories:
            self._no_clashes(with_overrides(library, story).characters)
        return library

    def _shared(self) -> _Readers:
        return {
            "narrator": self._teller,
            "author": self._teller,
            "read": lambda entry: setting(self.doc, entry),
            "characters": self._characters,
            "lexicon": self._lexicon,
            "profile": lambda entry: self._word(entry, ProfileName),
            "room_tone": lambda entry: room_tone(self.doc, entry),
        }

    def _walk(
        self, node: Node, what: str, readers: _Readers
    ) -> tuple[dict[str, Any], dict[str, int]]:
        """The values of a mapping's known keys, and their lines."""
        values, lines = {}, {}
        for entry in self.doc.entries(node, what):
            if entry.key not in readers:
                hint = did_you_mean(entry.key, readers, "the keys are")
                if what == _FILE and not hint.startswith("did"):
                    hint += "; if it belongs to the section above, indent it"
                self.doc.fail(f'unknown key "{entry.key}" in {what}; {hint}', entry.line)
            values[entry.key] = readers[entry.key](entry)
            lines[entry.key] = entry.line
        return values, lines

    def _engine(self, entry: Entry) -> str:
        return self.doc.text(entry.value, "engine")

    def _voice(self, entry: Entry) -> str | VoiceChoice:
        """A voice as it is written, or the traits and engine of the one to look for."""
        if isinstance(entry.value, MappingNode):
            return self._traits(entry)
        if isinstance(entry.value, SequenceNode):
            self.doc.fail(
                "voice must be a voice or traits such as {gender: female, age: old}, not a list",
                entry.value,
            )
        voice = self.doc.text(entry.value, "voice")
        if ":" in voice and not all(part.strip() for part in voice.split(":", 1)):
            self.doc.fail(f'voice must be "voice" or "engine:voice", not "{voice}"', entry.line)
        return voice

    def _traits(self, entry: Entry) -> VoiceChoice:
        readers: _Readers = {
            "gender": lambda trait: self._word(trait, _VoiceGender),
            "age": lambda trait: self._word(trait, Age),
            "accent": lambda trait: self.doc.text(trait.value, "accent"),
            "language": lambda trait: self.doc.text(trait.value, "language"),
            "engine": self._engine,
        }
        values, lines = self._walk(entry.value, "voice", readers)
        if not values:
            self.doc.fail(f"voice must name a voice or some of {', '.join(readers)}", entry.line)
        engine = values.pop("engine", None)
        if "gender" in values:
            values["gender"] = Gender(values["gender"])
        traits = Traits(**values) if values else None
        return VoiceChoice(traits=traits, engine=engine, engine_line=lines.get("engine"))

    def _sound(self) -> _Readers:
        """The keys of how somebody sounds."""
        return {
            "voice": self._voice,
            "engine": self._engine,
            "rate": lambda entry: self.doc.number(entry.value, "rate", RATES),
            "pitch": lambda entry: self.doc.number(entry.value, "pitch", PITCHES),
            "volume": lambda entry: self.doc.number(entry.value, "volume", VOLUMES),
        }

    def _choice(self, values: dict[str, Any], lines: dict[str, int]) -> VoiceChoice:
        said = {key: value for key, value in values.items() if key in self._sound()}
        line, engine_line = lines.get("voice"), lines.get("engine")
        wanted = said.pop("voice", None)
        if isinstance(wanted, VoiceChoice):
            voice, prefix = "with these traits", wanted.engine
            if prefix is not None and said.get("engine") is None:
                said["engine"], engine_line = prefix, wanted.engine_line
            said["traits"] = wanted.traits
        else:
            voice, prefix = f'"{wanted}"', VoiceChoice(wanted).explicit_engine
            said["voice"] = wanted
        choice = VoiceChoice(**said, voice_line=line, engine_line=engine_line)
        if choice.engine is not None and prefix not in (None, choice.engine):
            self.doc.fail(
                f"the voice {voice} is of the engine {prefix}, but engine says {choice.engine}; "
                "drop one of the two",
                line,
            )
        return choice

    def _teller(self, entry: Entry) -> VoiceChoice:
        """The voice of the narrator, or of the author."""
        return self._choice(*self._walk(entry.value, entry.key, self._sound()))

    def _characters(self, section: Entry) -> tuple[CharacterEntry, ...]:
        characters: list[CharacterEntry] = []
        owners: _Owners = {}
        for entry in self.doc.entries(section.value, "characters"):
            if name_key(entry.key) == name_key(NARRATOR):
                self.doc.fail(
                    f'"{entry.key}" is no character; give its voice under narrator:', entry.line
                )
            self._claim(owners, entry.key, entry.key, entry.line)
            characters.append(self._character(entry, owners))
        return tuple(characters)

    def _character(self, entry: Entry, owners: _Owners) -> CharacterEntry:
        readers: _Readers = {
            "aliases": lambda setting: self._aliases(setting, entry.key, owners),
            "gender": lambda setting: self._word(setting, Gender),
            "age": lambda setting: self._word(setting, Age),
            **self._sound(),
        }
        values, lines = self._walk(entry.value, entry.key, readers)
        return CharacterEntry(
            name=entry.key,
            aliases=values.get("aliases", ()),
            gender=values.get("gender"),
            age=values.get("age"),
            choice=self._choice(values, lines),
            line=entry.line,
        )

    def _aliases(self, setting: Entry, owner: str, owners: _Owners) -> tuple[str, ...]:
        aliases = []
        for node in self.doc.items(setting.value, f"{owner}: aliases"):
            alias = self.doc.text(node, "an alias")
            self._claim(owners, alias, owner, node.start_mark.line + 1)
            aliases.append(alias)
        return tuple(aliases)

    def _claim(self, owners: _Owners, name: str, owner: str, line: int) -> None:
        if name_key(name) == name_key(NARRATOR):
            self.doc.fail(f'"{name}" cannot be an alias: it always means the narrator', line)
        before = owners.get(name_key(name))
        if before is not None:
            whose, first = before
            remedy = "give it to one of them"
            if name_key(owner) == name_key(whose):
                remedy = "keep one"
            elif name_key(name) in (name_key(owner), name_key(whose)):
                entry = owner if name_key(name) == name_key(owner) else whose
                remedy = f"if they are one, delete the entry {entry}, else the alias"
            self.doc.fail(f'"{name}" is already a name of {whose} (line {first}); {remedy}', line)
        owners[name_key(name)] = (owner, line)

    def _word(self, entry: Entry, words: type[_Word]) -> _Word:
        value = self.doc.word(entry.value, entry.key)
        try:
            return words(value.casefold())
        except ValueError:
            hint = did_you_mean(value, [word.value for word in words], "it can be")
            self.doc.fail(f'{entry.key}: unknown "{value}"; {hint}', entry.line)

    def _lexicon(self, section: Entry) -> dict[str, Pronunciation]:
        words: dict[str, Pronunciation] = {}
        first: dict[str, Entry] = {}
        for entry in self.doc.entries(section.value, "lexicon"):
            how = self._pronunciation(entry)
            if not how.exact_for(entry.key):
                same = first.setdefault(name_key(entry.key), entry)
                if same is not entry:
                    self.doc.fail(
                        f'lexicon: "{entry.key}" already stands on line {same.line} as '
                        f'"{same.key}"; keep one, or write {{say: …, case: true}}',
                        entry.line,
                    )
            words[entry.key] = how
        return words

    def _pronunciation(self, entry: Entry) -> Pronunciation:
        what = f'lexicon: the pronunciation of "{entry.key}"'
        if not self.doc.is_mapping(entry.value):
            return self._said(entry, what)
        readers: _Readers = {
            "say": lambda setting: self._said(setting, what),
            "case": lambda setting: self.doc.flag(setting.value, f'lexicon: "{entry.key}": case'),
        }
        found, _ = self._walk(entry.value, f'lexicon: "{entry.key}"', readers)
        if "say" not in found:
            self.doc.fail(f"{what} is missing; write it behind `say:`", entry.line)
        said: Pronunciation = found["say"]
        return replace(said, exact_case=found.get("case"))

    def _said(self, entry: Entry, what: str) -> Pronunciation:
        """A respelling, or IPA between slashes, every symbol of which is checked."""
        value = self.doc.text(entry.value, what)
        said = Pronunciation.of(value)
        wrong = unreadable(said)
        if wrong is not None:
            self.doc.fail(f"{what}, {value}: {wrong}", entry.line)
        return said

    def _pauses(self, section: Entry) -> dict[str, float]:
        return self._walk(section.value, "pauses", pause_readers(self.doc))[0]

    def _stories(self, section: Entry) -> tuple[StoryOverrides, ...]:
        stories = []
        titles: dict[str, int] = {}
        for entry in self.doc.entries(section.value, "stories"):
            first = titles.setdefault(name_key(entry.key), entry.line)
            if first != entry.line:
                self.doc.fail(f'the story "{entry.key}" already stands on line {first}', entry.line)
            readers: _Readers = {**self._shared(), "pauses": self._pauses}
            found, _ = self._walk(entry.value, f'the story "{entry.key}"', readers)
            stories.append(StoryOverrides(entry.key, **found, line=entry.line))
        return tuple(stories)

    def _no_clashes(self, characters: tuple[CharacterEntry, ...]) -> None:
        """A story's aliases must not be names of the library's other characters."""
        owners: _Owners = {}
        for character in characters:
            for name in (character.name, *character.aliases):
                self._claim(owners, name, character.name, character.line or 0)
