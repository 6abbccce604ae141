"""Whose words, voice or speaking is told of: "came Mara's answer", "Mara's saying so"."""

from __future__ import annotations

import re

from fullcast.attribution.phrases import WORD, skip
from fullcast.attribution.subjects import Mention, Mentions, Subject, SubjectKind, described
from fullcast.language.people import PERSON_NOUNS
from fullcast.language.verbs import PLAIN_FORMS, SPEECH_GERUNDS, SPEECH_NOUNS
from fullcast.model import Gender

_OWNED = re.compile(rf"(?:\s+[\w-]+){{0,3}}?\s+(?:{'|'.join(sorted(SPEECH_NOUNS))})\b")
_SOMEBODYS = re.compile(
    r"(?:the|a|an|his|her|my|our|their)\s+(?P<phrase>(?:[\w-]+\s+){0,2}?(?P<noun>[a-z-]+))['’]s?\b"
)
_PRONOUN = re.compile(r"(his|her|my)\b", re.IGNORECASE)
_LEADING_NOUNS = SPEECH_NOUNS - frozenset("parting thought tone tones voice".split())
_OWNED_AT_END = re.compile(
    rf"\b({'|'.join(sorted(_LEADING_NOUNS))})"
    r"(?:(?:\s+(?:of|in|with|only|simply|merely|again|[a-z]+ly))*|,?\s+[^.;:!?]{0,50}?\b(?:was|were|is)"
    r"(?:\s+(?:only|simply|merely|always))?)\s*[,:—–-]*\s*$"
)


def owner_of_words(text: str, at: int, end: int, mentions: Mentions) -> Subject | None:
    """Whose words are meant by "Ada's only reply", "his answer", "the man's remark"."""
    at = skip(text, at)
    mention = mentions.get(at) or mentions.get(at + 4 if text[at : at + 4] == "the " else -1)
    if mention is not None:
        owned = re.compile(r"['’]s?").match(text, mention.end)
        owner = Subject(SubjectKind.NAME, mention.start, mention.end, mention.character)
        return owner if owned and _OWNED.match(text, owned.end(), end) else None
    somebody = _SOMEBODYS.match(text, at, end)
    if somebody and somebody.group("noun") in PERSON_NOUNS:
        owned = _OWNED.match(text, somebody.end(), end)
        return described(somebody, at) if owned else None
    pronoun = _PRONOUN.match(text, at, end)
    if pronoun and _OWNED.match(text, pronoun.end(), end):
        return _whose(pronoun)
    return None


def _whose(pronoun: re.Match[str]) -> Subject:
    word = pronoun.group(1).lower()
    if word == "my":
        return Subject(SubjectKind.SELF, *pronoun.span(1))
    gender = Gender.MALE if word == "his" else Gender.FEMALE
    return Subject(SubjectKind.PRONOUN, *pronoun.span(1), gender=gender)


def owner_at_end(text: str, start: int, end: int, mentions: Mentions) -> Subject | None:
    """Whose words lead to a quotation: "Ada's answer was", "with her usual cry of"."""
    noun = _OWNED_AT_END.search(text, max(start, end - 110), end)
    if noun is None:
        return None
    for word in WORD.finditer(text, max(start, noun.start() - 60), noun.start()):
        owner = owner_of_words(text, word.start(), noun.end(1), mentions)
        if owner is not None:
            return owner
    return None


def owner_of_gerund(text: str, verb: re.Match[str], mentions: list[Mention]) -> Subject | None:
    """Whose saying leads to a quotation: "Ada's saying", "by his crying out".

    mentions: the names before the verb.
    """
    if verb.group() not in SPEECH_GERUNDS:
        return None
    for mention in mentions[-1:]:
        if _OWN_GERUND.fullmatch(text, mention.end, verb.start()):
            return Subject(SubjectKind.NAME, mention.start, mention.end, mention.character)
    pronoun = _HIS_GERUND.search(text, max(0, verb.start() - 20), verb.start())
    return _whose(pronoun) if pronoun else None


_OWN_GERUND = re.compile(r"['’]s?\s+(?:[a-z]+ly\s+)?")
_HIS_GERUND = re.compile(r"\b(his|her|my)\s+(?:[a-z]+ly\s+)?$")


def heard_object(text: str, verb: re.Match[str]) -> Subject | None:
    """Whoever is heard in "heard him say", by a pronoun."""
    m = _OBJECT.search(text, max(0, verb.start() - 6), verb.start())
    if m is None or verb.group() not in PLAIN_FORMS | SPEECH_GERUNDS:
        return None
    if m.group(1) == "me":
        return Subject(SubjectKind.SELF, *m.span(1))
    gender = Gender.MALE if m.group(1) == "him" else Gender.FEMALE
    return Subject(SubjectKind.PRONOUN, *m.span(1), gender=gender)


_OBJECT = re.compile(r"\b(him|her|me)\s+$")
