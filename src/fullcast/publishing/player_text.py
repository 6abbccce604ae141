"""The text of a story as the web page shows it: each line that is heard knows when, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from fullcast.model import MATTER, NARRATOR, Kind, Line, ScriptChapter, Track
from fullcast.publishing.labels import one_line
from fullcast.publishing.read_along_pages import LISTS, chapter_title, words

_RUN = 24
"""Paragraphs that a browser lays out together, and not at all while they are out of sight."""
_HEADINGS = (Kind.TITLE, Kind.HEADING)
_DISPLAYED = (Kind.AUTHOR, Kind.MARKER)


def chapter_text(chapter: ScriptChapter, track: Track | None, looks: Mapping[str, str]) -> str:
    """The inside of a chapter's section.

    `looks` are the classes of the speakers who have colours. What is heard has the attribute
    `data-t`: milliseconds from the beginning of its track.
    """
    times = {timed.line.index: round(1000 * timed.start) for timed in track.lines} if track else {}
    shown = [
        _paragraph(list(lines), times, looks)
        for _, lines in groupby(chapter.lines, key=lambda line: line.paragraph)
    ]
    paragraphs = [paragraph for paragraph in shown if paragraph]
    if not any(line.kind in _HEADINGS for line in chapter.lines):
        paragraphs.insert(0, f"<h2>{escape(chapter_title(chapter))}</h2>")
    runs = (paragraphs[at : at + _RUN] for at in range(0, len(paragraphs), _RUN))
    return "\n".join('<div class="run">\n' + "\n".join(run) + "\n</div>" for run in runs)


def _paragraph(lines: Sequence[Line], times: Mapping[int, int], looks: Mapping[str, str]) -> str:
    """One block of the story, with the names of those who speak in it."""
    kind = lines[0].kind
    if kind is Kind.BREAK:
        return "<hr>"
    pieces, margin, last = [], "", NARRATOR
    for line in lines:
        shown = _line(line, times.get(line.index), looks)
        if shown and line.speaker not in (None, NARRATOR, last):
            name = _name(line, looks, first=not margin)
            # The first name stands beside the paragraph, the others where their words begin.
            margin, shown = (margin, name + shown) if margin else (name, shown)
            last = line.speaker or last
        pieces.append(shown)
    if not any(pieces):
        return ""
    look = "aside" if kind in MATTER else kind.value if kind in (*_HEADINGS, *_DISPLAYED) else ""
    element = "h2" if kind is Kind.HEADING else "p"
    return f"<{element}{_class(look)}>{margin}{''.join(pieces).rstrip()}</{element}>"


def _name(line: Line, looks: Mapping[str, str], *, first: bool) -> str:
    """Who says or thinks what follows."""
    speaker = line.speaker or ""
    how = " <i>thinks</i>" if line.kind is Kind.THOUGHT else ""
    look = " ".join(filter(None, ("who" if first else "then", looks.get(speaker))))
    return f'<b class="{look}"><bdi>{escape(one_line(speaker))}</bdi>{how}</b> '


def _line(line: Line, time: int | None, looks: Mapping[str, str]) -> str:
    rows = line.text.strip().splitlines() if line.kind in LISTS else [line.text]
    shown = "<br>".join(words(row, line.kind) for row in rows)
    if not shown:
        return ""
    look = [looks.get(line.speaker or "", ""), "thought" if line.kind is Kind.THOUGHT else ""]
    heard = "" if time is None else f' data-t="{time}"'
    after = " " if line.text[-1:].isspace() else ""
    return f"<span{_class(' '.join(filter(None, look)))}{heard}>{shown}</span>{after}"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
