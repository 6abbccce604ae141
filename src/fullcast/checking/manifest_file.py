"""The manifest's file: JSON, written and read chapter by chapter."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from fullcast.checking.manifest import (
    Manifest,
    ManifestChapter,
    ManifestEdition,
    ManifestLine,
    ManifestWhole,
)
from fullcast.checking.members import members
from fullcast.errors import OutputError
from fullcast.model import Kind
from fullcast.packed import Packed

NAME = ".fullcast.json"
FORMAT = 1
_NONSENSE = (ValueError, TypeError, KeyError, OverflowError, AttributeError, RecursionError)
"""What comes of reading something else as a manifest."""


def basis(manifest: Manifest, file: str) -> str:
    """A digest of all that is noted of what an edition is made of.

    That is the track beside which it lies, by its name or its number, or else the audiobook. The
    tags of a track are no part of it: that another chapter was added changes them all.
    """
    beside = [
        chapter
        for chapter in manifest.tracks
        if file.startswith((f"{Path(chapter.file or '').stem}.", f"{_number_of(chapter)}."))
    ]
    about: list[object] = [manifest.title, manifest.author]
    for chapter in beside or manifest.chapters:
        about.append({**_chapter_json(chapter), "sha256": chapter.sound_digest})
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def _number_of(chapter: ManifestChapter) -> str:
    return (chapter.file or "").partition(" - ")[0]


def to_json(manifest: Manifest) -> Iterator[str]:
    """The manifest as a file holds it, chapter by chapter; ends with a line feed."""
    head = {
        "format": FORMAT,
        "title": manifest.title,
        "author": manifest.author,
        "language": manifest.language,
        "total": manifest.total,
        "pause": manifest.pause,
        "metadata": manifest.metadata_digest,
        "profile": manifest.profile,
    }
    tail = {
        "wholes": [_whole_json(whole) for whole in manifest.wholes],
        "editions": [
            {"file": each.file, "sha256": each.digest, "of": each.basis}
            for each in manifest.editions
        ],
    }
    yield f'{_json(head)[:-1]}, "chapters": ['
    for nth, chapter in enumerate(manifest.chapters):
        yield f"{', ' if nth else ''}{_json(_chapter_json(chapter))}"
    yield f"], {_json(tail)[1:]}\n"


def _json(document: Mapping[str, object]) -> str:
    # Without indents: those are written in Python, which takes as long as all else in a second run.
    return json.dumps(document, ensure_ascii=False)


def _chapter_json(chapter: ManifestChapter) -> dict[str, object]:
    return {
        "number": chapter.number,
        "title": chapter.title,
        "file": chapter.file,
        "seconds": round(chapter.seconds, 3),
        "sha256": {"file": chapter.file_digest, "sound": chapter.sound_digest},
        "lines": [_line_json(line) for line in chapter.lines],
    }


def _line_json(line: ManifestLine) -> dict[str, object]:
    said: dict[str, object] = {"kind": str(line.kind), "speaker": line.speaker, "text": line.text}
    if line.start is not None and line.end is not None:
        said |= {"start": round(line.start, 3), "end": round(line.end, 3)}
        said |= {"expected": round(line.expected, 2), "level": round(line.level, 2)}
    more = {"said": line.said, "error": line.error}
    return said | {key: value for key, value in more.items() if value is not None}


def _whole_json(whole: ManifestWhole) -> dict[str, object]:
    return {
        "format": whole.form,
        "file": whole.file,
        "from": whole.made_from,
        "chapters": [list(each) for each in whole.chapters],
        "sha256": {"file": whole.file_digest, "sound": whole.sound_digest},
        "bytes": whole.sound_size,
    }


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None if there is none.

    Raises:
        OutputError: it is there and cannot be read or understood.
    """
    path = folder / NAME
    try:
        state = path.stat()
        return _as_it_was(path, state.st_ino, state.st_size, state.st_mtime_ns)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path} cannot be read ({error.strerror or error})") from error
    except _NONSENSE as error:
        raise OutputError(f"{path} is damaged") from error


