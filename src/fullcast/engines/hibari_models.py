"""hibari's networks: one lies in its package, the others are fetched when they are first spoken.

The package says where they are and what their SHA-256 is, and keeps them in a folder of the user's
(`HIBARI_HOME`). It could fetch them too, but it waits for as long as a server sends now and then a
byte, and takes whatever file is already there for the right one.
"""

from __future__ import annotations

from pathlib import Path

from hibari import voices as registry

from fullcast import download
from fullcast.download import Asset


def installed(base: str) -> bool:
    """Whether a voice's network is here, by its size; `path_of` looks closer."""
    return download.present(_asset(base), _folder(base))


def path_of(base: str) -> Path:
    """The file of a voice's network, fetched if it is not here, or here but damaged.

    Raises:
        EngineError: it is not here and cannot be fetched or kept.
    """
    asset, folder = _asset(base), _folder(base)
    if registry.VOICES[base].get("bundled"):
        return folder / asset.name
    return download.fetched(asset, folder)


def _folder(base: str) -> Path:
    bundled = registry.VOICES[base].get("bundled")
    return Path(registry.ASSETS if bundled else registry.cache_dir())


def _asset(base: str) -> Asset:
    entry = registry.VOICES[base]
    return Asset(
        name=entry["file"],
        url=f"{registry.BASE_URL}{entry['file']}",
        size=entry["bytes"],
        sha256=entry["sha256"],
        title=f'the voice "{base}" of the engine "hibari"',
        variable="HIBARI_HOME",
    )
