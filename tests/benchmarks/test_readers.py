"""The benchmark of readers sees what is right, and each thing that is not."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from fullcast.publishing import TrackTags
from fullcast.publishing.chaptered import ChapterSound
from fullcast.publishing.opus import RATE, write_opus

FOLDER = Path(__file__).parents[2] / "benchmarks"
JPEG = b"\xff\xd8\xff" + bytes(range(200))
TAGS = TrackTags("Kites", "Kites", "Ada Quill", ("Ann", "Bo"), 1, 1, year=2020)
MEANT = {
    "title": "Kites",
    "artist": "Ada Quill",
    "narrator": "Ann; Bo",
    "cover": "cover.jpg",
    "chapters": "0.000 Up\n1.500 Down — again",
}


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    for name in ("readers", "reader_names"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return import_module("readers")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Kites.opus"
    sound = bytes(np.zeros(RATE * 3 // 2, "<i2"))
    chapters = [ChapterSound(title, [sound]) for title in ("Up", "Down — again")]
    write_opus(path, chapters, tags=TAGS, cover=JPEG)
    (tmp_path / "cover.jpg").write_bytes(JPEG)
    return path


def told(readers: ModuleType, file: Path, **other: str) -> dict[str, str]:
    """What one reader makes of each field, when something else is meant."""
    table = import_module("reader_names").OPUS
    asked = {field: table[field] for field in MEANT}
    cells = readers.rows(file, MEANT | other, asked, ["mutagen"])
    return {field: cell for field, _, cell in cells}


def test_a_right_file(readers: ModuleType, file: Path) -> None:
    assert told(readers, file) == dict.fromkeys(MEANT, "✓")


def test_another_text(readers: ModuleType, file: Path) -> None:
    assert told(readers, file, artist="Ada")["artist"] == "'Ada Quill'"


def test_another_cover(readers: ModuleType, file: Path) -> None:
    (file.parent / "cover.jpg").write_bytes(JPEG[:-1])
    assert told(readers, file)["cover"] == f"'another of {len(JPEG)} bytes'"


@pytest.mark.parametrize(
    ("chapters", "right"),
    [
        ("0.000 Up\n1.519 Down — again", True),
        ("0.000 Up\n1.521 Down — again", False),
        ("0.000 Up\n1.500 Down", False),
        ("0.000 Up", False),
    ],
)
def test_chapters(readers: ModuleType, file: Path, chapters: str, right: bool) -> None:
    assert (told(readers, file, chapters=chapters)["chapters"] == "✓") == right
