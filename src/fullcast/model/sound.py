"""Sound, and the files that it becomes. Times are in seconds, levels in dB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from fullcast.model.story import Line
from fullcast.model.voices import Voice
from fullcast.values import Value

if TYPE_CHECKING:  # numpy loads slowly, and a `--help` needs none of it
    import numpy as np
    import numpy.typing as npt


class ProfileName(StrEnum):
    """Whom a finished audiobook is made for."""

    PLAIN = "plain"
    """One's own players."""
    ACX = "acx"
    """Levels as ACX and Audible ask for them."""
    PODCAST = "podcast"
    LIBRIVOX = "librivox"


@dataclass(frozen=True, slots=True)
class Pauses:
    """Silence between lines, in seconds."""

    sentence: float = 0.30
    """Between two sentences of one line."""
    tag: float = 0.20
    """Within a sentence, between a quotation and its tag."""
    line: float = 0.25
    """Between two lines of one paragraph and speaker."""
    paragraph: float = 0.60
    speaker: float = 0.45
    """Where another speaker takes over within a paragraph."""
    interruption: float = 0.15
    """Behind words that are cut off ("But I—"), at most: whoever cuts in does not wait."""
    trailing: float = 0.80
    """Behind words that trail off ("If only…"), at least, unless their tag follows."""
    scene: float = 1.40
    heading: float = 1.20
    """After a heading or title."""
    start: float = 0.60
    """Before the first word of a file."""
    end: float = 2.00
    """After the last word of a file."""


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Mono sound."""

    samples: npt.NDArray[np.float32]
    """Shape (n,), full scale at ±1."""
    rate: int
    """Samples per second."""

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class Job(Value):
    """A text to be spoken; `key` is the content hash of all that decides how it sounds."""

    key: str
    text: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Clip(Value):
    """A spoken job, as it lies in the cache."""

    key: str
    duration: float
    path: Path


@dataclass(frozen=True, slots=True)
class TimedLine(Value):
    """A line and when it is heard in its track, in seconds."""

    line: Line
    start: float
    end: float
    clips: tuple[tuple[float, float], ...] = ()
    """The same of each clip that speaks it, one a sentence as it is spoken."""


@dataclass(frozen=True, slots=True)
class Track:
    """One finished audio file."""

    path: Path
    title: str
    duration: float
    lines: Sequence[TimedLine] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """What is measured of the sound of one file."""

    seconds: float
    loudness: float
    """Integrated, in LUFS; minus infinity if all of it is silent."""
    true_peak: float
    """Of the wave between the samples, in dB of full scale."""
    peak_at: float
    """Seconds."""
    levels: npt.NDArray[np.float32]
    """Effective value of every 10 ms, full scale at 1; shape (n,)."""


@dataclass(frozen=True, slots=True)
class FileTags:
    """What the tag of an audio file says; "" where it says nothing."""

    title: str = ""
    album: str = ""
    author: str = ""
    number: int | None = None
    total: int | None = None
    lacking: tuple[str, ...] = ()
    """Names of other fields that each track has and this one lacks, such as "genre"."""
    picture: bytes | None = None
    """The front cover."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How the sound of a file is coded."""

    bitrate: int
    """kbit/s, on average."""
    constant: bool
    """Whether every frame has the same."""
    rate: int
    """Samples per second."""
    channels: int
