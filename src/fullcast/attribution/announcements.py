"""Who speaks next, as a sentence of narration says that ends with a full stop."""

from __future__ import annotations

import re

from fullcast.attribution.owners import owner_of_words
from fullcast.attribution.phrases import WORD, skip_to_verb
from fullcast.attribution.subjects import Mentions, Subject, parse_subject
from fullcast.language.verbs import SPEECH_NOUNS

_BEGINS = r"(?:speak|spoke|answer(?:ed)?|reply|replied|break|broke|say|said|ask(?:ed)?)"
_SPEAKS = re.compile(
    rf"\b(?:(?:was|is)\s+the\s+(?:first|next|one)\s+(?:to|who)\s+{_BEGINS}\b"
    r"|br(?:oke|eaks)\s+the\s+silence\b"
    r"|(?:first\s+)?(?:spoke|speaks)(?:\s+(?:first|again|up|out|now|next|at\s+last|at\s+length|"
    r"finally))?(?=\s*[.,;!—–-]|\s*$)"
    r"|who\s+(?:answered|replied)(?=\s*[.,;!]|\s*$)"
    rf"|who\s+{_BEGINS}\s+(?:first|next|at\s+last)(?=\s*[.,;!]|\s*$))"
)
"""What is said of whoever speaks next: "was the first to speak", "broke the silence".

"It was Ada who spoke" rather tells whose the quotation before is.
"""
_NEXT_WORDS = re.compile(
    rf"\b(?:next|first|only|immediate)\s+(?:{'|'.join(sorted(SPEECH_NOUNS))})\b"
)
"""Of "Ada's next remark"."""
_MEANWHILE = re.compile(
    r"\b(?:as|when|while|if|before|after|until|till|that|since|because|whenever|though)\s+$",
    re.IGNORECASE,
)
"""How a clause begins that tells when something else happens."""
_IT_WAS = re.compile(r"\bit\s+(?:was|is)\s+$", re.IGNORECASE)
_NEAR = 60
"""Characters in which a subject is looked for before what it does."""


def announced(text: str, start: int, end: int, mentions: Mentions) -> Subject | None:
    """Who speaks next as the sentence between two offsets says.

    "Ada was the first to speak.", "It was Ada who broke the silence.", "Ada's next remark
    surprised them.", "At last she spoke."
    """
    for words in _NEXT_WORDS.finditer(text, start, end):
        for word in WORD.finditer(text, max(start, words.start() - _NEAR), words.start()):
            owner = owner_of_words(text, word.start(), words.end(), mentions)
            if owner is not None:
                return owner
    for verb in _SPEAKS.finditer(text, start, end):
        for word in WORD.finditer(text, max(start, verb.start() - _NEAR), verb.start()):
            subject = parse_subject(text, word.start(), mentions)
            if subject is None or not _reaches(text, subject.end, verb.start()):
                continue
            if _acts_alone(text, start, subject, verb):
                return subject
    return None


def _reaches(text: str, at: int, verb: int) -> bool:
    """Whether nothing but adverbs stands between two offsets."""
    return not text[at:verb].strip() or skip_to_verb(text, at) == verb


def _acts_alone(text: str, start: int, subject: Subject, verb: re.Match[str]) -> bool:
    """Whether the clause is the sentence's own, and one with "who" says who it was."""
    if _MEANWHILE.search(text, max(start, subject.start - 12), subject.start):
        return False
    if "who" not in text[subject.end : verb.end()].split():
        return True
    if verb.group().startswith(("spoke", "first")):
        return False
    return _IT_WAS.search(text, max(start, subject.start - 12), subject.start) is not None
