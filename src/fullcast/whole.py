"""The whole audiobook in one file: M4B, Opus, or a single MP3, each with chapters."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import fullcast
from fullcast import bookshelf, checking, mastering, publishing, recording
from fullcast.checking import Manifest, ManifestWhole
from fullcast.errors import OutputError
from fullcast.model import ScriptChapter, Track
from fullcast.production import Production
from fullcast.speeds import WHOLE, Speeds
from fullcast.studio import Studio


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A chapter that has a track."""

    sheet: recording.CueSheet
    track: Track
    digest: str
    """Of the track's sound."""
    is_new: bool
    """Whether the track was made in this run, so that all that can be spoken was."""


def write(
    production: Production,
    room: Studio,
    titles: Sequence[str],
    made: Sequence[Track],
    formats: Sequence[str],
) -> list[Path]:
    """Write those of the formats that are one file of all chapters; see `publishing.WHOLE`.

    They hold every chapter that has a track, those of earlier runs as well. Their sound comes from
    the cache, not from the tracks, and a chapter that is not whole there is left out and named; the
    single MP3 alone joins the tracks. A file that was made of the same tracks is left as it is.
    Files of earlier runs that are no longer like the tracks are named.

    `titles` are those of all tracks of the book, `made` the tracks of this run, which the manifest
    holds already.

    Raises:
        OutputError: a file cannot be written, or nothing here encodes AAC.
    """
    place = production.place
    manifest = _manifest(production)
    if manifest is None:
        return []
    wanted = [form for form in publishing.WHOLE if form in formats]
    notes = {whole.form: whole for whole in manifest.wholes if place.whole(whole.form).exists()}
    chapters = _chapters(production, titles, made, manifest) if wanted else []
    for form in wanted:
        notes[form] = _Press(production, room, manifest, form).press(chapters, notes.get(form))
    wholes = tuple(notes[form] for form in sorted(notes))
    if wholes != manifest.wholes:
        manifest = replace(manifest, wholes=wholes)
        text = checking.to_json(manifest)
        publishing.write_text(place.manifest, text, errors="replace", keep_same=True)
    for form in notes.keys() - set(wanted):
        for what in checking.stale(notes[form], manifest):
            room.progress.warn(f"{notes[form].file} {what}: {checking.remedy(notes[form])}")
    return [place.whole(form) for form in wanted]


def stands(production: Production, form: str) -> bool:
    """Whether the file of a format is there, made of the tracks as the manifest has them."""
    manifest = _manifest(production)
    notes = (each for each in manifest.wholes if each.form == form) if manifest else iter(())
    note = next(notes, None)
    if manifest is None or note is None or not production.place.whole(form).exists():
        return False
    return not any(checking.stale(note, manifest))


def length(production: Production, lengths: Mapping[int, float]) -> float:
    """Seconds of all chapters, of which some last as long as is stated, by their numbers."""
    manifest = _manifest(production)
    others = {track.number: track.seconds for track in manifest.tracks} if manifest else {}
    return sum((others | dict(lengths)).values())


def _manifest(production: Production) -> Manifest | None:
    """The manifest of the story's folder, if there is one that can be read."""
    try:
        return checking.read_manifest(production.place.folder)
    except OutputError:
        return None


def _chapters(
    production: Production, titles: Sequence[str], made: Sequence[Track], manifest: Manifest
) -> list[_Chapter]:
    script, place = production.script, production.place
    tracks = {track.path: track for track in bookshelf.all_tracks(place, script, titles, made)}
    digests = {track.number: track.sound_digest for track in manifest.tracks}
    take = recording.Recording(script, production.cast, production.voice_map.lexicon)

    def found(chapter: ScriptChapter) -> Iterator[_Chapter]:
        path = place.track(chapter.number, len(titles), chapter.title)
        if path in tracks and chapter.number in digests:
            track, digest = tracks[path], digests[chapter.number]
            yield _Chapter(take.sheet(chapter), track, digest, track in made)

    return [each for chapter in script.chapters for each in found(chapter)]


