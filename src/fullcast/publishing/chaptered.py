"""All chapters of an audiobook in one file: their sound as one stream, and where each begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from fullcast.errors import OutputError
from fullcast.publishing.atomic import explained
from fullcast.publishing.labels import one_line

_BYTES_PER_SAMPLE = 2
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ChapterSound:
    """A chapter and its sound."""

    title: str
    blocks: Iterable[bytes]
    """16-bit little-endian mono PCM, read once and in order, when the chapter's turn comes."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a chapter lies, in seconds."""

    title: str
    start: float
    end: float


class Reel:
    """Chapters one behind the other; once the sound was read, it is known where each lies."""

    def __init__(self, chapters: Iterable[ChapterSound], rate: int) -> None:
        """`rate` is in samples per second."""
        self._chapters = chapters
        self._rate = rate
        self.samples = 0
        """That were read so far."""
        self.marks: list[Mark] = []
        """Of the chapters that were read so far."""

    def blocks(self) -> Iterator[bytes]:
        """The sound of all chapters.

        Raises:
            ValueError: a block holds half a sample.
        """
        for chapter in self._chapters:
            start = self.samples
            for block in chapter.blocks:
                if len(block) % _BYTES_PER_SAMPLE:
                    raise ValueError("a block of sound ends within a sample")
                self.samples += len(block) // _BYTES_PER_SAMPLE
                yield block
            title = one_line(chapter.title)
            self.marks.append(Mark(title, start / self._rate, self.samples / self._rate))

    def seconds(self, path: Path) -> float:
        """How long all of it is.

        Raises:
            OutputError: there was no sound for the file at `path`.
        """
        if not self.samples:
            raise OutputError(f"cannot write {path}: there is no sound for it")
        return self.samples / self._rate


@contextmanager
def spool(path: Path) -> Iterator[BinaryIO]:
    """A nameless file for what will be part of the one at `path`; gone when the block ends.

    Raises:
        OutputError: it cannot be written.
    """
    with explained(path):
        file = TemporaryFile(dir=path.parent)  # noqa: SIM115 - closed below
    try:
        yield cast("BinaryIO", file)
    finally:
        # After a failure, that is the error to hear of, not what a full disk says once more.
        with suppress(OSError):
            file.close()


def spooled(file: BinaryIO, path: Path) -> Iterator[bytes]:
    """All that was written into a spool, in blocks.

    Raises:
        OutputError: what was written before cannot be.
    """
    with explained(path):
        file.seek(0)
    while block := file.read(_BLOCK):
        yield block
