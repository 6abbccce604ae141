"""Reads a finished audiobook back from its folder, and tells what is wrong with it."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import checking, mastering, publishing
from fullcast import script as scripts
from fullcast.bookshelf import Place
from fullcast.checking import AGAIN, Finding, Manifest, ManifestChapter, ScriptLine
from fullcast.checking.decoding import UndecodableError, decoded
from fullcast.errors import OutputError, ScriptError
from fullcast.model import VOICED, FileTags, Measurement, Track

_TRACK = re.compile(r"(\d{2,}) - .+\.mp3", re.S)


@dataclass(frozen=True, slots=True)
class Level:
    """How a track sounds."""

    file: str
    seconds: float
    loudness: float
    """LUFS."""
    true_peak: float
    """dBTP."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in the folder of one audiobook."""

    folder: Path
    title: str
    chapters: int
    lines: int
    """That are heard."""
    levels: tuple[Level, ...]
    findings: tuple[Finding, ...]

    @property
    def seconds(self) -> float:
        """Of sound."""
        return sum(level.seconds for level in self.levels)


def find_books(path: Path) -> tuple[Path, ...]:
    """The folders of audiobooks: this one, or those within it.

    Raises:
        OutputError: there is no such folder, or no audiobook in it.
    """
    if not path.exists():
        raise OutputError(f"{path}: there is no such folder; give one that fullcast make has made")
    if not path.is_dir():
        raise OutputError(f"{path} is a file: give the folder of the audiobook, {path.parent}")
    found = []
    for name, folders, files in os.walk(path):
        folders.sort()
        if _is_book(files):
            found.append(Path(name))
            folders.clear()
    if not found:
        raise OutputError(
            f"{path}: there is no audiobook in this folder; give one that fullcast make has made"
        )
    return tuple(found)


def _is_book(files: Iterable[str]) -> bool:
    return any(
        name == checking.MANIFEST or name.endswith(".script.txt") or _TRACK.fullmatch(name)
        for name in files
    )


def inspect(folder: Path, heard: Callable[[Path], None] = lambda path: None) -> Inspection:
    """Check the audiobook in a folder; `heard` is told of each track before it is decoded.

    Raises:
        OutputError: a file is there but cannot be read.
    """
    return _Inspector(folder, heard).inspect()


