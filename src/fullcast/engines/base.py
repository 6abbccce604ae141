"""What an engine is: the one extension point for voices."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from fullcast.errors import UnknownVoiceError
from fullcast.model import Audio, Voice, VoiceInfo


class Engine(Protocol):
    """Something that speaks: the one extension point for voices.

    An engine is found by name through the entry-point group `fullcast.engines`, built without
    arguments, and then lives in one process and one thread. Building it is cheap; what is heavy
    is loaded by the first `synthesize`.
    """

    name: str

    @property
    def version(self) -> str:
        """Changes whenever the same text could sound different: package and voice data versions."""

    def voices(self) -> tuple[VoiceInfo, ...]:
        """All voices that can be used on this machine, in a stable order.

        Raises:
            EngineError: the engine cannot work here; the message says what to install.
        """

    def synthesize(self, text: str, voice: Voice) -> Audio:
        """Speak a text: the same text and voice give the same samples.

        `voice.volume` is not the engine's business: mastering applies it.

        Raises:
            UnknownVoiceError: the engine has no voice `voice.id`.
            EngineError: the text cannot be spoken.
        """


@runtime_checkable
class OpenEngine(Engine, Protocol):
    """An engine that speaks more voices than it can list: blends, morphs, files, names of a server.

    One that has no `describe` speaks exactly what it lists.
    """

    def describe(self, id_: str) -> VoiceInfo:
        """What is known of a voice, whether `voices` lists it or not; nothing is fetched for it.

        Raises:
            UnknownVoiceError: the engine has no voice of that id; the message names the nearest.
            EngineError: the engine cannot work here.
        """


@runtime_checkable
class FetchingEngine(Engine, Protocol):
    """An engine some of whose voices come from elsewhere when they are first used."""

    def fetch(self, id_: str) -> None:
        """Bring a voice onto this machine, if it is not here; `synthesize` does so too.

        Raises:
            UnknownVoiceError: the engine has no such voice.
            EngineError: it cannot be fetched; the message says what to do.
        """


@runtime_checkable
class PhoneticEngine(Engine, Protocol):
    """An engine that can tell how it says a text."""

    def readings(self, texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
        """How the voice says each text, in IPA; "" where that is not known.

        Raises:
            UnknownVoiceError: the engine has no such voice.
            EngineError: a text cannot be spoken.
        """


@runtime_checkable
class WaitingEngine(Engine, Protocol):
    """An engine that speaks elsewhere, in another process, say, while its own only waits."""

    waits: bool


def listed(engine: str, id_: str, voices: Sequence[VoiceInfo]) -> VoiceInfo:
    """The voice of that id among those of an engine.

    Raises:
        UnknownVoiceError: there is none; the message names the nearest.
    """
    for info in voices:
        if info.id == id_:
            return info
    raise UnknownVoiceError(unknown(engine, id_, [info.id for info in voices]))


def unknown(engine: str, id_: str, known: Sequence[str]) -> str:
    """That an engine has no such voice, and the id that comes nearest."""
    close = difflib.get_close_matches(id_, known, n=1)
    lists = f"`fullcast voices --engine {engine}` lists them"
    hint = f'did you mean "{close[0]}"?' if close else lists
    return f'the engine "{engine}" has no voice "{id_}"; {hint}'
