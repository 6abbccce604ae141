"""The words around a verb of speech: adverbs, auxiliaries, asides, what it governs."""

from __future__ import annotations

import re

from fullcast.language.verbs import (
    COMMON_SPEECH_VERBS,
    GOING_VERBS,
    PHRASAL_SPEECH_VERBS,
    PLAIN_FORMS,
    SPEECH_GERUNDS,
    SPEECH_VERBS,
    THOUGHT_VERBS,
)

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
_SAYS_AT_LAST = re.compile(
    r"(?:tried|tries|managed|manages|began|begins|started|starts|continued|continues)\s+to\s+"
    r"(?:say|ask|reply|answer|explain|speak)\b"
)
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
    if word in GOING_VERBS and small and small.group()[0].isupper():
        return small.start()
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
    if how == "shut":
        return (phrasal and word in ("went", "goes")) or _SAYS_AT_LAST.match(text, at) is not None
    if phrasal or _GOES.match(text, at):
        return True
    return _speaks_further_on(text, at)


def acts(text: str, at: int) -> bool:
    """Whether some verb follows a subject: behind a comma it does what tags do."""
    return _ACTS.match(text, at) is not None


_ACTS = re.compile(
    rf"\s+(?:(?:{_ADVERB})\s+)*(?:[a-z]+ed|thought|thinks|spoke|made|got|gave|took|went|came|held|ran|stood|sat|shook|rose|drew|let|put|threw|bent|felt|looks|turns)\b"
)


_GOES = re.compile(rf"(?:{'|'.join(sorted(GOING_VERBS))})\s*[.,:]")


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
    if word in GOING_VERBS and i + 1 == len(words):
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
