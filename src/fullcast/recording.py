"""From a cast script to audio files: what is to be spoken, in which order, into which file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, pairwise

from fullcast import delivery, engines, mastering, rendering
from fullcast.errors import EngineError
from fullcast.language.pronunciation import Lexicon, as_written
from fullcast.model import (
    AUTHOR,
    NARRATOR,
    Audio,
    Cast,
    Clip,
    Job,
    Line,
    Pauses,
    Script,
    ScriptChapter,
    Voice,
)
from fullcast.values import Value

CALIBRATION = (
    "The lamp was lit before the rain came over the hill. Nobody on the quay had asked for it, "
    "and nobody thanked the keeper, but every boat in the bay turned home by that small light."
)
"""What every voice speaks once to be levelled: several seconds with the sounds of plain prose."""

CHARACTERS_PER_SECOND = 15.0
"""Of English speech at an ordinary pace; only estimates rest on it."""

_SAFETY = 1.5
"""A fast voice needs more text for the same time than an ordinary one."""


@dataclass(frozen=True, slots=True)
class Part(Value):
    """A line with the jobs that speak it, one a sentence; no jobs if it is not heard."""

    line: Line
    voice: Voice
    """The speaker's, by which the line is levelled."""
    jobs: tuple[Job, ...]
    """In that voice as the line is delivered."""
    change: float = 0.0
    """What its delivery adds to the level, in dB."""


