"""Measures the sound of a finished file, piece by piece: loudness, true peak, level over time.

Memory does not grow with the length of the sound, but for one number every 10 ms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import soxr

from fullcast.mastering.bs1770 import STEP, block_powers, gated, weighted
from fullcast.model import Audio, Measurement

LEVEL_STEP = 0.010
"""Seconds whose effective value is taken at once."""
_PIECE = 30
"""Seconds that are weighted at once."""
_SETTLING = 0.5
"""Seconds of the piece before that the filters are led in with; their memory is below 0.1 s."""
_OVERSAMPLING = 4
"""BS.1770-4, annex 2: enough for the true peak at 44.1 kHz and above."""
_STRETCH = 1.0
"""Seconds that are looked into at once for the true peak."""
_MARGIN = 0.010
"""Seconds around it that the filter of the oversampling needs: a wave that is cut off rings."""
_HIDDEN = 10 ** (-6 / 20)
"""A true peak is not more than twice the highest sample around it in anything but test signals, so
stretches with lower samples than this part of the highest peak so far need no look."""

Samples = npt.NDArray[np.float32]


def measure(blocks: Iterable[Samples], rate: int) -> Measurement:
    """Measure mono sound that comes in blocks of any size, full scale at ±1.

    Loudness by BS.1770-4 with its gates; sound shorter than 0.4 s has that of a block filled up
    with silence.
    """
    powers: list[npt.NDArray[np.float64]] = []
    levels: list[npt.NDArray[np.float32]] = []
    peak, peak_at, count = 0.0, 0.0, 0
    lead = np.zeros(round(_SETTLING * rate), np.float32)
    for piece in _pieces(blocks, _PIECE * rate):
        levels.append(np.sqrt(_means(piece.astype(np.float64) ** 2, round(LEVEL_STEP * rate))))
        sound = np.concatenate([lead, piece])
        found, at = _true_peak(sound, rate, peak)
        if found > peak:
            peak, peak_at = found, (count + at - len(lead)) / rate
        powers.append(_powers(sound, len(lead), rate))
        count += len(piece)
        lead = piece[-len(lead) :]
    return Measurement(
        seconds=count / rate,
        loudness=gated(block_powers(np.concatenate([np.zeros(0), *powers]))),
        true_peak=20 * math.log10(peak) if peak else -math.inf,
        peak_at=peak_at,
        levels=np.concatenate([np.zeros(0), *levels]).astype(np.float32),
    )


def _pieces(blocks: Iterable[Samples], size: int) -> Iterator[Samples]:
    """The same sound in pieces of `size` samples; the last one is shorter."""
    waiting: list[Samples] = []
    held = 0
    for block in blocks:
        waiting.append(block)
        held += len(block)
        if held >= size:
            whole = np.concatenate(waiting)
            for start in range(0, held - size + 1, size):
                yield whole[start : start + size]
            waiting = [whole[held // size * size :]]
            held = len(waiting[0])
    if held:
        yield np.concatenate(waiting)


def _powers(sound: Samples, lead: int, rate: int) -> npt.NDArray[np.float64]:
    """The mean square of each step of a sound behind its lead, K-weighted."""
    # All pieces are of one length, for which the filter is worked out once and FFTs are fast.
    whole = np.zeros(lead + _PIECE * rate, np.float32)
    whole[: len(sound)] = sound
    heard = weighted(Audio(whole, rate))[lead : len(sound)]
    return _means(heard**2, round(STEP * rate))


def _means(values: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """The mean of every `size` values; the last ones are filled up with zeros."""
    padded = np.zeros(-(-len(values) // size) * size)
    padded[: len(values)] = values
    return np.asarray(padded.reshape(-1, size).mean(axis=1))


def _true_peak(sound: Samples, rate: int, above: float) -> tuple[float, int]:
    """The highest true peak of a sound that is over `above`, and its place in samples.

    A margin at both ends is left out: what comes before the first one has been looked into, and
    what lies in the last one will be with the next piece, or is the silence at the end of a file.
    """
    best, at = above, 0
    size, margin = round(_STRETCH * rate), round(_MARGIN * rate)
    for start in range(margin, len(sound) - margin, size):
        inner = sound[start : min(start + size, len(sound) - margin)]
        if float(np.max(np.abs(inner))) <= best * _HIDDEN:
            continue
        stretch = sound[start - margin : start + len(inner) + margin]
        fine = np.abs(soxr.resample(stretch, rate, _OVERSAMPLING * rate, quality="HQ"))
        fine = fine[_OVERSAMPLING * margin :][: _OVERSAMPLING * len(inner)]
        if float(fine.max()) > best:
            best, at = float(fine.max()), start + int(fine.argmax()) // _OVERSAMPLING
    return best, at
