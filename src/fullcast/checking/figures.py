"""The figures of a finished file, and what a distributor asks for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fullcast.checking.findings import Finding, clock
from fullcast.model import Coding, Measurement

FLOOR_WINDOW = 0.5
"""Seconds over which the noise floor is taken, where it is lowest: pauses are hardly shorter."""
SPEECH = -50.0
"""dBFS of 10 ms above which the head of a file ends and its tail begins: room tone lies below, and
speech of -20 LUFS some 30 dB above."""
SLACK = 0.05
"""What a figure may be off: dB that decoders differ by, and seconds that coders add at the ends."""

Levels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured of a finished file. Silence is minus infinity, in dB."""

    file: str
    number: int
    """Of its chapter."""
    seconds: float
    loudness: float
    """Integrated, in LUFS."""
    rms: float
    """Of the whole file with its pauses, in dB of full scale."""
    true_peak: float
    """dBTP."""
    noise_floor: float
    """The lowest effective value of `FLOOR_WINDOW`, in dB of full scale."""
    head: float
    """Seconds before the first sound."""
    tail: float
    """Seconds after the last."""
    coding: Coding


@dataclass(frozen=True, slots=True)
class Limits:
    """What files are held to; None where anything goes."""

    name: str
    loudness: tuple[float, float] | None = None
    """Lowest and highest, in LUFS."""
    rms: tuple[float, float] | None = None
    """Lowest and highest, in dB of full scale."""
    true_peak: float | None = None
    """Highest, in dBTP."""
    noise_floor: float | None = None
    """Highest, in dB of full scale; digital silence passes."""
    head: tuple[float, float] | None = None
    """Shortest and longest, in seconds."""
    tail: tuple[float, float] | None = None
    bitrate: int | None = None
    """Lowest, in kbit/s."""
    constant: bool = False
    """Whether every frame must have the same bit rate."""
    rate: int | None = None
    """Samples per second."""
    seconds: float | None = None
    """How long a file may last."""


def figures(file: str, number: int, sound: Measurement, step: float, coding: Coding) -> Figures:
    """The figures of a file, by its measurement with an effective value for each `step` seconds."""
    head, tail = silences(sound.levels, step, sound.seconds)
    return Figures(
        file=file,
        number=number,
        seconds=sound.seconds,
        loudness=sound.loudness,
        rms=_decibels(_power(sound.levels) * step / sound.seconds if sound.seconds else 0.0),
        true_peak=sound.true_peak,
        noise_floor=noise_floor(sound.levels, step, sound.seconds),
        head=head,
        tail=tail,
        coding=coding,
    )


def noise_floor(levels: Levels, step: float, seconds: float) -> float:
    """The effective value of the quietest `FLOOR_WINDOW`, in dB; of all, if that is shorter."""
    window = round(FLOOR_WINDOW / step)
    whole = levels[: math.floor(seconds / step + 1e-6)]  # the last step may be a part of one
    if len(whole) <= window:
        return _decibels(_power(levels) * step / seconds if seconds else 0.0)
    powers = np.convolve(whole.astype(np.float64) ** 2, np.full(window, 1 / window), "valid")
    return _decibels(float(powers.min()))


def silences(levels: Levels, step: float, seconds: float) -> tuple[float, float]:
    """Seconds of silence at the beginning and the end; all of it at both, if nothing is heard."""
    heard = np.flatnonzero(levels > 10 ** (SPEECH / 20))
    if not len(heard):
        return seconds, seconds
    return float(heard[0]) * step, max(0.0, seconds - float(heard[-1] + 1) * step)


def _power(levels: Levels) -> float:
    return float((levels.astype(np.float64) ** 2).sum())


def _decibels(power: float) -> float:
    return 10 * math.log10(power) if power > 0 else -math.inf


def breaches(limits: Limits, found: Figures) -> tuple[str, ...]:
    """In what a file is not as the limits ask, in words that follow its name."""
    return (*_levels(limits, found), *_ends(limits, found), *_form(limits, found))


def against(limits: Limits, found: Figures) -> list[Finding]:
    """What of a file is not as the limits ask."""
    remedy = f"make the story again with --profile {limits.name}"
    return [
        Finding("profile", found.file, f"{what} ({limits.name}): {remedy}", found.number)
        for what in breaches(limits, found)
    ]


def _levels(limits: Limits, found: Figures) -> Iterator[str]:
    for value, window, unit in (
        (found.loudness, limits.loudness, "LUFS"),
        (found.rms, limits.rms, "dB RMS"),
    ):
        if window and not window[0] - SLACK <= value <= window[1] + SLACK:
            yield f"has {value:.1f} {unit}, not {window[0]:g} to {window[1]:g}"
    if limits.true_peak is not None and found.true_peak > limits.true_peak + SLACK:
        yield f"has a true peak of {found.true_peak:.1f} dB, not at most {limits.true_peak:g}"
    if limits.noise_floor is not None and found.noise_floor > limits.noise_floor + SLACK:
        yield f"has a noise floor of {found.noise_floor:.1f} dB, not at most {limits.noise_floor:g}"


def _ends(limits: Limits, found: Figures) -> Iterator[str]:
    for seconds, window, where in (
        (found.head, limits.head, "before its first word"),
        (found.tail, limits.tail, "after its last"),
    ):
        if window and not window[0] - SLACK <= seconds <= window[1] + SLACK:
            yield f"has {seconds:.2f} s of silence {where}, not {window[0]:g} to {window[1]:g} s"


def _form(limits: Limits, found: Figures) -> Iterator[str]:
    coding = found.coding
    if limits.bitrate is not None and coding.bitrate < limits.bitrate:
        yield f"has {coding.bitrate} kbit/s, not at least {limits.bitrate}"
    if limits.constant and not coding.constant:
        yield "has a bit rate that changes"
    if limits.rate is not None and coding.rate != limits.rate:
        yield f"has {coding.rate} Hz, not {limits.rate}"
    if limits.seconds is not None and found.seconds > limits.seconds:
        yield f"lasts {clock(found.seconds)}, not at most {clock(limits.seconds)}"
