"""Characters to whom a user gave another name throughout a script file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from fullcast.model import NARRATOR, Character, Kind, Script
from fullcast.script.files import WrittenLine, folded, is_doubtful
from fullcast.script.matching import Matching
from fullcast.script.merging import recounted
from fullcast.script.names import known_names, names_of, nearest, plain

Renames = Mapping[str, tuple[str, ...]]
"""A new name, and the characters who bear it now, the one with most lines first."""

_SPEECH = (Kind.DIALOGUE, Kind.THOUGHT)


def find_renames(script: Script, matching: Matching) -> Renames:
    """Who has a new name in a file.

    It is new to the story and not like anybody else's, as a typing error is; the file gives it to
    most of the character's lines and to one at least that is not doubtful; and no line of the file
    bears the old one any more.
    """
    known = known_names(script)
    still = {known.get(line.speaker.casefold()) for line in matching.written if line.speaker}
    said: dict[str, Counter[str]] = defaultdict(Counter)
    sure: set[tuple[str, str]] = set()
    spellings: dict[str, str] = {}
    for line, written in matching.both():
        if line.speaker and line.speaker != NARRATOR and written.speaker and line.kind in _SPEECH:
            new = spellings.setdefault(written.speaker.casefold(), written.speaker)
            said[line.speaker][new] += 1
            if not is_doubtful(line):
                sure.add((line.speaker, new))
    found: dict[str, list[str]] = defaultdict(list)
    for old, names in sorted(said.items(), key=lambda item: (-item[1].total(), item[0])):
        new, count = min(names.items(), key=lambda item: (-item[1], item[0]))
        if old in still or plain(new) in known or (old, new) not in sure:
            continue
        others = (name for name, owner in names_of(script) if owner != old)
        if 2 * count > names.total() and nearest(new, others) is None:
            found[new].append(old)
    return {new: tuple(olds) for new, olds in found.items()}


def undo(renames: Renames, matching: Matching) -> tuple[WrittenLine, ...]:
    """The lines of a file as they would read under the old names, which may stand in words too."""
    olds = {new.casefold(): names for new, names in renames.items()}
    words = {folded(line.text) for line in matching.lines}
    guesses = {written.number: line.speaker for line, written in matching.both()}
    return tuple(
        replace(
            line,
            speaker=_old_name(line, olds, guesses.get(line.number)),
            text=_old_words(line.text, renames, words),
        )
        for line in matching.written
    )


def _old_name(line: WrittenLine, olds: Renames, guess: str | None) -> str | None:
    names = olds.get((line.speaker or "").casefold())
    if names is None:
        return line.speaker
    return guess if guess in names else names[0]


def _old_words(text: str, renames: Renames, words: set[str]) -> str:
    if text in words:
        return text
    for new, olds in renames.items():
        for old in olds:
            if (before := text.replace(new, old)) in words:
                return before
    return text


def rename(script: Script, renames: Renames) -> Script:
    """The script with the new names; the old ones are aliases, gender and age stay."""
    news = {old: new for new, olds in renames.items() for old in olds}
    people: dict[str, Character] = {}
    for character in script.characters:
        new = news.get(character.name, character.name)
        names = (character.name, *character.aliases) if new in renames else character.aliases
        before = people.get(new, replace(character, name=new, aliases=()))
        added = dict.fromkeys([*before.aliases, *names])
        people[new] = replace(before, aliases=tuple(name for name in added if name != new))
    chapters = tuple(
        replace(
            chapter,
            lines=tuple(
                replace(line, speaker=news[line.speaker]) if line.speaker in news else line
                for line in chapter.lines
            ),
        )
        for chapter in script.chapters
    )
    narrator = news.get(script.narrator or "", script.narrator)
    return recounted(
        replace(script, characters=tuple(people.values()), chapters=chapters, narrator=narrator)
    )