@dataclass(slots=True)
class _Inspector:
    folder: Path
    heard: Callable[[Path], None]
    noted: bool = True
    """Whether there is a manifest."""
    findings: list[Finding] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)

    def inspect(self) -> Inspection:
        present = _files(self.folder)
        manifest = self._manifest(present)
        if self.noted:
            self._script(manifest, present)
        tracks = manifest.tracks
        self.findings += checking.missing_files(tracks, present)
        found = {
            track.number: self._track(track, manifest) for track in tracks if track.file in present
        }
        tags = {number: read for number, (read, _) in found.items() if read is not _SKIPPED}
        self.findings += checking.tags(manifest, tags)
        cover = _read(self.folder / checking.COVER, present)
        self.findings += checking.covers(manifest, tags, cover, publishing.picture_fault)
        told = {finding.file for finding in self.findings}
        self.findings += [
            checking.retagged(track)
            for track in tracks
            if track.file not in told and found.get(track.number, (None, False))[1]
        ]
        self._playlist(manifest, present)
        self._library(manifest, present)
        self.findings += checking.stray_files(tracks, present)
        return Inspection(
            folder=self.folder,
            title=manifest.title or self.folder.name,
            chapters=len(tracks),
            lines=sum(line.start is not None for each in tracks for line in each.lines),
            levels=tuple(self.levels),
            findings=tuple(self.findings),
        )

    def _manifest(self, present: Sequence[str]) -> Manifest:
        """What was made; what the names of the files tell, where that is not noted."""
        try:
            manifest = checking.read_manifest(self.folder)
            if manifest is not None:
                return manifest
            message = f"is missing, so that the lines cannot be checked: {AGAIN}"
        except OutputError as error:
            reason = str(error).removeprefix(f"{self.folder / checking.MANIFEST} ")
            message = f"{reason}, so that the lines cannot be checked: {AGAIN}"
        self.noted = False
        self.findings.append(Finding("manifest", checking.MANIFEST, message))
        named = [(int(m[1]), name) for name in present if (m := _TRACK.fullmatch(name))]
        chapters = {number: ManifestChapter(number, "", (), name) for number, name in named}
        total = max(chapters, default=0)
        return Manifest("", None, total, 0.0, tuple(chapters[each] for each in sorted(chapters)))

    def _script(self, manifest: Manifest, present: Sequence[str]) -> None:
        """Hold the manifest against the script."""
        path = _beside(self.folder, Place(self.folder).script, ".script.txt", present)
        if path.name not in present:
            self.findings.append(Finding("script", path.name, f"is missing: {AGAIN}"))
            return
        try:
            chapters = _script_chapters(path, manifest)
        except ScriptError as error:
            message = f"cannot be read: {str(error).removeprefix(f'{path}:').strip()}"
            self.findings.append(Finding("script", path.name, message))
            return
        worded = [number for number, lines in enumerate(chapters, start=1) if lines]
        self.findings += checking.missing_chapters(manifest, worded, path.name)
        self.findings += checking.against_script(manifest, chapters, path.name)

    def _track(self, track: ManifestChapter, manifest: Manifest) -> tuple[FileTags | None, bool]:
        """Check one file; returns its tags, and whether its bytes are not those that were made."""
        path = self.folder / (track.file or "")
        self.heard(path)
        digests = publishing.digests(path)
        changed = bool(track.file_digest) and digests.file != track.file_digest
        if changed and (other := checking.swapped(track, digests.sound, manifest.tracks)):
            self.findings.append(other)
            return _SKIPPED, True
        self.findings += checking.unspoken(track) + checking.order(track) + checking.pace(track)
        whole = True
        if digests.sound != track.sound_digest:
            fault = publishing.sound_fault(path)
            if fault or track.sound_digest:
                kind, seconds = (fault.kind, fault.seconds) if fault else ("other", 0.0)
                self.findings.append(checking.damaged(track, kind, seconds))
                whole = fault is None
        self._sound(track, manifest, path, whole)
        return publishing.read_tags(path), changed

    def _sound(self, track: ManifestChapter, manifest: Manifest, path: Path, whole: bool) -> None:
        """Check what is heard of a file; what is not whole has been named."""
        try:
            with decoded(path) as sound:
                measured = mastering.measure(sound.blocks, sound.rate)
        except UndecodableError as error:
            if whole:
                message = f"cannot be decoded ({error}): {AGAIN}"
                self.findings.append(
                    Finding("undecodable", track.file or "", message, track.number)
                )
            return
        self.levels.append(
            Level(path.name, measured.seconds, measured.loudness, measured.true_peak)
        )
        if whole:
            self.findings += _heard(track, measured, manifest.pause)

    def _playlist(self, manifest: Manifest, present: Sequence[str]) -> None:
        path = _beside(self.folder, Place(self.folder).playlist, ".m3u8", present)
        wanted = [track.file for track in manifest.tracks if track.file]
        listed, as_made = None, True
        if path.name in present:
            names = publishing.listed_files(path)
            listed = [os.path.relpath(name, self.folder) for name in names]
            text = publishing.playlist_text(path, _tracks(self.folder, manifest)).encode()
            as_made = not self.noted or path.read_bytes() == text
        self.findings += checking.playlist(path.name, listed, wanted, as_made)

    def _library(self, manifest: Manifest, present: Sequence[str]) -> None:
        """Check what library servers read; without a manifest only whether they can."""
        name = publishing.LIBRARY_METADATA
        data = _read(self.folder / name, present)
        if data is None:
            self.findings.append(Finding("metadata", name, f"is missing: {AGAIN}"))
            return
        as_made = publishing.digest(data) == manifest.metadata_digest
        wanted = publishing.chapters(_tracks(self.folder, manifest)) if self.noted else None
        said = publishing.read_library_metadata(data)
        self.findings += checking.library(name, manifest, said, wanted, as_made)


_SKIPPED = FileTags()
"""In place of the tags of a file that holds another chapter."""


def _heard(track: ManifestChapter, measured: Measurement, pause: float) -> Iterator[Finding]:
    """What is wrong with the sound of a track; without a manifest its length is not known."""
    target = mastering.TARGET_LOUDNESS
    yield from checking.loudness(track, measured, target)
    yield from checking.peak(track, measured)
    if not track.sound_digest:
        return
    if other := checking.length(track, measured):
        yield from other
    else:
        yield from checking.silence(track, measured.levels, mastering.LEVEL_STEP, pause)


def _tracks(folder: Path, manifest: Manifest) -> list[Track]:
    """The tracks as they were made."""
    return [Track(folder / (each.file or ""), each.title, each.seconds) for each in manifest.tracks]


def _files(folder: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(each.name for each in folder.iterdir() if each.is_file()))
    except OSError as error:
        raise OutputError(f"{folder} cannot be read ({error.strerror or error})") from error


def _read(path: Path, present: Sequence[str]) -> bytes | None:
    if path.name not in present:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(f"{path} cannot be read ({error.strerror or error})") from error


def _beside(folder: Path, path: Path, suffix: str, present: Sequence[str]) -> Path:
    """A file that has the folder's name, or if the folder was renamed, the only one of its kind."""
    alike = [name for name in present if name.endswith(suffix)]
    return folder / alike[0] if path.name not in alike and len(alike) == 1 else path


def _script_chapters(path: Path, manifest: Manifest) -> list[list[ScriptLine]]:
    """The lines of each chapter of a script that are to be heard.

    What surrounds the story is, where the audiobook has anything of its kind.

    Raises:
        ScriptError: the script cannot be read.
    """
    heard = VOICED | {line.kind for chapter in manifest.chapters for line in chapter.lines}
    rows = [row for row, _ in scripts.read_titles(path)]
    chapters: list[list[ScriptLine]] = [[] for _ in rows]
    for line in scripts.read_script(path):
        if line.kind in heard and (before := bisect_left(rows, line.number)):
            chapters[before - 1].append(ScriptLine(line.text, line.speaker, line.number))
    return chapters
