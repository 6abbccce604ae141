"""Where a quotation begins or ends whose writer forgot a mark."""

from __future__ import annotations

import re

from fullcast.language.sentences import sentence_spans
from fullcast.language.verbs import COMMON_SPEECH_VERBS, SPEECH_VERBS
from fullcast.segment.spans import Span, end_before

_VERB = "(?:" + "|".join(sorted(COMMON_SPEECH_VERBS)) + ")"
_ANY_VERB = "(?:" + "|".join(sorted(SPEECH_VERBS)) + ")"
_SAID = (
    rf"(?:(?:he|she|I|they|[A-Z]\w+(?:\s[A-Z]\w+)?)\s{_VERB}|{_VERB}\s(?:he|she|I|they|[A-Z]\w+))\b"
)
# Behind a comma or exclamation a verb in lower case is a tag, however rare the verb.
_TAG_INSIDE = re.compile(
    rf"(?<=[,.!?…])\s+(?={_SAID}|(?<=[,!?]\s){_ANY_VERB}\s(?:he|she|I|[A-Z]\w+)\b)"
)
_TAG = re.compile(_SAID)


def unopened(text: str, start: int, end: int) -> list[Span]:
    """The sentence before a closing mark whose opening mark was forgotten."""
    if text[end - 1 : end] not in tuple(",.!?…"):
        return []
    sentences = sentence_spans(text[start:end])
    if not sentences or _TAG.match(text, start + sentences[-1][0]):
        return []
    return [Span(start + sentences[-1][0], end + 1)]


def end_of_unclosed(text: str, start: int, end: int) -> int:
    """Where a quotation that lost its closing mark ends: before its tag, or at `end`."""
    tag = _TAG_INSIDE.search(text, start + 1, end)
    return end_before(text, tag.start() if tag else end)
