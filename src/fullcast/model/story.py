"""What a story says, and who says it. Offsets are in characters of the decoded story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fullcast.values import Value

NARRATOR = "Narrator"
"""The speaker of everything that no character says."""
AUTHOR = "Author"
"""The speaker of what surrounds the story, where it is to be heard."""


class Kind(StrEnum):
    """What a stretch of a story is."""

    NARRATION = "narration"
    DIALOGUE = "dialogue"
    THOUGHT = "thought"
    HEADING = "heading"
    """A chapter's heading."""
    TITLE = "title"
    """The story's title where the text states it."""
    AUTHOR = "author"
    """The author's name where the text states it ("by Jane Doe")."""
    MARKER = "marker"
    """A point-of-view, flashback, time or place marker: part of the story, read by the narrator."""
    BREAK = "break"
    """A scene break: heard as a pause."""
    SUMMARY = "summary"
    """What the story, or a chapter, is about."""
    TAGS = "tags"
    """What a label tells of the story: rating, pairing, fandom, words, status, dates."""
    CONTENTS = "contents"
    """The table of contents."""
    LICENSE = "license"
    """Disclaimer, copyright, and the legal text of whoever distributes the story."""
    FRONT_MATTER = "front_matter"
    """What else surrounds a story without being part of it, such as the publisher's lines."""
    PICTURE = "picture"
    """What a picture shows, in words."""
    NOTE = "note"
    """An author's note, wherever it stands."""
    END = "end"
    """An end marker ("The End", "~fin~", "To be continued")."""

    @property
    def voiced(self) -> bool:
        """Whether this is part of the story, so that lines of this kind get a speaker."""
        return self in VOICED


VOICED = frozenset(
    {
        Kind.NARRATION,
        Kind.DIALOGUE,
        Kind.THOUGHT,
        Kind.HEADING,
        Kind.TITLE,
        Kind.AUTHOR,
        Kind.MARKER,
    }
)

FRONT = frozenset({Kind.SUMMARY, Kind.TAGS, Kind.CONTENTS, Kind.LICENSE, Kind.FRONT_MATTER})
"""What stands before a story, or before a chapter, and is no part of it."""

MATTER = FRONT | {Kind.PICTURE, Kind.NOTE, Kind.END}
"""What surrounds a story: not spoken but on request, in the author's voice."""


@dataclass(frozen=True, slots=True)
class Block(Value):
    """One paragraph-like piece of a chapter; NARRATION stands for any paragraph of the story.

    `start` and `end` are offsets into the decoded story. Blocks tile their chapter: each
    begins where the one before ends, so white space belongs to the block that it follows.
    """

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `text` is the story's text from `start` on, `blocks` tile it.

    Chapters tile the book: what stands before the first heading belongs to chapter 1.
    """

    number: int
    title: str
    text: str
    start: int
    blocks: tuple[Block, ...]

    @property
    def end(self) -> int:
        """Offset after the chapter's last character."""
        return self.start + len(self.text)

    def text_of(self, piece: Block | Line) -> str:
        """The text of one of the chapter's blocks or lines."""
        return self.text[piece.start - self.start : piece.end - self.start]


@dataclass(frozen=True, slots=True)
class Book:
    """A story as it was read. The chapters' texts, joined, are the text that its file holds."""

    title: str
    author: str | None
    language: str
    """A BCP 47 tag, such as "en"."""
    chapters: tuple[Chapter, ...]
    cover: bytes | None = None
    series: str | None = None
    series_number: str | None = None
    """The story's place in the series, such as "2"."""
    description: str | None = None
    identifiers: tuple[str, ...] = ()
    """ISBN, UUID, address…"""
    year: int | None = None
    """When it was first published."""
    genres: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Keywords, of which there may be many."""
    narrators: tuple[str, ...] = ()
    """Who is to be named as reading it; nobody where nothing was said."""
    remarks: tuple[str, ...] = ()
    """What was missing or wrong in its file, one plain sentence each."""

    @property
    def text(self) -> str:
        """The whole decoded story."""
        return "".join(chapter.text for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class Line(Value):
    """A stretch of one chapter that one speaker says (or that nobody says).

    Lines tile their chapter's text: white space belongs to the line that it follows.
    """

    chapter: int
    """The chapter's number."""
    index: int
    """Counts from 0 within the chapter."""
    kind: Kind
    text: str
    start: int
    end: int
    speaker: str | None = None
    """A character's name, NARRATOR, AUTHOR, or None for what is not spoken."""
    confidence: float = 1.0
    """How likely the speaker is right, 0 to 1."""
    reason: str = ""
    """The evidence for the speaker: tag, pronoun, vocative, turn, narrator…"""
    paragraph: int = 0
    """Counts the blocks of the chapter from 0; lines of one paragraph share it."""

    @property
    def spoken(self) -> bool:
        """Whether the line is heard: it is if it has a speaker."""
        return self.speaker is not None


class Gender(StrEnum):
    """A voice's or character's gender as far as it is known."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class Age(StrEnum):
    """A voice's or character's age as far as casting needs it."""

    CHILD = "child"
    ADULT = "adult"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody who speaks or thinks. `aliases` are other names for them, without `name`."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    age: Age = Age.ADULT


@dataclass(frozen=True, slots=True)
class ScriptChapter:
    """A chapter with its lines, which tile its text."""

    number: int
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Script:
    """Who says each line of a story."""

    title: str
    author: str | None
    language: str
    characters: tuple[Character, ...]
    """Most lines first."""
    chapters: tuple[ScriptChapter, ...]
    narrator: str | None = None
    """The character who tells the story, if it is told in the first person."""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all chapters, in order."""
        return tuple(self.each_line())

    def each_line(self) -> Iterator[Line]:
        """The same one by one, if no more are needed at once: a long story has many."""
        return (line for chapter in self.chapters for line in chapter.lines)
