"""What the text around a quotation, and the quotation itself, say of its speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from fullcast.attribution.addresses import address_gender, calls_parent
from fullcast.attribution.reading import Story, Unit
from fullcast.attribution.subjects import (
    Mention,
    Subject,
    SubjectKind,
    parse_speaker_after,
    parse_speaker_before,
    parse_subject,
)
from fullcast.language.verbs import COMMON_SPEECH_VERBS, PLAIN_FORMS, SPEECH_VERBS
from fullcast.model import Gender


@dataclass(frozen=True, slots=True)
class Tag:
    """A clause next to a quotation that names who acts in it."""

    subject: Subject
    strength: str
    """"said" for a verb of speech next to its subject, "lead" where it introduces the quotation,
    "far" where other words come between, "beat" for any other verb."""
    place: str
    """"after", "before", "inner" or "above" (the narration paragraph before)."""


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


class CueFinder:
    """Reads cues from a story whose names are known.

    mentions: all names of characters, in order.
    """

    def __init__(self, story: Story, mentions: list[Mention]) -> None:
        self._story = story
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._by_start = {m.start: m for m in mentions}

    def between(self, start: int, end: int) -> list[Mention]:
        """The names between two offsets."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def cues(self, unit: Unit) -> Cues:
        """The evidence in and around one unit."""
        tags = [tag for span in unit.inner if (tag := self._after(span, "inner"))]
        after = self._after(unit.after, "after")
        before = self._before(unit.before, "before")
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
            frozenset(m.character for m in paragraph if not self._owns(m)), len(said.split()),
        )  # fmt: skip

    def subject_of(self, start: int, end: int) -> Subject | None:
        """The subject of a sentence: at its start, behind an opening phrase, or before a verb."""
        text = self._story.text
        at = start
        for _ in range(4):
            at += len(text[at:end]) - len(text[at:end].lstrip(" \t\n*_\"“”'‘’—–-,;"))
            subject = parse_subject(text, at, self._by_start)
            if subject is not None and subject.end <= end:
                return subject
            comma = re.compile(r",\s+|\b(?:and|but|then|when|while|as|until|before)\s+").search(
                text, at, end
            )
            if comma is None:
                break
            at = comma.end()
        for mention in self.between(start, end):
            if not self._owns(mention):
                return Subject(SubjectKind.NAME, mention.start, mention.end, mention.character)
        return None

    def _owns(self, mention: Mention) -> bool:
        return re.match(r"['’]s?\b", self._story.text[mention.end : mention.end + 3]) is not None

    def subject_behind(self, at: int) -> Subject | None:
        """The subject that stands behind a verb ("thought she")."""
        return parse_subject(self._story.text, _skip(self._story.text, at), self._by_start)

    def _after(self, span: tuple[int, int], place: str) -> Tag | None:
        """The tag or beat that follows a quotation."""
        text = self._story.text
        start, end = _first_sentence(text, *span)
        start += len(text[start:end]) - len(text[start:end].lstrip(" \t\n,;:—–-.*"))
        if start >= end:
            return None
        verb = _WORD.match(text, start)
        if verb and verb.group().lower() in SPEECH_VERBS:
            subject = parse_speaker_after(text, _skip(text, verb.end()), self._by_start)
            if subject is not None and subject.end <= end:
                return Tag(subject, "said", place)
        subject = parse_speaker_before(text, start, self._by_start)
        if subject is not None and subject.end <= end:
            verb = _WORD.match(text, _skip(text, subject.end))
            if verb is not None and _speaks(verb.group(), subject, _left_open(text, span[0])):
                return Tag(subject, "said", place)
        near = min(end, start + _REACH)
        return self._far(start, near, place) or self._beat(start, near, place)

    def _before(self, span: tuple[int, int], place: str) -> Tag | None:
        """The clause that leads to a quotation."""
        text = self._story.text
        start, end = _last_sentence(text, *span)
        start = max(start, end - _REACH)
        if not text[start:end].strip():
            return None
        if text[start:end].rstrip()[-1] in ",:—–-" or text[start:end].rstrip()[-1].isalnum():
            lead = self._far(start, end, place, SPEECH_VERBS)
            if lead:
                return Tag(lead.subject, "lead", place)
        return self._beat(start, end, place)

    def _above(self, unit: Unit) -> Tag | None:
        """A narration paragraph that ends with a colon or comma introduces what comes next."""
        number = unit.paragraph.number
        if number == 0 or unit.paragraph.after_reset:
            return None
        previous = self._story.paragraphs[number - 1]
        text = self._story.text[previous.start : previous.end].rstrip()
        if previous.has_dialogue or not text or text[-1] not in ":,—–-":
            return None
        tag = self._before((previous.start, previous.end), "above")
        return tag if tag and tag.strength == "lead" else None

    def _far(
        self, start: int, end: int, place: str, verbs: frozenset[str] = COMMON_SPEECH_VERBS
    ) -> Tag | None:
        """A verb of speech further on in the sentence, with the subject next to it."""
        text = self._story.text
        for verb in _WORD.finditer(text, start, end):
            if verb.group().lower() not in verbs:
                continue
            subject = self._subject_before(verb.start(), start)
            if subject is None:
                behind = parse_subject(text, _skip(text, verb.end()), self._by_start)
                if behind is not None and behind.kind is SubjectKind.NAME and behind.end <= end:
                    subject = behind
            subject = subject or self.subject_of(start, verb.start())
            if subject is not None:
                return Tag(subject, "far", place)
        return None

    def _subject_before(self, verb: int, start: int) -> Subject | None:
        """The subject that ends right before a verb (adverbs apart)."""
        text = self._story.text
        for word in _WORD.finditer(text, max(start, verb - 60), verb):
            subject = parse_subject(text, word.start(), self._by_start)
            if subject is not None and _skip(text, subject.end) == verb:
                return subject
        return None

    def _beat(self, start: int, end: int, place: str) -> Tag | None:
        subject = self.subject_of(start, end)
        return None if subject is None else Tag(subject, "beat", place)

    def _names_inside(
        self, unit: Unit
    ) -> tuple[frozenset[int], frozenset[int], frozenset[int], frozenset[int]]:
        called, perhaps, named, self_named = set(), set(), set(), set()
        text = self._story.text
        for line in unit.lines:
            for mention in self.between(line.start, line.end):
                before = text[max(line.start, mention.start - 24) : mention.start]
                after = text[mention.end : min(line.end, mention.end + 6)]
                if _SELF_INTRODUCTION.search(before) and not self._owns(mention):
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


