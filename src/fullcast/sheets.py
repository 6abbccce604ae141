"""The cue sheets of a story's chapters; of a long one, what is said is found by all workers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fullcast import recording, rendering
from fullcast.model import ScriptChapter
from fullcast.packed import Packed
from fullcast.production import Production

LONG = 100_000
"""Characters of chapters that are worth a call of the workers: a second of one of them."""
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
            return len(chapters) > 1
    return False


def _utterances(
    production: Production, chapters: Sequence[ScriptChapter], workers: rendering.Workers
) -> Iterator[recording.Utterances]:
    """What is said of each line of each chapter, in order."""
    words, language = production.voice_map.lexicon, production.script.language
    waiting: deque[rendering.Call[recording.Words, recording.Utterances]] = deque()
    for chapter in chapters:
        task = recording.Words(chapter.lines, words, language)
        waiting.append(rendering.Call(workers, recording.utterances, task))
        if len(waiting) > _AHEAD * workers.count:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