@dataclass(frozen=True, slots=True)
class CueSheet:
    """All that is to be spoken in one chapter, in order."""

    number: int
    title: str
    parts: Sequence[Part]

    @property
    def lines(self) -> int:
        """How many lines are heard."""
        return sum(bool(part.jobs) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Take:
    """A line as it was spoken."""

    part: Part
    clips: tuple[Clip | None, ...]
    """One a sentence; None is one that could not be spoken."""


@dataclass(slots=True)
class Tally:
    """What became of the lines so far."""

    spoken: int = 0
    reused: int = 0
    failed: int = 0
    missing: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Words(Value):
    """Lines whose words are wanted."""

    lines: Sequence[Line]
    lexicon: Lexicon
    language: str


Utterances = Sequence[tuple[str, ...]]
"""What is said of each line, a sentence each; nothing of one that is not heard."""


def utterances(words: Words) -> Utterances:
    """What is said of some lines; may be called in another process."""
    from fullcast import lexicon  # its patterns take a while, and most processes find no words

    return [
        lexicon.utterances(line.text, line.kind, words.lexicon, words.language)
        if line.spoken
        else ()
        for line in words.lines
    ]


class Recording:
    """A story's script, cast and lexicon, read as jobs."""

    def __init__(self, script: Script, cast: Cast, words: Lexicon) -> None:
        """`words` maps what is written to how it is spoken."""
        self._script = script
        self._words = words
        self._narrator = cast.narrator
        self._voices = {AUTHOR: cast.author or cast.narrator}
        self._voices |= {member.character.name: member.voice for member in cast.members}

    def sheet(self, chapter: ScriptChapter, said: Utterances | None = None) -> CueSheet:
        """What there is to speak in a chapter; `said` is what `utterances` gives for its lines."""
        lines = chapter.lines
        if said is None:
            said = utterances(Words(lines, self._words, self._script.language))
        manners = delivery.manners(lines)
        parts = (
            self._part(line, texts, manners.get(line.index, delivery.PLAIN))
            for line, texts in zip(lines, said, strict=True)
        )
        return CueSheet(chapter.number, chapter.title, tuple(parts))

    def _part(self, line: Line, texts: tuple[str, ...], manner: delivery.Manner) -> Part:
        voice = self._voices.get(line.speaker or NARRATOR, self._narrator)
        performed = delivery.performed(voice, manner)
        jobs = tuple(job(text, performed) for text in texts)
        return Part(line, voice, jobs, manner.volume)


def job(text: str, voice: Voice) -> Job:
    """The job of speaking a text.

    Raises:
        EngineError: the voice's engine cannot be loaded.
    """
    return rendering.job_for(text, voice, _version(voice.engine))


@cache
def _version(engine: str) -> str:
    """Versions are asked for once: some engines read their data files for it."""
    return engines.load(engine).version


def calibrations(parts: Iterable[Part]) -> dict[Voice, Job]:
    """For each voice that is heard, the job by which it is levelled."""
    voices = dict.fromkeys(part.voice for part in parts if part.jobs)
    return {voice: job(CALIBRATION, voice) for voice in voices}


def estimate(parts: Iterable[Part]) -> float:
    """About how many seconds of speech the parts are."""
    characters = sum(
        len(as_written(each.text)) / each.voice.rate for part in parts for each in part.jobs
    )
    return characters / CHARACTERS_PER_SECOND


def length(sheet: CueSheet, pauses: Pauses) -> float:
    """About how many seconds a chapter lasts, with its pauses."""
    heard = [part for part in sheet.parts if part.jobs]
    within = sum(len(part.jobs) - 1 for part in heard) * pauses.sentence
    between = sum(
        mastering.pause_between(one.line, next_.line, scene=False, pauses=pauses)
        for one, next_ in pairwise(heard)
    )
    return pauses.start + estimate(heard) + within + between + pauses.end


def up_to(parts: Iterable[Part], seconds: float) -> Iterator[Part]:
    """The first lines that last so long at the least, estimated from their length."""
    spent = 0.0
    for part in parts:
        if spent >= seconds * _SAFETY:
            return
        yield part
        spent += estimate([part])


def lines_within(parts: Iterable[Part], seconds: float, pauses: Pauses) -> int:
    """About how many lines are heard in the first seconds, at least one."""
    clock, count, before = pauses.start, 0, None
    for part in parts:
        if not part.jobs:
            continue
        if before is not None:
            clock += mastering.pause_between(before, part.line, scene=False, pauses=pauses)
        if count and clock >= seconds:
            break
        clock += estimate([part]) + (len(part.jobs) - 1) * pauses.sentence
        count, before = count + 1, part.line
    return count


def level_voices(
    calibrations: Mapping[Voice, Job],
    outcomes: Iterable[rendering.Outcome],
    load: Callable[[Clip], Audio] = rendering.read_clip,
) -> tuple[dict[Voice, float], dict[Voice, str]]:
    """The gain in dB of each voice, and the voices that cannot speak with the reason.

    `outcomes` are those of the calibrations, in order.
    """
    gains: dict[Voice, float] = {}
    broken: dict[Voice, str] = {}
    for voice, outcome in zip(calibrations, outcomes, strict=True):
        gains[voice] = 0.0
        if outcome.clip is None:
            broken[voice] = outcome.error or "it cannot be spoken"
            continue
        try:
            gains[voice] = mastering.voice_gain(load(outcome.clip))
        except EngineError as error:
            broken[voice] = str(error)
    return gains, broken


def takes(
    parts: Iterable[Part], outcomes: Iterator[rendering.Outcome], tally: Tally
) -> Iterator[Take]:
    """Join each line with the outcomes of its jobs, and keep count of what became of it."""
    for part in parts:
        results = tuple(islice(outcomes, len(part.jobs)))
        if part.jobs:
            _count(part, results, tally)
        yield Take(part, tuple(result.clip for result in results))


def _count(part: Part, results: tuple[rendering.Outcome, ...], tally: Tally) -> None:
    errors = [result.error for result in results if result.error]
    if errors:
        tally.failed += 1
        tally.missing.append(
            {
                "chapter": part.line.chapter,
                "line": part.line.index,
                "text": " ".join(part.line.text.split()),
                "error": errors[0],
            }
        )
    elif all(result.reused for result in results):
        tally.reused += 1
    else:
        tally.spoken += 1
