"""WebVTT: captions that browsers and video players show, with who speaks.

Specification: https://www.w3.org/TR/webvtt1/
"""

from __future__ import annotations

from fullcast.model import NARRATOR, Book, Track
from fullcast.publishing.captions import Cue, cues, is_thought
from fullcast.publishing.labels import one_line


def webvtt(track: Track, book: Book) -> str:
    """The captions of a track; each names its speaker, and thoughts have the class `thought`."""
    names = [book.title, book.author or "", track.title]
    about = " · ".join(filter(None, map(one_line, names))).replace("-->", "→")
    parts = [f"WEBVTT\n\nNOTE\n{about}\n", *(_cue(cue) for cue in cues(track))]
    return "\n".join(parts)


def _cue(cue: Cue) -> str:
    kind = ".thought" if is_thought(cue.line) else ""
    speaker = _escaped(one_line(cue.line.speaker or NARRATOR))
    times = f"{_clock(cue.start)} --> {_clock(cue.end)}"
    return f"{times}\n<v{kind} {speaker}>{_escaped(cue.text)}</v>\n"


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
