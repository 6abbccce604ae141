"""The script: who says each line, as a plain text file that a listener corrects.

One line of the story is one line of the file:

    == Chapter 1: The Lost Child

    Narrator: The boy looked into every shop window.
    Albie: "Daddy?"
    Mara (thinking): Where is she?
    Corin ?: "Are you lost?"
    [break] * * *

A `?` marks a doubtful speaker. Names are the user's to change; the words belong to the story.
"""

from fullcast.script.files import (
    DOUBTFUL_BELOW,
    WrittenLine,
    format_line,
    format_script,
    is_doubtful,
    only_doubtful,
    parse_script,
    read_script,
    statement,
)
from fullcast.script.merging import CORRECTED, merge, recounted
from fullcast.script.summary import to_json

__all__ = [
    "CORRECTED",
    "DOUBTFUL_BELOW",
    "WrittenLine",
    "format_line",
    "format_script",
    "is_doubtful",
    "merge",
    "only_doubtful",
    "parse_script",
    "read_script",
    "recounted",
    "statement",
    "to_json",
]
