"""From what voices.yaml says of a voice to a voice that an engine has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NoReturn, Protocol

from fullcast.casting.complaints import did_you_mean
from fullcast.casting.traits import fitting, lacking
from fullcast.casting.voicemap import DEFAULT_ENGINE, StoryOverrides, VoiceChoice, VoiceMap
from fullcast.errors import EngineError, UnknownVoiceError, VoiceMapError
from fullcast.language.tags import primary
from fullcast.model import VoiceInfo


class Catalogue(Collection[str], Protocol):
    """The names of all engines, and what each says of its voices.

    Only engines in use are asked for their voices, so that others need not be loaded.
    """

    def __iter__(self) -> Iterator[str]:
        """The names of the engines."""

    def voices(self, engine: str) -> Sequence[VoiceInfo]:
        """The voices that an engine lists.

        Raises:
            EngineError: the engine cannot work here.
        """

    def describe(self, engine: str, id_: str) -> VoiceInfo:
        """A voice of an engine, listed or not.

        Raises:
            UnknownVoiceError: it has no such voice.
            EngineError: the engine cannot work here.
        """


def engines_needed(voice_map: VoiceMap, default_engine: str | None) -> tuple[str, ...]:
    """The engines whose voices a cast can be made of, sorted; of all stories that are in the map.

    `default_engine` (from the command line) takes the place of the map's default.
    """
    names = {default_engine or voice_map.engine or DEFAULT_ENGINE}
    names.update(choice.explicit_engine for choice in _choices(voice_map) if choice.explicit_engine)
    return tuple(sorted(names))


def check_voices(
    voice_map: VoiceMap,
    catalogue: Catalogue,
    *,
    engine: str | None = None,
    language: str | None = None,
) -> None:
    """Make sure that every engine and voice of the map exists, in all stories that it has.

    With `engine` (from the command line) in the place of the map's default, the voices written for
    that default are not used, so they are not checked either. `language` is the story's, for what
    traits mean (see `traits.fitting`).

    Raises:
        VoiceMapError: an engine, a voice or one with all traits is not there: its line, what does
            not fit and the nearest that does; or an engine that the map names cannot work here.
        EngineError: the default engine, which nobody named, cannot work here.
    """
    default = voice_map.engine or DEFAULT_ENGINE
    replaced = engine is not None and engine != default
    if voice_map.engine is not None and not replaced:
        if default not in catalogue:
            _unknown_engine(default, voice_map, voice_map.engine_line, catalogue)
        try:
            catalogue.voices(default)
        except EngineError as error:
            raise VoiceMapError(str(error), voice_map.path, voice_map.engine_line) from error
    for choice in _choices(voice_map):
        if choice.explicit_engine is not None or not replaced:
            check_choice(choice, default, voice_map, catalogue, language)


def check_choice(
    choice: VoiceChoice,
    default: str,
    voice_map: VoiceMap,
    catalogue: Catalogue,
    language: str | None = None,
) -> None:
    """Make sure that the engine and voice of one choice exist; see `check_voices`."""
    explicit = choice.explicit_engine
    line = choice.engine_line if choice.engine is not None else choice.voice_line
    if explicit is not None and explicit not in catalogue:
        _unknown_engine(explicit, voice_map, line, catalogue)
    engine = explicit or default
    if engine not in catalogue:
        return
    try:
        if choice.voice_id is not None:
            catalogue.describe(engine, choice.voice_id)
        elif choice.traits is not None:
            allowed(choice, default, voice_map, catalogue, language)
        elif explicit is not None:
            catalogue.voices(engine)
    except UnknownVoiceError as error:
        raise VoiceMapError(str(error), voice_map.path, choice.voice_line) from error
    except EngineError as error:
        if explicit is None:
            raise
        raise VoiceMapError(str(error), voice_map.path, line) from error


def allowed(
    choice: VoiceChoice,
    default: str,
    voice_map: VoiceMap,
    catalogue: Catalogue,
    language: str | None,
) -> Sequence[VoiceInfo]:
    """The voices of a choice's engine that automatic casting may take for it, at least one.

    They have the traits that the choice asks for (see `traits.fitting`). Voices of giants and the
    like, and those that would have to be fetched first, are among them only if no others are.

    Raises:
        VoiceMapError: no voice has the traits.
        EngineError: there is no such engine, or it has no voices here.
    """
    engine = choice.explicit_engine or default
    voices = voices_of(engine, catalogue)
    found = fitting(choice.traits, voices, language)
    if choice.traits is not None and not found:
        what = lacking(choice.traits, voices, language)
        other = _engine_with(choice, engine, catalogue, language)
        raise VoiceMapError(
            f'the engine "{engine}" has {what}{other}', voice_map.path, choice.voice_line
        )
    usual = [info for info in found if info.ordinary] or found
    return [info for info in usual if info.installed] or usual


def _engine_with(
    choice: VoiceChoice, engine: str, catalogue: Catalogue, language: str | None
) -> str:
    """The end of a message: another engine that has a voice with the traits, if one has."""
    for name in sorted(catalogue):
        try:
            if name != engine and fitting(choice.traits, catalogue.voices(name), language):
                return f'; "{name}" has such a voice: write `engine: {name}`'
        except EngineError:  # an engine nobody asked for need not work here
            continue
    return ""


def engine_for(language: str, catalogue: Catalogue) -> str:
    """The default engine, or if it does not speak a language, the first that does."""
    for name in sorted(catalogue, key=lambda name: name != DEFAULT_ENGINE):
        try:
            voices = catalogue.voices(name)
        except EngineError:  # an engine nobody asked for need not work here
            continue
        if any(same_language(info.language, language) for info in voices):
            return name
    return DEFAULT_ENGINE


def same_language(one: str, other: str) -> bool:
    """Whether two tags are of one language: "en-gb" and "en-us" are."""
    return primary(one) == primary(other)


def voices_of(engine: str, catalogue: Catalogue) -> Sequence[VoiceInfo]:
    """The voices of an engine, at least one.

    Raises:
        EngineError: there is no such engine, or it has no voices here.
    """
    if engine not in catalogue:
        hint = did_you_mean(engine, catalogue, "the engines are")
        raise EngineError(f'there is no engine "{engine}"; {hint}')
    voices = catalogue.voices(engine)
    if not voices:
        raise EngineError(f"the engine {engine} has no voices on this machine; see fullcast doctor")
    return voices


def _choices(voice_map: VoiceMap) -> Iterable[VoiceChoice]:
    """All choices of a map, in the order of their sections."""
    parts: tuple[VoiceMap | StoryOverrides, ...] = (voice_map, *voice_map.stories)
    for part in parts:
        yield part.narrator
        yield part.author
        for entry in part.characters:
            yield entry.choice


def _unknown_engine(
    name: str, voice_map: VoiceMap, line: int | None, catalogue: Catalogue
) -> NoReturn:
    hint = did_you_mean(name, catalogue, "the engines are")
    raise VoiceMapError(f'there is no engine "{name}"; {hint}', voice_map.path, line)
