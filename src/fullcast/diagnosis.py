"""What works on this machine: tried out, not guessed."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from fullcast import audition, engines, mastering, publishing, rendering
from fullcast.errors import EngineError, FullcastError, NotSetUpError
from fullcast.model import Voice

_SENTENCE = "The lamp is lit."
_PACKAGES = (
    *("hibari-tts", "pyttsx3", "espeakng-loader"),
    *("pydub", "lameenc", "mutagen", "soundfile", "soxr"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    works: bool
    detail: str
    remedy: str = ""
    needed: bool = True
    """Whether Fullcast does its main job only if this works."""


def examine() -> tuple[Finding, ...]:
    """Try everything that Fullcast uses on this machine."""
    findings = [Finding("Python", True, f"{platform.python_version()} on {platform.platform()}")]
    findings += [_package(name) for name in _PACKAGES if _wanted(name)]
    findings += [_engine(name) for name in engines.names()]
    findings.append(_tried("cache", _cache, "set FULLCAST_CACHE to a folder you can write to"))
    findings.append(_m4b())
    findings.append(_distributed())
    return tuple(findings)


def _wanted(name: str) -> bool:
    return name != "espeakng-loader" or sys.platform != "win32"


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "not installed", f"pip install {name}")


def _tried(name: str, attempt: Callable[[], str], remedy: str, needed: bool = True) -> Finding:
    try:
        return Finding(name, True, attempt(), needed=needed)
    except NotSetUpError as error:
        return Finding(name, True, f"not set up: {error}", needed=False)
    except FullcastError as error:
        return Finding(name, False, str(error), remedy, needed)
    except Exception as error:  # noqa: BLE001 - engines are other people's code
        return Finding(name, False, f"{type(error).__name__}: {error}", remedy, needed)


def _engine(name: str) -> Finding:
    def attempt() -> str:
        voices = engines.load(name).voices()
        if not voices:
            raise EngineError("it has no voices on this machine")
        count = f"{len(voices)} voice{'' if len(voices) == 1 else 's'}"
        here = [voice for voice in voices if voice.installed]
        if not here:
            return f"{count}, fetched when one is first used"
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "said.mp3"
            audition.say(_SENTENCE, Voice(name, here[0].id), path, None)
            seconds = publishing.mp3_seconds(path)
        return f"{count}; spoke and encoded {seconds or 0:.1f} s"

    remedy = "reinstall fullcast, or use another engine with --engine"
    return _tried(f"engine {name}", attempt, remedy, needed=name == "hibari")


def _cache() -> str:
    root = rendering.default_cache_root()
    rendering.Cache(root)
    return str(root)


def _m4b() -> Finding:
    encoder = publishing.aac_encoder()
    if encoder is None:
        missing = "nothing here encodes AAC, which only --format m4b needs"
        return Finding("M4B", True, missing, publishing.AAC_REMEDY, needed=False)

    def attempt() -> str:
        with tempfile.TemporaryDirectory() as folder:
            second = bytes(2 * mastering.OUTPUT_RATE)
            path = Path(folder) / "silence.m4b"
            frames = list(publishing.aac_frames([second], mastering.OUTPUT_RATE, path))
        return f"{encoder} encoded {len(frames)} frames of AAC"

    return _tried("M4B", attempt, publishing.AAC_REMEDY, needed=False)


def _distributed() -> Finding:
    try:
        return Finding("distributed", True, metadata.version("distributed"), needed=False)
    except metadata.PackageNotFoundError:
        detail = "not installed, and needed on a cluster only"
        return Finding("distributed", True, detail, 'pip install "fullcast[cluster]"', needed=False)
