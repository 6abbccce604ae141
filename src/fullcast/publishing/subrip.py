"""SubRip (.srt): captions that nearly every player reads."""

from __future__ import annotations

import re

from fullcast.model import Book, Track
from fullcast.publishing.captions import cues, rows, speaker_before

_TAG = re.compile(r"<(?=[A-Za-z/])")


def subrip(track: Track, book: Book) -> str:
    """The captions of a track, with the speaker's name where it is not the narrator.

    The format has no place for the book.
    """
    del book
    shown = enumerate(cues(track, speaker_before), 1)
    return "\n".join(
        f"{number}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{_text(cue.text)}\n"
        for number, cue in shown
    )


def _text(text: str) -> str:
    """In rows, with nothing that players would take for a tag."""
    return "\n".join(_TAG.sub("‹", row) for row in rows(text))


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d},{rest:03d}"
