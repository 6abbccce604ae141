"""The words around a verb of speech: adverbs, auxiliaries, what is heard, whose words they are."""

from __future__ import annotations

import re

from fullcast.attribution.subjects import Mention, Mentions, Subject, SubjectKind, described
from fullcast.language.people import PERSON_NOUNS
from fullcast.language.verbs import (
    COMMON_SPEECH_VERBS,
    PHRASAL_SPEECH_VERBS,
    PLAIN_FORMS,
    SPEECH_GERUNDS,
    SPEECH_NOUNS,
    SPEECH_VERBS,
    THOUGHT_VERBS,
)
from fullcast.model import Gender

_TAG_VERBS = SPEECH_VERBS | THOUGHT_VERBS
_PLAIN_TAG_VERBS = COMMON_SPEECH_VERBS | frozenset(("thought", "thinks"))

WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")

_ADVERB = (
    r"(?:[a-z]+ly|then|again|also|just|only|never|always|often|still|even|almost|had|has|have|"
    r"at (?:last|length|once|first)|once|soon|now|presently|thus|here|aloud|however|therefore|"
    r"instead|in (?:turn|reply|return|unison)|together|afterwards|to (?:him|her|me|them|us|"
    r"himself|herself))"
)
_SKIPPED = re.compile(rf"\s*(?:,\s*)?(?:{_ADVERB}\b,?\s*)*")
_SKIPPED_TO_VERB = re.compile(rf"(?:\s+(?:who|that|{_ADVERB})\b)*\s*")
_MODAL = re.compile(
    r"(?:(?:would|could|can|did|do|does|will|might|must|should)(?:\s+not|\s+(?:but|only)|\s+[a-z]+ly)*"
    r"(?:\s+help)?|(?:[a-z]+\s+){0,2}?to)\s+"
)
_WANTS_TO_KNOW = re.compile(r"want(?:ed|s)\s+to\s+know\b")
_PROGRESSIVE = re.compile(
    r"(?:was|were|is|are|been|kept|keeps|began|begins|started|starts|could(?:n['’]t| not) help)\s+"
)
LINKING = frozenset("was were is are came comes burst had".split())
"""Verbs behind a quotation whose subject it is itself."""
SOURCE = re.compile(r"\s+(?:[a-z]+ly\s+)?(?:out\s+)?from\s+(?:the\s+lips\s+of\s+)?")
EVERYTHING = re.compile(r"\s+(?:all|what|how)\s+(?:that\s+)?")
ASIDE = re.compile(r",\s+[^,.;\"”]{2,40},\s+")
_ASIDE_BEGINS = re.compile(
    rf"\s*(?:(?:and|but|then|{_ADVERB})\s+)*(?:or|who|whose|whom|which|with|without|in|at|on|as|after|before|for|by|to|from|of|having|being|"
    r"still|now|[a-z]+ing)\b",
    re.IGNORECASE,
)
"""How that begins which stands within commas between a subject and its verb."""
HEARD = re.compile(rf"\s+(?:(?:{_ADVERB}|could|did)\s+)*(?:heard|hears|hear|overheard)\s+")
_SUBORDINATE_BEGINS = re.compile(
    r"\s*(?:and\s+)?(?:when|while|until|till|because|if|where|since)\b", re.IGNORECASE
)
_CONJUNCTION = re.compile(
    r"\s*(?:(?:and|but|then|so|yet|for|when|while|until|till|that|at last|at length|finally|"
    r"because|if|where|whereupon|upon which|nor|than|now|it was|it is)\b\s*)*",
    re.IGNORECASE,
)
_BREAK = re.compile(r",\s+|\s*[;:—–]\s*|--|\s-\s")
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


def skip(text: str, at: int) -> int:
    """Behind the adverbs at an offset."""
    m = _SKIPPED.match(text, at)
    return m.end() if m else at


def skip_to_verb(text: str, at: int) -> int:
    """Behind the adverbs between a subject and its verb, which no comma parts."""
    m = _SKIPPED_TO_VERB.match(text, at)
    return m.end() if m else at


def opening(text: str, end: int) -> str:
    """How the quotation before `end` ends: "," or "open" before a tag, "shut" behind a full stop.

    Behind a full stop only plain verbs of speech report: in `"I see." Mara smiled.` she may smile
    at somebody else's words.
    """
    last = text[max(0, end - 6) : end].rstrip().rstrip("\"”’'»*_").rstrip()[-1:]
    if last == ",":
        return ","
    return "open" if last in "?!…—–-" or last.isalnum() else "shut"


def behind_verb(text: str, verb: re.Match[str]) -> int | None:
    """Where a subject may stand behind a verb of speech, with its small word if it has one."""
    word = verb.group().lower()
    small = WORD.match(text, skip(text, verb.end()))
    if small and (word, small.group()) in PHRASAL_SPEECH_VERBS:
        return skip(text, small.end())
    if word not in _TAG_VERBS:
        return None
    if small and small.group() in _SMALL:
        return skip(text, small.end())
    return skip(text, verb.end())


