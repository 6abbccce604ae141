"""Room tone: a soft noise under everything, so that pauses are not dead and the floor is even.

It is a loop: one noise, made once from a fixed seed, whose end goes on in its beginning. Every
block of sound begins as the loop does and crosses over to its end, so that nothing is heard
where two blocks meet, whatever their lengths.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from fullcast.mastering.clips import FULL_SCALE, OUTPUT_RATE
from fullcast.mastering.limiter import amplitude
from fullcast.mastering.profiles import Profile

LOOP = 15 * OUTPUT_RATE
"""Samples until the noise repeats: too long to be noticed."""
_CROSSING = round(0.050 * OUTPUT_RATE)
"""Samples in which a block's tone crosses over to the end of the loop, at equal power."""
_SEED = 1770
_LOW, _HIGH = 60.0, 6000.0
"""Hz between which the noise lies: below is rumble, above hiss."""
_SLOPE = 1.0
"""Power falls by 3 dB an octave, as of a quiet room: pink."""


def with_room_tone(pcm: bytes, profile: Profile) -> bytes:
    """One block of sound with the room tone of a profile, if it has one."""
    return pcm if profile.room_tone is None else add_room_tone(pcm, profile.room_tone)


def add_room_tone(pcm: bytes, level: float) -> bytes:
    """One block of sound with room tone under it, which depends on nothing but its length.

    Any block may follow any other: each begins as the loop does and ends as it ends.

    Args:
        pcm: 16-bit little-endian mono at `OUTPUT_RATE`.
        level: RMS of the tone in dB of full scale.
    """
    sound = np.frombuffer(pcm, "<i2").astype(np.float32)
    noise = _tone(level)
    tone = np.take(noise, np.arange(len(sound)), mode="wrap")
    over = min(_CROSSING, len(sound))
    if over:
        turn = np.linspace(0, np.pi / 2, over)
        tone[-over:] = tone[-over:] * np.cos(turn) + noise[-over:] * np.sin(turn)
    mixed = np.rint(np.clip(sound + tone, -FULL_SCALE, FULL_SCALE))
    return bytes(mixed.astype("<i2").tobytes())


@lru_cache(maxsize=1)
def _tone(level: float) -> npt.NDArray[np.float32]:
    """One loop, in units of a 16-bit sample, with the dither that rounding it needs.

    It is made of whole waves, so its end meets its beginning. Without dither, noise of some units
    would be rounded to steps; triangular dither of two units turns that into a hiss of -96 dB
    (Lipshitz, Wannamaker & Vanderkooy, "Quantization and dither", JAES 40, 1992).
    """
    rng = np.random.default_rng(_SEED)
    hertz = np.fft.rfftfreq(LOOP, 1 / OUTPUT_RATE)
    inside = (hertz >= _LOW) & (hertz <= _HIGH)
    size = np.where(inside, np.maximum(hertz, _LOW) ** (-_SLOPE / 2), 0.0)
    wave = np.fft.irfft(size * np.exp(2j * np.pi * rng.random(len(hertz))), LOOP)
    wave *= amplitude(level) * FULL_SCALE / np.sqrt(np.mean(wave**2))
    dither = rng.random(LOOP) - rng.random(LOOP)
    return np.asarray(wave + dither, np.float32)