@lru_cache(maxsize=2)  # a run looks at it several times, and may be about two stories
def _as_it_was(path: Path, *state: int) -> Manifest:
    """A manifest, read once as long as nobody writes it: that changes its `state`."""
    # As `json.loads` takes bytes.
    with path.open(encoding="utf-8-sig", errors="surrogatepass") as file:
        return _manifest(_document(file, path))


def _document(file: TextIO, path: Path) -> Mapping[str, Any]:
    """What a file holds, its chapters as values, which need less room than what they are read from.

    Raises:
        OutputError: another version has written it.
    """
    document: dict[str, Any] = {}
    for name, value in members(file, "chapters"):
        if name == "format" and value != FORMAT:
            raise OutputError(f"{path} was written by another version of Fullcast")
        document[name] = tuple(map(_chapter, value)) if name == "chapters" else value
    return document


def _manifest(document: Mapping[str, Any]) -> Manifest:
    chapters: tuple[ManifestChapter, ...] = document["chapters"]
    _typed(int, document["format"])
    numbers = [chapter.number for chapter in chapters]
    total = _typed(int, document["total"])
    if numbers != sorted(set(numbers)) or not all(1 <= number <= total for number in numbers):
        raise ValueError("chapters that the story has not, or out of order")
    return Manifest(
        title=_typed(str, document["title"]),
        author=None if document["author"] is None else _typed(str, document["author"]),
        total=total,
        pause=_seconds(document["pause"]),
        metadata_digest=_typed(str, document.get("metadata", "")),
        chapters=chapters,
        language=_typed(str, document.get("language", "en")),
        profile=_typed(str, document.get("profile", "plain")),
        wholes=tuple(_whole(each) for each in document.get("wholes", ())),
        editions=tuple(_edition(each) for each in document.get("editions", ())),
    )


def _whole(document: Mapping[str, Any]) -> ManifestWhole:
    return ManifestWhole(
        form=_typed(str, document["format"]),
        file=_inside(document["file"]),
        made_from=_typed(str, document["from"]),
        chapters=tuple((_typed(int, one), _typed(str, two)) for one, two in document["chapters"]),
        file_digest=_typed(str, document["sha256"]["file"]),
        sound_digest=_typed(str, document["sha256"]["sound"]),
        sound_size=_typed(int, document["bytes"]),
    )


def _edition(document: Mapping[str, Any]) -> ManifestEdition:
    file = _inside(document["file"])
    return ManifestEdition(file, _typed(str, document["sha256"]), _typed(str, document["of"]))


def _chapter(document: Mapping[str, Any]) -> ManifestChapter:
    file = document["file"]
    return ManifestChapter(
        number=_typed(int, document["number"]),
        title=_typed(str, document["title"]),
        lines=Packed(_line(each) for each in document["lines"]),
        file=None if file is None else _inside(file),
        seconds=_seconds(document["seconds"]),
        file_digest=_typed(str, document["sha256"]["file"]),
        sound_digest=_typed(str, document["sha256"]["sound"]),
    )


def _inside(file: object) -> str:
    """The name of a file in the folder."""
    name: str = _typed(str, file)
    if Path(name).name != name:
        raise ValueError("a file outside the folder")
    return name


def _line(document: Mapping[str, Any]) -> ManifestLine:
    heard = "start" in document
    return ManifestLine(
        kind=Kind(document["kind"]),
        speaker=_typed(str, document["speaker"]),
        text=_typed(str, document["text"]),
        start=_seconds(document["start"]) if heard else None,
        end=_seconds(document["end"]) if heard else None,
        expected=_seconds(document["expected"]) if heard else 0.0,
        level=_number(document["level"]) if heard else 0.0,
        error=_typed((str, type(None)), document.get("error")),
        said=_typed((str, type(None)), document.get("said")),
    )


def _seconds(value: object) -> float:
    """A time that is not negative."""
    if (seconds := _number(value)) < 0:
        raise ValueError("a negative time")
    return seconds


def _number(value: object) -> float:
    """A finite number."""
    number = float(_typed((int, float), value))
    if not math.isfinite(number):
        raise ValueError("an infinite number")
    return number


def _typed(kind: type | tuple[type, ...], value: object) -> Any:
    """The value, if it is of that type, or one of these.

    Raises:
        TypeError: it is not.
    """
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value
