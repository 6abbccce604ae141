"""How a story is told: by an "I" or nobody in it, in the past or the present tense."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fullcast.language.verbs import SPEECH_VERBS

_FIRST_PERSON_PER_1000 = 8.0
"""Narration of a first-person story says "I" about 35 times in 1,000 words, of a third-person one
at most 1.5 times (measured on 17 novels)."""

_WORD = re.compile(r"\w+")
_I = re.compile(r"\bI\b(?![.)])")
_PRESENT = re.compile(
    r"\b(?:is|are|am|has|says|asks|looks|turns|goes|comes|takes|walks|nods|smiles|stands|sits|"
    r"feels|knows|thinks|sees|does)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|said|asked|looked|turned|went|came|took|walked|nodded|smiled|stood|sat|"
    r"felt|knew|thought|saw|did)\b"
)
# How a teller speaks to the reader of a story that is not about the teller.
_TO_READER = re.compile(
    r"\b(?:(?:[Tt]he|[Mm]y|[Oo]ur|[Dd]ear|[Gg]entle|[Yy]oung)\s(?:young\s|gentle\s)?readers?|[Oo]ur\s(?:hero|heroine|story|"
    r"tale)|[Tt]his\s(?:story|tale|history|chronicle|narrative)|[Aa]s\sI\s(?:have|had|must|might|may)|"
    r"I\s(?:have|had)\s(?:already\s|just\s|before\s)?(?:said|mentioned|told\syou|described|related)|"
    r"I\s(?:need|may|must|should|will|shall|might)\s(?:not\s|hardly\s|here\s)?(?:say|add|mention|own|"
    r"confess|relate|observe|describe)|I\sam\s(?:sorry|afraid|happy|bound)\sto\s(?:say|add|own)|"
    r"be\s(?:described|imagined|recorded)\?)"
)
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells a story, and in which tense."""

    first_person: bool = False
    present: bool = False
    to_reader: bool = False
    """Whether the teller turns to the reader and says "I" as somebody outside the story."""


def telling(narration: str) -> Telling:
    """How a story is told, judged by its narration without the quotations."""
    return Telling(
        is_first_person(narration),
        len(_PRESENT.findall(narration)) > len(_PAST.findall(narration)),
        len(_TO_READER.findall(narration)) >= _OFTEN,
    )


def is_first_person(narration: str) -> bool:
    """Whether a story is told by an "I", judged by its narration without the quotations."""
    words = len(_WORD.findall(narration))
    me = len(_I.findall(narration))
    return me >= 3 and me * 1000 > _FIRST_PERSON_PER_1000 * words


def turns_to_reader(sentence: str) -> bool:
    """Whether a sentence is the teller's own word to the reader: "as I have said"."""
    return _TO_READER.search(sentence) is not None


_NEW_SENTENCE = re.compile(
    r"(?:He|She|They|The|Then|And|But|His|Her|At|As|In|To|After)\b[^.!?;]*[,:]$"
)
"""Begins with a word that a tag behind a quotation would write with a small letter."""


def leads_on(between: str) -> bool:
    """Whether narration between two quotations is a new sentence that tells who says the second.

    "Is it?" He said, "Yes." has two speakers, as likely as not; "Is it?" he said, "Yes." has one.
    """
    words = between.strip()
    if _NEW_SENTENCE.match(words) is None:
        return False
    return any(word in SPEECH_VERBS for word in _WORD.findall(words))
