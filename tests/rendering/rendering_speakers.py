"""Speakers for the tests: one that speaks, and all the ways in which speakers go wrong.

They stand in a module of their own so that worker processes can import them. `voice.id` names a
folder where every call leaves a note, so that a test can count the calls and the processes.
"""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.model import Audio, Voice

RATE = 8_000


def spoken(text: str) -> Audio:
    """A tone, as long as it takes to say the text, of a pitch that depends on the text."""
    seconds = 0.1 + len(text) / 15
    time_axis = np.arange(round(seconds * RATE)) / RATE
    pitch = 100 + sum(text.encode()) % 300
    return Audio((0.3 * np.sin(2 * np.pi * pitch * time_axis)).astype(np.float32), RATE)


def speak(text: str, voice: Voice) -> Audio:
    """Speak, or do what the text's first word says; `once:` does it on the first call only."""
    note(text, voice)
    name, _, _ = text.partition(" ")
    if name.startswith("once:"):
        name = name.removeprefix("once:")
        if len(calls(Path(voice.id), text)) > 1:
            name = ""
    return WAYS.get(name, spoken)(text)


def note(text: str, voice: Voice) -> None:
    """Leave a note of a call."""
    with Path(voice.id, "calls").open("a") as notes:
        notes.write(f"{os.getpid()} {text}\n")


def version(engine: str) -> str:
    """What a test says, or else 1; one engine is only where a test says something."""
    if engine == "rare" and "ENGINE_VERSION" not in os.environ:
        raise EngineError("there is no such engine")
    return os.environ.get("ENGINE_VERSION", "1")


def calls(folder: Path, text: str | None = None) -> list[int]:
    """The processes of all calls so far, or of those for a text."""
    try:
        lines = Path(folder, "calls").read_text().splitlines()
    except FileNotFoundError:
        return []
    found = [line.partition(" ") for line in lines]
    return [int(process) for process, _, said in found if text in (None, said)]


class UnpicklableError(Exception):
    """Holds what no pickle holds."""

    def __init__(self, message: str) -> None:
        super().__init__(message, lambda: None)

    def __str__(self) -> str:
        return str(self.args[0])


class TwoArgumentError(Exception):
    """Pickles, but cannot be unpickled."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def _hang(text: str) -> Audio:
    time.sleep(600)
    return spoken(text)


def _slow(text: str) -> Audio:
    time.sleep(0.05)
    return spoken(text)


def _slower(text: str) -> Audio:
    time.sleep(0.7)
    return spoken(text)


def _exit(text: str) -> Audio:
    os._exit(3)


def _leave(text: str) -> Audio:
    raise SystemExit(4)


def _segfault(text: str) -> Audio:
    ctypes.string_at(0)
    return spoken(text)


def _refuse(text: str) -> Audio:
    raise EngineError("the engine is out of breath.")


def _voiceless(text: str) -> Audio:
    raise UnknownVoiceError("there is no such voice")


def _unpicklable(text: str) -> Audio:
    raise UnpicklableError("held a function")


def _two_arguments(text: str) -> Audio:
    raise TwoArgumentError("two", "arguments")


def _changed(change: Callable[[Audio], Audio]) -> Callable[[str], Audio]:
    return lambda text: change(spoken(text))


def _not_a_number(audio: Audio) -> Audio:
    audio.samples[5] = np.nan
    return audio


def _print(text: str) -> Audio:
    print("chatter from python")  # noqa: T201
    sys.stdout.flush()
    os.write(1, b"chatter from c\n")
    warnings.warn("chatter of warnings", stacklevel=1)
    logging.getLogger("engine").warning("chatter of the log")
    return spoken(text)


WAYS: dict[str, Callable[[str], Audio]] = {
    "hang": _hang,
    "slow": _slow,
    "slower": _slower,
    "exit": _exit,
    "leave": _leave,
    "segfault": _segfault,
    "refuse": _refuse,
    "voiceless": _voiceless,
    "unpicklable": _unpicklable,
    "two-arguments": _two_arguments,
    "print": _print,
    "nan": _changed(_not_a_number),
    "silence": _changed(lambda audio: Audio(audio.samples * 0, RATE)),
    "empty": _changed(lambda audio: Audio(audio.samples[:0], RATE)),
    "cut": _changed(lambda audio: Audio(audio.samples[: len(audio.samples) // 10], RATE)),
    "endless": _changed(lambda audio: Audio(np.tile(audio.samples, 30), RATE)),
    "fast-rate": _changed(lambda audio: Audio(audio.samples, 1_000_000)),
    "loud": _changed(lambda audio: Audio(audio.samples * 32767, RATE)),
    "nothing": lambda text: None,  # type: ignore[dict-item, return-value]
}


def get_ready(folder: Path) -> None:
    """Leave a note in a folder, as what a process does to be ready."""
    Path(folder, str(os.getpid())).touch()
