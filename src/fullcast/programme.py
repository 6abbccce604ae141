"""What is heard in an audition of a story: who, by which lines, and which conversation."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from fullcast import casting, excerpts, recording
from fullcast.errors import StoryError
from fullcast.model import AUTHOR, NARRATOR, Cast, Character, Voice
from fullcast.production import Production
from fullcast.recording import Part


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who is heard; the narrator and the author have no character."""

    name: str
    voice: Voice
    lines: int
    """Of theirs in the whole story."""
    parts: tuple[Part, ...]
    """What they are heard by."""
    character: Character | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """What is heard, in order: the roles by themselves, then the conversation."""

    roles: tuple[Role, ...]
    conversation: tuple[Part, ...]
    shortened: frozenset[tuple[int, int]]
    """Chapter and index of the roles' lines of which only the first sentences are heard."""


def programme(production: Production, only: Collection[str] = ()) -> Programme:
    """Choose what is heard: of everybody, or only of those who are named, by any of their names.

    The narrator comes first, then who has most lines, and last the author. With `only`, one of them
    takes part in the conversation. The choice depends on the script and the cast alone.

    Raises:
        StoryError: somebody who is named does not speak in the story, or nobody does.
    """
    take = recording.Recording(production.script, production.cast, production.voice_map.lexicon)
    sheets = [take.sheet(chapter) for chapter in production.script.chapters]
    parts = [part for sheet in sheets for part in sheet.parts]
    every = [role for role in _roles(production.cast, parts) if role.parts]
    if not every:
        raise StoryError(f'"{production.book.title}" has no words that can be spoken.')
    wanted = {_meant(name, every, production) for name in only}
    roles = tuple(role for role in every if not wanted or role.name in wanted)
    whole = {_place(part): len(part.jobs) for part in parts}
    heard = [part for role in roles for part in role.parts]
    return Programme(
        roles,
        excerpts.busiest(sheets, production.voice_map.pauses, wanted),
        frozenset(_place(part) for part in heard if len(part.jobs) < whole[_place(part)]),
    )


def _place(part: Part) -> tuple[int, int]:
    return part.line.chapter, part.line.index


def _roles(cast: Cast, parts: Sequence[Part]) -> list[Role]:
    def telling(name: str, voice: Voice) -> Role:
        told = excerpts.lines_of(parts, name)
        return Role(name, voice, len(told), excerpts.telling(told))

    characters = [
        Role(
            member.character.name,
            member.voice,
            member.lines,
            excerpts.telling(excerpts.lines_of(parts, member.character.name)),
            member.character,
        )
        for member in cast.members
    ]
    author = [] if cast.author is None else [telling(AUTHOR, cast.author)]
    return [telling(NARRATOR, cast.narrator), *characters, *author]


def _meant(name: str, roles: Sequence[Role], production: Production) -> str:
    """The role that a user's name is for.

    Raises:
        StoryError: it is for none.
    """
    known: dict[str, str] = {}
    for role in roles:
        aliases = role.character.aliases if role.character else ()
        for each in (role.name, *aliases):
            known.setdefault(casting.name_key(each), role.name)
    for entry in production.voice_map.characters:
        bearer = next((known[key] for key in entry.keys if key in known), None)
        for key in entry.keys if bearer else ():
            known.setdefault(key, str(bearer))
    key = casting.name_key(name)
    if key in known:
        return known[key]
    close = difflib.get_close_matches(key, known, n=1)
    hint = f'did you mean "{known[close[0]]}"?' if close else "`fullcast cast STORY` lists who does"
    raise StoryError(f'nobody called "{name}" speaks in "{production.book.title}"; {hint}')
