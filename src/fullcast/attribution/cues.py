"""What the text around a quotation, and the quotation itself, say of its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fullcast.attribution.addresses import address_gender, calls_parent
from fullcast.attribution.reading import Story, Unit
from fullcast.attribution.subjects import Mention
from fullcast.attribution.tags import Tag, TagFinder
from fullcast.model import Gender

__all__ = ["CueFinder", "Cues", "Tag"]


@dataclass(frozen=True, slots=True)
class Cues:
    """All the evidence about one unit, apart from who spoke before and after."""

    tags: tuple[Tag, ...] = ()
    called: frozenset[int] = frozenset()
    """Characters who are spoken to by name."""
    perhaps_called: frozenset[int] = frozenset()
    """Named at the end of a sentence, where a comma may be missing."""
    named: frozenset[int] = frozenset()
    """Named inside in any other way."""
    introduces_self: frozenset[int] = frozenset()
    address_gender: Gender = Gender.UNKNOWN
    """Gender of whoever is spoken to ("sir")."""
    calls_parent: bool = False
    asks: bool = False
    around: frozenset[int] = frozenset()
    """Named in the paragraph's narration."""
    words: int = field(default=0)


class CueFinder(TagFinder):
    """Reads cues from a story whose names are known.

    mentions: all names of characters, in order.
    """

    def __init__(self, story: Story, mentions: list[Mention]) -> None:
        super().__init__(story.text, mentions)
        self._story = story

    def cues(self, unit: Unit) -> Cues:
        """The evidence in and around one unit."""
        tags = [tag for span in unit.inner if (tag := self.after(span, "inner"))]
        after = self.after(unit.after, "after")
        before = self.before(unit.before, "before")
        tags += [tag for tag in (after, before) if tag]
        if unit.first_in_paragraph and not self._story.narration(unit.before).strip():
            above = self._above(unit)
            tags += [above] if above else []
        called, perhaps, named, self_named = self._names_inside(unit)
        said = self._story.quoted(unit)
        paragraph = [m for a, b in _narrations(unit) for m in self.between(a, b)]
        return Cues(
            tuple(tags), called, perhaps, named, self_named,
            address_gender(said), calls_parent(said), "?" in said[-4:],
            frozenset(m.character for m in paragraph if not self.owns(m)), len(said.split()),
        )  # fmt: skip

    def _above(self, unit: Unit) -> Tag | None:
        """A narration paragraph that ends with a colon or comma introduces what comes next."""
        number = unit.paragraph.number
        if number == 0 or unit.paragraph.after_reset:
            return None
        previous = self._story.paragraphs[number - 1]
        text = self._story.text[previous.start : previous.end].rstrip()
        if previous.has_dialogue or not text or text[-1] not in ":,—–-":
            return None
        tag = self.before((previous.start, previous.end), "above")
        return tag if tag and tag.strength == "lead" else None

    def _names_inside(
        self, unit: Unit
    ) -> tuple[frozenset[int], frozenset[int], frozenset[int], frozenset[int]]:
        called, perhaps, named, self_named = set(), set(), set(), set()
        text = self._story.text
        for line in unit.lines:
            for mention in self.between(line.start, line.end):
                before = text[max(line.start, mention.start - 24) : mention.start]
                after = text[mention.end : min(line.end, mention.end + 6)]
                if _SELF_INTRODUCTION.search(before) and not self.owns(mention):
                    self_named.add(mention.character)
                elif _CALLED.search(before) and _CALL_ENDS.match(after):
                    called.add(mention.character)
                elif _CALL_ENDS.match(after) and not _GOVERNED.search(before):
                    perhaps.add(mention.character)
                else:
                    named.add(mention.character)
        return (
            frozenset(called), frozenset(perhaps - called),
            frozenset(named - called - perhaps - self_named), frozenset(self_named),
        )  # fmt: skip


_SELF_INTRODUCTION = re.compile(r"\b(?:I['’]m|I am|[Mm]y name is|[Mm]y name['’]s|[Cc]all me)\s+$")
_CALLED = re.compile(
    r"(?:^|[,;.!?…—–\"“‘'-]\s*|\b(?:my dear|dear|hello|hi|hey|oh|bye|goodbye|yes|no|thanks|please|"
    r"thank you|sorry|well|come on|good morning|good night|good evening|ah)\s+)$",
    re.IGNORECASE,
)
_CALL_ENDS = re.compile(r"\s*[,;.!?…—–\"”/-]|\s*[’'](?!\w)|\s*$")
_GOVERNED = re.compile(
    r"\b(?:of|to|for|with|from|by|about|at|in|on|and|or|is|was|are|the|a|than|like|this is|that|"
    r"named|called|against|without|near|marry|poor|old|young|little|not|be|only|miss|love|loves|"
    r"saw|see|know|knew|met|told|tell|ask|asked)\s+$",
    re.IGNORECASE,
)


def _narrations(unit: Unit) -> list[tuple[int, int]]:
    return [unit.before, *unit.inner, unit.after]
