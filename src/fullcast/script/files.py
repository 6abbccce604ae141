"""The script as a text file: written as a play, read as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from fullcast.errors import ScriptError
from fullcast.model import NARRATOR, Kind, Line, Script

DOUBTFUL_BELOW = 0.6535
"""Lines whose speaker is less likely right than this are marked with a `?`: in novels one line in
five, which hold three of five errors."""

_HEADER = """\
# The script of "{title}". A line is: Speaker: what they say. A "?" marks a doubtful speaker.
# To correct one, change the name before the colon (and take away the "?"), save, and make again.
# The words are the story's own: changes to them have no effect.
"""
_BRACKETS = {
    Kind.TITLE: "title",
    Kind.AUTHOR: "author",
    Kind.HEADING: "heading",
    Kind.MARKER: "marker",
    Kind.BREAK: "break",
    Kind.SUMMARY: "summary",
    Kind.TAGS: "tags",
    Kind.CONTENTS: "contents",
    Kind.LICENSE: "license",
    Kind.FRONT_MATTER: "front matter",
    Kind.PICTURE: "picture",
    Kind.NOTE: "note",
    Kind.END: "end",
}
_KINDS = {word: kind for kind, word in _BRACKETS.items()}
_BRACKETED = re.compile(rf"\[(?P<kind>{'|'.join(_KINDS)})\](?:\s(?P<text>.*))?$")
_SPOKEN = re.compile(r"(?P<who>[^:\[\]]{1,120}):\s*(?P<text>.*)$")
_THINKING = re.compile(r"\s*\(thinking\)$", re.IGNORECASE)
_DOUBT = re.compile(r"\s*\?$")


def format_script(script: Script) -> str:
    """The script as text; ends with a line feed."""
    return "".join(formatted(script))


def formatted(script: Script) -> Iterator[str]:
    """The script as text, piece by piece: the remarks on top, and each chapter."""
    yield _HEADER.format(title=folded(script.title))
    for chapter in script.chapters:
        parts = [f"\n== {folded(chapter.title)}\n"]
        paragraph = -1
        for line in chapter.lines:
            if line.paragraph != paragraph:
                parts.append("\n")
                paragraph = line.paragraph
            parts.append(format_line(line) + "\n")
        yield "".join(parts)


def format_line(line: Line) -> str:
    """One line as the script shows it, its white space folded."""
    text = folded(line.text)
    if line.kind in _BRACKETS:
        return f"[{_BRACKETS[line.kind]}] {text}".rstrip()
    thinking = " (thinking)" if line.kind is Kind.THOUGHT else ""
    return f"{line.speaker or NARRATOR}{thinking}{' ?' if is_doubtful(line) else ''}: {text}"


def bracket(kind: Kind) -> str:
    """What stands in brackets before a line of a kind; empty for those that have a speaker."""
    return _BRACKETS.get(kind, "")


def is_doubtful(line: Line) -> bool:
    """Whether the speaker of a line should be looked at."""
    return line.kind in (Kind.DIALOGUE, Kind.THOUGHT) and line.confidence < DOUBTFUL_BELOW


def only_doubtful(script: Script) -> Script:
    """The script with nothing but the lines that should be looked at."""
    chapters = tuple(
        replace(chapter, lines=tuple(line for line in chapter.lines if is_doubtful(line)))
        for chapter in script.chapters
    )
    return replace(script, chapters=chapters)


def folded(text: str) -> str:
    """The text with single spaces for white space, as a script shows it."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line of a script file."""

    number: int
    """Line of the file, from 1."""
    kind: Kind
    text: str
    speaker: str | None = None
    doubtful: bool = False


def statement(line: WrittenLine) -> tuple[object, ...]:
    """What a line says, wherever in the file it stands."""
    return (line.kind, line.text, line.speaker, line.doubtful)


def parse_script(text: str, path: Path) -> tuple[WrittenLine, ...]:
    """The lines of a script file.

    Raises:
        ScriptError: a line is none that a script can have; the message names file and line.
    """
    return tuple(written(text.lstrip("\ufeff").split("\n"), path))


def written(rows: Iterable[str], path: Path) -> Iterator[WrittenLine]:
    """The lines of a script file, of whose rows they are read one by one.

    Raises:
        ScriptError: a line is none that a script can have; the message names file and line.
    """
    for number, raw in enumerate(rows, start=1):
        row = raw.strip()
        if not row or row.startswith(("#", "=")):
            continue
        bracketed = _BRACKETED.match(row)
        if bracketed:
            kind = _KINDS[bracketed.group("kind")]
            yield WrittenLine(number, kind, folded(bracketed.group("text") or ""))
            continue
        yield _spoken(row, number, path)


def _spoken(row: str, number: int, path: Path) -> WrittenLine:
    m = _SPOKEN.match(row)
    who, thinking, doubtful = _stated_speaker(m.group("who")) if m else ("", False, False)
    if m is None or not who:
        raise ScriptError(
            f'{path}:{number}: this line has no speaker; write "Name: what they say", or start it '
            'with # to leave it out (a chapter\'s title starts with "==")'
        )
    kind = Kind.THOUGHT if thinking else Kind.DIALOGUE
    if who.casefold() == NARRATOR.casefold():
        who = NARRATOR
        kind = kind if thinking else Kind.NARRATION
    return WrittenLine(number, kind, folded(m.group("text")), who, doubtful)


def _stated_speaker(who: str) -> tuple[str, bool, bool]:
    """Name, whether they think, and whether it is doubtful: "Mara (thinking) ?"."""
    name = folded(who)
    undoubted = _DOUBT.sub("", name)
    spoken = _THINKING.sub("", undoubted)
    certain = _DOUBT.sub("", spoken)
    return certain, spoken != undoubted, undoubted != name or certain != spoken


def read_script(path: Path) -> tuple[WrittenLine, ...]:
    """The lines of a script file on disk.

    Raises:
        ScriptError: the file cannot be read, or a line of it is wrong.
    """
    return parse_script(_decoded(path), path)


def read_titles(path: Path) -> tuple[tuple[int, str], ...]:
    """The chapters' titles in a script file on disk, each with its line, from 1.

    Raises:
        ScriptError: the file cannot be read.
    """
    rows = enumerate(_decoded(path).split("\n"), start=1)
    return tuple(
        (number, folded(row.strip().lstrip("="))) for number, row in rows if row.strip()[:1] == "="
    )


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ScriptError(f"{path}: the script cannot be read ({error.strerror})") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        raise ScriptError(
            f"{path}:{number}: the script is not UTF-8 text; save it as UTF-8"
        ) from error
