"""The content hash that names a clip."""

from __future__ import annotations

import hashlib
import json

from fullcast.model import Job, Voice

FORMAT_VERSION = 1
"""Raised when a clip of the same engine, voice and text would be stored differently."""


def job_for(text: str, voice: Voice, engine_version: str) -> Job:
    """The job of speaking `text` in `voice`.

    The key is the SHA-256, in hexadecimal, of everything that decides how the clip sounds.
    `voice.volume` is left out: mastering applies it, so equal clips are shared. `voice.style`
    counts where there is one: what was spoken plainly before there were styles is still good.

    Args:
        text: what is to be spoken, exactly as the engine will get it.
        voice: who speaks it.
        engine_version: `Engine.version` of the engine that `voice.engine` names.
    """
    decisive = (
        FORMAT_VERSION,
        voice.engine,
        engine_version,
        voice.id,
        float(voice.rate),
        float(voice.pitch),
        text,
        *((voice.style,) if voice.style else ()),
    )
    # JSON quotes its strings, so no two different tuples share an encoding, and it escapes what
    # is not ASCII, so even a lone surrogate has one.
    canonical = json.dumps(decisive, ensure_ascii=True, separators=(",", ":"))
    return Job(hashlib.sha256(canonical.encode("ascii")).hexdigest(), text, voice)
