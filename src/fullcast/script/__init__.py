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

from fullcast.script.aloud import read_aloud
from fullcast.script.files import (
    DOUBTFUL_BELOW,
    WrittenLine,
    format_line,
    format_script,
    formatted,
    is_doubtful,
    only_doubtful,
    parse_script,
    read_script,
    read_titles,
    statement,
    written,
)
from fullcast.script.matching import Matching, match, same_words
from fullcast.script.merging import CORRECTED, merge, recounted, stated_anew, take_over
from fullcast.script.mistakes import may_be_correction, mistakes, newcomers
from fullcast.script.renaming import Renames, find_renames, rename, undo
from fullcast.script.summary import to_json

__all__ = [
    "CORRECTED",
    "DOUBTFUL_BELOW",
    "Matching",
    "Renames",
    "WrittenLine",
    "find_renames",
    "format_line",
    "format_script",
    "formatted",
    "is_doubtful",
    "match",
    "may_be_correction",
    "merge",
    "mistakes",
    "newcomers",
    "only_doubtful",
    "parse_script",
    "read_aloud",
    "read_script",
    "read_titles",
    "recounted",
    "rename",
    "same_words",
    "stated_anew",
    "statement",
    "take_over",
    "to_json",
    "undo",
    "written",
]
