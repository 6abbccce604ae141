"""The state of a classification: what is known of each paragraph so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fullcast.ingest.draft import Paragraph
from fullcast.ingest.structure.headings import Heading
from fullcast.model import Kind


@dataclass(slots=True)
class Reading:
    """What is known while the paragraphs are being classified; NARRATION is what is still open."""

    paragraphs: Sequence[Paragraph]
    kinds: list[Kind]
    headings: dict[int, Heading]
    title: str | None = None
    author: str | None = None
    cuts: dict[int, tuple[int, Kind]] = field(default_factory=dict)
    """Where a paragraph changes its kind: offset in its text, and the kind before it."""
    spaced: bool = False
    """Whether blank lines usually stand between paragraphs."""

    def text(self, n: int) -> str:
        """The text of a paragraph."""
        return self.paragraphs[n].text

    def is_open(self, n: int) -> bool:
        """Whether nothing is known yet about a paragraph."""
        return 0 <= n < len(self.kinds) and self.kinds[n] == Kind.NARRATION

    def is_attached(self, n: int) -> bool:
        """Whether a paragraph stands closer to the one before it than paragraphs usually do."""
        return self.spaced and self.paragraphs[n].gap == 1 and self.is_open(n)

    def mark(self, kind: Kind, *indexes: int) -> None:
        """Records what paragraphs are."""
        for n in indexes:
            self.kinds[n] = kind


def regular_gap(paragraphs: Sequence[Paragraph]) -> int:
    """The number of newlines that most often parts two paragraphs."""
    gaps = Counter(p.gap for p in paragraphs[1:])
    return min(gaps, key=lambda gap: (-gaps[gap], gap), default=1)
