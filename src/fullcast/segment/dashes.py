"""Speech that a dash opens and nothing closes."""

from __future__ import annotations

import re

from fullcast.language.verbs import COMMON_SPEECH_VERBS, SPEECH_VERBS
from fullcast.segment.spans import Span, end_before

_OPENING = re.compile(r"\s*(?P<dash>[—–―]\s*(?=\w|[¿¡…'’])|--\s*(?=\w))")
_COMMON = "(?:" + "|".join(sorted(COMMON_SPEECH_VERBS | {"went", "began"})) + ")"
_VERB = "(?:" + "|".join(sorted(SPEECH_VERBS)) + ")"
_FULL_NAME = r"[A-Z]\w+\s[A-Z]\w+"
_WHO = rf"(?:{_FULL_NAME}|[A-Z]\w+|he|she|they|I|the\s\w+)"
# Of "The cracked glass" only a full name or a comma before it would make a tag.
_CLAUSE = (
    rf"(?:{_WHO}\s{_COMMON}|{_COMMON}\s{_WHO}|{_FULL_NAME}\s{_VERB}|(?<=,\s){_WHO}\s{_VERB})\b"
)
_TAG = re.compile(rf"(?<=[,.!?…])\s+(?={_CLAUSE})|\s+[—–]\s*(?=[a-z])")
# Behind a tag's full stop, its dash, or its comma if what follows addresses somebody.
_RESUMES = re.compile(
    r"(?<=[.,])\s+(?=[A-Z])|\s*[—–]\s*|(?<=,)\s+(?=(?:you|your|we|it|don['’]t|if|but|so|no|yes)\b)"
)


def opens_with_dash(text: str) -> bool:
    """Whether a paragraph begins as dash dialogue does."""
    return _OPENING.match(text) is not None


def find_dash_speech(text: str) -> list[Span]:
    """A paragraph that opens with a dash is speech, but for its tag."""
    opening = _OPENING.match(text)
    if not opening:
        return []
    start, end = opening.start("dash"), end_before(text, len(text))
    tag = _TAG.search(text, opening.end(), end)
    if tag is None:
        return [Span(start, end)]
    spans = [Span(start, end_before(text, tag.start()))]
    resumed = _RESUMES.search(text, tag.end(), end)
    if resumed and resumed.end() < end:
        spans.append(Span(resumed.end(), end))
    return spans
