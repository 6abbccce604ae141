"""The values that flow from stage to stage: frozen, slotted, pure.

Audio times are in seconds, levels in dB, offsets in characters of the decoded story.
"""

from fullcast.model.sound import (
    Audio,
    Clip,
    Coding,
    FileTags,
    Job,
    Measurement,
    Pauses,
    ProfileName,
    TimedLine,
    Track,
)
from fullcast.model.story import (
    AUTHOR,
    FRONT,
    MATTER,
    NARRATOR,
    VOICED,
    Age,
    Block,
    Book,
    Chapter,
    Character,
    Gender,
    Kind,
    Line,
    Script,
    ScriptChapter,
)
from fullcast.model.voices import Cast, CastMember, Voice, VoiceInfo

__all__ = [
    "AUTHOR",
    "FRONT",
    "MATTER",
    "NARRATOR",
    "VOICED",
    "Age",
    "Audio",
    "Block",
    "Book",
    "Cast",
    "CastMember",
    "Chapter",
    "Character",
    "Clip",
    "Coding",
    "FileTags",
    "Gender",
    "Job",
    "Kind",
    "Line",
    "Measurement",
    "Pauses",
    "ProfileName",
    "Script",
    "ScriptChapter",
    "TimedLine",
    "Track",
    "Voice",
    "VoiceInfo",
]
