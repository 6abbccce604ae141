"""Letters, notes and verse in quotation marks, which nobody says aloud.

A letter is told by the words that lead into it ("the note ran as follows:"), by a tag of writing
("she wrote"), or by its own form: a salutation and a signature in paragraphs of their own. What
is said to be read aloud or dictated is speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from fullcast.segment.epigraphs import is_verse
from fullcast.segment.letters import (
    is_date_line,
    is_heard,
    is_name_in_capitals,
    is_salutation,
    is_signature,
    is_tag_of_writing,
    leads_into_verse,
    leads_into_writing,
    opens_letter,
    signs_name,
)
from fullcast.segment.spans import Span

_AFTER = 60
_CONTEXT = 300
"""Characters of narration looked at behind a quotation and before it."""

_LONG = 100
"""Characters of a paragraph that is rather a letter's than a line of talk."""
_NEAR = 6
"""Quotations of a paragraph between which narration is looked at."""


def mark_writing(
    chapters: Sequence[Sequence[str]], quotes: Sequence[tuple[Span, ...]]
) -> list[tuple[Span, ...]]:
    """The quotations of each paragraph of a book, those that are only read marked as written."""
    remaining = iter(quotes)
    found: list[tuple[Span, ...]] = []
    for paragraphs in chapters:
        found += _Chapter(paragraphs, list(islice(remaining, len(paragraphs)))).marked()
    return found


class _Chapter:
    """The paragraphs of a chapter and what stands in quotation marks in them."""

    def __init__(self, paragraphs: Sequence[str], quotes: list[tuple[Span, ...]]) -> None:
        self.paragraphs = paragraphs
        self.quotes = quotes

    def marked(self) -> list[tuple[Span, ...]]:
        letters = self._letters()
        found: list[tuple[Span, ...]] = []
        for i, spans in enumerate(self.quotes):
            goes_on = self._goes_on(found[-1], i) if found else False
            found.append(
                tuple(
                    replace(span, written=True)
                    if i in letters or (k == 0 and goes_on) or self._is_written(i, k)
                    else span
                    for k, span in enumerate(spans)
                )
            )
        return found

    def _goes_on(self, before: tuple[Span, ...], i: int) -> bool:
        """Whether a paragraph begins inside what was left open as written in the one before."""
        open_before = bool(before) and before[-1].written and before[-1].continues
        return open_before and bool(self.quotes[i]) and not self._lead(i, 0)

    def _is_written(self, i: int, k: int) -> bool:
        """Whether the words around a quotation say that it is written."""
        text, span = self.paragraphs[i], self.quotes[i][k]
        after = text[span.end : span.end + _AFTER].lstrip()
        return self._is_told_as_written(i, k, after) and not is_heard(
            f"{self._before(i, k)} {after}"
        )

    def _is_told_as_written(self, i: int, k: int, after: str) -> bool:
        lead, context = self._lead(i, k), self._context(i, k)
        span = self.quotes[i][k]
        inside = self.paragraphs[i][span.start : span.end].rstrip("\"“”'‘’«» \n")
        if is_tag_of_writing(inside, after, context):
            return True
        if not lead and k == 0:
            lead = self._tail(i - 1)
            if self._is_whole(i) and is_verse(self.paragraphs[i]):
                return leads_into_verse(lead)
        return leads_into_writing(lead, context)

    def _letters(self) -> set[int]:
        """The paragraphs of letters that are told by their form or by what leads into them."""
        letters: set[int] = set()
        for i, text in enumerate(self.paragraphs):
            if i in letters or not self._is_whole(i):
                continue
            if self._begins_letter(i):
                letters.update(range(self._dated(i), self._signed(i)))
            elif is_signature(text):
                letters.update(range(self._opened(i), self._signed(i)))
        return letters

    def _begins_letter(self, i: int) -> bool:
        if self._is_written(i, 0):
            return True
        greets = is_salutation(self.paragraphs[i]) and self._is_whole(i + 1)
        return (greets or self._is_greeting(i)) and not is_heard(self._before(i, 0))

    def _is_greeting(self, i: int) -> bool:
        """Whether a paragraph greets its reader behind the mention of a letter, or its date."""
        dated = i > 0 and self._is_whole(i - 1) and is_date_line(self.paragraphs[i - 1])
        return opens_letter(self.paragraphs[i], self._context(i, 0), dated)

    def _dated(self, i: int) -> int:
        """Where the lines of a letter begin that tell its place and date."""
        while i and self._is_whole(i - 1) and is_date_line(self.paragraphs[i - 1]):
            i -= 1
        return i

    def _opened(self, i: int) -> int:
        """Where the quotation begins that is signed here, left open at the end of paragraphs."""
        start = i
        while i and self._is_whole(i - 1) and (i == start or self.quotes[i - 1][0].continues):
            i -= 1
        return i

    def _signed(self, start: int) -> int:
        """The paragraph behind a letter: behind its signature, or where its marks close."""
        signed = self._signature(start)
        if signed is not None:
            named = self._is_whole(signed + 1) and signs_name(self.paragraphs[signed + 1])
            return signed + (2 if named else 1)
        end = start
        greets = is_salutation(self.paragraphs[start])
        while self._is_whole(end + 1) and (self.quotes[end][0].continues or greets):
            end += 1
            greets = False
        return end + 1

    def _signature(self, start: int) -> int | None:
        """The paragraph that signs a letter, unless talk may stand between.

        What follows a salutation is the letter; else its paragraphs are long ones, or their marks
        are left open.
        """
        greets = is_salutation(self.paragraphs[start])
        end, is_letter = start, True
        while self._is_whole(end) and (end == start or not is_salutation(self.paragraphs[end])):
            text, span = self.paragraphs[end], self.quotes[end][0]
            if is_signature(text) and (greets or is_letter):
                return end
            if end > start and is_letter and is_name_in_capitals(text):
                return end
            greeting = greets and end == start
            is_letter = is_letter and (span.continues or greeting or len(text) >= _LONG)
            end += 1
        return None

    def _is_whole(self, i: int) -> bool:
        """Whether there is a paragraph and all of it is one quotation."""
        if i >= len(self.paragraphs) or len(self.quotes[i]) != 1:
            return False
        text, span = self.paragraphs[i], self.quotes[i][0]
        return not text[: span.start].strip() and not text[span.end :].strip()

    def _lead(self, i: int, k: int) -> str:
        """The narration between a quotation and the one before it in its paragraph."""
        start = self.quotes[i][k - 1].end if k else 0
        return self.paragraphs[i][start : self.quotes[i][k].start].strip()

    def _before(self, i: int, k: int) -> str:
        """All that stands before a quotation, what is said included."""
        start = self.quotes[i][k].start
        before = [text[-_CONTEXT:] for text in self.paragraphs[max(0, i - 2) : i]]
        return " ".join([*before, self.paragraphs[i][max(0, start - _CONTEXT) : start]])[-_CONTEXT:]

    def _tail(self, i: int) -> str:
        """What is told behind the last quotation of a paragraph."""
        if i < 0:
            return ""
        start = self.quotes[i][-1].end if self.quotes[i] else 0
        return self.paragraphs[i][start:].strip()[-_CONTEXT:]

    def _context(self, i: int, k: int) -> str:
        """What is told before a quotation, in its paragraph and at the end of the one before."""
        told = [lead for j in range(max(0, k - _NEAR), k + 1) if (lead := self._lead(i, j))]
        return " ".join([self._tail(i - 1), *told] if k <= _NEAR else told)[-_CONTEXT:]
