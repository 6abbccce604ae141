"""Keeps in mind of what each finished file was made, so that one nothing has changed for stays."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from fullcast import engines, identity, publishing, rendering
from fullcast.model import Cast, Line, ScriptChapter, TimedLine, Track, Voice
from fullcast.packed import Packed
from fullcast.production import Production

_MAKERS = (
    *("delivery", "lexicon", "language", "mastering", "publishing", "rendering/clipfile.py"),
    *("passages.py", "presses.py", "pressing.py", "recording.py", "sounding.py", "studio.py"),
)
_LIBRARIES = ("lameenc", "soxr", "numpy", "pydub", "mutagen", "num2words")


def digest(
    chapter: ScriptChapter, production: Production, tags: publishing.TrackTags, cover: bytes
) -> str:
    """A key of everything that decides what the file of a chapter holds."""
    voices = _voices(chapter, production.cast)
    heard = [
        (line.index, line.kind, line.text, line.speaker, line.paragraph) for line in chapter.lines
    ]
    story = production.voice_map
    return rendering.key_of(
        (identity.code_digest(*_MAKERS), identity.versions(*_LIBRARIES)),
        sorted({(voice.engine, engines.load(voice.engine).version) for voice in voices.values()}),
        (chapter.number, heard, sorted(voices.items())),
        (production.script.language, repr(story.lexicon), story.pauses, production.profile),
        (tags, hashlib.sha256(cover).hexdigest()),
    )


def _voices(chapter: ScriptChapter, cast: Cast) -> Mapping[str, Voice]:
    """Who is heard in a chapter, and how."""
    speakers = {line.speaker for line in chapter.lines if line.speaker is not None}
    return {speaker: cast.voice_of(speaker) for speaker in speakers}


class Ledger:
    """What was made, by the paths of the files."""

    def __init__(self, store: rendering.Store) -> None:
        """`store` keeps it."""
        self._store = store

    def note(self, track: Track, made_of: str) -> None:
        """Keep in mind that a track was made of what has this digest, and that it is whole."""
        spans = [[timed.line.index, *timed.clips] for timed in track.lines]
        entry = [made_of, _state(track.path), track.duration, spans]
        self._store.put(_name(track.path), json.dumps(entry).encode())

    def find(self, path: Path, title: str, made_of: str, lines: Sequence[Line]) -> Track | None:
        """The track at a path, if it was made of just this and nobody has touched it since."""
        entry = self._store.get(_name(path))
        if entry is None:
            return None
        digest, state, duration, spans = json.loads(entry)
        if digest != made_of or state != _state(path):
            return None
        by_index = {line.index: line for line in lines}
        timed = (
            TimedLine(by_index[index], clips[0][0], clips[-1][1], tuple(map(tuple, clips)))
            for index, *clips in spans
        )
        return Track(path, title, duration, Packed(timed))


def _name(path: Path) -> str:
    return rendering.key_of(str(path.absolute()))


def _state(path: Path) -> list[int] | None:
    """What changes when somebody writes into a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]
