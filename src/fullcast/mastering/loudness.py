"""The level of a voice: measured once, on seconds of speech, by ITU-R BS.1770-4.

Levelling each sentence by itself backfires: a whisper would come out as loud as a shout, and a
clip of two words is too short to measure.
"""

from __future__ import annotations

import math

import numpy as np

from fullcast.errors import EngineError
from fullcast.mastering.bs1770 import BLOCK, integrated_loudness
from fullcast.model import Audio

TARGET_LOUDNESS = -20.0
"""Integrated loudness that every voice is brought to, in LUFS.

Speech peaks 12 to 18 dB above its loudness, so at -20 LUFS nearly all of it stays below the
ceiling by itself. It lies within 1 dB of what Apple asks of mono podcasts (-19 LUFS) and inside
the -23 to -18 dB RMS of the ACX levels.
"""


def voice_gain(audio: Audio) -> float:
    """The gain in dB that brings a voice to `TARGET_LOUDNESS`.

    `audio` is several seconds of the voice's speech, as its engine gives it.

    Raises:
        EngineError: the speech is silent, or too short to be measured.
    """
    if audio.duration < BLOCK:
        raise EngineError(
            f"the voice's sample lasts only {audio.duration:.2f} s, too short to measure its"
            " loudness: choose another voice"
        )
    # Scaled to full scale first: the absolute gate at -70 LUFS is meant for programmes, and
    # would drop a voice whose engine merely speaks low.
    peak = float(np.max(np.abs(audio.samples)))
    loudness = -math.inf
    if peak > 0:
        loudness = integrated_loudness(Audio(audio.samples / np.float32(peak), audio.rate))
    if not math.isfinite(loudness):
        raise EngineError("the voice's sample is silent: choose another voice")
    return TARGET_LOUDNESS - loudness - 20 * math.log10(peak)
