"""Have what surrounds a story read aloud, as a listener asks for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from fullcast.model import AUTHOR, MATTER, Kind, Line, Script


def read_aloud(script: Script, kinds: Collection[Kind]) -> Script:
    """The script in which the AUTHOR says what is of these kinds and surrounds the story.

    The story itself stays as it is, whatever kinds are given.
    """
    wanted = MATTER.intersection(kinds)
    if not wanted:
        return script

    def said(line: Line) -> Line:
        return replace(line, speaker=AUTHOR, reason="author") if line.kind in wanted else line

    chapters = tuple(
        replace(chapter, lines=tuple(map(said, chapter.lines))) for chapter in script.chapters
    )
    return replace(script, chapters=chapters)
