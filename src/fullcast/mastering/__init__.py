"""Mastering: clips become the sound of a chapter, block by block.

`voice_gain` levels each voice once, `chapter_gain` each chapter by its clips' levels, to what its
profile asks for; `assemble` edits single clips, sets the pauses and yields 16-bit PCM with the
times of every line. Memory does not grow with the length of the chapter.
"""

from fullcast.mastering.assembly import Phrase, Segment, assemble
from fullcast.mastering.chapters import gain_of
from fullcast.mastering.clips import OUTPUT_RATE
from fullcast.mastering.levels import SPAN as LEVELLED_BY
from fullcast.mastering.levels import ClipLevels, HeardClip, chapter_gain, clip_levels
from fullcast.mastering.loudness import TARGET_LOUDNESS, voice_gain
from fullcast.mastering.measuring import LEVEL_STEP, measure
from fullcast.mastering.pauses import Pacing, pause_between
from fullcast.mastering.profiles import PROFILES, Profile, Scale
from fullcast.mastering.resampling import at_rate, resampled
from fullcast.mastering.room_tone import with_room_tone

__all__ = [
    "LEVELLED_BY",
    "LEVEL_STEP",
    "OUTPUT_RATE",
    "PROFILES",
    "TARGET_LOUDNESS",
    "ClipLevels",
    "HeardClip",
    "Pacing",
    "Phrase",
    "Profile",
    "Scale",
    "Segment",
    "assemble",
    "at_rate",
    "chapter_gain",
    "clip_levels",
    "gain_of",
    "measure",
    "pause_between",
    "resampled",
    "voice_gain",
    "with_room_tone",
]
