"""What is wrong with an audiobook, as one sentence each."""

from __future__ import annotations

from dataclasses import dataclass

AGAIN = "make the story again, which speaks only what has changed"
"""The remedy for most: the sentences that were spoken are kept elsewhere."""

_SHOWN = 60
"""Characters of a line that are shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong."""

    kind: str
    """A word for programs, such as "cut" or "silent-line"; see docs/checking.md."""
    file: str
    """The file's name; it may be one that is not there."""
    message: str
    """What is wrong and what to do, as the end of a sentence that begins with the file."""
    chapter: int | None = None
    at: float | None = None
    """Seconds from the beginning of the file."""
    line: str | None = None
    """The text of the line, or of the first of several."""


def clock(seconds: float) -> str:
    """A place in a file: `1:02:03.4` or `4:05.6`."""
    tenths = round(max(0.0, seconds) * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    start = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{start}:{rest / 10:04.1f}"


def shortened(text: str) -> str:
    """The beginning of a line, in quotation marks unless it has some."""
    cut = text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
    return cut if cut[:1] in "\"“'‘«„" else f"“{cut}”"


def count_of(number: int, noun: str) -> str:
    """`1 line`, `3 lines`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
