"""The user's corrections: taken from the script that stands on disk, and never lost there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import count, zip_longest
from pathlib import Path

from fullcast import publishing
from fullcast import script as scripts
from fullcast.errors import ScriptError
from fullcast.model import Cast, Kind, Line, Script, ScriptChapter

Known = Mapping[tuple[int, int], str]
"""Who says some lines of a story, by chapter and index."""
Decide = Callable[[Known], Script]
"""Gives the script of a story of which some speakers are known."""

_PLAIN = 0.9
"""Confidence from which on a line that was doubtful stands by what others tell of it."""
_STILL_DOUBTFUL = scripts.DOUBTFUL_BELOW - 0.001


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a script on disk makes of a story."""

    guessed: Script
    """As the program wrote it, but with the characters' new names."""
    script: Script
    """With the corrections, and with what they tell of the lines around them."""
    warnings: tuple[str, ...] = ()
    """What may be mistakes in the file."""
    formerly: Mapping[str, str] = field(default_factory=dict)
    """The old names of renamed characters (of those with most lines), by their new ones."""


def apply(guessed: Script, path: Path, decide: Decide, others: Collection[str] = ()) -> Corrected:
    """Take over the corrections in a file.

    What the file states beyond `guessed` anchors the lines that it leaves open: those with a `?`
    and those that it lacks. Those that are no longer doubtful then are anchors in their turn,
    until nothing changes, so that the same script comes of the file as it is written anew. A name
    that may be a typing error tells nothing; `others` are names that are none, as the user's
    library has them.

    Raises:
        ScriptError: the file cannot be read, or a line of it is wrong.
    """
    matching = scripts.match(guessed, scripts.read_script(path))
    renames = scripts.find_renames(guessed, matching)
    if renames:
        matching = scripts.match(guessed, scripts.undo(renames, matching))
    script = scripts.take_over(guessed, matching)
    newcomers = scripts.newcomers(guessed, matching, others)
    misspelt = {line.speaker for line, meant in newcomers if meant}
    known: dict[tuple[int, int], str] = {}
    while new := {
        place: name
        for place, name in scripts.stated_anew(guessed, script).items()
        if place not in known and name not in misspelt
    }:
        known |= new
        script = scripts.take_over(_cautious(guessed, decide(known)), matching)
    warnings = scripts.mistakes(guessed, matching, scripts.read_titles(path), path, others)
    return Corrected(
        scripts.rename(guessed, renames),
        scripts.rename(script, renames),
        warnings,
        {new: olds[0] for new, olds in renames.items()},
    )


def _cautious(guessed: Script, script: Script) -> Script:
    """A script in which what is only inferred from corrections keeps its `?`, unless it is plain.

    A line without a `?` stands from then on, and is believed as the user's own word is.
    """
    doubtful = {
        (line.chapter, line.index) for line in guessed.each_line() if scripts.is_doubtful(line)
    }
    chapters = (
        replace(
            chapter,
            lines=tuple(
                replace(line, confidence=min(line.confidence, _STILL_DOUBTFUL))
                if (line.chapter, line.index) in doubtful and line.confidence < _PLAIN
                else line
                for line in chapter.lines
            ),
        )
        for chapter in script.chapters
    )
    return replace(script, chapters=tuple(chapters))


def keep(path: Path, script: Script) -> tuple[str, ...]:
    """Write a script, unless the file says the same; what would be lost of it is kept beside it.

    A file that says the same stays as it is, with its remarks and its layout. One whose
    corrections or remarks have no place in the new script is kept under a `.bak` name, which is
    said in the warning that is returned.

    Raises:
        OutputError: a file cannot be written.
    """
    try:
        if _says_the_same(path, script):
            return ()
        before = path.read_bytes()
    except OSError:  # there is none, or the writing tells what is wrong
        before = b""
    try:
        loses = bool(before) and _loses(path, before, script)
    except ScriptError:
        loses = True
    warnings = _set_aside(path, before) if loses else ()
    publishing.write_text(path, scripts.formatted(script))
    return warnings


def _says_the_same(path: Path, script: Script) -> bool:
    """Whether the file states what the script does; it is read no further than it does.

    Raises:
        OSError: there is no file, or it cannot be read.
    """
    ours = (row for piece in scripts.formatted(script) for row in piece.split("\n"))
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as theirs:
            both = zip_longest(scripts.written(theirs, path), scripts.written(ours, path))
            return all(a and b and scripts.statement(a) == scripts.statement(b) for a, b in both)
    except (ScriptError, UnicodeDecodeError):
        return False


def _loses(path: Path, before: bytes, script: Script) -> bool:
    """Whether the file has something of its user's that is not in `script` as it is written."""
    text = scripts.format_script(script)
    if not _remarks(before.decode("utf-8-sig")) <= _remarks(text):
        return True
    matching = scripts.match(script, scripts.read_script(path))
    if any(map(scripts.may_be_correction, matching.homeless())) or any(matching.joined()):
        return True
    altered = (said for line, said in matching.both() if not scripts.same_words(line, said))
    if any(map(scripts.may_be_correction, altered)):
        return True
    return scripts.format_script(scripts.take_over(script, matching)) != text


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
    heard = {line.speaker for line in guessed.each_line()}
    added: dict[str | None, Line] = {}
    for line in script.each_line():
        if line.spoken and line.speaker not in heard:
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
        line.speaker for line in script.each_line() if line.kind in (Kind.DIALOGUE, Kind.THOUGHT)
    )
    heard = {line.speaker for line in script.each_line()}
    members = [
        replace(member, lines=counts[member.character.name])
        for member in cast.members
        if member.character.name in heard
    ]
    return replace(cast, members=tuple(sorted(members, key=lambda member: -member.lines)))
