"""The user's corrections: taken from the script that stands on disk, and never lost there."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from fullcast import publishing
from fullcast import script as scripts
from fullcast.errors import ScriptError
from fullcast.model import NARRATOR, Cast, Kind, Line, Script, ScriptChapter

_QUOTES = "\"'“‘«„‹「『—–"
_QUOTED = 60
"""Characters of a line that a warning quotes at most."""
_CLOSE = 0.7
"""How alike two names are that may be one with a typing error (difflib's ratio)."""
_REMARK = re.compile(r"\s*\([^()]*\)$")


def apply(script: Script, path: Path) -> tuple[Script, tuple[str, ...]]:
    """The script with the corrections in a file, and warnings of what may be mistakes in it.

    These are lines that have no place in the story, and speakers whom it does not know: each may
    be a new character, or a known one with a typing error.

    Raises:
        ScriptError: the file cannot be read, or a line of it is wrong.
    """
    written = scripts.read_script(path)
    merged, homeless = scripts.merge(script, written)
    unused = set(homeless)
    used = [line for line in written if line not in unused and not line.doubtful]
    return merged, (*_newcomers(script, used, path), *_lost(homeless, path))


def _newcomers(script: Script, used: Iterable[scripts.WrittenLine], path: Path) -> Iterator[str]:
    """A warning for each name that is nobody's in the script as the program wrote it."""
    known = {name.casefold(): name for name in _names(script)}
    new: set[str] = set()
    for line in used:
        if line.speaker is None or line.speaker.casefold() in known.keys() | new:
            continue
        new.add(line.speaker.casefold())
        yield (
            f'{path}:{line.number}: "{line.speaker}" is a new character'
            f"{_did_you_mean(line.speaker, known)}"
        )


def _names(script: Script) -> Iterator[str]:
    """Every name by which somebody who speaks in a script may be called."""
    yield NARRATOR
    for character in script.characters:
        yield from (character.name, *character.aliases)
    yield from (line.speaker for line in script.lines if line.speaker is not None)


def _did_you_mean(name: str, known: dict[str, str]) -> str:
    plain = _REMARK.sub("", name).casefold()  # only "(thinking)" is understood
    close = difflib.get_close_matches(plain, known, n=1, cutoff=_CLOSE)
    return f'; did you mean "{known[close[0]]}"?' if close else ""


def _lost(homeless: Iterable[scripts.WrittenLine], path: Path) -> tuple[str, ...]:
    """A warning if corrections have no place in the story any more."""
    lost = [line for line in homeless if _may_be_correction(line)]
    if not lost:
        return ()
    first, *others = lost
    nor = f" (nor are {len(others)} others)" if others else ""
    nor = " (nor is one other)" if len(others) == 1 else nor
    return (
        f"{path}:{first.number}: this line is not in the story any more{nor}, so its speaker "
        f"is not used: {first.speaker}: {first.text[:_QUOTED]}",
    )


def keep(path: Path, script: Script) -> tuple[str, ...]:
    """Write a script, unless the file says the same; what would be lost of it is kept beside it.

    A file that says the same stays as it is, with its remarks and its layout. One whose
    corrections or remarks have no place in the new script is kept under a `.bak` name, which is
    said in the warning that is returned.

    Raises:
        OutputError: a file cannot be written.
    """
    text = scripts.format_script(script)
    try:
        before = path.read_bytes()
    except OSError:  # there is none, or the writing tells what is wrong
        before = b""
    try:
        if before and _says_the_same(path, text):
            return ()
        loses = bool(before) and _loses(path, before, script, text)
    except ScriptError:
        loses = True
    warnings = _set_aside(path, before) if loses else ()
    publishing.write_bytes(path, text.encode())
    return warnings


def _says_the_same(path: Path, text: str) -> bool:
    """Whether the file states what `text` does."""
    on_disk = scripts.read_script(path)
    ours = scripts.parse_script(text, path)
    return [scripts.statement(a) for a in on_disk] == [scripts.statement(b) for b in ours]


def _loses(path: Path, before: bytes, script: Script, text: str) -> bool:
    """Whether the file has something of its user's that is neither in `script` nor its `text`."""
    if not _remarks(before.decode("utf-8-sig")) <= _remarks(text):
        return True
    merged, homeless = scripts.merge(script, scripts.read_script(path))
    return any(map(_may_be_correction, homeless)) or scripts.format_script(merged) != text


def _may_be_correction(line: scripts.WrittenLine) -> bool:
    """Whether a user may have stated a line's speaker, as nobody does for plain narration."""
    if line.speaker is None or line.doubtful:
        return False
    return line.speaker != NARRATOR or line.text.startswith(tuple(_QUOTES))


def _remarks(text: str) -> frozenset[str]:
    return frozenset(row.strip() for row in text.splitlines() if row.lstrip().startswith("#"))


def _set_aside(path: Path, before: bytes) -> tuple[str, ...]:
    """Keep the file's bytes under a name of their own."""
    for number in count(1):
        spare = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        if not spare.exists():
            publishing.write_bytes(spare, before)
        elif spare.read_bytes() != before:
            continue
        return (f"{path} is written anew; the one with your changes is kept as {spare.name}",)
    raise AssertionError("there are endlessly many names")


def casting_basis(guessed: Script, script: Script) -> Script:
    """The script by which to choose voices, so that a correction changes nobody else's voice.

    Voices that nobody has chosen go by who speaks most and with whom. By the corrected script a
    single correction could give half the cast other voices, and their lines would all be spoken
    anew. So it goes by the script as the program wrote it; who speaks only by correction comes
    after everybody else.
    """
    heard = {line.speaker for line in guessed.lines}
    added: dict[str | None, Line] = {}
    for line in script.lines:
        if line.speaker not in heard and line.kind.voiced:
            added.setdefault(line.speaker, line)
    known = {character.name for character in guessed.characters}
    newcomers = tuple(each for each in script.characters if each.name not in known)
    return replace(
        guessed,
        characters=(*guessed.characters, *newcomers),
        chapters=(
            *guessed.chapters,
            ScriptChapter(len(guessed.chapters) + 1, "", tuple(added.values())),
        ),
    )


def recount(cast: Cast, script: Script) -> Cast:
    """The cast with the members who speak in a script, and how many lines they do, most first."""
    counts = Counter(
        line.speaker for line in script.lines if line.kind in (Kind.DIALOGUE, Kind.THOUGHT)
    )
    heard = {line.speaker for line in script.lines}
    members = [
        replace(member, lines=counts[member.character.name])
        for member in cast.members
        if member.character.name in heard
    ]
    return replace(cast, members=tuple(sorted(members, key=lambda member: -member.lines)))
