"""LRC: the text that music players show line by line.

There is no standard; this is what they share: https://en.wikipedia.org/wiki/LRC_(file_format)
"""

from __future__ import annotations

from fullcast.model import Book, Track
from fullcast.publishing.captions import cues, speaker_before
from fullcast.publishing.labels import one_line


def lyrics(track: Track, book: Book) -> str:
    """The captions of a track, with title, author and album, and the track's length."""
    labels = {
        "ti": one_line(track.title),
        "ar": one_line(book.author or ""),
        "al": one_line(book.title),
        "length": _clock(round(1000 * track.duration)).partition(".")[0],
    }
    head = [f"[{name}:{_bare(text)}]" for name, text in labels.items() if text]
    shown = list(cues(track, speaker_before))
    body = [f"[{_clock(cue.start)}]{_bare(cue.text)}" for cue in shown]
    # An empty line at the end takes the last one from the screen.
    body += [f"[{_clock(shown[-1].end)}]"] if shown else []
    return "\n".join([*head, *body]) + "\n"


def _bare(text: str) -> str:
    """Without square brackets, which are for times."""
    return text.replace("[", "(").replace("]", ")")


def _clock(milliseconds: int) -> str:
    """Minutes (more than 99 in a long track), seconds and hundredths."""
    hundredths = round(milliseconds / 10)
    seconds, rest = divmod(hundredths, 100)
    return f"{seconds // 60:02d}:{seconds % 60:02d}.{rest:02d}"
