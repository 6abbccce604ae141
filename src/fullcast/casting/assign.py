"""From a script and a voice map to a cast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fullcast.casting.auto import Taken, choose, misfit
from fullcast.casting.choices import (
    Catalogue,
    allowed,
    check_choice,
    engine_for,
    same_language,
    voices_of,
)
from fullcast.casting.conversation import Speakers, speakers
from fullcast.casting.match import match
from fullcast.casting.traits import fitting, sounding
from fullcast.casting.voicemap import (
    DEFAULT_ENGINE,
    CharacterEntry,
    VoiceChoice,
    VoiceMap,
    for_story,
    name_key,
)
from fullcast.model import (
    AUTHOR,
    MATTER,
    Age,
    Cast,
    CastMember,
    Character,
    Gender,
    Script,
    Voice,
    VoiceInfo,
)

NARRATOR_VOICES = {"hibari": "heart"}
"""The engines' voices that are best for long listening; else the first adult one narrates."""

_OTHER = {Gender.FEMALE: Gender.MALE, Gender.MALE: Gender.FEMALE}


def cast(
    script: Script,
    voice_map: VoiceMap,
    catalogue: Catalogue,
    *,
    engine: str | None = None,
    formerly: Mapping[str, str] | None = None,
) -> Cast:
    """Give everybody who speaks in a script a voice.

    The story's overrides are applied (see `for_story`). A voice that the map names is used as it
    is written; everybody else is cast automatically (see `auto`), among the voices that have the
    traits that it asks for, if it asks for any.

    **The engine.** `engine` takes the place of the map's default. A voice that was written for
    that default then means nothing, so its character is cast anew with `engine`, keeping the rate
    and volume but not the pitch, which was tuned for another voice; so do traits that no voice of
    `engine` has. Who names an engine (by the key `engine` or by "engine:voice") keeps the voice,
    and so does everybody if `engine` is the map's default. If neither says an engine, it is hibari,
    or, for a language that hibari does not speak, the first in the catalogue that does.

    **The first-person narrator** and the character they are share one voice: the one that the
    story's own settings give the narrator, else the one that the map gives the character, else the
    library's narrator (or the default one) if it fits the character's gender and age, else one
    that does. The library's `narrator:` is for stories that nobody in them tells.

    **New names.** `formerly` gives the old names of characters whom the user renamed; the voice
    that they got by themselves under the old one stays theirs.

    Raises:
        VoiceMapError: a voice or engine that the map gives somebody in this story does not exist.
        EngineError: an engine does not exist or cannot work here.
    """
    story = for_story(voice_map, script.title)
    default = engine or story.engine or engine_for(script.language, catalogue)
    own = any(
        part.narrator.voice or part.narrator.traits
        for part in voice_map.stories
        if name_key(part.title) == name_key(script.title)
    )
    return _Casting(script, story, catalogue, default, own, formerly or {}).cast()


