"""Add characters to voices.yaml without touching a byte of what is there.

New text is spliced into the old at the places that the parsed tree tells, and the result is parsed
again and compared before it is written: comments, order, quoting, anchors and line ends stay.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from fullcast.casting.document import Document, read_text
from fullcast.casting.entries import NewEntry, block, flow, new_entries, new_file
from fullcast.casting.match import match
from fullcast.casting.read import parse_voice_map
from fullcast.casting.voicemap import (
    CharacterEntry,
    VoiceMap,
    for_story,
    name_key,
)
from fullcast.errors import OutputError, VoiceMapError
from fullcast.model import NARRATOR, Cast, CastMember

_LINE_ENDS = ("\n", "\r")
_LINE_END = re.compile(r"\r\n?|\n")


def add_missing(path: Path, cast: Cast, title: str) -> tuple[str, ...]:
    """Add the members of a story's cast that voices.yaml lacks, with the voices they have in it.

    A member is there if the file lists the name or an alias, for all stories or for one. A comment
    says how many lines the new ones have in the story of that title. The rest of the file stays
    byte for byte, so the counts of other stories too. A file that does not exist is made, with a
    header that explains it and the narrator's voice. Nothing is written if nobody is missing from
    an existing file.

    Returns:
        The names that were added, most lines first.

    Raises:
        VoiceMapError: the file is wrong as it is.
        OutputError: it cannot be written, or it is laid out so that nothing can be added.
    """
    text = read_text(path) if os.path.lexists(path) else new_file(path, cast)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    before = parse_voice_map(path, body)
    missing = _missing(before, cast)
    if missing:
        body = _with_entries(Document(path, body), body, new_entries(before, missing, title))
        _check(before, missing, path, body)
    if missing or not path.exists():
        _write(path, mark + body)
    return tuple(member.character.name for member in missing)


def _missing(voice_map: VoiceMap, cast: Cast) -> list[CastMember]:
    listed: list[CharacterEntry] = list(voice_map.characters)
    for story in voice_map.stories:
        listed.extend(for_story(voice_map, story.title).characters)
    unnamed = ("", name_key(NARRATOR))
    everybody = [m.character for m in cast.members if name_key(m.character.name) not in unnamed]
    found: set[str] = set()
    for entries in (voice_map.characters, listed):
        found.update(match(everybody, entries))
    names = {character.name for character in everybody} - found
    return [member for member in cast.members if member.character.name in names]


def _with_entries(doc: Document, text: str, entries: Sequence[NewEntry]) -> str:
    """`text` with the entries under `characters:`."""
    newline = next((each for each in ("\r\n", "\n", "\r") if each in text), "\n")
    root = doc.root
    if isinstance(root, MappingNode):
        for key, value in root.value:
            if key.value == "characters":
                return _into_section(text, key, value, entries, newline)
        if root.flow_style:
            return _into_flow(text, root, f"characters: {{{flow(entries)}}}")
    column = root.start_mark.column if isinstance(root, MappingNode) else 0
    lead = "" if not text or text.endswith(_LINE_ENDS) else newline
    pad = " " * column
    head = f"{lead}{newline if text.strip() else ''}{pad}characters:{newline}"
    return text + head + block(entries, column + 2, 2, newline)


def _into_section(
    text: str,
    key: Node,
    value: Node,
    entries: Sequence[NewEntry],
    newline: str,
) -> str:
    if isinstance(value, MappingNode) and value.flow_style:
        if value.value:
            return _into_flow(text, value, flow(entries))
        text = _cut(text, value)
    elif not isinstance(value, MappingNode):  # null: nothing, ~ or the word
        text = _cut(text, value)
    column, step, last = key.start_mark.column + 2, 2, key.end_mark.index
    if isinstance(value, MappingNode) and not value.flow_style:
        column, last = _column(value), _content_end(text, value)
        inner = [v for _, v in value.value if isinstance(v, MappingNode) and not v.flow_style]
        step = next((_column(v) - column for v in inner if _column(v) > column), 2)
    place = _after_line(text, last)
    while _is_comment(text[place : _after_line(text, place)], column):
        place = _after_line(text, place)
    head = text[:place]
    lead = "" if head.endswith(_LINE_ENDS) else newline
    return head + lead + block(entries, column, step, newline) + text[place:]


def _column(node: MappingNode) -> int:
    """The column of a block mapping's keys; its own mark may stand at an anchor."""
    return int(node.value[0][0].start_mark.column)


def _after_line(text: str, index: int) -> int:
    """Where the next line begins."""
    end = _LINE_END.search(text, index)
    return len(text) if end is None else end.end()


def _is_comment(line: str, column: int) -> bool:
    bare = line.lstrip(" ")
    return bare.startswith("#") and len(line) - len(bare) >= column


def _content_end(text: str, node: Node) -> int:
    """Where the last thing in a node ends that is not a comment."""
    if isinstance(node, MappingNode) and not node.flow_style and node.value:
        key, value = node.value[-1]
        if value.start_mark.index < key.start_mark.index:  # an alias: it stands beside its key
            return _content_end(text, key)
        return max(_content_end(text, key), _content_end(text, value))
    if isinstance(node, SequenceNode) and not node.flow_style and node.value:
        return _content_end(text, node.value[-1])
    return len(text[: node.end_mark.index].rstrip())  # a block scalar's end is on a later line


def _cut(text: str, node: Node) -> str:
    """The text without a node's own text and the spaces before it."""
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:
        return text
    return text[:start].rstrip(" ") + text[end:]


def _into_flow(text: str, node: Node, added: str) -> str:
    place = node.end_mark.index - 1  # before the closing brace
    before = text[:place].rstrip()
    comma = "" if before.endswith(("{", ",")) else ", "
    if _LINE_END.search(text, len(before), place) is None:  # else a comment may stand between
        place = len(before)
        comma = " " if before.endswith(",") else comma
    return text[:place] + comma + added + text[place:]


def _check(before: VoiceMap, missing: Sequence[CastMember], path: Path, text: str) -> None:
    """Make sure that the new text says what the old one said, and the new characters."""
    names = [member.character.name.strip() for member in missing]
    try:
        after = parse_voice_map(path, text)
    except VoiceMapError:
        after = VoiceMap()
    count = len(before.characters)
    kept = after.characters[:count] == before.characters and (
        replace(after, characters=()) == replace(before, characters=())
    )
    if not kept or [entry.name for entry in after.characters[count:]] != names:
        raise OutputError(
            f"{path}: {', '.join(names)} cannot be added to the file as it is laid out; "
            "write `characters:` on a line of its own with one name a line below it"
        )


def _write(path: Path, text: str) -> None:
    """Replace the file at once, so that no reader ever sees half of it."""
    target = path.resolve()  # a link stays a link
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
            temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: it cannot be written: {error.strerror or error}; check the folder's "
            "permissions and free space"
        ) from error
