"""Whisper, by faster-whisper: Radford et al., "Robust Speech Recognition via Large-Scale Weak
Supervision", 2022."""

from __future__ import annotations

from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fullcast.errors import EngineError
from fullcast.recognition import weights

RATE = 16_000
"""Hz; what the network hears."""
LONGEST = 29.0
"""Seconds of sound at once; its window has 30, and the rest is filled up with silence."""
_CAREFUL = 5
"""Ways of going on that are followed at once when it listens with care, as Whisper's makers do."""


class Recogniser:
    """A network that listens."""

    def __init__(self, network: Any) -> None:
        """`network` is a faster_whisper.WhisperModel."""
        self._network = network

    def hear(self, samples: npt.NDArray[np.float32], language: str, careful: bool = False) -> str:
        """What is said in some seconds of mono sound at `RATE`, full scale at ±1.

        `language` is a BCP 47 tag; the network tells by itself what it does not know by this.
        Without chance: the same sound gives the same words. `careful` takes twice as long.
        """
        primary = language.split("-")[0].lower()
        segments, _ = self._network.transcribe(
            samples,
            language=primary if primary in self._network.supported_languages else None,
            beam_size=_CAREFUL if careful else 1,
            temperature=0.0,  # else it draws lots where it is not sure
            condition_on_previous_text=False,
        )
        return " ".join(segment.text.strip() for segment in segments)


def load(folder: Path | None = None) -> Recogniser:
    """The recogniser, by the network of a folder or else the one that there is; takes seconds.

    Raises:
        EngineError: faster-whisper is not installed, or no network is here or can be fetched.
    """
    if util.find_spec("faster_whisper") is None:
        raise EngineError(
            "to listen to what the voices say, Fullcast needs the package faster-whisper; run"
            ' `pip install "fullcast[asr]"`, or check without --asr'
        )
    found = weights.find(folder)
    from faster_whisper import WhisperModel

    try:
        network = WhisperModel(
            str(found.folder or "base"),
            device="cpu",
            compute_type="int8",
            local_files_only=True,
            files=found.contents,
        )
    except (RuntimeError, ValueError, OSError) as error:
        where = f" in {found.folder}" if found.folder else ""
        raise EngineError(f"Whisper's network{where} cannot be loaded: {error}") from error
    return Recogniser(network)