@dataclass(slots=True)
class _Casting:
    """The work on one cast: who has which voice so far."""

    script: Script
    story: VoiceMap
    catalogue: Catalogue
    default: str
    own_narrator: bool
    """The story's own settings give the narrator a voice."""
    formerly: Mapping[str, str]
    """Old names by new ones."""
    heard: Speakers = field(init=False)
    entries: Mapping[str, CharacterEntry] = field(init=False)
    people: dict[str, Character] = field(init=False)
    voices: dict[str, Voice] = field(init=False, default_factory=dict)
    infos: dict[tuple[str, str], VoiceInfo] = field(init=False, default_factory=dict)
    """What engines said of voices so far, by engine and id."""

    def __post_init__(self) -> None:
        self.heard = speakers(self.script)
        known = {character.name: character for character in self.script.characters}
        names = list(self.heard.lines)
        if self.script.narrator is not None and self.script.narrator not in self.heard.lines:
            names.append(self.script.narrator)
        plain = {name: known.get(name, Character(name)) for name in names}
        self.entries = match(plain.values(), self.story.characters)
        self.people = {
            name: _described(self._joined(person, plain.values()), self.entries.get(name))
            for name, person in plain.items()
        }

    def _joined(self, person: Character, people: Iterable[Character]) -> Character:
        """The person with the gender of another name for the same entry, if they show none."""
        entry = self.entries.get(person.name)
        if entry is None or person.gender is not Gender.UNKNOWN:
            return person
        same = [each.gender for each in people if self.entries.get(each.name) is entry]
        shown = [gender for gender in same if gender is not Gender.UNKNOWN]
        return replace(person, gender=shown[0]) if shown else person

    def cast(self) -> Cast:
        own = {name: self._choice(name) for name in self.people}
        for name, choice in own.items():
            voice = self._written(choice)
            if voice is not None:
                self.voices[name] = voice
        narrator = self._narrator()
        for name in self.heard.lines:
            if name not in self.voices:
                self.voices[name] = self._twin(name) or self._automatic(name, own[name], narrator)
        members = (
            CastMember(self.people[name], self.voices[name], lines)
            for name, lines in self.heard.lines.items()
        )
        aloud = any(line.spoken and line.kind in MATTER for line in self.script.each_line())
        return Cast(narrator, tuple(members), self._author(narrator) if aloud else None)

    def _choice(self, name: str) -> VoiceChoice:
        entry = self.entries.get(name)
        return self._usable(VoiceChoice() if entry is None else entry.choice)

    def _usable(self, choice: VoiceChoice) -> VoiceChoice:
        """The choice without a voice that was written for a default engine that is not in use."""
        written_for = self.story.engine or DEFAULT_ENGINE
        if choice.explicit_engine is None and written_for != self.default:
            voices = voices_of(self.default, self.catalogue)
            if choice.voice or not fitting(choice.traits, voices, self.script.language):
                return replace(choice, voice=None, traits=None, pitch=None)
        check_choice(choice, self.default, self.story, self.catalogue, self.script.language)
        return choice

    def _written(self, choice: VoiceChoice) -> Voice | None:
        """The voice that the map gives, if it gives one."""
        if choice.voice_id is None:
            return None
        voices_of(choice.explicit_engine or self.default, self.catalogue)
        plain = Voice(choice.explicit_engine or self.default, choice.voice_id)
        return _with_settings(plain, choice)

    def _narrator(self) -> Voice:
        choice = self._usable(self.story.narrator)
        written = self._written(choice)
        teller = self.script.narrator
        if teller is None or self.own_narrator:
            voice = written or self._default_narrator(choice)
        elif teller in self.voices:
            return self.voices[teller]
        elif written is not None and self._fits_teller(written):
            voice = written
        else:
            voice = self._default_narrator(replace(choice, voice=None))
        if teller is not None and teller not in self.voices:
            apart = self.own_narrator and self._choice(teller).traits is not None
            if not apart:
                self.voices[teller] = voice
        return voice

    def _fits_teller(self, voice: Voice) -> bool:
        """Whether a voice has the gender and age of whoever tells the story."""
        teller = self.people[self.script.narrator or ""]
        info = self.catalogue.describe(voice.engine, voice.id)
        return misfit(teller, info, self.script.language) <= 0

    def _default_narrator(self, choice: VoiceChoice) -> Voice:
        language = self.script.language
        info = self._best_for_listening(choice)
        teller = self.people.get(self.script.narrator or "")
        if teller is not None and not (self.own_narrator and choice.traits):
            own, fits = self._choice(teller.name), misfit(teller, info, language) <= 0
            if choice.traits is not None and not fits:
                return self._default_narrator(replace(choice, traits=None))
            if own.traits is not None or not fits:
                # The library's narrator may only set the speed and level of somebody's own voice.
                engine = choice.engine if own.traits is None else own.engine
                own = own.updated(replace(choice, traits=None, engine=engine))
                others = [self._taken(voice, 0.0) for voice in self.voices.values()]
                return self._chosen(teller.name, own, others)
        return _with_settings(Voice(info.engine, info.id), choice)

    def _best_for_listening(self, choice: VoiceChoice) -> VoiceInfo:
        preferred = NARRATOR_VOICES.get(choice.explicit_engine or self.default)
        return min(
            self._allowed(choice),
            key=lambda info: (
                not same_language(info.language, self.script.language),
                info.id != preferred,
                info.age is not Age.ADULT,
            ),
        )  # the first of the best

    def _author(self, narrator: Voice) -> Voice:
        """The voice of what surrounds the story: an adult's, unlike the narrator's.

        It goes by nobody else, and by the library's narrator also where a character tells the
        story, so that the author sounds the same in nearly every story.
        """
        choice, usual = self._usable(self.story.author), self._usable(self.story.narrator)
        written = self._written(choice)
        if written is not None:
            return written
        info = self._best_for_listening(usual)
        library = self._written(usual) or Voice(info.engine, info.id)
        taken = [self._taken(voice, 1.0) for voice in dict.fromkeys((library, narrator))]
        gender = _OTHER.get(taken[0].info.gender, Gender.UNKNOWN)
        person = sounding(Character(AUTHOR, gender=gender), choice.traits)
        return choose(person, choice, self._allowed(choice), self.script.language, taken)

    def _twin(self, name: str) -> Voice | None:
        """The voice of another name for the same entry of the map."""
        entry = self.entries.get(name)
        for other, voice in self.voices.items():
            if entry is not None and self.entries.get(other) is entry:
                return voice
        return None

    def _automatic(self, name: str, choice: VoiceChoice, narrator: Voice) -> Voice:
        talks = self.heard.talks.get(name, {})
        taken = [self._taken(voice, talks.get(other, 0.0)) for other, voice in self.voices.items()]
        taken.append(self._taken(narrator, float(max(1, self.heard.lines[name]))))
        return self._chosen(name, choice, taken)

    def _chosen(self, name: str, choice: VoiceChoice, taken: Sequence[Taken]) -> Voice:
        """A voice that fits one person, and the traits that are asked for."""
        person = sounding(self._as_before(self.people[name]), choice.traits)
        return choose(person, choice, self._allowed(choice), self.script.language, taken)

    def _allowed(self, choice: VoiceChoice) -> Sequence[VoiceInfo]:
        return allowed(choice, self.default, self.story, self.catalogue, self.script.language)

    def _taken(self, voice: Voice, weight: float) -> Taken:
        key = voice.engine, voice.id
        if key not in self.infos:
            self.infos[key] = self.catalogue.describe(*key)
        return Taken(voice, self.infos[key], weight)

    def _as_before(self, person: Character) -> Character:
        """The person under the name that prefers the voice they had."""
        return replace(person, name=self.formerly.get(person.name, person.name))


def _with_settings(voice: Voice, choice: VoiceChoice) -> Voice:
    return replace(
        voice,
        rate=voice.rate if choice.rate is None else choice.rate,
        pitch=voice.pitch if choice.pitch is None else choice.pitch,
        volume=voice.volume if choice.volume is None else choice.volume,
    )


def _described(person: Character, entry: CharacterEntry | None) -> Character:
    """The person with what the map knows of them: its gender and age win, its aliases are added."""
    if entry is None:
        return person
    known = {name_key(name) for name in (person.name, *person.aliases)}
    added = []
    for name in (entry.name, *entry.aliases):
        if name_key(name) not in known:
            known.add(name_key(name))
            added.append(name)
    return replace(
        person,
        aliases=(*person.aliases, *added),
        gender=person.gender if entry.gender is None else entry.gender,
        age=person.age if entry.age is None else entry.age,
    )
