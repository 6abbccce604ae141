"""Find the clauses next to quotations that say who speaks: tags, and what people do beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from fullcast.attribution import owners, phrases
from fullcast.attribution.subjects import (
    Mention,
    Subject,
    SubjectKind,
    parse_speaker_after,
    parse_speaker_before,
    parse_subject,
)
from fullcast.language.leaving import LEAVES, has_left
from fullcast.language.narration import leads_on
from fullcast.language.sentences import first_sentence, last_sentence
from fullcast.language.verbs import COMMON_SPEECH_VERBS
from fullcast.values import Value


@dataclass(frozen=True, slots=True)
class Tag(Value):
    """A clause next to a quotation that names who acts in it."""

    subject: Subject
    strength: str
    """"said" for a verb of speech next to its subject, "lead" where it introduces the quotation,
    "far" where other words come between, "beat" for any other verb."""
    place: str
    """"after", "before", "inner" or "above" (the narration paragraph before)."""


class TagFinder:
    """Reads tags from a text.

    mentions: all names of characters, in order.
    """

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self._text = text
        self._mentions = mentions
        self._starts = [m.start for m in mentions]
        self._by_start = {m.start: m for m in mentions}

    def between(self, start: int, end: int) -> Sequence[Mention]:
        """The names between two offsets."""
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def owns(self, mention: Mention) -> bool:
        """Whether a name stands for what belongs to it ("Ada's hat")."""
        return re.match(r"['’]s?\b", self._text[mention.end : mention.end + 3]) is not None

    def after(self, span: tuple[int, int], place: str) -> Tag | None:
        """The tag or beat that follows a quotation."""
        text = self._text
        start, end = first_sentence(text, *span)
        start += len(text[start:end]) - len(text[start:end].lstrip(" \t\n,;:—–-.*"))
        if start >= end:
            return None
        opening = phrases.opening(text, span[0])
        if opening != "," and leads_on(text[start : span[1]]):
            return None  # a new sentence, which belongs to the quotation behind it
        subject = self._verb_first(start, end, opening) or self._name_first(start, end, opening)
        if subject is not None:
            return Tag(subject, "said", place)
        near = min(end, start + REACH)
        return self._far(start, near, place) or self._beat(start, near, place)

    def before(self, span: tuple[int, int], place: str) -> Tag | None:
        """The clause that leads to a quotation."""
        text = self._text
        start, end = last_sentence(text, max(span[0], span[1] - REACH), span[1])
        told = text[start:end].rstrip()
        if not told:
            return None
        if told[-1] in ",:—–-" or told[-1].isalnum():
            tag = self._lead(start, start + len(told), place)
            if tag is not None:
                return tag
        return self._beat(start, end, place)

    def subject_of(self, start: int, end: int) -> Subject | None:
        """The subject of a sentence: at its start, behind an opening phrase, or before a verb."""
        text = self._text
        at = start
        for _ in range(4):
            at += len(text[at:end]) - len(text[at:end].lstrip(" \t\n*_\"“”'‘’—–-,;"))
            subject = parse_subject(text, at, self._by_start)
            if subject is not None and subject.end <= end:
                return subject
            link = _LINK.search(text, at, end)
            if link is None:
                break
            at = link.end()
        for mention in self.between(start, end):
            if not self.owns(mention):
                return Subject(SubjectKind.NAME, mention.start, mention.end, mention.character)
        return None

    def subject_behind(self, at: int) -> Subject | None:
        """The subject that stands behind a verb ("thought she")."""
        return parse_subject(self._text, phrases.skip(self._text, at), self._by_start)

    def _verb_first(self, start: int, end: int, opening: str) -> Subject | None:
        """Who speaks where the verb comes first: "said Ada", "came Ada's voice"."""
        text = self._text
        verb = phrases.WORD.match(text, phrases.skip(text, start))
        if verb is None or verb.end() > end:
            return None
        word = verb.group()
        subject = None
        if word in phrases.LINKING:
            subject = self._answer(verb.end(), end)
        elif behind := phrases.behind_verb(text, verb):
            subject = parse_speaker_after(text, behind, self._by_start)
            aside = phrases.ASIDE.match(text, verb.end()) if subject is None else None
            if aside:
                subject = parse_speaker_after(text, aside.end(), self._by_start)
        elif opening == "," and word.endswith("ed"):
            subject = parse_subject(text, phrases.skip(text, verb.end()), self._by_start)
        return subject if subject is not None and subject.end <= end else None

    def _answer(self, at: int, end: int) -> Subject | None:
        """Whose the quotation is: "was Ada's only reply", "came from Ada", "was all she said"."""
        text = self._text
        source = phrases.SOURCE.match(text, at, end)
        if source:
            return parse_speaker_after(text, source.end(), self._by_start)
        everything = phrases.EVERYTHING.match(text, at, end)
        if everything:
            subject = parse_speaker_before(text, everything.end(), self._by_start)
            speaks = subject is not None and phrases.speaks(text, subject.end, ",")
            return subject if speaks else None
        return owners.owner_of_words(text, at, end, self._by_start)

    def _name_first(self, start: int, end: int, opening: str) -> Subject | None:
        """Who speaks where the subject comes first: "Ada said", "he heard Ada say"."""
        text = self._text
        subject = parse_speaker_before(text, start, self._by_start)
        if subject is None or subject.end > end:
            return None
        heard = phrases.HEARD.match(text, subject.end, end)
        if heard:
            other = self._heard(heard.end(), end)
            if other is not None:
                return other
        me = subject.kind is SubjectKind.SELF
        if phrases.speaks(text, subject.end, opening, me):
            return subject
        return subject if opening == "," and phrases.acts(text, subject.end) else None

    def _heard(self, at: int, end: int) -> Subject | None:
        """Who says something in "Ada say", "him say", if it is a verb of speech."""
        text = self._text
        for verb in phrases.WORD.finditer(text, at, min(end, at + 60)):
            if phrases.is_plain(verb.group()):
                return owners.heard_object(text, verb) or self._right_before(verb.start(), at)
        return None

    def _lead(self, start: int, end: int, place: str) -> Tag | None:
        """The speaker whom the words before a quotation name."""
        text = self._text
        owner = owners.owner_at_end(text, start, end, self._by_start)
        if owner is not None:
            return Tag(owner, "lead", place)
        later, verbs = phrases.leading_verbs(text, start, end)
        for verb in [*later, *verbs]:
            names = list(self.between(start, verb.start()))
            subject = (
                owners.heard_object(text, verb)
                or owners.owner_of_gerund(text, verb, names)
                or self._right_before(verb.start(), start)
            )
            if subject is not None:
                near = place != "above" and phrases.is_plain_lead(text, verb, end)
                return Tag(subject, "said" if near else "lead", place)
            subject = None if verb in later else self._clause_subject(start, verb.start())
            if subject is not None:
                return Tag(subject, "lead", place)
        return None

    def _clause_subject(self, start: int, verb: int) -> Subject | None:
        """The subject of a verb, over what stands between them within commas.

        "Ada, who had come in with Ron, said": a verb behind a comma has the noun before the
        first of such asides. "Ada took Ron's hat and said": one behind "and" has the subject at
        the head of its clause.
        """
        text = self._text
        parts = phrases.clauses(text, start, verb)[::-1]
        joined = False
        tails: list[Subject] = []
        for number, (begin, stop) in enumerate(parts):
            tail = self._right_before(stop, begin) if number else None
            joined = joined or phrases.begins_joined(text, begin, stop)
            if number and phrases.is_aside(text, begin, stop, joined or tail is not None):
                continue
            head = self._head(begin, stop, verb, parts[number + 1 :])
            if head is not None:
                return head
            if tail is not None and not joined:
                return tail
            tails += [tail] if tail is not None else []
        return tails[0] if tails else self.subject_of(start, verb)

    def _head(
        self, begin: int, stop: int, verb: int, left: Sequence[tuple[int, int]]
    ) -> Subject | None:
        """The subject a clause begins with; "Mr. Venn, the miller" is Mr. Venn."""
        text = self._text
        subject = parse_subject(text, phrases.behind_conjunction(text, begin, stop), self._by_start)
        if subject is None or subject.end > verb:
            return None
        if left and text[subject.start].islower() and text[begin:].startswith(("the ", "a ")):
            named = self._right_before(left[0][1], left[0][0])
            if named is not None and named.kind is SubjectKind.NAME:
                return named
        return subject

    def _far(self, start: int, end: int, place: str) -> Tag | None:
        """A verb of speech further on in the sentence, with the subject next to it."""
        text = self._text
        for verb in phrases.WORD.finditer(text, start, end):
            if verb.group().lower() not in COMMON_SPEECH_VERBS:
                continue
            subject = self._right_before(verb.start(), start)
            if subject is None:
                behind = self.subject_behind(verb.end())
                if behind is not None and behind.kind is SubjectKind.NAME and behind.end <= end:
                    subject = behind
            subject = subject or self._clause_subject(start, verb.start())
            if subject is not None:
                return Tag(subject, "far", place)
        return None

    def _right_before(self, verb: int, start: int) -> Subject | None:
        """The subject that ends right before a verb (adverbs apart)."""
        text = self._text
        for word in phrases.WORD.finditer(text, max(start, verb - 60), verb):
            subject = parse_subject(text, word.start(), self._by_start)
            if subject is not None and phrases.skip_to_verb(text, subject.end) == verb:
                return subject
        return None

    def _beat(self, start: int, end: int, place: str) -> Tag | None:
        leaves = LEAVES.search(self._text, start, end) if place == "before" else None
        if leaves and has_left(leaves):
            return None  # whoever "had gone" speaks no more
        subject = self.subject_of(start, end)
        return None if subject is None else Tag(subject, "beat", place)


REACH = 300
"""Characters of a sentence beside a quotation in which its tag is looked for."""
_LINK = re.compile(r",\s+|\b(?:and|but|then|when|while|as|until|before|for|because)\s+")
