"""Which character of a script is which entry of voices.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fullcast.casting.voicemap import CharacterEntry, name_key
from fullcast.model import Character


def match(
    characters: Iterable[Character], entries: Sequence[CharacterEntry]
) -> dict[str, CharacterEntry]:
    """The entry of each character that has one, by the character's name as the script has it.

    In order of strength: the script's name is an entry's name; it is one of its aliases; an alias
    of the script's character is an entry's name; both share an alias. Several characters of the
    script may be one entry by name (the script split somebody in two). The ways through the
    script's aliases are weak: they do not count where they are ambiguous, or where the entry is
    already somebody's by name.
    """
    found: dict[str, CharacterEntry] = {}
    rest = []
    for character in characters:
        entry = _by_name(character.name, entries)
        if entry is None:
            rest.append(character)
        else:
            found[character.name] = entry
    taken = {name_key(entry.name) for entry in found.values()}
    free = [entry for entry in entries if name_key(entry.name) not in taken]
    for character in rest:
        entry = _by_aliases(character.aliases, free)
        if entry is not None:
            found[character.name] = entry
    return found


def _by_name(name: str, entries: Sequence[CharacterEntry]) -> CharacterEntry | None:
    key = name_key(name)
    for entry in entries:
        if name_key(entry.name) == key:
            return entry
    return next((entry for entry in entries if key in entry.keys), None)


def _by_aliases(
    aliases: tuple[str, ...], entries: Sequence[CharacterEntry]
) -> CharacterEntry | None:
    keys = {name_key(alias) for alias in aliases}
    for found in (
        [entry for entry in entries if name_key(entry.name) in keys],
        [entry for entry in entries if not keys.isdisjoint(entry.keys)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None
