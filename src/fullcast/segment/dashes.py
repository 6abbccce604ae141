"""Speech that a dash opens and nothing closes."""

from __future__ import annotations

import re

from fullcast.language.verbs import COMMON_SPEECH_VERBS, SPEECH_VERBS
from fullcast.segment.spans import Span, end_before

_OPENING = re.compile(r"\s*(?P<dash>[—–―]\s*(?=\w|[¿¡…'’])|--\s*(?=\w))")
# A list has hyphens too, but its items are no sentences.
_HYPHEN = re.compile(r"\s*(?P<dash>-\s+(?=[A-Z¿¡…'’]))(?=.*[.!?…,;:—–-]\s*\Z)", re.DOTALL)
_COMMON = "(?:" + "|".join(sorted(COMMON_SPEECH_VERBS | {"went", "began"})) + ")"
_VERB = "(?:" + "|".join(sorted(SPEECH_VERBS)) + ")"
_GESTURE = (
    "(?:" + _VERB + "|nodded|shrugged|turned|looked|paused|stopped|stood|rose|waved|pointed|went|"
    "got|took|put|was|had)"
)
_FULL_NAME = r"[A-Z]\w+\s[A-Z]\w+"
_WHO = rf"(?:{_FULL_NAME}|[A-Z]\w+|he|she|they|I|the\s\w+)"
# Of "The cracked glass" only a full name or a comma before it would make a tag.
_CLAUSE = (
    rf"(?:{_WHO}\s{_COMMON}|{_COMMON}\s{_WHO}|{_FULL_NAME}\s{_VERB}|(?<=,\s){_WHO}\s{_VERB}"
    rf"|(?<=,\s){_VERB}\s(?:{_FULL_NAME}|he|she|they|I|the\s\w+))\b"
)
_TAG = re.compile(
    rf"(?<=[,.!?…])\s+(?={_CLAUSE})"
    # between dashes a gesture will do: "— she smiled —"; but "— no, listen —" is spoken
    rf"|\s+[—–]\s*(?=(?:{_WHO}\s(?:\w+ly\s)?{_GESTURE}|{_VERB}\s{_WHO})\b)"
)
_RESUMES = re.compile(
    # behind a tag's full stop or its dash
    r"(?<=[.!])\s+(?=[A-Z¿¡…])|\s*[—–][.,;:!?]?\s*"
    # or behind its comma, unless what follows tells how it was said
    r"|(?<=,)\s+(?=(?:you|your|we|it|don['’]t|if|but|so|no|yes)\b|(?P<rest>\S))"
)
_TELLS = re.compile(
    r"(?:(?!(?:nothing|something|anything|everything)\b)\w+ing|\w+ed|\w+ly|and|as|with|without|"
    r"in|on|at\s(?:last|length)|from|to|into|over|under|his|her|their|its|my|the|a|an|one|both|"
    r"while|when|then|before|after|not|still|for|half|more|very|who|which|whose|again|once|now|"
    r"quite|rather|almost|too)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:He|She|They)\s(?:\w+ly\s)?(?:\w{3,}ed|was|had|sat|stood|shut|took|went|got)\b"
)
_ADDRESSES = re.compile(r"\b(?:you|your|yours|you['’]re|me|we|us|our|I['’]\w+)\b", re.IGNORECASE)


def opens_with_dash(text: str) -> bool:
    """Whether a paragraph begins as dash dialogue does."""
    return _opening(text) is not None


def _opening(text: str) -> re.Match[str] | None:
    return _OPENING.match(text) or _HYPHEN.match(text)


def find_dash_speech(text: str) -> list[Span]:
    """A paragraph that opens with a dash is speech, but for its tags."""
    opening = _opening(text)
    if not opening:
        return []
    start, end = opening.start("dash"), end_before(text, len(text))
    spans: list[Span] = []
    tag = _TAG.search(text, opening.end(), end)
    while tag is not None:
        spans.append(Span(start, end_before(text, tag.start())))
        resumed = _resumption(text, tag.end(), end)
        if resumed is None:
            return spans
        start = resumed
        tag = _TAG.search(text, start, end)
    return [*spans, Span(start, end)]


def _resumption(text: str, start: int, end: int) -> int | None:
    """Where speech goes on behind the tag that begins at `start`; None if it does not."""
    for resumed in _RESUMES.finditer(text, start, end):
        at = resumed.end()
        if at >= end:
            return None
        rest = re.split(r"[.!?…]", text[at:end], maxsplit=1)[0]
        if _ADDRESSES.search(rest):
            return at
        told = _TELLS if resumed.group("rest") else _ACTS
        if not told.match(rest):
            return at
    return None
