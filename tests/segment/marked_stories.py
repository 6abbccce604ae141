"""Stories with their expected lines written into them: [[dialogue]], {{thought}}, narration."""

from __future__ import annotations

import re

from fullcast.model import Block, Book, Chapter, Kind, Line
from fullcast.segment import segment

_MARKED = re.compile(r"\[\[(?P<said>.+?)\]\]|\{\{(?P<thought>.+?)\}\}", re.DOTALL)


def book_of(*paragraphs: str, gap: str = "\n\n") -> Book:
    """A book of one chapter whose paragraphs are parted by `gap`."""
    blocks, at = [], 0
    for number, paragraph in enumerate(paragraphs):
        end = at + len(paragraph) + (len(gap) if number + 1 < len(paragraphs) else 0)
        blocks.append(Block(Kind.NARRATION, at, end))
        at = end
    return Book("A Story", None, "en", (Chapter(1, "One", gap.join(paragraphs), 0, tuple(blocks)),))


def plain(story: str) -> str:
    """The story without the marks of expectation."""
    return _MARKED.sub(lambda m: m.group("said") or m.group("thought"), story)


def marked(lines: tuple[Line, ...]) -> str:
    """Lines written as they are in an expectation."""
    parts = []
    for line in lines:
        words, space = line.text.rstrip(), line.text[len(line.text.rstrip()) :]
        if line.kind is Kind.DIALOGUE:
            words = f"[[{words}]]"
        elif line.kind is Kind.THOUGHT:
            words = f"{{{{{words}}}}}"
        parts.append(words + space)
    return "".join(parts)


def check(story: str, *context: str) -> None:
    """Segment a marked story, with paragraphs behind it that set its style, and compare."""
    paragraphs = story.split("\n\n")
    (lines,) = segment(book_of(*(plain(p) for p in paragraphs), *context))
    own = tuple(line for line in lines if line.paragraph < len(paragraphs))
    assert marked(own).rstrip() == story
