"""Reads a finished audiobook back from its folder, and tells what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import audiobooks, checking, listening, mastering, publishing
from fullcast.bookshelf import Place
from fullcast.checking import (
    AGAIN,
    Figures,
    Finding,
    Limits,
    Manifest,
    ManifestChapter,
    ManifestWhole,
    Score,
)
from fullcast.checking.decoding import UndecodableError, decoded
from fullcast.errors import OutputError, ScriptError
from fullcast.listening import Ears, Levels
from fullcast.model import FileTags, Measurement, ProfileName, Track

_EARLY, _LATE = 0.25, 0.5
"""Seconds that the silence before and after the words may differ from its profile's: how a word
begins and dies away is no exact thing."""

LARGEST = 2**31
"""Bytes; 14 hours at the highest bit rate. More is no track, and would not fit into memory."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in the folder of one audiobook."""

    folder: Path
    title: str
    chapters: int
    lines: int
    """That are heard."""
    levels: tuple[Figures, ...]
    findings: tuple[Finding, ...]
    scores: tuple[Score, ...] = ()
    """Of each speaker, if the lines were listened to."""

    @property
    def seconds(self) -> float:
        """Of sound."""
        return sum(level.seconds for level in self.levels)


def inspect(
    folder: Path,
    heard: Callable[[Path], None] = lambda path: None,
    ears: Ears | None = None,
    chapters: tuple[int, int] | None = None,
    limits: Limits | None = None,
) -> Inspection:
    """Check the audiobook in a folder; `heard` is told of each track before it is decoded.

    With `ears`, its lines are listened to as well. `chapters` are the first and last of the tracks
    that are looked at; the playlist and the script are always. With `limits`, or those of the
    profile that the audiobook was made for, the files are held to them, and not to how loud the
    lines are meant to be.

    Raises:
        OutputError: a file is there but cannot be read.
        EngineError: the lines cannot be listened to.
    """
    return _Inspector(folder, heard, ears, chapters, limits).inspect()


def limits_of(profile: str) -> Limits | None:
    """What the files of a profile are held to; None for one that this version does not know."""
    held = {str(name): each for name, each in mastering.PROFILES.items()}.get(profile)
    if held is None:
        return None
    window = held.lowest, held.highest
    return Limits(
        profile,
        loudness=window if held.scale is mastering.Scale.LUFS else None,
        rms=window if held.scale is mastering.Scale.RMS else None,
        true_peak=held.true_peak,
        noise_floor=held.floor,
        head=(held.head - _EARLY, held.head + _EARLY),
        tail=(held.tail - _LATE, held.tail + _LATE),
        bitrate=held.least,
        constant=held.least is not None,
        rate=held.rate,
        seconds=held.longest and 60 * held.longest,
    )


def breaches(path: Path, profile: str) -> tuple[str, ...]:
    """In what a finished track is not as its profile asks, measured on the encoded file.

    Raises:
        OutputError: it cannot be read.
    """
    limits = limits_of(profile)
    if limits is None:
        return ()
    try:
        with decoded(path) as sound:
            measured = mastering.measure(sound.blocks, sound.rate)
    except UndecodableError as error:
        return (f"cannot be decoded ({error})",)
    coding, step = publishing.coding_of(path), mastering.LEVEL_STEP
    return checking.breaches(limits, checking.figures(path.name, 0, measured, step, coding))


