"""How loud a chapter will be, told from its clips, so that it is levelled before it is assembled.

Of every clip a few numbers for each tenth of a second are taken. A chapter is those of its clips,
moved by their gains, with the pauses between them; the gain that brings it to its profile follows
without a sample of the chapter itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fullcast.mastering.bs1770 import STEP, block_powers, gated, weighted_powers
from fullcast.mastering.clips import heard
from fullcast.mastering.limiter import amplitude
from fullcast.mastering.profiles import Profile, Scale
from fullcast.model import Audio

SPAN = 180.0
"""Seconds of speech by which a chapter is levelled: its first three minutes, so that its first
sound can be encoded while the last is still to be spoken. Its voices are levelled already, so that
what follows hardly differs."""
GRAIN = 0.5
"""dB: gains of chapters are multiples of it, so that another line hardly ever changes one, which
would mean to encode the whole chapter anew."""
_MOST = 20.0
"""dB that a chapter's gain has at most, up or down: voices are levelled already."""
_MADE_UP = 2.0
"""dB of what the limiter takes that the gain makes up for, at most: where speech is held down more
than that, turning it up further would only squash it."""
_ROUNDS = 4
"""Times that the gain is corrected by what the limiter takes."""
_DIP = np.array([0.15, 0.7, 0.15])
"""How what the limiter takes off a peak is spread over the step around it and its neighbours: a dip
is 0.6 steps wide at half its depth, and a step of speech often has more peaks than one."""
_NOTHING = -120.0
"""dB of full scale: less than the last bit of 16."""

Powers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClipLevels:
    """The levels of a clip as it is assembled, in dB of full scale, for every `STEP` seconds."""

    seconds: float
    """Of its speech."""
    power: tuple[float, ...]
    """The effective value."""
    weighted: tuple[float, ...]
    """The same as BS.1770 weights it."""
    peaks: tuple[float, ...]
    """The highest sample."""


@dataclass(frozen=True, slots=True)
class HeardClip:
    """A clip in its chapter."""

    levels: ClipLevels
    gain: float
    """dB: its voice's, with the voice's own volume and how the line is delivered."""
    pause: float
    """Seconds of silence before its speech."""


def clip_levels(audio: Audio) -> ClipLevels:
    """Measure a clip as its engine gives it, at no gain; see `HeardClip.gain`."""
    begin, end = heard(audio, -_NOTHING) or (0, 0)
    steps = _steps(audio.samples[begin:end], round(STEP * audio.rate))
    return ClipLevels(
        seconds=(end - begin) / audio.rate,
        power=_decibels(np.sqrt(np.square(steps).mean(axis=1))),
        weighted=_decibels(np.sqrt(weighted_powers(steps, audio.rate))),
        peaks=_decibels(np.abs(steps).max(axis=1)),
    )


def chapter_gain(clips: Iterable[HeardClip], profile: Profile, *, tail: float) -> float:
    """The gain in dB that brings a chapter to the target of a profile, a multiple of `GRAIN`.

    It comes on top of the gains of the clips. No more of them are asked for than `SPAN` seconds of
    speech need; `tail` is the silence in seconds behind a chapter that is shorter. 0 where nothing
    is heard. What lies above the target's reach, because the limiter holds it down, is left there.
    """
    taken, speech, whole = [], 0.0, True
    for clip in clips:
        taken.append(clip)
        speech += clip.levels.seconds
        if speech >= SPAN:
            whole = False
            break
    target = profile.target + profile.coding_loss
    tail = tail if whole else 0.0
    # Turned down so far nothing is limited.
    level = predicted(taken, profile, -_MOST, tail=tail) + _MOST
    if not math.isfinite(level):
        return 0.0
    plain = gain = target - level
    for _ in range(_ROUNDS):
        gain += target - predicted(taken, profile, gain, tail=tail)
    gain = min(gain, plain + _MADE_UP)
    return round(min(max(gain, -_MOST), _MOST) / GRAIN) * GRAIN


def predicted(clips: Iterable[HeardClip], profile: Profile, gain: float, *, tail: float) -> float:
    """The level of a chapter on its profile's scale, in dB, if its clips are turned up by `gain`.

    That is before it is coded.

    Minus infinity where nothing is heard.
    """
    ceiling = 20 * math.log10(profile.ceiling)
    wanted = profile.scale is Scale.LUFS
    pieces: list[Powers] = [np.zeros(0)]
    starts: list[Powers] = [np.zeros(0)]
    clock = 0.0
    for clip in clips:
        clock += clip.pause
        levels = np.array(clip.levels.weighted if wanted else clip.levels.power)
        if not len(levels):
            clock += clip.levels.seconds
            continue
        peaks = np.array(clip.levels.peaks) + clip.gain + gain
        taken = np.convolve(np.maximum(0.0, peaks - ceiling), _DIP)[1:-1]
        pieces.append(_powers(levels + clip.gain + gain - taken))
        starts.append(clock + STEP * np.arange(len(levels), dtype=np.float64))
        clock += clip.levels.seconds
    steps = _spread(np.concatenate(pieces), np.concatenate(starts) / STEP, clock + tail)
    if wanted:
        return gated(block_powers(steps))
    mean = float(steps.sum()) * STEP / (clock + tail) if clock + tail else 0.0
    return 10 * math.log10(mean) if mean > amplitude(_NOTHING) ** 2 else -math.inf


def _powers(levels: Powers) -> Powers:
    """Mean squares of levels in dB."""
    return np.asarray(10 ** (levels / 10), np.float64)


def _spread(powers: Powers, places: Powers, seconds: float) -> Powers:
    """Powers of steps that begin anywhere, as those of the steps of a whole; places in steps."""
    steps = np.zeros(math.ceil(seconds / STEP) + 2)
    first = np.floor(places).astype(int)
    later = places - first
    np.add.at(steps, first, powers * (1 - later))
    np.add.at(steps, first + 1, powers * later)
    return steps[: max(1, round(seconds / STEP))]


def _steps(samples: npt.NDArray[np.float32], size: int) -> npt.NDArray[np.float32]:
    """Samples by steps, the last one filled up with zeros; shape (steps, size)."""
    padded = np.zeros(-(-len(samples) // size) * size, np.float32)
    padded[: len(samples)] = samples
    return padded.reshape(-1, size)


def _decibels(values: npt.NDArray[np.floating]) -> tuple[float, ...]:
    levels = 20 * np.log10(np.maximum(values, amplitude(_NOTHING)))
    return tuple(round(float(level), 1) for level in levels)
