"""Whom the narration around a quotation says that it is spoken to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fullcast.attribution.subjects import Mentions, Subject, SubjectKind, parse_subject
from fullcast.language.verbs import SPEECH_GERUNDS, SPEECH_VERBS
from fullcast.model import Gender
from fullcast.values import Value


@dataclass(frozen=True, slots=True)
class Told(Value):
    """Who listens, as far as the narration tells."""

    characters: frozenset[int] = frozenset()
    gender: Gender = Gender.UNKNOWN
    """Of "she told him"."""
    narrator: bool = False
    """In "he told me"."""


def told(text: str, spans: list[tuple[int, int]], mentions: Mentions) -> Told:
    """Who is told what stands beside the narration between some offsets."""
    return _as_told(
        [listener for start, end in spans for listener in _listeners(text, start, end, mentions)]
    )


def _listeners(text: str, start: int, end: int, mentions: Mentions) -> Iterator[Subject]:
    narration = text[start:end]
    directed = " to" in narration or "\nto" in narration  # spares most sentences a slow search
    for m in _TO.finditer(text, start, end) if directed else ():
        if m.group("verb") is None or m.group("verb").lower() in _SPEAKING:
            yield from _object(text, m.end(), end, mentions)
    for m in _TELLS.finditer(text, start, end):
        if text[start : m.start()].strip(" \n,.;:—–-"):  # else the verb's subject follows it
            yield from _object(text, m.end(), end, mentions)


def faced(text: str, start: int, end: int, mentions: Mentions) -> Told:
    """Who is looked at, smiled at or nodded to in the narration between two offsets."""
    verbs = _FACES.finditer(text, start, end)
    return _as_told([who for verb in verbs for who in _object(text, verb.end(), end, mentions)])


def _as_told(found: list[Subject]) -> Told:
    genders = {s.gender for s in found if s.kind is SubjectKind.PRONOUN}
    return Told(
        frozenset(s.character for s in found if s.character is not None),
        genders.pop() if len(genders) == 1 else Gender.UNKNOWN,
        any(s.kind is SubjectKind.SELF for s in found),
    )


def _object(text: str, at: int, end: int, mentions: Mentions) -> Iterator[Subject]:
    pronoun = _OBJECT.match(text, at, end)
    if pronoun:
        word = pronoun.group(1)
        kind = SubjectKind.SELF if word == "me" else SubjectKind.PRONOUN
        gender = {"him": Gender.MALE, "her": Gender.FEMALE}.get(word, Gender.UNKNOWN)
        yield Subject(kind, at, pronoun.end(1), gender=gender)
        return
    subject = parse_subject(text, at, mentions)
    if subject is not None and subject.kind is SubjectKind.NAME and subject.end <= end:
        yield subject


_SPEAKING = SPEECH_VERBS | SPEECH_GERUNDS
_TO = re.compile(
    r"(?:\b(?:[Tt]urn(?:ed|ing|s)|spoke|[Ss]peaking|[Aa]ddress(?:ed|ing)(?:\s+(?:him|her)self)?)"
    r"(?:\s+(?:back|round|around|again|away))?"
    r"|\b(?P<verb>[a-z]+)(?:\s+(?:[A-Z][a-z]+|he|she|I|[a-z]+ly|back|softly|aside|in\s+a\s+\w+)\b){0,3})"
    r"\s+(?:to|towards?)\s+"
)
_TELLS = re.compile(
    r"\b(?:told|tells|telling|asked|asks|asking|informed|assured|reminded|warned|begged|advised|"
    r"addressing|addressed|thanked|interrupted|interrupting|greeted|scolded|corrected|teased|"
    r"comforted|implored|ordered|urged|answered|answering|reassured|commanded|instructed)\s+"
)
_FACES = re.compile(
    r"\b(?:look|glanc|star|smil|grin|glar|frown|nod|wink|blink|gaz|gap|peer|squint|scowl|beam|"
    r"sneer|smirk|laugh|gawk|grimac|bow|wav|gestur|point|leer)(?:[dn]?(?:ed|ing)|e?s|e)?"
    r"(?:\s+(?:[a-z]+ly|up|down|over|back|across|round|around|again|hard|straight|right)){0,2}"
    r"\s+(?:at|to|towards?|upon|on)\s+"
)
"""What somebody does who looks at somebody else."""
_OBJECT = re.compile(
    r"(him|her|me)(?=\s*[,.;:!?—–-]|\s*$|\s+(?:[a-z]+ly|in|with|as|that|if|to|when|while|and|from|at|"
    r"about|again|why|what|how|again|once|then|now)\b)"
)
