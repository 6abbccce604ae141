"""The pause between two lines: one value, chosen from what stands on both sides of it."""

from __future__ import annotations

import re

from fullcast.language.verbs import SPEECH_VERBS
from fullcast.model import MATTER, Kind, Line, Pauses

_SET_OFF = frozenset({Kind.HEADING, Kind.TITLE, Kind.AUTHOR, Kind.MARKER})
"""Kinds that stand apart from the story around them."""
_ENDS = ".!?…。！？।؟"
_CLOSERS = "\"'”’»«“‘)]}*_"
_TAGGED = "!?…！？؟"
"""What a quotation ends in although its tag follows."""
_CUT_OFF = ("—", "―", "–", "-")
_TRAILS = ("…", "...", ". . .")
_WORD = re.compile(r"[^\W\d_]+")
_TAG_WORDS = 5
"""Words of a tag up to its verb, at most: "the tall old man whispered"."""


class Pacing:
    """The pauses of one file, told line by line."""

    def __init__(self, pauses: Pauses) -> None:
        """Nothing has been heard yet."""
        self._pauses = pauses
        self._before: Line | None = None
        self._scene = False

    @property
    def begun(self) -> bool:
        """Whether anything has been heard."""
        return self._before is not None

    def before(self, line: Line, clips: int) -> tuple[float, ...]:
        """Seconds of silence before each clip of the next line; it has none if it is not heard."""
        if not clips:
            self._scene = self._scene or line.kind is Kind.BREAK
            return ()
        first = self._pauses.start
        if self._before is not None:
            first = pause_between(self._before, line, scene=self._scene, pauses=self._pauses)
        self._before, self._scene = line, False
        return first, *([self._pauses.sentence] * (clips - 1))


def pause_between(before: Line, after: Line, *, scene: bool, pauses: Pauses) -> float:
    """Seconds between the last word of one line and the first word of the next.

    `before` and `after` are both heard; `scene` says whether a scene break lies between them,
    whose pause takes the place of every shorter one. What surrounds the story is set off from it as
    a heading is.
    """
    set_off = before.kind in _SET_OFF or after.kind in _SET_OFF
    set_off = set_off or (before.kind in MATTER) is not (after.kind in MATTER)
    if scene:
        return max(pauses.scene, pauses.heading) if set_off else pauses.scene
    if set_off:
        return pauses.heading
    apart = (before.chapter, before.paragraph) != (after.chapter, after.paragraph)
    goes_on = not apart and _sentence_goes_on(before, after)
    if apart:
        pause = pauses.paragraph
    elif goes_on:
        pause = pauses.tag
    else:
        pause = pauses.line if before.speaker == after.speaker else pauses.speaker
    if _bare(before).endswith(_CUT_OFF):
        return min(pause, pauses.interruption)
    if _bare(before).endswith(_TRAILS) and not goes_on:
        return max(pause, pauses.trailing)
    return pause


def _sentence_goes_on(before: Line, after: Line) -> bool:
    """Whether two lines of a paragraph share a sentence, as a quote and its tag do.

    It does where the first stops without a full stop or the second begins small, and where what may
    be followed by its tag is ("Are you lost?" Mara asked).
    """
    text = _bare(before)
    opening = next((char for char in after.text if char.isalnum()), "")
    if not text or text[-1] not in _ENDS or opening.islower():
        return True
    spoken = before.kind is Kind.DIALOGUE and after.kind is Kind.NARRATION
    return spoken and text[-1] in _TAGGED and _is_tag(after)


def _is_tag(line: Line) -> bool:
    """Whether one of the first words is a verb of speech."""
    first = _WORD.findall(line.text)[:_TAG_WORDS]
    return any(word.lower() in SPEECH_VERBS for word in first)


def _bare(line: Line) -> str:
    """A line's text up to its last word or mark, without the quotation marks around it."""
    return line.text.rstrip().rstrip(_CLOSERS).rstrip()
