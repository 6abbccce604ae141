"""The script: who says each line, as a plain text file that a listener corrects.

One line of the story is one line of the file:

    == Chapter 1: The Lost Child

    Narrator: The boy looked into every shop window.
    Albie: "Daddy?"
    Mara (thinking): Where is she?
    Draco ?: "Are you lost?"
    [scene break] * * *

A `?` marks a doubtful speaker. Names are the user's to change; the words belong to the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from fullcast.errors import ScriptError
from fullcast.model import (
    NARRATOR,
    Character,
    Kind,
    Line,
    Script,
    ScriptChapter,
)

DOUBTFUL_BELOW = 0.7
"""Lines whose speaker is less likely right than this are marked with a `?`."""

CORRECTED = "correction"
"""The reason of a speaker that the user's script states."""

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
    Kind.FRONT_MATTER: "front matter",
    Kind.NOTE: "note",
    Kind.END: "end",
}
_KINDS = {word: kind for kind, word in _BRACKETS.items()}
_BRACKETED = re.compile(rf"\[(?P<kind>{'|'.join(_KINDS)})\](?:\s(?P<text>.*))?$")
_SPOKEN = re.compile(
    r"(?P<speaker>[^:\[\]]{1,80}?)(?P<thinking>\s\(thinking\))?(?P<doubt>\s\?)?:(?:\s(?P<text>.*))?$"
)


def format_script(script: Script) -> str:
    """The script as text; ends with a line feed."""
    parts = [_HEADER.format(title=script.title)]
    for chapter in script.chapters:
        parts.append(f"\n== {chapter.title}\n")
        paragraph = -1
        for line in chapter.lines:
            if line.paragraph != paragraph:
                parts.append("\n")
                paragraph = line.paragraph
            parts.append(format_line(line) + "\n")
    return "".join(parts)


def format_line(line: Line) -> str:
    """One line as the script shows it, its white space folded."""
    text = _folded(line.text)
    if line.kind in _BRACKETS:
        return f"[{_BRACKETS[line.kind]}] {text}".rstrip()
    thinking = " (thinking)" if line.kind is Kind.THOUGHT else ""
    return f"{line.speaker or NARRATOR}{thinking}{' ?' if is_doubtful(line) else ''}: {text}"


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


def _folded(text: str) -> str:
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
    lines: list[WrittenLine] = []
    for number, raw in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        row = raw.strip()
        if not row or row.startswith(("#", "==")):
            continue
        bracketed = _BRACKETED.match(row)
        if bracketed:
            kind = _KINDS[bracketed.group("kind")]
            lines.append(WrittenLine(number, kind, _folded(bracketed.group("text") or "")))
            continue
        lines.append(_spoken(row, number, path))
    return tuple(lines)


def _spoken(row: str, number: int, path: Path) -> WrittenLine:
    m = _SPOKEN.match(row)
    if m is None or not m.group("speaker").strip():
        raise ScriptError(
            f'{path}:{number}: this line has no speaker; write "Name: what they say", or start it '
            "with # to leave it out"
        )
    speaker = _folded(m.group("speaker"))
    kind = Kind.THOUGHT if m.group("thinking") else Kind.DIALOGUE
    if speaker.casefold() == NARRATOR.casefold():
        speaker = NARRATOR
        kind = kind if kind is Kind.THOUGHT else Kind.NARRATION
    return WrittenLine(
        number, kind, _folded(m.group("text") or ""), speaker, bool(m.group("doubt"))
    )


def read_script(path: Path) -> tuple[WrittenLine, ...]:
    """The lines of a script file on disk.

    Raises:
        ScriptError: the file cannot be read, or a line of it is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScriptError(f"{path}: the script is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise ScriptError(f"{path}: the script cannot be read ({error.strerror})") from error
    return parse_script(text.replace("\r\n", "\n"), path)


def merge(script: Script, written: Sequence[WrittenLine]) -> tuple[Script, tuple[WrittenLine, ...]]:
    """A script with the speakers that a user's file states, and the file's lines without a home.

    Lines are matched by their words and order, so a correction survives when the story around it
    changes. A speaker marked with `?` in the file is still the program's own guess and is guessed
    anew; any other speaker of the file stands.
    """
    ours = list(script.lines)
    matcher = SequenceMatcher(
        a=[_folded(line.text) for line in ours], b=[w.text for w in written], autojunk=False
    )
    stated: dict[tuple[int, int], WrittenLine] = {}
    homeless = set(range(len(written)))
    for a, b, size in matcher.get_matching_blocks():
        for offset in range(size):
            line = ours[a + offset]
            stated[line.chapter, line.index] = written[b + offset]
            homeless.discard(b + offset)
    names = {name.casefold(): c.name for c in script.characters for name in (c.name, *c.aliases)}
    chapters = tuple(
        replace(chapter, lines=tuple(_stated(line, stated, names) for line in chapter.lines))
        for chapter in script.chapters
    )
    lost = tuple(written[i] for i in sorted(homeless) if written[i].speaker is not None)
    return _recounted(replace(script, chapters=chapters)), lost


def _stated(line: Line, stated: dict[tuple[int, int], WrittenLine], names: dict[str, str]) -> Line:
    said = stated.get((line.chapter, line.index))
    if said is None or said.speaker is None or said.doubtful or not line.kind.voiced:
        return line
    speaker = names.get(said.speaker.casefold(), said.speaker)
    if line.speaker == speaker:
        return replace(line, confidence=max(line.confidence, DOUBTFUL_BELOW))
    kind = line.kind
    if line.kind in (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT):
        kind = line.kind if said.kind is Kind.NARRATION else said.kind
    return replace(line, kind=kind, speaker=speaker, confidence=1.0, reason=CORRECTED)


def _recounted(script: Script) -> Script:
    """The script with the characters who speak in it, most lines first."""
    counts = Counter(
        line.speaker
        for line in script.lines
        if line.kind in (Kind.DIALOGUE, Kind.THOUGHT) and line.speaker not in (None, NARRATOR)
    )
    known = {character.name: character for character in script.characters}
    characters = tuple(
        known.get(name, Character(name)) for name, _ in counts.most_common() if name is not None
    )
    return replace(script, characters=characters)


def to_json(script: Script) -> dict[str, object]:
    """The script as plain values; offsets count characters of the decoded story."""
    counts = Counter(line.speaker for line in script.lines)
    skipped = [
        {"start": line.start, "end": line.end, "kind": str(line.kind)}
        for line in script.lines
        if not line.kind.voiced
    ]
    return {
        "title": script.title,
        "author": script.author,
        "narrator": script.narrator,
        "characters": [
            {
                "name": character.name,
                "aliases": list(character.aliases),
                "gender": str(character.gender),
                "lines": counts[character.name],
            }
            for character in script.characters
        ],
        "chapters": [_chapter_json(chapter) for chapter in script.chapters],
        "skipped": skipped,
    }


def _chapter_json(chapter: ScriptChapter) -> dict[str, object]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "lines": [
            {
                "kind": str(line.kind),
                "speaker": line.speaker,
                "text": line.text,
                "start": line.start,
                "end": line.end,
                "confidence": round(line.confidence, 3),
                "reason": line.reason,
            }
            for line in chapter.lines
        ],
    }
