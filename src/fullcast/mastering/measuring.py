"""Measures the sound of a finished file, piece by piece: loudness, true peak, level over time.

Memory does not grow with the length of the sound, but for one number every 10 ms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import soxr

from fullcast.mastering.bs1770 import STEP, block_powers, gated, weighted_round
from fullcast.model import Measurement

LEVEL_STEP = 0.010
"""Seconds whose effective value is taken at once."""
_PIECE = 30
"""Seconds that are looked at in a whole."""
_SETTLING = 0.2
"""Seconds of the piece before that the filters are led in with; their memory is below 0.1 s."""
_AT_ONCE = 1.5
"""Seconds that are weighted at once, about: longer FFTs do not stay in a processor's cache."""
_OVERSAMPLING = 4
"""BS.1770-4, annex 2, for a first look."""
_REFINED = 16
"""For a peak that may be the highest: a look at 4 may miss 0.2 dB of it at 44.1 kHz."""
_MISSED = 10 ** (0.2 / 20)
_NEIGHBOURS = 1
"""Steps of LEVEL_STEP around one that is looked into: a wave may be higher than its own samples."""
_MARGIN = 0.010
"""Seconds around it that the filter of the oversampling needs: a wave that is cut off rings."""
_HIDDEN = 10 ** (-6 / 20)
"""A true peak is not more than twice the highest sample around it in anything but test signals, so
steps with lower samples than this part of the highest peak so far need no look."""

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
        levels.append(np.sqrt(_powers(piece, round(LEVEL_STEP * rate))).astype(np.float32))
        sound = np.concatenate([lead, piece])
        found, at = _true_peak(sound, rate, peak)
        if found > peak:
            peak, peak_at = found, (count + at - len(lead)) / rate
        powers.append(_powers(_weighted(sound, len(lead), rate), round(STEP * rate)))
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


def _weighted(sound: Samples, lead: int, rate: int) -> Samples:
    """A sound behind its lead, K-weighted, in parts of one length for which an FFT is fast."""
    size = 2 ** round(math.log2(_AT_ONCE * rate))
    parts = []
    for start in range(0, len(sound) - lead, size - lead):
        part = np.zeros(size, np.float32)
        within = sound[start : start + size]
        part[: len(within)] = within
        parts.append(weighted_round(part, rate)[lead : len(within)])
    return np.concatenate(parts)


def _powers(values: Samples, size: int) -> npt.NDArray[np.float64]:
    """The mean square of every `size` values; the last ones are filled up with zeros."""
    rows = _rows(values, size)
    return np.asarray(np.einsum("ij,ij->i", rows, rows) / size, np.float64)


def _rows(values: Samples, size: int) -> Samples:
    """Every `size` values in a row of their own, the last one filled up with zeros."""
    if len(values) % size == 0:
        return values.reshape(-1, size)
    padded = np.zeros(-(-len(values) // size) * size, np.float32)
    padded[: len(values)] = values
    return padded.reshape(-1, size)


def _true_peak(sound: Samples, rate: int, above: float) -> tuple[float, int]:
    """The highest true peak of a sound that is over `above`, and its place in samples.

    A margin at both ends is left out: what comes before the first one has been looked into, and
    what lies in the last one will be with the next piece, or is the silence at the end of a file.
    """
    size, margin = round(LEVEL_STEP * rate), round(_MARGIN * rate)
    inner = len(sound) - 2 * margin
    best, at = above, 0
    if inner <= 0:
        return best, at
    highest = np.abs(_rows(sound[margin : margin + inner], size)).max(axis=1)
    # The loudest step first: it leaves few others that could hold a higher peak.
    loudest = int(highest.argmax())
    if highest[loudest] > best * _HIDDEN:
        best, at = _higher(sound, rate, (loudest, loudest + 1), (best, at))
    for run in _runs(highest > best * _HIDDEN):
        best, at = _higher(sound, rate, run, (best, at))
    return best, at


def _higher(
    sound: Samples, rate: int, run: tuple[int, int], best: tuple[float, int]
) -> tuple[float, int]:
    """The highest peak of a run of steps with its place, or the best so far if that is higher.

    Steps begin behind a margin.
    """
    size, margin = round(LEVEL_STEP * rate), round(_MARGIN * rate)
    start, end = margin + run[0] * size, min(margin + run[1] * size, len(sound) - margin)
    peak, at = _between(sound[start - margin : end + margin], rate, _OVERSAMPLING, margin)
    if peak * _MISSED > best[0]:
        around = sound[max(0, start + at - 2 * margin) : start + at + 2 * margin]
        peak = max(peak, _between(around, rate, _REFINED, margin)[0])
    return (peak, start + at) if peak > best[0] else best


def _between(stretch: Samples, rate: int, times: int, margin: int) -> tuple[float, int]:
    """The highest value of a stretch between its margins, at a finer rate; its place is behind the
    first of them, in samples."""
    fine = np.abs(soxr.resample(stretch, rate, times * rate, quality="HQ"))
    fine = fine[times * margin : times * (len(stretch) - margin)]
    return (float(fine.max()), int(fine.argmax()) // times) if len(fine) else (0.0, 0)


def _runs(chosen: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The chosen steps with their neighbours, as first and behind the last of each run."""
    padded = np.pad(chosen, _NEIGHBOURS)
    near = np.convolve(padded, np.ones(2 * _NEIGHBOURS + 1), "same")[_NEIGHBOURS:-_NEIGHBOURS] > 0
    edges = np.flatnonzero(np.diff(np.concatenate([[False], near, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
