"""Recognizing markers of a point of view, a flashback, or a leap in time."""

from __future__ import annotations

import re

from fullcast.ingest.structure.numbers import NUMBER
from fullcast.ingest.structure.ornaments import bare, is_decorated

_LONGEST_LINE = 90
"""Characters; markers and end marks are short."""
_VIEWPOINT = r"(?:p\.? ?o\.? ?v\.?|point of view|perspective)"
_OF_SOMEBODY = re.compile(
    rf"(?:(?:switch|change|back|return|from|still|in|begin|end|start)(?: to| in| of)? )?"
    rf"(?P<who>[^\s,.;!?\"“”]+(?: [^\s,;!?\"“”]+){{0,3}}?) {_VIEWPOINT}"
    r"(?: ?[:;.\-–—]| ?\(?(?:again|cont(?:inued|\.)?|still)\)?)*",
    re.I,
)
_VIEWPOINT_FIRST = re.compile(
    rf"{_VIEWPOINT}\s*(?:[:\-–—]|of |change\b|switch\b|shift\b)\s*.{{0,40}}", re.I
)
_NOBODY = frozenset("it that this there from in my what was is he she they and but".split())
_FLASHBACK = re.compile(
    r"(?:(?:start|begin|beginning|end|ends|ending|back|in|out)s?(?: of)?(?: the| a)? )?"
    r"(?:flash ?-?backs?|flash ?-?forward|dream(?: sequence)?)"
    r"(?: (?:start|begin|end|over|continue|continued|sequence)(?:s|ed)?)?[\s:.…!]*",
    re.I,
)
_UNIT = r"(?:second|minute|hour|day|night|week|month|year|decade|centurie|century)s?"
_TIME_LATER = re.compile(
    rf"(?:(?:about|almost|just|only|exactly|nearly|over|more than) )?"
    rf"(?:(?:{NUMBER}|a|an|a few|few|several|some|many|half an?|a couple(?: of)?)"
    rf"(?: and a half)?(?: |-))?"
    rf"(?:more |long |short )?(?:{_UNIT}|some ?time|a while|time) ?"
    r"(?:later|earlier|ago|before|after(?:wards)?|skip)(?: that [a-z]+)?"
    r"(?:[,:\-–—] ?.{0,30})?[.…!:]*",
    re.I,
)
_TIME_OF_DAY = re.compile(
    rf"(?:meanwhile|present(?: day| time)?|(?:the )?(?:present|past)|"
    r"back to (?:the )?(?:present|past|now)|"
    rf"(?:the |later |earlier )?(?:next|following|same|previous|that|later that|earlier that) "
    rf"(?:{_UNIT}|morning|afternoon|evening|noon)(?: (?:morning|afternoon|evening|night))?|"
    rf"\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?|time ?-?skip)(?:[,:\-–—] ?.{{0,40}})?[.…:]*",
    re.I,
)


def is_marker(text: str) -> bool:
    """Whether a line marks a point of view, a flashback, or a leap in time."""
    if len(text) > _LONGEST_LINE or "\n" in text:
        return False
    line = bare(text)
    if not line or line[0] in '"“”«„‘':
        return False
    if _FLASHBACK.fullmatch(line):
        return is_decorated(text) or not line.casefold().startswith(("dream", "a dream"))
    return _is_viewpoint(line) or _is_time(line, decorated=is_decorated(text))


def _is_viewpoint(line: str) -> bool:
    if _VIEWPOINT_FIRST.fullmatch(line):
        return not line.endswith((".", "!", "?"))
    match = _OF_SOMEBODY.fullmatch(line)
    if match is None:
        return False
    first = match["who"].split()[0]
    return first.casefold() not in _NOBODY


def _is_time(line: str, *, decorated: bool) -> bool:
    if decorated:
        return bool(_TIME_LATER.fullmatch(line) or _TIME_OF_DAY.fullmatch(line))
    return (
        line[0].isupper()
        and len(line) <= 40
        and "," not in line
        and not re.search(r"(?<!\.)\.$", line)
        and _TIME_LATER.fullmatch(line) is not None
    )
