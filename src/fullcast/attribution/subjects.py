"""Parse who a clause speaks of: a name, a pronoun, "I", a description, a group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from fullcast.language.people import FEMALE_NOUNS, MALE_NOUNS, PERSON_NOUNS
from fullcast.language.verbs import COMMON_SPEECH_VERBS
from fullcast.model import Gender


class SubjectKind(Enum):
    """What a subject is expressed by."""

    NAME = "name"
    PRONOUN = "pronoun"
    SELF = "I"
    DESCRIPTION = "description"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a clause speaks of."""

    kind: SubjectKind
    start: int
    end: int
    character: int | None = None
    """Index of the character, for a name."""
    gender: Gender = Gender.UNKNOWN
    noun: str = ""
    """Head noun of a description, lower case."""
    phrase: str = ""
    """The description as it stands, without its article."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A character's name in the text."""

    start: int
    end: int
    character: int


_DETERMINER = re.compile(
    r"(?:the|a|an|his|her|my|our|their|this|that|another|one of the)\s+", re.IGNORECASE
)
_PHRASE_WORD = re.compile(r"(?:,\s)?\s*([A-Za-z]+(?:[’'-][A-Za-z]+)*)")
_PRONOUN = re.compile(r"(he|she|I|they|we|everyone|everybody|both|all)\b", re.IGNORECASE)
_GROUPS = frozenset("they we everyone everybody both all".split())
_NOUN = r"(?P<phrase>(?:[a-z]+(?:-[a-z]+)*\s+){0,2}?(?P<noun>[a-z]+(?:-[a-z]+)*))"
_ANY_NOUN_ENDS = re.compile(
    rf"(?:the|a|an)\s+{_NOUN}(?=\s*[,.;:!?—–]|\s*$|\s+(?:with|in|from|who|of|as|at|and|to|on|behind|"
    r"under|over|into|through|without|again|when|while)\b)"
)
_ANY_NOUN_SPEAKS = re.compile(
    rf"(?:the|a|an)\s+{_NOUN}\s+(?:[a-z]+ly\s+)?(?:{'|'.join(sorted(COMMON_SPEECH_VERBS))})\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?\s+")


def parse_subject(text: str, at: int, mentions: dict[int, Mention]) -> Subject | None:
    """The noun phrase that begins at `at`, if it can name a speaker.

    `mentions` maps start offsets to the names of characters.
    """
    mention = mentions.get(at)
    if mention is not None:
        return _name(text, mention)
    article = _DETERMINER.match(text, at)
    if article:
        mention = mentions.get(article.end())
        if mention is not None and article.group().strip().lower() == "the":
            return _name(text, mention)
        return _description(text, at, article.end())
    word = _PRONOUN.match(text, at)
    if word is None:
        return None
    pronoun = word.group(1).lower()
    if pronoun in _GROUPS:
        return Subject(SubjectKind.GROUP, at, word.end())
    if pronoun == "i":
        return Subject(SubjectKind.SELF, at, word.end()) if word.group(1) == "I" else None
    gender = Gender.MALE if pronoun == "he" else Gender.FEMALE
    return Subject(SubjectKind.PRONOUN, at, word.end(), gender=gender)


def _name(text: str, mention: Mention) -> Subject | None:
    possessive = _POSSESSIVE.match(text, mention.end)
    if possessive:
        return _description(text, mention.start, possessive.end())
    return Subject(SubjectKind.NAME, mention.start, mention.end, mention.character)


def _description(text: str, start: int, at: int) -> Subject | None:
    """The shortest run of up to four words from `at` that ends with a noun for people."""
    end = at
    for _ in range(4):
        word = _PHRASE_WORD.match(text, end)
        if word is None:
            return None
        end = word.end()
        noun = word.group(1).lower()
        if noun in PERSON_NOUNS:
            phrase = " ".join(text[at:end].split())
            return Subject(
                SubjectKind.DESCRIPTION, start, end, None, noun_gender(noun), noun, phrase
            )
    return None


def parse_speaker_after(text: str, at: int, mentions: dict[int, Mention]) -> Subject | None:
    """The subject behind a verb of speech, where any noun is somebody ("roared the caller")."""
    subject = parse_subject(text, at, mentions)
    m = None if subject is not None else _ANY_NOUN_ENDS.match(text, at)
    return subject if m is None else _anybody(m, at, m.end("noun"))


def parse_speaker_before(text: str, at: int, mentions: dict[int, Mention]) -> Subject | None:
    """The subject before a verb of speech, where any noun is somebody ("the hat said")."""
    subject = parse_subject(text, at, mentions)
    m = None if subject is not None else _ANY_NOUN_SPEAKS.match(text, at)
    return subject if m is None else _anybody(m, at, m.end("noun"))


def _anybody(m: re.Match[str], start: int, end: int) -> Subject:
    noun = m.group("noun").lower()
    phrase = " ".join(m.group("phrase").split())
    return Subject(SubjectKind.DESCRIPTION, start, end, None, noun_gender(noun), noun, phrase)


def noun_gender(noun: str) -> Gender:
    """The gender of a noun that names people."""
    if noun in MALE_NOUNS or (noun.endswith("man") and not noun.endswith("woman")):
        return Gender.MALE
    return Gender.FEMALE if noun in FEMALE_NOUNS or noun.endswith("woman") else Gender.UNKNOWN
