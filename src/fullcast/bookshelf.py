"""The output folder: where a story's files stand, and which are left from earlier runs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import count
from pathlib import Path

from fullcast import publishing
from fullcast import script as scripts
from fullcast.checking import MANIFEST
from fullcast.errors import ScriptError
from fullcast.model import Book, Kind, Script, Track

_SCRIPT = ".script.txt"
_AUTHOR_BYTES = 40
"""Of a folder's name, at most."""

_SAME_STORY = 0.1
"""Two versions of a story share more of their longer lines than this, two stories do not."""

_LONG = 20
"""Characters of a line that hardly stands in two stories by chance, as "she said." does."""

_UNREADABLE = 0.5
"""How alike a story and a script are that cannot be read: enough to tell the user about it."""

_PROBES = 20
"""How many of a story's lines are looked for before all are compared."""

_PROSE = (Kind.NARRATION, Kind.DIALOGUE, Kind.THOUGHT)
"""What of a script has a speaker."""

_TRACK = re.compile(r"\d{2,} - .+(?<!\.whole)\.mp3", re.S)


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one story and the names of the files in it."""

    folder: Path

    @property
    def script(self) -> Path:
        """The script, which the user may correct."""
        return self.folder / f"{self.folder.name}{_SCRIPT}"

    @property
    def playlist(self) -> Path:
        """All tracks in order."""
        return self.folder / f"{self.folder.name}.m3u8"

    @property
    def epub(self) -> Path:
        """The book that is read along: not by its mere title, which the story itself may bear."""
        return self.folder / f"{self.folder.name}.read-along.epub"

    def whole(self, form: str) -> Path:
        """The file that holds all chapters; the MP3's name is none that a chapter's file has."""
        suffix = ".whole.mp3" if form == publishing.SINGLE_MP3 else f".{form}"
        return self.folder / f"{self.folder.name}{suffix}"

    @property
    def page(self) -> Path:
        """The web page, by the same rule."""
        return self.folder / f"{self.folder.name}.listen.html"

    @property
    def feed(self) -> Path:
        """The podcast feed."""
        return self.folder / f"{self.folder.name}.feed.xml"

    @property
    def cover(self) -> Path:
        """The picture."""
        return self.folder / "cover.jpg"

    @property
    def metadata(self) -> Path:
        """What library servers read."""
        return self.folder / publishing.LIBRARY_METADATA

    @property
    def manifest(self) -> Path:
        """What was made, for `fullcast check`."""
        return self.folder / MANIFEST

    @property
    def sample(self) -> Path:
        """The first seconds, where only a sample was asked for."""
        return self.folder / "sample.mp3"

    def track(self, number: int, total: int, title: str) -> Path:
        """The file of a chapter."""
        return self.folder / publishing.chapter_file_name(number, total, title, "mp3")


def place_for(output: Path, book: Book, script: Script, taken: Collection[Path] = ()) -> Place:
    """Where a story belongs: a folder with its title's name that holds no other story.

    A folder holds this story if the script in it has lines of it, so a story that was changed or
    moved keeps its folder and its corrections, and two stories of one title do not overwrite each
    other; the second one's folder bears its author's name or a number. `taken` are the folders
    that other stories of this run have. Folders whose names differ in case alone are one, as they
    are on most disks.
    """
    claimed = {publishing.folded_name(str(folder)) for folder in taken}
    best: tuple[float, Place] | None = None
    for name in _names(book):
        place = Place(_folder(output, name))
        if publishing.folded_name(str(place.folder)) in claimed:
            continue
        if not place.script.exists():
            return best[1] if best else place
        found = likeness(script, place.script)
        if found is not None and (best is None or found > best[0]):
            best = found, place
    raise AssertionError("there are endlessly many names")


def _folder(output: Path, name: str) -> Path:
    """The folder of that name, or the one there that differs from it in case alone."""
    if not (output / name).exists():
        wanted = publishing.folded_name(name)
        for folder in sorted(output.glob("*/")):
            if publishing.folded_name(folder.name) == wanted:
                return folder
    return output / name


def moved(output: Path, book: Book, place: Place) -> tuple[str, ...]:
    """A warning if a story is new and the folder of its title is another story's."""
    expected = output / next(_names(book))
    if place.folder == expected or place.script.exists():
        return ()
    return (f"{expected} is another story's folder, so this one gets {place.folder}",)


