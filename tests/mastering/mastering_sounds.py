"""Sound made for the tests of mastering: speech-like, with edges known to the sample."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fullcast.mastering import OUTPUT_RATE, Segment
from fullcast.model import Audio, Clip, Kind, Line

Samples = npt.NDArray[np.float32]


def speech(seconds: float, *, rate: int = 24000, level: float = 0.2, pitch: float = 120) -> Samples:
    """A voiced harmonic tone with a hard onset and four swells a second, as syllables have."""
    time = np.arange(round(seconds * rate)) / rate
    tone = np.sum([np.cos(2 * np.pi * pitch * n * time) / n for n in range(1, 12)], axis=0)
    syllables = 0.55 + 0.45 * np.cos(2 * np.pi * 4 * time)
    return np.asarray(level * tone * syllables / 3, dtype=np.float32)


def padded(samples: Samples, before: float, after: float, rate: int = 24000) -> Samples:
    """The samples with digital silence around them, in seconds."""
    return np.pad(samples, (round(before * rate), round(after * rate)))


def line(
    text: str = "Snow fell.",
    speaker: str | None = "Narrator",
    kind: Kind = Kind.NARRATION,
    paragraph: int = 0,
    chapter: int = 1,
) -> Line:
    """A line of a script."""
    return Line(chapter, 0, kind, text, 0, len(text), speaker, paragraph=paragraph)


class Shelf:
    """Clips held in memory, as a cache would hold them on disk."""

    def __init__(self) -> None:
        self.sounds: dict[str, Audio] = {}

    def put(self, samples: Samples, rate: int = 24000) -> Clip:
        key = f"clip{len(self.sounds)}"
        self.sounds[key] = Audio(samples, rate)
        return Clip(key, len(samples) / rate, Path(key))

    def load(self, clip: Clip) -> Audio:
        return self.sounds[clip.key]


def decoded(pcm: bytes) -> Samples:
    """16-bit PCM as samples with full scale at 1."""
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32767


def sound_of(segments: Iterable[Segment]) -> Samples:
    """All sound of an assembled stream."""
    return decoded(b"".join(segment.pcm for segment in segments))


def heard(samples: Samples, gap: float = 0.02) -> list[tuple[float, float]]:
    """Seconds from and to which sound above -45 dBFS is heard without a hole longer than `gap`."""
    loud = np.flatnonzero(np.abs(samples) > 10 ** (-45 / 20))
    if loud.size == 0:
        return []
    breaks = np.flatnonzero(np.diff(loud) > gap * OUTPUT_RATE)
    firsts = np.concatenate([loud[:1], loud[breaks + 1]])
    lasts = np.concatenate([loud[breaks], loud[-1:]])
    return [(a / OUTPUT_RATE, b / OUTPUT_RATE) for a, b in zip(firsts, lasts, strict=True)]
