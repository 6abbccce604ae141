"""The sound of a finished file, decoded by libsndfile, which brings its own MP3 decoder along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

_BLOCK = 10
"""Seconds that are decoded at once."""


class UndecodableError(Exception):
    """A file cannot be decoded; the message says what the decoder said."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound that is decoded while it is read."""

    rate: int
    blocks: Iterator[npt.NDArray[np.float32]]
    """Each of shape (n,), full scale at ±1; of several channels their mean."""


@contextmanager
def decoded(path: Path) -> Iterator[Sound]:
    """Decode a file, as long as the block lasts.

    Raises:
        UndecodableError: the decoder makes nothing of it.
    """
    try:
        with soundfile.SoundFile(path) as file:
            yield Sound(file.samplerate, _blocks(file))
    except (soundfile.LibsndfileError, OSError) as error:
        raise UndecodableError(str(error)) from error


def _blocks(file: soundfile.SoundFile) -> Iterator[npt.NDArray[np.float32]]:
    while len(block := file.read(_BLOCK * file.samplerate, dtype="float32", always_2d=True)):
        yield block.mean(axis=1) if file.channels > 1 else block[:, 0]


def stretches(
    sound: Sound, spans: Sequence[tuple[float, float]]
) -> Iterator[npt.NDArray[np.float32]]:
    """The samples of stretches (seconds), which begin and end in order; only they are in memory."""
    places = [(round(start * sound.rate), round(end * sound.rate)) for start, end in spans]
    held, begin = np.zeros(0, np.float32), 0
    blocks = iter(sound.blocks)
    for start, end in places:
        while begin + len(held) < end and (block := next(blocks, None)) is not None:
            kept = max(0, start - begin)
            begin += min(kept, len(held))
            held = np.concatenate([held[kept:], block])
        yield held[max(0, start - begin) : max(0, end - begin)]
