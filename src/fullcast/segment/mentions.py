"""Words in quotation marks that nobody speaks: titles, names, irony, phrases at second hand."""

from __future__ import annotations

import re

from fullcast.language.verbs import COMMON_SPEECH_VERBS, SPEECH_VERBS
from fullcast.segment.spans import Span

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BEFORE, _AFTER = 90, 60
"""Characters looked at on each side: a clause."""
_LONGEST_MENTION = 12
_LONGEST_PHRASE = 6
"""Words of a mention at most: with grammar that leads into it, and without."""

_NAMING = re.compile(
    r"(?:\b(?:call|calls|called|calling|name[sd]?|naming)\s(?:him|her|it|me|us|them|you|this|that|"
    r"itself|(?:him|her|my)self)"
    r"|\b(?:is|are|was|were|be|been|being|so|commonly|usually|generally|\w+ly)\scalled"
    r"|\b(?:which|what|that|as)\s(?:\w+\s){1,2}(?:loved?\sto\s|used\sto\s)?call(?:s|ed)?"
    r"|\b(?:known|dubbed|christened|nicknamed|labelled|labeled|entitled|titled|termed|spelled|"
    r"spelt|named)(?:\s\w+)?(?:\sas)?"
    r"|\b(?:word|phrase|term|name|title|nickname|song|book|novel|poem|play|chapter|letter|ship)"
    r")\s*$",
    re.IGNORECASE,
)
"""What leads into a name or title."""

_LEADS_INTO_PHRASE = frozenset(
    """
    a an the his her its their my your our this these those some any no every each such
    of at from in into to for than not or by about between as
    is are was were be been being very so too rather quite
    """.split()
)
"""Words behind which a sentence needs a noun or adjective: what is quoted there is one."""

_INTRODUCES_SPEECH = frozenset(
    """
    say cry call out with that then with and add ask answer whisper shout reply yell went goes like
    """.split()
)
_REPORTING = COMMON_SPEECH_VERBS | {"told", "tells"}
_OUTCRIES = frozenset(
    """
    cry cries shout shouts scream screams yell yells chorus choruses murmur murmurs whisper
    whispers exclamation exclamations call calls roar roars chant chants greeting reply answer
    """.split()
)
_INTERJECTIONS = frozenset(
    "yes no oh ah well hello hullo hi thank thanks good please never sorry goodbye hush aye".split()
)
_TAG = re.compile(
    r"(?:(?:he|she|they|I|we|it|the\s\w+|[A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:\w+ly\s)?(?P<verb>\w+)"
    r"|(?P<first>\w+)\s(?:he|she|they|I|we|the\s\w+|[A-Z]\w+))\b"
)


def introduces_speech(text: str, at: int) -> bool:
    """Whether the words before a mark lead into speech: "he said", "a shout of"."""
    words = _words_before(text[max(0, at - _BEFORE) : at])
    return bool(words) and (
        words[-1] in _INTRODUCES_SPEECH
        or words[-1] in SPEECH_VERBS
        or not _REPORTING.isdisjoint(words[-6:])
        or not _OUTCRIES.isdisjoint(words[-3:])
    )


def _words_before(before: str) -> list[str]:
    """The words of the clause that leads to a mark, in lower case."""
    clause = re.split(r"[.!?;:…\"”“]", before)[-1]
    return [word.lower() for word in _WORD.findall(clause)]


def is_mention(text: str, span: Span) -> bool:
    """Whether a quoted stretch is a title or a quoted word in the middle of narration.

    It follows a word, without a comma, colon or full stop between them, and either a word that
    needs a noun ("the", "of", "called") or a sentence that goes on behind it. Questions and
    exclamations, what a tag follows and what a verb of speech leads into are spoken.
    """
    if span.continues or span.end - span.start > 200:
        return False
    inside = text[span.start + 1 : span.end - 1].strip()
    words = _WORD.findall(inside)
    before = text[max(0, span.start - _BEFORE) : span.start].rstrip()
    after = text[span.end : span.end + _AFTER].lstrip()
    if not words or not before or len(words) > _LONGEST_MENTION:
        return False
    if before[-1] in ',;:.!?…—–-"”’*_':
        return False
    if _NAMING.search(before):
        return not _is_tag(after)
    if inside[-1] in "!?…—-" or inside.endswith("..."):
        return False
    return _is_phrase(text, span, inside, words, after)


def _is_phrase(text: str, span: Span, inside: str, words: list[str], after: str) -> bool:
    leading = _words_before(text[max(0, span.start - _BEFORE) : span.start])
    lower = words[0][0].islower()
    needs_noun = bool(leading) and leading[-1] in _LEADS_INTO_PHRASE
    if introduces_speech(text, span.start) and not (needs_noun and lower and len(words) <= 3):
        return False
    if inside[-1] in ",.":
        if words[0].lower() in _INTERJECTIONS:
            return False
        if inside[-1] == "," and _is_tag(after):
            return False
        return needs_noun and (lower or len(words) <= _LONGEST_PHRASE)
    goes_on = not after or after[0].islower() or after[0] in ".,;:)!?'’"
    return goes_on and len(words) <= (_LONGEST_MENTION if needs_noun and lower else _LONGEST_PHRASE)


def _is_tag(after: str) -> bool:
    tag = _TAG.match(after)
    return tag is not None and (tag.group("verb") or tag.group("first")).lower() in SPEECH_VERBS