_REACH = 300
"""Characters of a sentence beside a quotation in which its tag is looked for."""
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_SKIPPED = re.compile(
    r"\s*(?:,\s*)?(?:(?:[a-z]+ly|then|again|also|just|only|had|has|have|finally|at last|once|"
    r"soon|now|to (?:him|her|me|them|us|himself|herself))\b,?\s*)*"
)
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


def _skip(text: str, at: int) -> int:
    m = _SKIPPED.match(text, at)
    return m.end() if m else at


def _speaks(verb: str, subject: Subject, left_open: bool) -> bool:
    """Whether a verb next to its subject reports the quotation before it.

    Behind a full stop only plain verbs of speech do: in `"I see." Mara smiled.` she may smile at
    somebody else's words.
    """
    word = verb.lower()
    if subject.kind is SubjectKind.SELF and word in PLAIN_FORMS:
        return True
    return word in (SPEECH_VERBS if left_open else COMMON_SPEECH_VERBS)


def _left_open(text: str, end: int) -> bool:
    """Whether the quotation before `end` ends as one does before its tag."""
    return re.search(r"[,?!…—–-][\"”’'»*_]*\s*$", text[max(0, end - 6) : end]) is not None


def _first_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    m = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?…]+(?=\s+[\"“A-Z*_]|\s*$)").search(
        text, start, end
    )
    return start, m.end() if m else end


def _last_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    stripped = start + len(text[start:end].rstrip())
    last = start
    pattern = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?…]+[\"”’)]*\s+(?=[\"“A-Z*_])")
    for m in pattern.finditer(text, start, stripped):
        last = m.end()
    return last, end


def _narrations(unit: Unit) -> list[tuple[int, int]]:
    return [unit.before, *unit.inner, unit.after]
