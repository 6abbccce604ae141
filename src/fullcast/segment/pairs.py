"""Marks of which one opens and another closes: « », „ “, 「 」."""

from __future__ import annotations

from dataclasses import dataclass

from fullcast.segment.slips import end_of_unclosed, unopened
from fullcast.segment.spans import Span, end_before, only_closes, only_opens


@dataclass(frozen=True, slots=True)
class Pair:
    """The characters that open a quotation, and those that close it."""

    opening: str
    closing: str

    @property
    def marks(self) -> str:
        """All of them."""
        return self.opening + self.closing

    def find(self, text: str, *, inside: bool = False, followed: bool = False) -> list[Span]:
        """What stands between the marks in one paragraph, the outer quotations only.

        Args:
            text: the paragraph.
            inside: whether a quotation of an earlier paragraph goes on until the first mark.
            followed: whether the next paragraph begins with an opening mark.
        """
        nests = self._balance(text) + inside == 0
        spans: list[Span] = []
        start, depth = (0, 1) if inside else (-1, 0)
        for i, char in enumerate(text):
            if char not in self.marks:
                continue
            if self._opens(text, i, depth):
                if depth and not nests:
                    spans.append(Span(start, end_of_unclosed(text, start, i)))
                    depth = 0
                start = i if depth == 0 else start
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    spans.append(Span(start, i + 1))
            elif char == self.closing[0] and not only_opens(text, i):
                spans += unopened(text, spans[-1].end if spans else 0, i)
        if depth:
            end = end_before(text, len(text))
            end = end if followed or inside else end_of_unclosed(text, start, end)
            spans.append(Span(start, end, continues=True))
        return spans

    def closes_first(self, text: str) -> bool:
        """Whether the first mark of a paragraph closes a quotation from before it."""
        first = next((i for i, char in enumerate(text) if char in self.marks), None)
        return first is not None and not self._opens(text, first, 1)

    def _opens(self, text: str, at: int, depth: int) -> bool:
        # Swedish writers use one mark on both sides.
        return text[at] in self.opening and not (depth and only_closes(text, at))

    def _balance(self, text: str) -> int:
        """How many quotations more are opened than closed."""
        balance = depth = 0
        for i, char in enumerate(text):
            if char in self.marks:
                step = 1 if self._opens(text, i, depth) else -1
                balance += step
                depth = max(0, depth + step)
        return balance
