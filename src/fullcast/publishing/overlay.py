"""SMIL: which words of a page are lit up while which stretch of sound is heard.

Specification: https://www.w3.org/TR/epub-33/#sec-media-overlays
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fullcast.model import Track


@dataclass(frozen=True, slots=True)
class Clip:
    """A line and its part of a track, in milliseconds."""

    line: int
    """Its index in the chapter."""
    begin: int
    end: int


def clips(track: Track) -> tuple[Clip, ...]:
    """A track, cut where its lines begin: one clip follows on the other, pauses and all.

    Readers play clip after clip, so what lay between two of them would not be heard. The first
    line begins with the track, the last one ends with it.
    """
    whole = int(1000 * track.duration)
    starts = [0, *(round(1000 * timed.start) for timed in track.lines[1:])]
    ends = [*starts[1:], whole]
    return tuple(
        Clip(timed.line.index, begin, end)
        for timed, begin, end in zip(track.lines, starts, ends, strict=True)
        if begin < end
    )


def smil(spans: Sequence[Clip], page: str, sound: str) -> str:
    """The overlay of a page; `page` and `sound` are addresses as seen from it."""
    pairs = "\n".join(
        f'    <par id="p{clip.line}"><text src="{page}#l{clip.line}"/>'
        f'<audio src="{sound}" clipBegin="{clock(clip.begin)}" clipEnd="{clock(clip.end)}"/></par>'
        for clip in spans
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" '
        'version="3.0">\n'
        f'<body epub:textref="{page}" epub:type="bodymatter chapter" id="body">\n'
        f"{pairs}\n</body>\n</smil>\n"
    )


def clock(milliseconds: int) -> str:
    """A full clock value: hours, minutes, seconds with three decimals."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
