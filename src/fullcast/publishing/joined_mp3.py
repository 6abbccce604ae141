"""A single MP3 with chapters, made of the tracks without encoding anything again.

Each track begins with an encoder of its own, so its frames may follow any others: its sound begins
exactly as many samples behind that of the first one as the frames before it hold. What the encoder
added to the end of a track (less than 0.06 s) lengthens the silence between two chapters.
Chapters: https://id3.org/id3v2-chapters-1.0
"""

# mypy: allow-untyped-calls
# mutagen says that it is typed, but most of its functions are not.

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from mutagen import id3

from fullcast.errors import OutputError
from fullcast.model import Track
from fullcast.publishing.atomic import PartFile, replacing
from fullcast.publishing.chaptered import Mark, spool, spooled
from fullcast.publishing.info_frame import Mp3Format, checksum, info_frame
from fullcast.publishing.labels import one_line
from fullcast.publishing.stream import frames_of
from fullcast.publishing.tags import TrackTags, id3_tag, text_encoding

MOST_CHILDREN = 255
"""Entries of a table of contents; a book with more chapters has tables within its table."""

_TOP_AND_ORDERED, _ORDERED = 3, 1
_NOWHERE = 0xFFFFFFFF
"""In place of an offset: chapters are found by their times."""


def write_joined_mp3(
    path: Path, tracks: Sequence[Track], *, tags: TrackTags, cover: bytes | None
) -> tuple[Mark, ...]:
    """Join the tracks of a book, in order, into one MP3 and return where each lies.

    Of the tags the title is that of the book; `cover` is a JPEG. The file appears when it is whole,
    and is left as it was if it would be the same.

    Raises:
        OutputError: a track is damaged or unlike the others, or the file cannot be written.
    """
    with replacing(path, keep_same=True) as part, spool(path) as file:
        joint = _Joint(PartFile(file, path), path)
        for track in tracks:
            joint.add(track)
        info = joint.info()
        part.write(_tag(tags, cover, joint.marks) + info)
        for block in spooled(file, path):
            part.write(block)
    return tuple(joint.marks)


class _Joint:
    """The frames of one track behind those of another."""

    def __init__(self, sound: PartFile, path: Path) -> None:
        self._sound = sound
        self._path = path
        self._form: Mp3Format | None = None
        self._count = self._size = self._samples = self._crc = 0
        self.marks: list[Mark] = []

    def add(self, track: Track) -> None:
        """Write the frames of a track."""
        frames = frames_of(track.path)
        if frames is None:
            raise OutputError(f"{track.path} is damaged or no track of Fullcast: make it again")
        if self._form not in (None, frames.form):
            raise OutputError(
                f"cannot write {self._path}: {track.path.name} has another sample rate or bitrate "
                "than the tracks before it: make all chapters at once"
            )
        self._form = form = frames.form
        begins = self._count * form.samples_per_frame
        self._sound.write(frames.data)
        self._crc = checksum(frames.data, self._crc)
        self._count += frames.count
        self._size += len(frames.data)
        # Behind the last track, what the encoder added is taken off by players.
        self._samples = begins + round(track.duration * form.rate)
        if self.marks:
            before = self.marks.pop()
            self.marks.append(Mark(before.title, before.start, begins / form.rate))
        start, end = begins / form.rate, self._samples / form.rate
        self.marks.append(Mark(one_line(track.title), start, end))

    def info(self) -> bytes:
        """The Info frame of all of it."""
        if self._form is None:
            raise OutputError(f"cannot write {self._path}: there is no sound for it")
        return info_frame(
            self._form,
            samples=self._samples,
            size=self._size,
            crc=self._crc,
            frames=self._count,
        )


def _tag(tags: TrackTags, cover: bytes | None, marks: Sequence[Mark]) -> bytes:
    """The tag of a whole book."""
    title = one_line(tags.album)
    sorted_by = id3.TSOT(encoding=text_encoding(title), text=[title])
    return id3_tag(tags, cover, (_title(title), sorted_by), _chapters(marks))


def _chapters(marks: Sequence[Mark]) -> Iterator[id3.Frame]:
    names = [f"chp{number}" for number in range(1, len(marks) + 1)]
    yield from _contents(names)
    for name, mark in zip(names, marks, strict=True):
        yield id3.CHAP(
            element_id=name,
            start_time=round(mark.start * 1000),
            end_time=round(mark.end * 1000),
            start_offset=_NOWHERE,
            end_offset=_NOWHERE,
            sub_frames=[_title(mark.title)],
        )


def _contents(names: Sequence[str]) -> Iterator[id3.Frame]:
    """The table of contents, and those within it."""
    groups = [names[at : at + MOST_CHILDREN] for at in range(0, len(names), MOST_CHILDREN)]
    if len(groups) == 1:
        yield _table("toc", names, _TOP_AND_ORDERED)
        return
    parts = [f"toc{number}" for number in range(1, len(groups) + 1)]
    yield _table("toc", parts, _TOP_AND_ORDERED)
    for name, group in zip(parts, groups, strict=True):
        yield _table(name, group, _ORDERED)


def _table(name: str, children: Sequence[str], flags: int) -> id3.Frame:
    return id3.CTOC(element_id=name, flags=flags, child_element_ids=list(children), sub_frames=[])


def _title(text: str) -> id3.Frame:
    return id3.TIT2(encoding=text_encoding(text), text=[text])
