"""Listens to the lines of an audiobook with a recogniser, and compares them with their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fullcast import checking, lexicon, mastering, recognition
from fullcast.checking import (
    Comparison,
    HeardLine,
    Manifest,
    ManifestChapter,
    ManifestLine,
    Passage,
)
from fullcast.checking.decoding import UndecodableError, decoded, stretches
from fullcast.errors import OutputError

Levels = npt.NDArray[np.float32]
Told = Callable[[float, float], None]
"""Is told how many seconds of sound have been listened to, and of how many; first of none."""


@dataclass(frozen=True, slots=True)
class Ears:
    """How an audiobook is listened to."""

    recogniser: recognition.Recogniser
    minutes: float | None = None
    """Of sound in each audiobook, spread evenly; all of it if there is none."""
    told: Told = lambda done, total: None


def listen(
    ears: Ears | None, folder: Path, manifest: Manifest, tracks: Mapping[int, Levels]
) -> list[HeardLine]:
    """What is heard of the lines; `tracks` has the levels of the chapters that are listened to.

    Nothing without `ears`.

    Raises:
        OutputError: a file cannot be decoded any more.
    """
    if ears is None:
        return []
    chapters = {each.number: each for each in manifest.tracks if each.number in tracks}
    chosen = [
        passage
        for number, chapter in chapters.items()
        for passage in checking.passages(
            chapter, tracks[number], mastering.LEVEL_STEP, recognition.LONGEST
        )
    ]
    if ears.minutes is not None:
        chosen = checking.sampled(chosen, ears.minutes * 60)
    if not chosen:
        return []
    total = sum(passage.seconds for passage in chosen)
    done = 0.0
    ears.told(done, total)
    names = checking.names(manifest)
    found: list[HeardLine] = []
    for number, chapter in chapters.items():
        listener = _Listener(ears.recogniser, manifest.language, names, folder, chapter)
        mine = [passage for passage in chosen if passage.chapter == number]
        path = folder / (chapter.file or "")
        try:
            for passage, sounds in _cut_out(path, mine):
                found += listener.heard(passage, sounds)
                done += passage.seconds
                ears.told(done, total)
        except UndecodableError as error:
            raise OutputError(f"{path} cannot be decoded ({error})") from error
    return found


@dataclass(frozen=True, slots=True)
class _Listener:
    recogniser: recognition.Recogniser
    language: str
    names: frozenset[str]
    folder: Path
    chapter: ManifestChapter

    def heard(self, passage: Passage, sounds: Sequence[Levels]) -> Iterator[HeardLine]:
        """What is heard of a passage; the suspicious lines are listened to once more."""
        expected = [self._expected(line) for line in passage.lines]
        words = [word for sound in sounds for word in self._words(sound)]
        compared = checking.compare(expected, words, self.names)
        for line, comparison in zip(passage.lines, compared, strict=True):
            better = comparison
            if checking.suspicious(comparison):
                better = self._again(line, passage, sounds, comparison)
            yield HeardLine(self.chapter.number, self.chapter.file or "", line, better)

    def _again(
        self, line: ManifestLine, passage: Passage, sounds: Sequence[Levels], first: Comparison
    ) -> Comparison:
        """The better of what was heard first and what is heard of the line alone, with care."""
        if len(passage.lines) > 1:
            (start, end), offset = checking.span_of([line]), passage.spans[0][0]
            first_one, last_one = (
                round((place - offset) * recognition.RATE) for place in (start, end)
            )
            sounds = [sounds[0][max(0, first_one) : last_one]]
        words = [word for sound in sounds for word in self._words(sound, careful=True)]
        forms = [self._expected(line)]
        if line.said:
            forms.append(checking.normal(line.said))
        found = [checking.compare([form], words, self.names)[0] for form in forms]
        return min([*found, first], key=lambda each: (checking.suspicious(each), each.wrong))

    def _expected(self, line: ManifestLine) -> list[str]:
        """The words of a line as they are read aloud."""
        text = " ".join(lexicon.utterances(line.text, line.kind, {}, self.language))
        return checking.normal(text)

    def _words(self, sound: Levels, careful: bool = False) -> list[str]:
        text = self.recogniser.hear(sound, self.language, careful)
        return checking.normal(lexicon.spoken(text, {}, self.language))


def _cut_out(path: Path, chosen: Sequence[Passage]) -> Iterator[tuple[Passage, tuple[Levels, ...]]]:
    """The sound of each passage, at the recogniser's rate; the passages are in order."""
    if not chosen:
        return
    spans = [span for passage in chosen for span in passage.spans]
    with decoded(path) as sound:
        pieces = stretches(sound, spans)
        for passage in chosen:
            yield (
                passage,
                tuple(
                    mastering.resampled(next(pieces), sound.rate, recognition.RATE)
                    for _ in passage.spans
                ),
            )
