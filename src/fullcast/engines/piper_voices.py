"""Piper's voices: pairs of files, `<voice>.onnx` and what it says of itself, `<voice>.onnx.json`.

An id is the path of such a file, or its name without ".onnx" if it lies in one of the folders where
voices are looked for: "en_US-joe-medium". Behind a "#" stands one of several speakers:
"en_GB-vctk-medium#p239".
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from fullcast import folders
from fullcast.engines.base import unknown
from fullcast.errors import EngineError, UnknownVoiceError
from fullcast.model import Age, Gender, VoiceInfo

ENGINE = "piper"
VARIABLE = "FULLCAST_PIPER_VOICES"
"""The environment variable that names folders with voices, separated as in PATH."""
SUFFIX = ".onnx"
_FEMALE, _MALE = re.compile(r"(?<![a-z])female(?![a-z])"), re.compile(r"(?<![a-z])male(?![a-z])")


@dataclass(frozen=True)
class VoiceFile:
    """A voice on disk."""

    path: Path
    """The .onnx file."""

    @property
    def name(self) -> str:
        """What the voice is called: its file's name without ".onnx"."""
        return self.path.name.removesuffix(SUFFIX)

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """What the voice says of itself.

        Raises:
            EngineError: the JSON file is missing or broken.
        """
        beside = self.path.with_name(self.path.name + ".json")
        try:
            settings = json.loads(beside.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise EngineError(_broken(beside, str(error))) from error
        if not (isinstance(settings, dict) and isinstance(settings.get("phoneme_id_map"), dict)):
            raise EngineError(_broken(beside, "it has no phoneme_id_map"))
        return settings

    @property
    def speakers(self) -> Mapping[str, int]:
        """The numbers of its speakers by name; empty for a voice with one speaker."""
        count = int(self.settings.get("num_speakers", 1))
        named: Mapping[str, int] = self.settings.get("speaker_id_map") or {}
        if count <= 1:
            return {}
        return named or {str(number): number for number in range(count)}

    def info(self, id_: str, speaker: str) -> VoiceInfo:
        """What is known of it, or of one of its speakers."""
        code = self.settings.get("language", {}).get("code")
        spoken = str(code or self.settings.get("espeak", {}).get("voice", ""))
        quality = self.settings.get("audio", {}).get("quality")
        details = [self.name, speaker and f"speaker {speaker}", quality and f"{quality} quality"]
        return VoiceInfo(
            engine=ENGINE,
            id=id_,
            language=spoken.replace("_", "-").lower(),
            gender=_gender(f"{self.name} {speaker}"),
            age=Age.ADULT,
            accent=str(self.settings.get("language", {}).get("country_english") or ""),
            description=", ".join(str(each) for each in details if each),
        )


def found() -> dict[str, VoiceFile]:
    """The voices by name, sorted: in the user's folders, Fullcast's own, and packages of pip.

    What two folders call the same is that of the first. Files without a description are none.
    """
    voices: dict[str, VoiceFile] = {}
    for path in _files():
        if path.with_name(path.name + ".json").is_file():
            voices.setdefault(path.name.removesuffix(SUFFIX), VoiceFile(path))
    return dict(sorted(voices.items()))


def listed() -> tuple[VoiceInfo, ...]:
    """All voices that are found, with each of their speakers, in a stable order.

    Raises:
        EngineError: a voice's description is broken.
    """
    infos = []
    for name, voice in found().items():
        by_number = sorted(voice.speakers, key=lambda speaker: voice.speakers[speaker])
        infos += [voice.info(f"{name}#{speaker}", speaker) for speaker in by_number]
        if not by_number:
            infos.append(voice.info(name, ""))
    return tuple(infos)


def resolve(id_: str) -> tuple[VoiceFile, str]:
    """The file and the speaker that an id means; no speaker for a voice with one.

    Raises:
        UnknownVoiceError: there is no such file, name or speaker.
        EngineError: the voice's description is missing or broken.
    """
    written, mark, speaker = id_.partition("#")
    voice = _given(written) if written.endswith(SUFFIX) else _named(written)
    speakers = voice.speakers
    if not mark:
        return voice, next(iter(speakers), "")
    if speaker not in speakers:
        ids = [f"{written}#{each}" for each in speakers] or [written]
        raise UnknownVoiceError(unknown(ENGINE, id_, ids))
    return voice, speaker


def _given(written: str) -> VoiceFile:
    path = Path(written).expanduser()
    if not path.is_file():
        raise UnknownVoiceError(f'the engine "{ENGINE}" finds no voice file {path}')
    return VoiceFile(path)


def _named(name: str) -> VoiceFile:
    voices = found()
    if name not in voices:
        hint = "" if voices else f"; put voice files into {_own_folder()} or name a file's path"
        raise UnknownVoiceError(unknown(ENGINE, name, list(voices)) + hint)
    return voices[name]


def _files() -> Iterator[Path]:
    for folder in (*os.environ.get(VARIABLE, "").split(os.pathsep), str(_own_folder())):
        if folder:
            yield from sorted(Path(folder).expanduser().rglob(f"*{SUFFIX}"))
    for package in sorted(metadata.distributions(), key=lambda each: each.name or ""):
        # Reading the list of files of every package would take seconds.
        if "piper" in (package.name or "").lower():
            names = [file for file in package.files or () if file.name.endswith(SUFFIX)]
            yield from (Path(str(package.locate_file(name))) for name in sorted(names))


def _own_folder() -> Path:
    return folders.data() / "piper"


def _broken(path: Path, why: str) -> str:
    return f"{path} does not describe a Piper voice ({why}); fetch both files of the voice again"


def _gender(name: str) -> Gender:
    """Piper's descriptions do not tell it, but some voices' names do."""
    low = name.lower()
    if _FEMALE.search(low):
        return Gender.FEMALE
    return Gender.MALE if _MALE.search(low) else Gender.UNKNOWN
