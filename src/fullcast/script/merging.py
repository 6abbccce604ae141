"""Take a user's corrections from a script file into a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fullcast.model import NARRATOR, Character, Kind, Line, Script
from fullcast.script.files import DOUBTFUL_BELOW, WrittenLine, is_doubtful
from fullcast.script.matching import Matching, match

CORRECTED = "correction"
"""The reason of a speaker that the user's script states."""
_SPEECH = (Kind.DIALOGUE, Kind.THOUGHT)


def merge(script: Script, written: Sequence[WrittenLine]) -> tuple[Script, tuple[WrittenLine, ...]]:
    """A script with the speakers that a user's file states, and the file's lines without a home.

    Lines are matched by their words and order, so a correction survives when the story around it
    changes. A speaker marked with `?` in the file is still the program's own guess and is guessed
    anew; any other speaker of the file stands.
    """
    matching = match(script, written)
    lost = tuple(line for line in matching.homeless() if line.speaker is not None)
    return take_over(script, matching), lost


def take_over(script: Script, matching: Matching) -> Script:
    """`merge`, where it is known already which lines are the same."""
    stated = {(line.chapter, line.index): said for line, said in matching.both()}
    names = _canonical(script, matching.written)
    chapters = tuple(
        replace(chapter, lines=tuple(_stated(line, stated, names) for line in chapter.lines))
        for chapter in script.chapters
    )
    return recounted(replace(script, chapters=chapters))


def stated_anew(guessed: Script, script: Script) -> dict[tuple[int, int], str]:
    """The speakers of a corrected script, by chapter and index, that are more than was guessed.

    These are other speakers than were guessed, and those that were doubtful and are not.
    """
    return {
        (line.chapter, line.index): line.speaker
        for guess, line in zip(guessed.each_line(), script.each_line(), strict=True)
        if line.speaker is not None
        and not is_doubtful(line)
        and (line.speaker != guess.speaker or is_doubtful(guess))
    }


def _canonical(script: Script, written: Sequence[WrittenLine]) -> dict[str, str]:
    """Names in any case to the characters': a name before an alias, who speaks more before others.

    A name that is new keeps the spelling in which the file states it first.
    """
    names = {character.name.casefold(): character.name for character in script.characters}
    for character in script.characters:
        for alias in character.aliases:
            names.setdefault(alias.casefold(), character.name)
    for line in written:
        if line.speaker is not None and not line.doubtful:
            names.setdefault(line.speaker.casefold(), line.speaker)
    return names


def _stated(line: Line, stated: dict[tuple[int, int], WrittenLine], names: dict[str, str]) -> Line:
    said = stated.get((line.chapter, line.index))
    if said is None or said.speaker is None or said.doubtful or not line.spoken:
        return line
    speaker = names[said.speaker.casefold()]
    kind = line.kind
    if kind in (Kind.NARRATION, *_SPEECH) and said.kind is not Kind.NARRATION:
        kind = said.kind
    if (line.speaker, line.kind) == (speaker, kind):
        sure = line.confidence >= DOUBTFUL_BELOW  # as most are, and a copy of each takes its time
        return line if sure else replace(line, confidence=DOUBTFUL_BELOW)
    return replace(line, kind=kind, speaker=speaker, confidence=1.0, reason=CORRECTED)


def recounted(script: Script) -> Script:
    """The script with the characters who speak in it or tell it, most lines first."""
    counts = Counter(
        line.speaker
        for line in script.each_line()
        if line.kind in _SPEECH and line.speaker not in (None, NARRATOR)
    )
    known = {character.name: character for character in script.characters}
    names = [name for name, _ in counts.most_common() if name is not None]
    if script.narrator in known and script.narrator not in counts:
        names.append(script.narrator)
    characters = tuple(known.get(name, Character(name)) for name in names)
    return replace(script, characters=characters)
