"""One clip, from an engine's sound to finished PCM: resampled, levelled, trimmed, faded.

pydub cuts and fades; it works on single clips only, because joining its segments copies all the
sound before them each time. The edges are found on the samples themselves: pydub measures in
whole milliseconds and in steps of one level per slice.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soxr

from fullcast.mastering.limiter import amplitude, limit
from fullcast.model import Audio

with warnings.catch_warnings():
    # pydub warns of a missing ffmpeg, which nothing here needs, of its own string escapes, and
    # of the audioop module.
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

OUTPUT_RATE = 44100
"""Samples per second of all mastered sound: what every player and distributor takes."""

FULL_SCALE = 32767
"""The 16-bit value of a sample of 1.0."""

SILENT_CLIP = 0.25
"""Seconds kept of a clip that holds no sound."""

_WINDOW = 0.002
"""Seconds whose level is measured at once: shorter than the burst of a plosive."""
_SPEECH = -50.0
"""What counts as speech, in dB below the clip's loudest window.

Voiceless fricatives and released stops at the edge of a sentence lie at -20 to -45 dB; what
speech engines leave before and after them fades below -55 dB within some hundredths of a second.
"""
_FLOOR = -60.0
"""A clip whose loudest window stays below -60 dBFS at its final level is silent."""
_LEAD = round(0.020 * OUTPUT_RATE)
"""Samples kept before the speech, for what is softer than `_SPEECH`."""
_TAIL = round(0.045 * OUTPUT_RATE)
"""Samples kept after the speech: releases and room die away slower than they begin."""
_FADE = 5
"""Milliseconds of the fades at both edges; they lie inside the guards wherever there are any."""
_EDGE = -(-_FADE * OUTPUT_RATE // 1000)
"""Samples that a fade changes."""
_SHORTEST = 2 * _FADE * OUTPUT_RATE // 1000
"""Samples of the shortest sound that has room for its fades; below it nothing is said."""


@dataclass(frozen=True, slots=True)
class EditedClip:
    """A clip ready to be joined: `lead` and `tail` samples around the speech are near silence."""

    pcm: bytes
    """16-bit little-endian mono at `OUTPUT_RATE`."""
    lead: int
    tail: int

    @property
    def samples(self) -> int:
        """Length in samples."""
        return len(self.pcm) // 2


def silence(samples: int) -> bytes:
    """PCM without sound."""
    return bytes(2 * samples)


def edit(audio: Audio, gain: float, ceiling: float) -> EditedClip:
    """Bring one clip to `OUTPUT_RATE` and its level, trim it to its speech, fade its edges.

    `gain` is in dB. No true peak exceeds `ceiling`, a fraction of full scale.
    """
    speech = heard(audio, gain)
    samples = audio.samples * np.float32(amplitude(gain))
    if audio.rate != OUTPUT_RATE:
        samples = soxr.resample(samples, audio.rate, OUTPUT_RATE, quality="HQ")
    if speech is None or len(samples) < _SHORTEST:
        kept = min(round(audio.duration * OUTPUT_RATE), round(SILENT_CLIP * OUTPUT_RATE))
        return EditedClip(silence(kept), 0, 0)
    first, last = (round(each * OUTPUT_RATE / audio.rate) for each in speech)
    start = max(0, first - _LEAD)
    end = _whole_milliseconds(start, min(len(samples), last + _TAIL))
    limited = limit(samples[start:end], OUTPUT_RATE, ceiling, band=audio.rate)
    return EditedClip(_faded(limited), first - start, max(0, end - last))


def heard(audio: Audio, gain: float) -> tuple[int, int] | None:
    """Where speech begins and ends, in samples, to 2 ms; None if none is heard.

    `gain` in dB is what the clip will be turned up by, which decides whether it is heard at all.
    """
    samples, window = audio.samples, max(1, round(_WINDOW * audio.rate))
    windows = len(samples) // window
    rows = samples[: windows * window].reshape(windows, window)
    rest = samples[windows * window :]
    powers = np.append(np.einsum("ij,ij->i", rows, rows), np.dot(rest, rest))
    levels = np.sqrt(powers / window)
    loudest = float(levels.max())
    if loudest < amplitude(_FLOOR - gain):
        return None
    loud = np.flatnonzero(levels >= loudest * amplitude(_SPEECH))
    return int(loud[0]) * window, min(len(samples), (int(loud[-1]) + 1) * window)


def _whole_milliseconds(start: int, end: int) -> int:
    """An end at most 1 ms earlier: on any other, pydub stops its fade before it is silent."""
    return start + round((end - start) * 1000 // OUTPUT_RATE * OUTPUT_RATE / 1000)


def _faded(samples: npt.NDArray[np.float32]) -> bytes:
    """PCM of the samples, with faded edges."""
    pcm = np.rint(samples * np.float32(FULL_SCALE)).astype("<i2")
    begins, ends = pcm[:_EDGE].any(), pcm[-_EDGE:].any()
    if not (begins or ends):  # the usual edge, with nothing to fade
        return bytes(pcm.tobytes())
    segment = AudioSegment(data=pcm.tobytes(), sample_width=2, frame_rate=OUTPUT_RATE, channels=1)
    if begins:
        segment = segment.fade_in(_FADE)
    if ends:
        segment = segment.fade_out(_FADE)
    # A fade of 5 ms is 220.5 samples long: pydub drops the one that it ends in.
    data: bytes = segment.raw_data
    return data.ljust(2 * len(pcm), b"\0")
