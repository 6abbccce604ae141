"""Engines by name: found through entry points, loaded when first asked for, then kept."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import cache
from importlib import metadata

from fullcast.engines.base import (
    Engine,
    FetchingEngine,
    OpenEngine,
    PhoneticEngine,
    WaitingEngine,
    listed,
)
from fullcast.errors import EngineError, NotSetUpError, UnknownVoiceError
from fullcast.model import Audio, Voice, VoiceInfo

GROUP = "fullcast.engines"
"""The entry-point group: `name = "package.module:EngineClass"`."""


def names() -> tuple[str, ...]:
    """The names of all installed engines, sorted; none of them is loaded."""
    return tuple(sorted({entry.name for entry in metadata.entry_points(group=GROUP)}))


@cache
def load(name: str) -> Engine:
    """The engine of that name; the same object for the life of the process.

    Raises:
        EngineError: there is no such engine, or a package that it needs is missing.
        NotSetUpError: that package comes with an extra that is not installed.
    """
    entries = metadata.entry_points(group=GROUP, name=name)
    if not entries:
        raise EngineError(_unknown(name))
    # A name that two packages claim goes to the same one whatever the order of installation.
    entry = min(entries, key=lambda each: each.value)
    try:
        engine: Engine = entry.load()()
    except ImportError as error:
        # An engine that comes with an extra is not broken as long as nobody asked for the extra.
        kind = NotSetUpError if entry.extras else EngineError
        raise kind(f'the engine "{name}" cannot be loaded: {error}; {_remedy(entry)}') from error
    except AttributeError as error:
        raise EngineError(
            f'the engine "{name}" cannot be loaded: {entry.value} does not exist;'
            " update or remove the package that provides it"
        ) from error
    return engine


def fetch(engine: str, id_: str) -> None:
    """Bring a voice onto this machine, if it is one that is fetched.

    Workers have a time limit for a line, in which a large voice may not come.

    Raises:
        EngineError: see `FetchingEngine.fetch`.
    """
    found = load(engine)
    if isinstance(found, FetchingEngine):
        found.fetch(id_)


def speak(text: str, voice: Voice) -> Audio:
    """Speak a text with the engine that the voice names.

    A module-level function, so that a worker process can be handed it by name.

    Raises:
        EngineError: see `load` and `Engine.synthesize`.
    """
    return load(voice.engine).synthesize(text, voice)


def version(engine: str) -> str:
    """What an engine says its version is, here.

    A module-level function, so that another machine can be asked for its own.

    Raises:
        EngineError: there is no such engine, or it cannot work here.
    """
    return load(engine).version


@cache
def waits(engine: str) -> bool:
    """Whether an engine leaves the processor to others while it speaks.

    Raises:
        EngineError: see `load`.
    """
    found = load(engine)
    return isinstance(found, WaitingEngine) and found.waits


def readings(texts: Sequence[str], voice: Voice) -> tuple[str, ...]:
    """How a voice says each text, in IPA; "" where its engine cannot tell or cannot say it.

    Raises:
        EngineError: there is no such engine or voice, or it cannot work here.
    """
    engine = load(voice.engine)
    if not isinstance(engine, PhoneticEngine):
        return ("",) * len(texts)
    try:
        return engine.readings(texts, voice)
    except UnknownVoiceError:
        raise
    except EngineError:
        if len(texts) == 1:
            return ("",)
        return tuple(reading for text in texts for reading in readings((text,), voice))


def describe(engine: str, id_: str) -> VoiceInfo:
    """What an engine says of one of its voices, be it listed or not.

    Raises:
        UnknownVoiceError: it has no such voice.
        EngineError: there is no such engine, or it cannot work here.
    """
    found = load(engine)
    if isinstance(found, OpenEngine):
        return found.describe(id_)
    return listed(engine, id_, found.voices())


def _unknown(name: str) -> str:
    known = names()
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f'; did you mean "{close[0]}"?' if close else ""
    return f'there is no engine "{name}"{hint} (installed: {", ".join(known) or "none"})'


def _remedy(entry: metadata.EntryPoint) -> str:
    """The extra that brings what the engine requires, or the package that provides it."""
    provider = entry.dist.name if entry.dist else "the package that provides it"
    if entry.extras:
        return f'run `pip install "{provider}[{",".join(entry.extras)}]"`'
    return f"run `pip install --force-reinstall {provider}`"