@dataclass(slots=True)
class _Inspector:
    folder: Path
    heard: Callable[[Path], None]
    ears: Ears | None
    chapters: tuple[int, int] | None
    limits: Limits | None
    noted: bool = True
    """Whether there is a manifest."""
    findings: list[Finding] = field(default_factory=list)
    levels: list[Figures] = field(default_factory=list)
    sounding: dict[int, Levels] = field(default_factory=dict)
    """The effective values of each track that can be listened to."""

    def inspect(self) -> Inspection:
        present = audiobooks.files(self.folder)
        manifest = self._manifest(present)
        if self.limits is None and manifest.profile != ProfileName.PLAIN:
            self.limits = limits_of(manifest.profile)
        self._script(manifest, present)
        first, last = self.chapters or (1, manifest.total)
        tracks = tuple(track for track in manifest.tracks if first <= track.number <= last)
        self.findings += checking.missing_files(tracks, present)
        found = {
            track.number: self._track(track, manifest) for track in tracks if track.file in present
        }
        tags = {number: read for number, (read, _) in found.items() if read is not _SKIPPED}
        self.findings += checking.tags(manifest, tags)
        cover = audiobooks.read(self.folder / checking.COVER, present)
        self.findings += checking.covers(manifest, tags, cover, publishing.picture_fault)
        told = {finding.file for finding in self.findings}
        self.findings += [
            checking.retagged(track)
            for track in tracks
            if track.file not in told and found.get(track.number, (None, False))[1]
        ]
        self._playlist(manifest, present)
        self._library(manifest, present)
        self.findings += checking.wholes(manifest, lambda whole: self._fingerprint(whole, present))
        self.findings += checking.editions(manifest, present, self._digest)
        self.findings += checking.stray_files(manifest, present)
        spoken = listening.listen(self.ears, self.folder, manifest, self.sounding)
        self.findings += checking.misspoken(spoken)
        return Inspection(
            folder=self.folder,
            title=manifest.title or self.folder.name,
            chapters=len(tracks),
            lines=sum(line.start is not None for each in tracks for line in each.lines),
            levels=tuple(self.levels),
            findings=tuple(self.findings),
            scores=checking.scores(spoken),
        )

    def _digest(self, name: str) -> str:
        return publishing.file_digest(self.folder / name)

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
        return audiobooks.unnoted(self.folder, present)

    def _script(self, manifest: Manifest, present: Sequence[str]) -> None:
        """Hold the manifest against the script."""
        path = audiobooks.beside(self.folder, Place(self.folder).script, ".script.txt", present)
        if path.name not in present:
            if self.noted:
                self.findings.append(Finding("script", path.name, f"is missing: {AGAIN}"))
            return
        try:
            chapters = audiobooks.script_chapters(path, manifest)
        except ScriptError as error:
            message = f"cannot be read: {str(error).removeprefix(f'{path}:').strip()}"
            self.findings.append(Finding("script", path.name, message))
            return
        first, last = self.chapters or (1, len(chapters))
        worded = [n for n, lines in enumerate(chapters, start=1) if lines and first <= n <= last]
        self.findings += checking.missing_chapters(manifest, worded, path.name)
        if self.noted:
            self.findings += checking.against_script(manifest, chapters, path.name)

    def _track(self, track: ManifestChapter, manifest: Manifest) -> tuple[FileTags | None, bool]:
        """Check one file; returns its tags, and whether its bytes are not those that were made."""
        path = self.folder / (track.file or "")
        self.heard(path)
        if path.stat().st_size > LARGEST:
            what = f"is far too large ({path.stat().st_size / 1e9:.1f} GB) for a track: {AGAIN}"
            self.findings.append(Finding("other", path.name, what, track.number))
            return _SKIPPED, True
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
        coding, step = publishing.coding_of(path), mastering.LEVEL_STEP
        self.levels.append(checking.figures(path.name, track.number, measured, step, coding))
        if whole:
            self.findings += self._levels(track, measured, self.levels[-1])
            self.findings += _placed(track, measured, manifest.pause)
            self.sounding[track.number] = measured.levels

    def _levels(
        self, track: ManifestChapter, measured: Measurement, found: Figures
    ) -> Iterable[Finding]:
        if self.limits:
            return checking.against(self.limits, found)
        loudness = checking.loudness(track, measured, mastering.TARGET_LOUDNESS)
        return loudness + checking.peak(track, measured)

    def _fingerprint(
        self, whole: ManifestWhole, present: Sequence[str]
    ) -> tuple[str, str, int] | None:
        """The digests of a file that holds the whole audiobook; None if it is missing."""
        if whole.file not in present:
            return None
        now = publishing.fingerprint(self.folder / whole.file)
        return now.file, now.sound, now.size

    def _playlist(self, manifest: Manifest, present: Sequence[str]) -> None:
        path = audiobooks.beside(self.folder, Place(self.folder).playlist, ".m3u8", present)
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
        data = audiobooks.read(self.folder / name, present)
        if data is None:
            self.findings.append(Finding("metadata", name, f"is missing: {AGAIN}"))
            return
        as_made = publishing.digest(data) == manifest.metadata_digest
        wanted = publishing.chapters(_tracks(self.folder, manifest)) if self.noted else None
        said = publishing.read_library_metadata(data)
        self.findings += checking.library(name, manifest, said, wanted, as_made)


_SKIPPED = FileTags()
"""In place of the tags of a file that holds another chapter."""


def _placed(track: ManifestChapter, measured: Measurement, pause: float) -> list[Finding]:
    """What is wrong with where sound is; without a manifest that is not known."""
    if not track.sound_digest:
        return []
    return checking.length(track, measured) or checking.silence(
        track, measured.levels, mastering.LEVEL_STEP, pause
    )


def _tracks(folder: Path, manifest: Manifest) -> list[Track]:
    """The tracks as they were made."""
    return [Track(folder / (each.file or ""), each.title, each.seconds) for each in manifest.tracks]