def former(output: Path, script: Script, place: Place, taken: Collection[Path] = ()) -> Path | None:
    """The script that a story had under another title, if it has none under its own.

    It is the one in another folder that shares most lines with the story, and more than half;
    folders that other stories of this run have (`taken`) are theirs.
    """
    if place.script.exists():
        return None
    folders = sorted(output.glob("*/"))
    longest = _longest(script) if folders else []
    best: tuple[float, Path] | None = None
    for folder in folders:
        path = Place(folder).script
        if folder in taken or not _holds_any(path, longest):
            continue
        found = likeness(script, path)
        if found is not None and found > max(_UNREADABLE, best[0] if best else 0.0):
            best = found, path
    return best[1] if best else None


def _longest(script: Script) -> list[str]:
    """The longest of a story's lines."""
    found: list[str] = []
    for chapter in script.chapters:
        prose = {" ".join(each.text.split()) for each in chapter.lines if each.kind in _PROSE}
        found = nsmallest(_PROBES, prose.union(found), key=lambda text: (-len(text), text))
    return found


def _holds_any(path: Path, texts: Sequence[str]) -> bool:
    """Whether a script may be a story's: a quick look, as a library may have a thousand of them."""
    try:
        held = path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # a folder without a script
        return False
    return any(text in held for text in texts)


def _names(book: Book) -> Iterator[str]:
    """Names for the story's folder, the best first."""
    room = publishing.MAX_BYTES - len(f"{_SCRIPT}.bak999")
    yield publishing.safe_name(book.title, "Story", room)
    title = publishing.safe_name(book.title, "Story", room - _AUTHOR_BYTES - len(" ()"))
    if book.author:
        yield f"{title} ({publishing.safe_name(book.author, 'Author', _AUTHOR_BYTES)})"
    for number in count(2):
        yield f"{title} ({number})"


def likeness(script: Script, path: Path) -> float | None:
    """How many of their lines a story and a script on disk share, 0 to 1; None: another story's.

    The measure is Jaccard's index. Whether the stories are the same goes by the shorter one's
    long lines alone, so that a story may grow.
    """
    try:
        written = scripts.read_script(path)
    except ScriptError:
        return _UNREADABLE
    ours = frozenset(
        " ".join(each.text.split()) for each in script.each_line() if each.kind in _PROSE
    )
    theirs = frozenset(line.text for line in written if line.speaker is not None)
    if not theirs:
        return _UNREADABLE
    long_ours, long_theirs = _long(ours), _long(theirs)
    if not long_ours or not long_theirs:
        long_ours, long_theirs = ours, theirs
    shared = len(long_ours & long_theirs)
    if shared <= _SAME_STORY * min(len(long_ours), len(long_theirs)):
        return None
    return len(ours & theirs) / len(ours | theirs)


def _long(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(text for text in texts if len(text) >= _LONG)


def all_tracks(
    place: Place, script: Script, titles: Sequence[str], made: Sequence[Track]
) -> list[Track]:
    """The tracks just made, among those of other chapters that were made before.

    `titles` are the tracks' titles, one a chapter.
    """
    by_path = {track.path: track for track in made}
    tracks = []
    for title, chapter in zip(titles, script.chapters, strict=True):
        path = place.track(chapter.number, len(titles), chapter.title)
        if path in by_path:
            tracks.append(by_path[path])
        elif (seconds := publishing.mp3_seconds(path)) is not None:
            tracks.append(Track(path, title, seconds))
    return tracks


def remove_outdated(place: Place, tracks: Sequence[Track]) -> None:
    """Remove tracks that the last playlist names and the story no longer has, and their captions.

    A chapter that was renamed would else stay and be played twice. Whatever else somebody put
    into the playlist is theirs.

    Raises:
        OutputError: a track cannot be removed.
    """
    current = {track.path for track in tracks}
    for path in publishing.listed_files(place.playlist):
        if path.parent == place.folder and path not in current and _TRACK.fullmatch(path.name):
            for file in (path, *publishing.files_beside(path)):
                publishing.remove(file)
