"""Parse who a clause speaks of: a name, a pronoun, "I", a description, a group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from fullcast.language.people import FEMALE_NOUNS, MALE_NOUNS, PERSON_NOUNS
from fullcast.language.verbs import COMMON_SPEECH_VERBS
from fullcast.model import Gender
from fullcast.values import Value


class SubjectKind(Enum):
    """What a subject is expressed by."""

    NAME = "name"
    PRONOUN = "pronoun"
    SELF = "I"
    DESCRIPTION = "description"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Subject(Value):
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
    owner: Subject | None = None
    """Whose somebody described is: "her mother", "Ada's mother"."""


@dataclass(frozen=True, slots=True)
class Mention(Value):
    """A character's name in the text."""

    start: int
    end: int
    character: int


Mentions = Mapping[int, Mention]
"""The names of characters by their start offsets."""

_DETERMINER = re.compile(
    r"(?:the|a|an|his|her|my|our|their|this|that|another|one of (?:the|his|her|my|our|their))\s+",
    re.IGNORECASE,
)
_EPITHET = re.compile(r"(?:old|young|poor|little|dear|good|big|kind|brave)\s+", re.IGNORECASE)
"""What stands before a name without an article."""
_EPITHETS = re.compile(
    r"(?!(?:to|at|by|with|from|of|in|on|and|as|when|for|or|but|that|what|if|about|after)\b)"
    r"(?:[a-z]+(?:-[a-z]+)*\s+){1,2}(?=[A-Z])"
)
_PHRASE_WORD = re.compile(r"(?:,\s)?\s*([A-Za-z]+(?:[’'-][A-Za-z]+)*)")
_FIRST_WORD = re.compile(r"[A-Za-z]+")
_FIRST_WORDS = frozenset(
    """
    he she i they we everyone everybody both all the a an his her my our their this that another
    one old young poor little dear good big kind brave someone somebody
    """.split()
)
"""Words that a subject may begin with, apart from names."""
_GROUP = re.compile(
    r"(?:(?:they|we)(?:\s+(?:both|all))?|everyone|everybody|the\s+(?:others|(?:two|three|four)\b"
    r"(?:\s+of\s+(?:them|us)|\s+[a-z]+s\b|\s+(?:men|women|children))?)|"
    r"(?:both|all)(?:\s+(?:of\s+)?(?:them|us|three|four|(?:the\s+)?(?:[a-z]+s|men|women|children)"
    r")\b)?)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"(?:someone|somebody)\b(?!['’]s)", re.IGNORECASE)
_ENDS_PHRASE = frozenset(
    """
    of in on at with and or but to for from by into that which who whom whose as than when while
    if was is were are had has have did does then said
    """.split()
)
"""Words that no adjective and no noun follows in the same description."""
_VOICES = frozenset("voice voices".split())
_TRAITS = _VOICES | frozenset(
    """
    eyes face lips mouth brow brows eyebrow eyebrows cheeks shoulders gaze smile grin expression
    jaw fingers hand hands head breath tone
    """.split()
)
"""Nouns that stand for whose they are: "Ada's voice said", "his eyes widened"."""
_OF = re.compile(r"\s+(?:of|belonging to)\s+")
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
_AND = re.compile(r"\s+and\s+")
_ALONE = re.compile(r"\s*(?:[.,;:!?—–]|$|(?:together|in|at|as)\b)")
"""What follows a pair that has just been said to speak, rather than a second one's own verb."""


def parse_subject(text: str, at: int, mentions: Mentions) -> Subject | None:
    """The noun phrase that begins at `at`, if it can name a speaker."""
    mention = mentions.get(at)
    if mention is not None:
        return _name(text, mention, mentions)
    first = _FIRST_WORD.match(text, at)
    word = first.group().lower() if first else ""
    if word not in _FIRST_WORDS:
        return None
    if word in ("he", "she"):
        gender = Gender.MALE if word == "he" else Gender.FEMALE
        return Subject(SubjectKind.PRONOUN, at, at + len(word), gender=gender)
    if word == "i":
        return Subject(SubjectKind.SELF, at, at + 1) if text[at] == "I" else None
    group = _GROUP.match(text, at)
    if group:
        return Subject(SubjectKind.GROUP, at, group.end())
    article = _DETERMINER.match(text, at)
    if article:
        mention = mentions.get(article.end())
        if mention is not None and word == "the":
            return _name(text, mention, mentions)
        return _description(text, at, article.end(), mentions, _owner(article, at))
    epithet = _EPITHET.match(text, at)
    if epithet and epithet.end() in mentions:
        return _name(text, mentions[epithet.end()], mentions)
    somebody = _SOMEBODY.match(text, at)
    if somebody is None:
        return None
    return Subject(SubjectKind.DESCRIPTION, at, somebody.end(), noun="voice", phrase="voice")


def _name(text: str, mention: Mention, mentions: Mentions) -> Subject | None:
    """A name, or who belongs to it ("Ada's wife")."""
    owner = Subject(SubjectKind.NAME, mention.start, mention.end, mention.character)
    possessive = _POSSESSIVE.match(text, mention.end)
    if possessive is None:
        return owner
    return _description(text, mention.start, possessive.end(), mentions, owner)


def _owner(article: re.Match[str], at: int) -> Subject | None:
    """Whose a phrase with a possessive pronoun is."""
    word = article.group().strip().lower()
    end = at + len(word)
    if word in ("his", "her"):
        gender = Gender.MALE if word == "his" else Gender.FEMALE
        return Subject(SubjectKind.PRONOUN, at, end, gender=gender)
    return Subject(SubjectKind.SELF, at, end) if word == "my" else None


def _description(
    text: str, start: int, at: int, mentions: Mentions, owner: Subject | None
) -> Subject | None:
    """The shortest run of up to four words from `at` that ends with a noun for people.

    A name behind it ("my aunt Mara") or in its place ("the stout Mara") is who is meant.
    """
    end = at
    for _ in range(4):
        word = _PHRASE_WORD.match(text, end)
        if word is None or word.group(1) in _ENDS_PHRASE:
            return None
        if _is_name(text, word.start(1), mentions):
            return _name(text, mentions[word.start(1)], mentions)
        end = word.end()
        noun = word.group(1).lower()
        if noun in _TRAITS:
            return _trait(text, (start, at, end), noun, mentions, owner)
        one = _one_of(noun, text[start:at])
        if one in PERSON_NOUNS:
            if _is_name(text, end + 1, mentions):
                return _name(text, mentions[end + 1], mentions)
            phrase = " ".join(text[at:end].split())
            phrase = phrase[: len(phrase) - len(noun)] + one if one != noun else phrase
            gender = noun_gender(one)
            return Subject(SubjectKind.DESCRIPTION, start, end, None, gender, one, phrase, owner)
    return None


def _is_name(text: str, at: int, mentions: Mentions) -> bool:
    """Whether a proper name begins at an offset, rather than a role ("the ferryman")."""
    return at in mentions and text[at].isupper()


def _one_of(noun: str, determiner: str) -> str:
    """The singular of a noun behind "one of the"."""
    if not determiner.lower().startswith("one of"):
        return noun
    if noun.endswith("men"):
        return noun[:-2] + "an"
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return {"children": "child", "wives": "wife"}.get(noun, noun.removesuffix("s"))


def _trait(
    text: str, places: tuple[int, int, int], noun: str, mentions: Mentions, owner: Subject | None
) -> Subject | None:
    """Whose voice or face it is; "a voice" is somebody's by itself.

    places: where the phrase starts, where it does without its article, and where it ends.
    """
    start, at, end = places
    if owner is not None:
        return replace(owner, end=end)
    of = _OF.match(text, end)
    whose = parse_subject(text, of.end(), mentions) if of else None
    if whose is not None or noun not in _VOICES:
        return whose
    phrase = " ".join(text[at:end].split())
    return Subject(SubjectKind.DESCRIPTION, start, end, noun="voice", phrase=phrase)


def parse_speaker_after(text: str, at: int, mentions: Mentions) -> Subject | None:
    """The subject behind a verb of speech, where any noun is somebody ("roared the caller")."""
    subject = parse_subject(text, at, mentions)
    if subject is not None:
        pair = _pair(text, subject, mentions)
        return pair if pair is not None and _ALONE.match(text, pair.end) else subject
    epithets = _EPITHETS.match(text, at)
    if epithets and _is_name(text, epithets.end(), mentions):
        return _name(text, mentions[epithets.end()], mentions)
    m = _ANY_NOUN_ENDS.match(text, at)
    return None if m is None else described(m, at)


def parse_speaker_before(text: str, at: int, mentions: Mentions) -> Subject | None:
    """The subject before a verb of speech, where any noun is somebody ("the hat said")."""
    subject = parse_subject(text, at, mentions)
    if subject is not None:
        return _pair(text, subject, mentions) or subject
    m = _ANY_NOUN_SPEAKS.match(text, at)
    return None if m is None else described(m, at)


def _pair(text: str, first: Subject, mentions: Mentions) -> Subject | None:
    """Two people who speak at once ("Mara and Ron said")."""
    link = _AND.match(text, first.end)
    second = parse_subject(text, link.end(), mentions) if link else None
    if second is None or second.kind not in (SubjectKind.NAME, SubjectKind.SELF):
        return None
    return Subject(SubjectKind.GROUP, first.start, second.end)


def described(m: re.Match[str], start: int) -> Subject:
    """Who a match with the groups "phrase" and "noun" describes."""
    noun = m.group("noun").lower()
    phrase = " ".join(m.group("phrase").split())
    gender = noun_gender(noun)
    return Subject(SubjectKind.DESCRIPTION, start, m.end("noun"), None, gender, noun, phrase)


def noun_gender(noun: str) -> Gender:
    """The gender of a noun that names people."""
    if noun in MALE_NOUNS or (noun.endswith("man") and not noun.endswith("woman")):
        return Gender.MALE
    return Gender.FEMALE if noun in FEMALE_NOUNS or noun.endswith("woman") else Gender.UNKNOWN
