"""How the names inside a quotation are used: to call somebody, to introduce oneself, or else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fullcast.attribution.subjects import Mention
from fullcast.language.people import PERSON_NOUNS, TITLES


@dataclass(frozen=True, slots=True)
class Naming:
    """The characters whom a quotation names, by how it does."""

    called: frozenset[int]
    perhaps_called: frozenset[int]
    named: frozenset[int]
    introduces_self: frozenset[int]


def naming(text: str, spans: Iterable[tuple[int, int, Sequence[Mention]]]) -> Naming:
    """How the names are used in the lines that one speaker says.

    spans: start and end of each line in the text, and the names in it.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for start, end, mentions in spans:
        for mention in mentions:
            before = text[max(start, mention.start - _REACH) : mention.start]
            after = text[mention.end : min(end, mention.end + _REACH)]
            found[_use(before, after)].add(mention.character)
    called, perhaps, own = found["called"], found["perhaps"], found["self"]
    return Naming(
        frozenset(called), frozenset(perhaps - called),
        frozenset(found["named"] - called - perhaps - own), frozenset(own),
    )  # fmt: skip


def _use(before: str, after: str) -> str:
    owns = _OWNS.match(after)
    if not owns and (_INTRODUCES.search(before) or _SPEAKS_ON_PHONE.match(after)):
        return "self"
    if _NO_LONGER.search(before) and _ANY_MORE.match(after):
        return "self"
    if _RELATES.match(after) or _APPOSED.search(before) or _LISTED.match(after):
        return "named"
    if _CALLED.search(before) and _CALL_ENDS.match(after):
        return "called"
    return "perhaps" if _CALL_ENDS.match(after) and not _GOVERNED.search(before) else "named"


class Shouts:
    """Names that are written in capitals because somebody shouts them ("ADA! Come!")."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        bearers: dict[str, set[int]] = defaultdict(set)
        for mention in mentions:
            for word in _NAME.findall(text, mention.start, mention.end):
                if len(word) > 2 and word.lower() not in TITLES | PERSON_NOUNS:
                    bearers[word.upper()].add(mention.character)
        self._who = {word: min(who) for word, who in bearers.items() if len(who) == 1}

    def between(self, start: int, end: int) -> list[Mention]:
        """The shouted names between two offsets."""
        return [
            Mention(m.start(), m.end(), self._who[m.group()])
            for m in _CAPITALS.finditer(self._text, start, end)
            if m.group() in self._who
        ]


_REACH = 40
_NAME = re.compile(r"[A-Z][a-z]+")
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_OWNS = re.compile(r"['’]s?\b")
_INTRODUCES = re.compile(
    r"(?:\b(?:I['’]m|I am|(?:I['’]m|I am) (?:called|named|just|only)|[Cc]all me|"
    r"[Mm]y (?:first |full )?name is|[Mm]y name['’]s|(?:[Tt]he )?[Nn]ame['’]s|"
    r"[Ii]t['’]s (?:only )?me,|[Ii]t is (?:only )?I,)|[\"“‘]I,)\s+$"
)
_NO_LONGER = re.compile(
    r"\b(?:(?:it|that)(?:['’]?s|\s+is)|I(?:['’]?m|\s+am))\s+(?:not|no\s+longer)\s+$", re.IGNORECASE
)
_ANY_MORE = re.compile(r"\s+(?:any\s?more|any longer|now)(?:\s*[,;.!—–\"”-]|\s+it(?:['’]?s| is)\b)")
"""Around the name that somebody has given up: "It's not Hale any more, it's Venn." """
_SPEAKS_ON_PHONE = re.compile(r"\s+(?:speaking|calling)\s*[.,!;\"”]")
_RELATES = re.compile(r",\s+(?:who|whose|whom|which|too[,.]|on the other hand)\b")
_APPOSED = re.compile(
    rf"\b(?:is|was|are|of|with|for|to|met|meet|by|see|saw|and|['’]s)\s+"
    rf"(?:my|his|her|our|their|the|a)\s+(?:[a-z]+\s+){{0,2}}(?:{'|'.join(sorted(PERSON_NOUNS))}),\s+$"
)
"""What comes before the name of whom a description means ("this is my brother, Ron")."""
_LISTED = re.compile(r",\s+(?:[A-Z]\w+\s?){1,2},?\s+(?:and|or)\s+[A-Z]")
_CALLED = re.compile(
    r"(?:^|[,;.!?…—–\"“‘'-]\s*|\b(?:my dear|dear|hello|hi|hey|oh|bye|goodbye|yes|no|thanks|please|"
    r"thank you|sorry|well|come on|good morning|good night|good evening|ah|okay|ok|aw|ow|ugh|psst|"
    r"welcome|happy birthday|merry christmas|wake up|look here|listen|my (?:sweet|darling|"
    r"poor|little|own|dearest)|dearest|darling|you|"
    # "wasn't he Ada?": behind a tag question stands who is asked, with a comma or without.
    r"(?:is|was|are|were|do|does|did|have|has|had|ca|could|would|should|wo|might|must)n['’]t\s+"
    r"(?:i|you|he|she|it|we|they|there))\s+)$",
    re.IGNORECASE,
)
_CALL_ENDS = re.compile(r"\s*[,;.!?…—–\"”/*_-]|\s*[’'](?!\w)|\s*$")
_GOVERNED = re.compile(
    r"\b(?:of|to|for|with|from|by|about|at|in|on|and|or|is|was|are|the|a|than|like|this is|that|"
    r"named|called|against|without|near|marry|poor|old|young|little|not|be|only|miss|love|loves|"
    r"saw|see|know|knew|met|told|tell|ask|asked|as|toward|towards|behind|after|before|between|"
    r"his|her|their|an|says|said|thank|help|want|hate|hates|find|found|call|leave|left)\s+$",
    re.IGNORECASE,
)
