"""Small stories, split into lines the plain way, for the tests of speaker attribution.

The splitting here is made of two regular expressions, so that these tests do not depend on the
segmenter: a quotation ends at the mark that closes it or at the end of its paragraph, `*…*` that
begins a sentence or stands behind a comma or colon is a thought, and the first character of a
paragraph tells whether it is a heading (#), a point-of-view or other marker (~) or a scene break
(%).
"""

from __future__ import annotations

import re

from fullcast.attribution import attribute, set_scene
from fullcast.attribution.cues import CueFinder, Cues
from fullcast.attribution.legible import legible
from fullcast.attribution.people import People, Person
from fullcast.attribution.reading import Story, read_story
from fullcast.model import Block, Book, Chapter, Character, Kind, Line, Script

FILLER = "It was late, and so it was there and then; by then all knew it: he, she and they."
"""A paragraph about nobody, which shows that its words are written in lower case."""

_KINDS = {"#": Kind.HEADING, "~": Kind.MARKER, "%": Kind.BREAK}
_SPOKEN = {
    '"': r"\"[^\"]*(?:\"|$)",
    "“": r"“[^”]*(?:”|$)",
    "‘": r"‘.*?(?:’(?!\w)|$)",
    "—": r"^—[^—]*",
}
_THOUGHT = r"(?:(?<=^)|(?<=[.!?,:]\s))\*[^*]+\*"


def lines_of(text: str, start: int = 0, chapter: int = 1, mark: str = '"') -> list[Line]:
    """The lines of a chapter whose paragraphs are parted by empty lines; they tile it."""
    lines: list[Line] = []
    at = 0
    for number, part in enumerate(re.findall(r".+?(?:\n\n+|$)|\n+", text, re.DOTALL)):
        for kind, piece in _pieces(part, mark):
            begin, at = start + at, at + len(piece)
            lines.append(
                Line(chapter, len(lines), kind, piece, begin, start + at, paragraph=number)
            )
    return lines


def _pieces(paragraph: str, mark: str) -> list[tuple[Kind, str]]:
    if kind := _KINDS.get(paragraph[0]):
        return [(kind, paragraph)]
    pieces: list[tuple[Kind, str]] = []
    at = 0
    body = paragraph.rstrip("\n")
    for m in re.finditer(rf"(?P<said>{_SPOKEN[mark]})|(?P<thought>{_THOUGHT})", body):
        end = m.end() + len(paragraph[m.end() :]) - len(paragraph[m.end() :].lstrip())
        if m.start() > at:
            pieces.append((Kind.NARRATION, paragraph[at : m.start()]))
        pieces.append((Kind.DIALOGUE if m["said"] else Kind.THOUGHT, paragraph[m.start() : end]))
        at = end
    return pieces + ([(Kind.NARRATION, paragraph[at:])] if at < len(paragraph) else [])


def book_of(*chapters: str, mark: str = '"') -> tuple[Book, list[list[Line]]]:
    """A book of chapters and their lines."""
    made: list[Chapter] = []
    lines: list[list[Line]] = []
    start = 0
    for number, text in enumerate(chapters, start=1):
        block = Block(Kind.NARRATION, start, start + len(text))
        made.append(Chapter(number, f"Chapter {number}", text, start, (block,)))
        lines.append(lines_of(text, start, number, mark))
        start += len(text)
    return Book("A Story", None, "en", tuple(made)), lines


def story_of(*paragraphs: str, mark: str = '"') -> Story:
    """A story of one chapter."""
    _, lines = book_of("\n\n".join(paragraphs), mark=mark)
    return read_story(*legible(lines))


def people_of(*paragraphs: str, mark: str = '"') -> People:
    """Everybody who may speak in a story of one chapter."""
    return set_scene(book_of("\n\n".join(paragraphs), mark=mark)[1]).people


def read_cues(*paragraphs: str, mark: str = '"') -> tuple[People, Story, CueFinder, list[Cues]]:
    """The people of a story, the story, its cue finder and the cues of its units."""
    story, people = story_of(*paragraphs, mark=mark), people_of(*paragraphs, mark=mark)
    finder = CueFinder(story, list(people.mentions))
    return people, story, finder, [finder.cues(unit) for unit in story.units]


def script_of(*paragraphs: str, mark: str = '"') -> Script:
    """Who says what in a story of one chapter."""
    return attribute(*book_of("\n\n".join(paragraphs), mark=mark))


def spoken(script: Script) -> list[tuple[str | None, str]]:
    """The speaker and the words of each dialogue line and thought."""
    heard = (Kind.DIALOGUE, Kind.THOUGHT)
    return [(line.speaker, line.text.strip()) for line in script.lines if line.kind in heard]


def speakers(*paragraphs: str, mark: str = '"') -> list[str | None]:
    """The speakers of a story's dialogue lines and thoughts, in order."""
    return [speaker for speaker, _ in spoken(script_of(*paragraphs, mark=mark))]


def person_called(people: People, name: str) -> Person:
    """The person who bears a name or alias.

    Raises:
        LookupError: nobody or more than one person does.
    """
    bearers = [p for p in people.persons if name in (p.name, *p.aliases)]
    if len(bearers) != 1:
        raise LookupError(f"{name}: {[p.name for p in bearers]}")
    return bearers[0]


def character_called(script: Script, name: str) -> Character:
    """The character who bears a name or alias.

    Raises:
        LookupError: nobody or more than one character does.
    """
    bearers = [c for c in script.characters if name in (c.name, *c.aliases)]
    if len(bearers) != 1:
        raise LookupError(f"{name}: {[c.name for c in script.characters]}")
    return bearers[0]
