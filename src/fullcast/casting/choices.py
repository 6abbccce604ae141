"""From what voices.yaml says of a voice to a voice that an engine has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NoReturn, Protocol

from fullcast.casting.document import did_you_mean
from fullcast.casting.voicemap import DEFAULT_ENGINE, StoryOverrides, VoiceChoice, VoiceMap
from fullcast.errors import EngineError, UnknownVoiceError, VoiceMapError
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


def check_voices(voice_map: VoiceMap, catalogue: Catalogue, *, engine: str | None = None) -> None:
    """Make sure that every engine and voice of the map exists, in all stories that it has.

    With `engine` (from the command line) in the place of the map's default, the voices written for
    that default are not used, so they are not checked either.

    Raises:
        VoiceMapError: an engine or voice is unknown: its line and the nearest right spelling.
        EngineError: an engine that is named cannot work here.
    """
    default = voice_map.engine or DEFAULT_ENGINE
    replaced = engine is not None and engine != default
    if voice_map.engine is not None and not replaced and default not in catalogue:
        _unknown_engine(default, voice_map, voice_map.engine_line, catalogue)
    for choice in _choices(voice_map):
        if choice.explicit_engine is not None or not replaced:
            check_choice(choice, default, voice_map, catalogue)


def check_choice(
    choice: VoiceChoice, default: str, voice_map: VoiceMap, catalogue: Catalogue
) -> None:
    """Make sure that the engine and voice of one choice exist."""
    explicit = choice.explicit_engine
    line = choice.engine_line if choice.engine is not None else choice.voice_line
    if explicit is not None and explicit not in catalogue:
        _unknown_engine(explicit, voice_map, line, catalogue)
    engine = explicit or default
    if choice.voice_id is None or engine not in catalogue:
        return
    try:
        catalogue.describe(engine, choice.voice_id)
    except UnknownVoiceError as error:
        raise VoiceMapError(str(error), voice_map.path, choice.voice_line) from error


def voices_of(engine: str, catalogue: Catalogue) -> Sequence[VoiceInfo]:
    """The voices of an engine for automatic casting, at least one.

    Voices that are still to be fetched are used only if all of them are.

    Raises:
        EngineError: there is no such engine, or it has no voices here.
    """
    if engine not in catalogue:
        hint = did_you_mean(engine, catalogue, "the engines are")
        raise EngineError(f'there is no engine "{engine}"; {hint}')
    voices = catalogue.voices(engine)
    if not voices:
        raise EngineError(f"the engine {engine} has no voices on this machine; see fullcast doctor")
    return [voice for voice in voices if voice.installed] or voices


def _choices(voice_map: VoiceMap) -> Iterable[VoiceChoice]:
    """All choices of a map, in the order of their sections."""
    parts: tuple[VoiceMap | StoryOverrides, ...] = (voice_map, *voice_map.stories)
    for part in parts:
        yield part.narrator
        for entry in part.characters:
            yield entry.choice


def _unknown_engine(
    name: str, voice_map: VoiceMap, line: int | None, catalogue: Catalogue
) -> NoReturn:
    hint = did_you_mean(name, catalogue, "the engines are")
    raise VoiceMapError(f'there is no engine "{name}"; {hint}', voice_map.path, line)
