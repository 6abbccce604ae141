"""The cue sheets of a story's chapters; of a long one, what is said is found by all workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fullcast import recording, rendering
from fullcast.model import Line, ScriptChapter
from fullcast.packed import Packed
from fullcast.production import Production

LONG = 30_000
"""Characters that are worth calls of the workers: a third of a second of one of them."""
_PIECE = 15_000
"""Characters a call."""
_AHEAD = 2
"""Chapters that a worker may have waiting."""


def sheets(
    production: Production,
    chapters: Sequence[ScriptChapter],
    workers: rendering.Workers | None = None,
) -> list[recording.CueSheet]:
    """What there is to speak in some chapters; `workers` help if they have nothing else to do.

    Raises:
        RenderError: the workers' processes died.
    """
    take = recording.Recording(production.script, production.cast, production.voice_map.lexicon)
    if workers is None or not workers.idle or not _is_long(chapters):
        made = map(take.sheet, chapters)
    else:
        made = map(take.sheet, chapters, _utterances(production, chapters, workers))
    return [replace(each, parts=Packed(each.parts)) for each in made]


def _is_long(chapters: Sequence[ScriptChapter]) -> bool:
    length = 0
    for chapter in chapters:
        length += sum(len(line.text) for line in chapter.lines)
        if length > LONG:
            return True
    return False


def _utterances(
    production: Production, chapters: Sequence[ScriptChapter], workers: rendering.Workers
) -> Iterator[recording.Utterances]:
    """What is said of each line of each chapter, in order."""
    words, language = production.voice_map.lexicon, production.script.language
    waiting: deque[list[rendering.Call[recording.Words, recording.Utterances]]] = deque()
    for chapter in chapters:
        tasks = [recording.Words(lines, words, language) for lines in _pieces(chapter.lines)]
        waiting.append([rendering.Call(workers, recording.utterances, task) for task in tasks])
        if len(waiting) > _AHEAD * workers.count:
            yield _together(waiting.popleft())
    while waiting:
        yield _together(waiting.popleft())


def _pieces(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of a chapter, so many characters at a time."""
    piece, length = list[Line](), 0
    for line in lines:
        piece.append(line)
        length += len(line.text)
        if length > _PIECE:
            yield piece
            piece, length = [], 0
    if piece:
        yield piece


def _together(
    calls: Sequence[rendering.Call[recording.Words, recording.Utterances]],
) -> recording.Utterances:
    return [said for call in calls for said in call.result()]