_SMALL = frozenset("out back up in forth off on over".split())


def speaks(text: str, at: int, how: str, me: bool = False) -> bool:
    """Whether a verb of speech follows a subject that ends at `at`.

    how: see `opening`. me: the subject is "I", whose verbs may be in the present tense.
    """
    at = skip(text, at)
    verb = WORD.match(text, at)
    if verb is None:
        return False
    word = verb.group().lower()
    verbs = _PLAIN_TAG_VERBS if how == "shut" else _TAG_VERBS
    if word in verbs or (me and word in PLAIN_FORMS):
        return True
    small = WORD.match(text, skip(text, verb.end()))
    phrasal = small is not None and (word, small.group()) in PHRASAL_SPEECH_VERBS
    if phrasal or how == "shut":
        return phrasal and (how != "shut" or word in ("went", "goes"))
    return _speaks_further_on(text, at)


def acts(text: str, at: int) -> bool:
    """Whether some verb follows a subject: behind a comma it does what tags do."""
    return _ACTS.match(text, at) is not None


_ACTS = re.compile(
    rf"\s+(?:(?:{_ADVERB})\s+)*(?:[a-z]+ed|thought|thinks|spoke|made|got|gave|took|went|came|held|ran|stood|sat|shook|rose|drew|let|put|threw|bent|felt|looks|turns)\b"
)


def _speaks_further_on(text: str, at: int) -> bool:
    """Whether a verb of speech follows an auxiliary ("would say", "was saying")."""
    if _WANTS_TO_KNOW.match(text, at):
        return True
    modal = _MODAL.match(text, at)
    plain = WORD.match(text, skip(text, modal.end())) if modal else None
    if plain and plain.group() in PLAIN_FORMS:
        return True
    progressive = _PROGRESSIVE.match(text, at)
    gerund = WORD.match(text, skip(text, progressive.end())) if progressive else None
    return bool(gerund and gerund.group() in SPEECH_GERUNDS)


def is_plain(word: str) -> bool:
    """Whether a word is a verb of speech as it stands behind whoever is heard ("say", "saying")."""
    return word in PLAIN_FORMS or word in SPEECH_GERUNDS


def is_plain_lead(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether a plain verb of speech stands right before a quotation ("said to her,")."""
    return verb.group().lower() in _SURE and end - verb.end() < _NEAR


_NEAR = 25
"""Characters between a verb and the quotation it leads to, up to which no other clause fits."""


def is_aside(text: str, start: int, end: int, main: bool) -> bool:
    """Whether a part of a sentence stands between a subject and its verb.

    main: a clause with "when" and the like may be what the verb belongs to.
    """
    if _ASIDE_BEGINS.match(text, start, end):
        return True
    return not main and _SUBORDINATE_BEGINS.match(text, start, end) is not None


def begins_joined(text: str, start: int, end: int) -> bool:
    """Whether "and" joins a clause to the one before."""
    return _JOINED.match(text, start, end) is not None


_JOINED = re.compile(r"\s*(?:and|but|then)\b", re.IGNORECASE)


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


def leading_verbs(
    text: str, start: int, end: int
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """The verbs of speech in a clause before a quotation, the last one first.

    First those behind the last plain one, which lead to the quotation if a subject stands right
    before them; then the others, plain ones first.
    """
    words = list(WORD.finditer(text, start, end))
    found = [m for i, m in enumerate(words) if _reports(words, i)][::-1]
    sure = [m for m in found if m.group().lower() in _SURE]
    later = found[: found.index(sure[0])] if sure else []
    return later, [*sure, *(m for m in found if m not in sure)]


_SURE = _PLAIN_TAG_VERBS | frozenset(
    "saying asking replying answering crying exclaiming whispering murmuring muttering shouting "
    "calling adding observing remarking repeating say ask reply exclaim cry".split()
)


def _reports(words: list[re.Match[str]], i: int) -> bool:
    word = words[i].group().lower()
    if word in SPEECH_VERBS or word in SPEECH_GERUNDS or word in ("thought", "thinks"):
        return True
    if i + 1 < len(words) and (word, words[i + 1].group()) in PHRASAL_SPEECH_VERBS:
        return True
    if word not in PLAIN_FORMS or i == 0:
        return False
    before = {m.group().lower() for m in words[max(0, i - 4) : i]}
    return bool(before & _GOVERNS_PLAIN)


_GOVERNS_PLAIN = frozenset(
    "to would could can did do does will might must should heard hear hears let i".split()
)


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


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence between its commas and other marks."""
    parts = []
    at = start
    for mark in _BREAK.finditer(text, start, end):
        parts.append((at, mark.start()))
        at = mark.end()
    return [*parts, (at, end)]


def behind_conjunction(text: str, start: int, end: int) -> int:
    """Where a clause begins behind "and", "but", "when"."""
    m = _CONJUNCTION.match(text, start, end)
    at = m.end() if m else start
    return skip(text, at) if at > start or text[at : at + 1].islower() else at
