"""Go through a script's doubtful lines and take over what a language model says of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fullcast.assistant.answerbook import Answerbook
from fullcast.assistant.answers import Roster
from fullcast.assistant.client import UnansweredError
from fullcast.assistant.prompts import Passage, messages, shown, windows
from fullcast.assistant.questions import Questions
from fullcast.assistant.service import Service
from fullcast.model import NARRATOR, Character, Kind, Line, Script, ScriptChapter

REASON = "language model"
"""The reason of a speaker that was taken over."""

CONFIDENCE = 0.8
"""The confidence of such a line: published tools that ask models of moderate size find about four
of five speakers."""

Place = tuple[int, int]
"""Chapter and index of a line."""


def advise(
    script: Script,
    service: Service,
    is_doubtful: Callable[[Line], bool],
    stated: Mapping[Place, frozenset[str]],
    kept: Path | None = None,
    asking: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Script, tuple[str, ...]]:
    """The script with the model's word on its doubtful lines, and warnings of what is left open.

    A line keeps its speaker where the model gives no answer, names nobody of the script, or names
    somebody whom the line's own tag excludes: `stated` tells whom the tags of lines allow. The
    characters stay as they were, also those who have no line left.

    Args:
        kept: the folder in which answers are kept, so that the same question is put once.
        asking: told before each request how many lines are done, of how many.
    """
    total = sum(map(is_doubtful, script.each_line()))
    if not total:
        return script, ()
    characters = _characters(script, is_doubtful)
    if not characters:
        return script, (
            f"a language model has no characters to choose from for the {total} doubtful lines",
        )
    answerbook = Answerbook(kept)
    questions = Questions(service, answerbook, lambda done: asking(done, total))
    outcome = _Outcome(total, service.url)
    advice = _Advice(characters, script.narrator, questions, outcome, is_doubtful, stated)
    advised = replace(script, chapters=tuple(map(advice.chapter, script.chapters)))
    return advised, (*outcome.warnings(), *answerbook.warnings())


def keep(advised: Script, script: Script, known: Collection[Place] = ()) -> Script:
    """A script with what the model said of its lines, but for those that are `known` better."""
    said = {
        (line.chapter, line.index): line
        for line in advised.lines
        if line.reason == REASON and (line.chapter, line.index) not in known
    }
    chapters = (
        replace(
            chapter,
            lines=tuple(said.get((line.chapter, line.index), line) for line in chapter.lines),
        )
        for chapter in script.chapters
    )
    return replace(script, chapters=tuple(chapters)) if said else script


@dataclass(slots=True)
class _Outcome:
    """How many lines keep the speaker that they had, and why."""

    total: int
    url: str
    unanswered: int = 0
    why: str = ""
    """Why the first question without an answer has none."""
    omitted: int = 0
    unknown: int = 0
    contradicting: int = 0

    def warnings(self) -> Iterator[str]:
        """One sentence, if there are any."""
        left = self.unanswered + self.omitted + self.unknown + self.contradicting
        if not left:
            return
        reasons = [
            f"{count} {what}"
            for count, what in (
                (self.unanswered, f"unanswered, as {self.url} {self.why}"),
                (self.omitted, "for which it named no speaker"),
                (self.unknown, "for which it named nobody on the list of characters"),
                (self.contradicting, "for which it contradicted the story's own words"),
            )
            if count
        ]
        yield (
            f"the language model settled {self.total - left} of {self.total} doubtful lines; the "
            f"others stay as Fullcast guessed them ({'; '.join(reasons)})"
        )


class _Advice:
    """Takes the model's word on the lines of a script, chapter by chapter."""

    def __init__(
        self,
        characters: Sequence[Character],
        narrator: str | None,
        questions: Questions,
        outcome: _Outcome,
        is_doubtful: Callable[[Line], bool],
        stated: Mapping[Place, frozenset[str]],
    ) -> None:
        self._characters = characters
        self._narrator = narrator
        self._roster = Roster(characters, narrator)
        self._questions = questions
        self._outcome = outcome
        self._is_doubtful = is_doubtful
        self._stated = stated

    def chapter(self, chapter: ScriptChapter) -> ScriptChapter:
        """The chapter with the speakers that were accepted."""
        lines = shown(chapter.lines)
        doubtful = [at for at, line in enumerate(lines) if self._is_doubtful(line)]
        for window in windows(lines, doubtful):
            passage = Passage(
                tuple(lines[window.start : window.end]),
                tuple(lines[at] for at in window.asked),
                frozenset(line.index for line in lines if self._is_doubtful(line)),
            )
            # The passages that follow show what is found out here.
            for at, line in zip(window.asked, self._answered(passage), strict=True):
                lines[at] = line
        found = {line.index: line for line in lines}
        return replace(chapter, lines=tuple(found.get(line.index, line) for line in chapter.lines))

    def _answered(self, passage: Passage) -> Sequence[Line]:
        """The lines that a passage asks for, with the speakers that were accepted."""
        try:
            question = messages(passage, self._characters, self._narrator)
            names = self._questions.ask(question, len(passage.asked))
        except UnansweredError as failure:
            self._outcome.unanswered += len(passage.asked)
            self._outcome.why = self._outcome.why or str(failure)
            return passage.asked
        return [self._judged(line, names.get(i)) for i, line in enumerate(passage.asked, start=1)]

    def _judged(self, line: Line, name: str | None) -> Line:
        """The line with the speaker that the model names, if that can be."""
        if name is None:
            self._outcome.omitted += 1
            return line
        speaker = self._roster.find(name)
        if speaker is None:
            self._outcome.unknown += 1
            return line
        if speaker not in self._stated.get((line.chapter, line.index), {speaker}):
            self._outcome.contradicting += 1
            return line
        return replace(line, speaker=speaker, confidence=CONFIDENCE, reason=REASON)


def _characters(script: Script, is_doubtful: Callable[[Line], bool]) -> list[Character]:
    """Who may be named: the script's characters, and a narrator without a name who speaks."""
    nameless = any(
        line.speaker == NARRATOR and not is_doubtful(line)
        for line in script.each_line()
        if line.kind in (Kind.DIALOGUE, Kind.THOUGHT)
    )
    return [*script.characters, *([Character(NARRATOR, ("I",))] if nameless else [])]
