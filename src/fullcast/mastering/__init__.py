"""Mastering: clips become the sound of a chapter, block by block.

`voice_gain` levels each voice once, `assemble` edits single clips, sets the pauses and yields
16-bit PCM with the times of every line. Memory does not grow with the length of the chapter.
"""

from fullcast.mastering.assembly import Phrase, Segment, assemble
from fullcast.mastering.clips import OUTPUT_RATE
from fullcast.mastering.limiter import CEILING
from fullcast.mastering.loudness import TARGET_LOUDNESS, voice_gain
from fullcast.mastering.measuring import LEVEL_STEP, measure
from fullcast.mastering.pauses import pause_between

__all__ = [
    "CEILING",
    "LEVEL_STEP",
    "OUTPUT_RATE",
    "TARGET_LOUDNESS",
    "Phrase",
    "Segment",
    "assemble",
    "measure",
    "pause_between",
    "voice_gain",
]
