"""Audiobooks for the tests: made, damaged and looked at."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from mutagen import id3

from fullcast import inspection, pipeline, publishing
from fullcast.checking import Finding
from fullcast.checking.decoding import decoded

ONE, TWO, THREE = "01 - The Door.mp3", "02 - The Bread.mp3", "03 - The Road.mp3"
PLAYLIST = "The Mill on the Hill.m3u8"
SCRIPT = "The Mill on the Hill.script.txt"
LIBRARY = "metadata.json"
MANIFEST = ".fullcast.json"

Samples = npt.NDArray[np.float32]


def made(folder: Path, story: str, engine: str, **others: object) -> Path:
    """Make a story; returns the folder of the audiobook."""
    path = folder / "story.md"
    path.write_text(story, encoding="utf-8")
    chosen = replace(
        pipeline.Settings(output=folder / "out", engine=engine, executor="inline"),
        **others,  # type: ignore[arg-type]
    )
    production = pipeline.prepare(path, chosen)
    quiet = pipeline.Progress(*[lambda *told: None] * 5)
    pipeline.make(production, chosen, quiet)
    return production.place.folder


def findings(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with an audiobook."""
    return inspection.inspect(folder).findings


def kinds(folder: Path) -> set[tuple[str, str]]:
    """Kind and file of each finding."""
    return {(finding.kind, finding.file) for finding in findings(folder)}


def only(folder: Path) -> Finding:
    """The one finding there is."""
    (finding,) = findings(folder)
    return finding


def sound_of(path: Path) -> Samples:
    """All samples of a track."""
    with decoded(path) as sound:
        return np.concatenate(list(sound.blocks))


def encode_again(path: Path, change: Callable[[Samples], Samples]) -> None:
    """Write a track anew with another sound and the same tags."""
    tag = id3.ID3(path)
    changed = np.clip(change(sound_of(path).copy()), -1, 1)
    pcm = np.rint(changed * 32767).astype("<i2").tobytes()
    path.write_bytes(publishing.mp3_bytes([pcm], rate=44100, bitrate=96))
    tag.save(path, v2_version=3)


def manifest(folder: Path) -> dict[str, object]:
    """The manifest as plain values."""
    document: dict[str, object] = json.loads((folder / MANIFEST).read_bytes())
    return document


def rewrite(folder: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    """Change the chapters in the manifest, as a defect of the program would."""
    document = manifest(folder)
    change(document["chapters"])  # type: ignore[arg-type]
    (folder / MANIFEST).write_text(json.dumps(document), encoding="utf-8")


def trusted(folder: Path, name: str) -> None:
    """Let the manifest say that a file is as it was made, so that only its sound tells."""
    digests = publishing.digests(folder / name)

    def change(chapters: list[dict[str, object]]) -> None:
        for chapter in chapters:
            if chapter["file"] == name:
                chapter["sha256"] = {"file": digests.file, "sound": digests.sound}

    rewrite(folder, change)
