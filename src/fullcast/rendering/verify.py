"""Whether a clip can be what its text sounds like, before anybody keeps it.

Engines are known to return files of no frames, silence for a voice they do not have, or speech
that breaks off, and to report success each time. The bounds here are wide: they let every
plausible voice pass, and are there to catch failures.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from fullcast.language.pronunciation import as_written
from fullcast.model import Audio

RATES = (8_000, 192_000)
"""The lowest and the highest sample rate that speech comes in, in Hz."""

LARGEST_PEAK = 8.0
"""18 dB over full scale. Engines exceed full scale somewhat (1.7 was seen, and the cache turns
such a clip down); far beyond are samples that were never scaled to ±1."""

SILENT_PEAK = 0.005
"""−46 dB of full scale: a clip that never gets louder is silent. Speech peaks at −20 to 0 dB."""

SOUNDING_RMS = 0.002
"""−54 dB of full scale: a frame with at least this effective value is sound, not hiss."""

FRAME = 0.010
"""Seconds over which the effective value is taken."""

NORMAL_RATE = 15.0
"""Characters a second of an average reader: 175 words of 5.1 characters a minute."""

FASTEST = 4.0
"""Nobody speaks this many times faster than an average reader."""

SLOWEST = 1.2
"""Seconds a character: twenty times slower than an average reader, for letters spelt out."""

SLOWEST_EXTRA = 5.0
"""Seconds that the shortest text may take: pauses, and signs that are read by their names."""


def implausible(audio: object, text: str, rate: float) -> str | None:
    """What is wrong with a clip of `text` spoken at `rate` times the normal speed, or None.

    Only a text without any letter or digit ("…") may be silent.
    """
    text = as_written(text)  # how a word is said makes it no longer
    if not isinstance(audio, Audio):
        return f"the engine gave {type(audio).__name__} instead of audio"
    samples = np.asarray(audio.samples)
    if samples.ndim != 1 or samples.dtype.kind != "f":
        return f"the samples are {samples.ndim}-dimensional {samples.dtype}, not one row of floats"
    if not RATES[0] <= audio.rate <= RATES[1]:
        return f"the sample rate is {audio.rate} Hz"
    # Without a copy of the sound; one that is no number makes it none.
    peak = float(max(samples.max(initial=0.0), -samples.min(initial=0.0)))
    if not np.isfinite(peak):
        return "some samples are not finite numbers"
    if peak > LARGEST_PEAK:
        return f"the samples reach {peak:.0f} times full scale"
    longest = SLOWEST * len("".join(text.split())) / rate + SLOWEST_EXTRA
    if audio.duration > longest:
        return f"it lasts {audio.duration:.1f} s, and the text cannot take over {longest:.1f} s"
    return _too_little(samples, peak, audio.rate, speakable(text) / (NORMAL_RATE * rate * FASTEST))


def speakable(text: str) -> int:
    """How many letters and digits are heard; of a drawn-out "Noooooo" three are counted."""
    heard = "".join(character for character in text if character.isalnum())
    return len(re.sub(r"(.)\1{3,}", r"\1\1\1", heard))


def _too_little(
    samples: npt.NDArray[np.floating], peak: float, rate: int, shortest: float
) -> str | None:
    """What is wrong with a clip that should sound for `shortest` seconds."""
    if shortest == 0.0:
        return None
    if not len(samples):
        return "it is empty"
    if peak < SILENT_PEAK:
        return "it is silent"
    span = _sounding_span(samples, rate)
    if span < shortest:
        return f"it sounds for {span:.2f} s, and the text cannot take under {shortest:.2f} s"
    return None


def _sounding_span(samples: npt.NDArray[np.floating], rate: int) -> float:
    """Seconds from the first frame with sound to the end of the last one."""
    frame = max(1, round(FRAME * rate))
    whole = len(samples) // frame * frame
    frames = samples[:whole].reshape(-1, frame).astype(np.float32, copy=False)
    rest = samples[whole:]
    power = np.append(np.einsum("ij,ij->i", frames, frames), np.dot(rest, rest)) / frame
    sounding = np.flatnonzero(power >= SOUNDING_RMS**2)
    if not len(sounding):
        return 0.0
    end = min((int(sounding[-1]) + 1) * frame, len(samples))
    return (end - int(sounding[0]) * frame) / rate
