"""The lines of a plain text, and where each stands on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullcast.model import Kind

_TAB = "    "


@dataclass(frozen=True, slots=True)
class Text:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    indent: int = 0
    """Columns of white space before it."""
    gap: int = 0
    """Newlines between this line and the one before it; 1 if they follow directly."""
    level: int = 0
    kind: Kind | None = None

    @property
    def alone(self) -> bool:
        """Whether the format itself says that this is no part of a paragraph."""
        return self.level > 0 or self.kind is not None


def lines(text: str, start: int = 0) -> list[Text]:
    """The lines of a text from `start` on that are not blank."""
    found: list[Text] = []
    gap = 0
    for raw in text[start:].split("\n"):
        content = raw.strip()
        if content:
            before = raw[: raw.index(content[0])] if raw[0] != content[0] else ""
            begin = start + len(before)
            indent = len(before.replace("\t", _TAB).replace("\u3000", "  "))
            found.append(Text(begin, begin + len(content), content, indent, gap))
            gap = 0
        start += len(raw) + 1
        gap += 1
    return found


def joined(part: Sequence[Text]) -> Text:
    """Lines that follow each other as one, which keeps what is known of the first."""
    first, last = part[0], part[-1]
    return replace(first, end=last.end, text="\n".join(line.text for line in part))
