"""How the members of a cast are written in voices.yaml."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fullcast.casting.schema import SCHEMA
from fullcast.casting.voicemap import DEFAULT_ENGINE, VoiceMap, name_key
from fullcast.model import NARRATOR, Cast, CastMember, Gender, Voice

HEADER = """\
# Who sounds like what, in every story of this library.
#
# `voice` is a voice of the default engine, "engine:voice", or what the voice is like, such as
# {gender: female, age: old, accent: gb}; `fullcast voices` lists them. Also for each character
# and the narrator: rate (0.5 to 2), pitch (-12 to 12 semitones) and volume (-20 to 6 dB). More
# sections: lexicon (how a word is spoken), pauses (seconds), read (what around a story is read
# aloud: notes, summary, ...), author (in which voice) and stories (the same settings for one
# story alone, by its title).
"""
_PLAIN = re.compile(r"[^\W\d_](?:[\w.' +/-]*[\w.'])?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff]")
Settings = list[tuple[str, str]]
"""Keys and their values, as YAML."""
_TITLE = 60
"""Characters of a story's title in a comment."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A character as it is added."""

    name: str
    comment: str
    """Without its mark, on one line."""
    settings: Settings


def new_entries(voice_map: VoiceMap, missing: Sequence[CastMember], title: str) -> list[NewEntry]:
    """The entries of those who are missing, without aliases that would clash."""
    used = {name_key(NARRATOR)}
    for characters in (voice_map.characters, *(story.characters for story in voice_map.stories)):
        used.update(key for entry in characters for key in entry.keys)
    used.update(name_key(member.character.name) for member in missing)
    entries = []
    for member in missing:
        aliases = []
        for alias in member.character.aliases:
            if name_key(alias) and name_key(alias) not in used:
                used.add(name_key(alias))
                aliases.append(alias.strip())
        settings = _voice_settings(member.voice, voice_map.engine or DEFAULT_ENGINE)
        if member.character.gender is not Gender.UNKNOWN:
            settings.append(("gender", member.character.gender.value))
        settings.append(("age", member.character.age.value))
        if aliases:
            settings.append(("aliases", f"[{', '.join(_scalar(alias) for alias in aliases)}]"))
        comment = _count(member.lines, title)
        entries.append(NewEntry(member.character.name.strip(), comment, settings))
    return entries


def _voice_settings(voice: Voice, default: str) -> Settings:
    settings = [("voice", _scalar(voice.id))]
    if voice.engine != default:
        settings.append(("engine", _scalar(voice.engine)))
    elif ":" in voice.id:
        settings = [("voice", _scalar(f"{voice.engine}:{voice.id}"))]
    for key, value, normal in (
        ("rate", voice.rate, 1.0),
        ("pitch", voice.pitch, 0.0),
        ("volume", voice.volume, 0.0),
    ):
        if value != normal:
            settings.append((key, f"{value:g}"))
    return settings


def _scalar(text: str) -> str:
    """A string as YAML: plain if that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS and " #" not in text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)


def _count(lines: int, title: str) -> str:
    """How many lines somebody speaks in a story, as a comment."""
    count = f"{lines} line" if lines == 1 else f"{lines} lines"
    shown = "".join(letter if letter.isprintable() else " " for letter in title)
    shown = textwrap.shorten(shown, _TITLE, placeholder="…")
    return f'{count} in "{shown}"' if shown else count


def new_file(path: Path, cast: Cast) -> str:
    """A voices.yaml without characters; editors find the schema if it lies beside it."""
    header = HEADER
    if path.with_name(SCHEMA).is_file():
        header = f"# yaml-language-server: $schema={SCHEMA}\n{HEADER}"
    engine = cast.narrator.engine
    written = f"{header}engine: {_scalar(engine)}\n"
    # If somebody of this story tells it, other stories have narrators of their own.
    tells = any(member.voice == cast.narrator for member in cast.members)
    for key, voice in (("narrator", None if tells else cast.narrator), ("author", cast.author)):
        if voice is not None:
            settings = _voice_settings(voice, engine)
            written += f"\n{key}:\n" + "".join(f"  {name}: {value}\n" for name, value in settings)
    return written


def flow(entries: Sequence[NewEntry]) -> str:
    """Entries between braces, which have no room for comments."""
    written = []
    for entry in entries:
        settings = ", ".join(f"{key}: {value}" for key, value in entry.settings)
        written.append(f"{_scalar(entry.name)}: {{{settings}}}")
    return ", ".join(written)


def block(entries: Sequence[NewEntry], column: int, step: int, newline: str) -> str:
    """Entries on lines of their own, from a column, settings indented by `step` more."""
    lines = []
    for entry in entries:
        lines.append(f"{' ' * column}{_scalar(entry.name)}:  # {entry.comment}")
        lines.extend(f"{' ' * (column + step)}{key}: {value}" for key, value in entry.settings)
    return "".join(line + newline for line in lines)