@dataclass(frozen=True, slots=True)
class _Press:
    """Makes the file of one format."""

    production: Production
    room: Studio
    manifest: Manifest
    form: str

    @property
    def path(self) -> Path:
        return self.production.place.whole(self.form)

    def press(self, chapters: Sequence[_Chapter], before: ManifestWhole | None) -> ManifestWhole:
        """The file and what is noted of it; `before` is what was noted of it last time."""
        held = [each for each in chapters if self._whole(each)]
        self._name_missing(held)
        tags = replace(self.room.tags(self.production.book.title, 1), total=1)
        made_from = self._digest(held, tags)
        if before is not None and before.made_from == made_from and self._as_noted(before):
            return before
        self.room.progress.file(self.path)
        begin = time.perf_counter()
        self._write(held, tags)
        if isinstance(watch := self.room.workers.watch, Speeds):
            sound = sum(each.track.duration for each in held)
            watch.took(f"{WHOLE}/{self.form}", sound, time.perf_counter() - begin)
        now = publishing.fingerprint(self.path)
        numbers = tuple((each.sheet.number, each.digest) for each in held)
        return ManifestWhole(
            *(self.form, self.path.name, made_from, numbers, now.file, now.sound, now.size)
        )

    def _whole(self, chapter: _Chapter) -> bool:
        """Whether the sound of a chapter can be had."""
        if chapter.is_new or self.form == publishing.SINGLE_MP3:
            return True
        keys = [job.key for part in chapter.sheet.parts for job in part.jobs]
        return all(map(self.room.cache.holds, keys))

    def _name_missing(self, held: Sequence[_Chapter]) -> None:
        """Warn of chapters with words that are not in the file."""
        numbers = {each.sheet.number for each in held}
        lacking = [
            str(chapter.number)
            for chapter in self.production.script.chapters
            if chapter.number not in numbers and any(line.spoken for line in chapter.lines)
        ]
        if lacking:
            self.room.progress.warn(
                f"{self.path.name} has no sound for chapter {', '.join(lacking)}: make all chapters"
                " at once"
            )

    def _digest(self, held: Sequence[_Chapter], tags: publishing.TrackTags) -> str:
        """Of all that decides what is in the file."""
        cover = hashlib.sha256(self.room.cover).hexdigest()
        tracks = [(each.track.title, each.digest) for each in held]
        decides = [fullcast.__version__, self.form, asdict(tags), cover, tracks]
        return hashlib.sha256(json.dumps(decides).encode()).hexdigest()

    def _as_noted(self, before: ManifestWhole) -> bool:
        return publishing.fingerprint(self.path).file == before.file_digest

    def _write(self, held: Sequence[_Chapter], tags: publishing.TrackTags) -> None:
        path, cover = self.path, self.room.cover
        if self.form == publishing.SINGLE_MP3:
            tracks = [each.track for each in held]
            publishing.write_joined_mp3(path, tracks, tags=tags, cover=cover)
        elif self.form == publishing.OPUS:
            sound = self._sound(held, lambda pcm: mastering.at_rate(pcm, publishing.OPUS_RATE))
            publishing.write_opus(path, sound, tags=tags, cover=cover)
        else:
            sound, rate = self._sound(held, lambda pcm: pcm), mastering.OUTPUT_RATE
            publishing.write_m4b(path, sound, rate=rate, tags=tags, cover=cover)

    def _sound(
        self, held: Sequence[_Chapter], changed: Callable[[Iterator[bytes]], Iterator[bytes]]
    ) -> Iterator[publishing.ChapterSound]:
        sounds = self.room.again([each.sheet for each in held])
        for each, pcm in zip(held, sounds, strict=True):
            yield publishing.ChapterSound(each.track.title, changed(pcm))
