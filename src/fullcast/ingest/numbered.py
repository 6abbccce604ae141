"""Which files are the chapters of one book, by their names, and in which order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from fullcast.ingest import formats
from fullcast.ingest.decode import AS_CP1252
from fullcast.ingest.headings import SMALL_WORDS, parse
from fullcast.ingest.numbers import SPELLED, value

_LABEL = (
    r"chapter|chapitre|kapitel|cap[ií]tulo|chap|chp|ch|c|part|pt|episode|ep|e|scene|section|stave|"
    r"canto|letter|act"
)
_DIGITS = re.compile(r"(?<!\d)\d{1,4}(?:\.\d{1,2})?(?!\d)")
_WRITTEN = re.compile(
    rf"(?<![^\W\d_])(?:{_LABEL})[\s._\-]+(?P<number>{SPELLED}|[ivxlc]{{1,8}})(?![^\W_])", re.I
)
_LABELLED = re.compile(rf"(?:^|[\W_\d])(?P<label>{_LABEL})$", re.I)
_NO_CHAPTERS = re.compile(
    r"(?:^|[\W\d_])(?:book|bk|volume|vol|v|version|ver|draft|rev|revision|copy|take|season|s|"
    r"edition|ed)$|\($",
    re.I,
)
"""What stands before the numbers of books, and of drafts and copies of one story."""
_FIRST = frozenset("prologue prolog foreword preface introduction dedication epigraph".split())
_LAST = frozenset(
    "epilogue epilog afterword postscript coda acknowledgements acknowledgments appendix".split()
)
_SEPARATORS = " \t._-–—:,)]#"
_SPREAD = 10  # numbers, for each that there is
_YEARS = 1000  # from here on a number at the start of a name is hardly a chapter's
_LABELS: Mapping[str, str] = {"part": "Part", "pt": "Part", "episode": "Episode", "ep": "Episode"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file, and what its name says of the chapter in it."""

    name: str
    number: float | None = None
    label: str = "Chapter"
    rest: str = ""
    """What of the name follows the number: the chapter's title."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number in a file's name."""

    number: float
    digits: str
    label: str
    after: str


def chapters(names: Sequence[str]) -> tuple[Chapter, ...]:
    """The files of one folder in order, if their names say that they are one book's; or ().

    They are if they are of one format (other than EPUB, which is a whole book) and differ in a
    number: "01 - The Door", "02 - The Bread"; "chapter-1", "chapter-2"; "The Mill, part one". There
    must be two at least, no number twice, and without a word such as "chapter" they must not lie
    far apart. A prologue and an epilogue may stand beside them. The numbers of books, of drafts
    and of copies do not count.
    """
    readers = {formats.FORMATS[PurePosixPath(name).suffix.lower()] for name in names}
    if len(readers) != 1 or readers == {formats.FORMATS[".epub"]}:
        return ()
    first, middle, last = _parted(names)
    found = _numbered(middle)
    if not found:
        return ()
    return (*map(_edge, first), *found, *map(_edge, last))


def in_order(names: Sequence[str]) -> tuple[Chapter, ...]:
    """Files that are said to be one book, in order; folder by folder, by their numbers."""
    folders: dict[str, list[str]] = {}
    for name in sorted(names, key=_natural):
        folders.setdefault(posixpath.dirname(name), []).append(name)
    found: list[Chapter] = []
    for held in folders.values():
        first, middle, last = _parted(held)
        own = _numbered(middle) or tuple(map(_edge, middle))
        found += (*map(_edge, first), *own, *map(_edge, last))
    return tuple(found)


def _parted(names: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """What comes first, what has a number, and what comes last."""
    words = {name: " ".join(re.findall(r"[^\W_]+", _stem(name).casefold())) for name in names}
    return (
        [name for name in names if words[name] in _FIRST],
        [name for name in names if words[name] not in _FIRST | _LAST],
        [name for name in names if words[name] in _LAST],
    )


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _natural(name: str) -> list[tuple[list[tuple[int, int, str]], str]]:
    """A sorting key by which 2 comes before 10."""
    return [
        (
            [
                (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part)
                for part in re.split(r"(\d+)", piece.casefold(), flags=re.A)
            ],
            piece,
        )
        for piece in name.split("/")
    ]


def _edge(name: str) -> Chapter:
    return Chapter(name, rest=_stem(name).strip(_SEPARATORS))


def _numbered(names: Sequence[str]) -> tuple[Chapter, ...]:
    """Files in the order of the number in which alone their names differ; () if there is none."""
    if len(names) < 2:
        return ()
    readings = [dict(_readings(_stem(name))) for name in names]
    shared = set(readings[0]).intersection(*readings[1:])
    for before in sorted(shared, key=lambda before: (len(before), before)):
        own = [each[before] for each in readings]
        if _is_sequence(before, own):
            pairs = sorted(zip(own, names, strict=True), key=lambda pair: pair[0].number)
            return tuple(
                Chapter(name, each.number, _LABELS.get(each.label, "Chapter"), each.after.strip(
                    _SEPARATORS))
                for each, name in pairs
            )  # fmt: skip
    return ()


def _readings(stem: str) -> Iterator[tuple[str, _Reading]]:
    """The numbers in a name, by what stands before them."""
    for match in _DIGITS.finditer(stem):
        yield _reading(stem, match.start(), match.end(), float(match[0]))
    for match in _WRITTEN.finditer(stem):
        number = value(match["number"])
        if number is not None:
            yield _reading(stem, match.start("number"), match.end(), number)


def _reading(stem: str, start: int, end: int, number: float) -> tuple[str, _Reading]:
    before = stem[:start].strip(_SEPARATORS + "[")
    label = _LABELLED.search(before)
    named = label["label"].casefold() if label else ""
    key = " ".join(re.split(r"[\s._\-]+", stem[:start].casefold())).strip(" [")
    return key, _Reading(number, stem[start:end], named, stem[end:])


def _is_sequence(before: str, readings: Sequence[_Reading]) -> bool:
    """Whether numbers are those of chapters."""
    numbers = sorted(each.number for each in readings)
    if len(set(numbers)) < len(numbers) or _NO_CHAPTERS.search(before):
        return False
    if all(each.label for each in readings):
        return True
    if numbers[-1] - numbers[0] >= _SPREAD * len(numbers):
        return False
    return before != "" or _is_leading_sequence(numbers, readings)


def _is_leading_sequence(numbers: Sequence[float], readings: Sequence[_Reading]) -> bool:
    """Whether numbers with which names begin are no words of theirs ("3 Blind Mice")."""
    if numbers[-1] >= _YEARS:
        return False
    padded = any(each.digits.startswith("0") for each in readings)
    apart = all(not each.after or each.after.lstrip()[:1] in "._-–—:)]," for each in readings)
    counted = numbers[0] in (0, 1) and numbers == [numbers[0] + n for n in range(len(numbers))]
    joined = any(each.after[:1].isalnum() for each in readings)
    return not joined and (padded or apart or counted)


def heading(chapter: Chapter) -> str:
    """The heading that a file's name makes: "Chapter 2: The Bread"."""
    rest = humanize(chapter.rest) if chapter.rest else ""
    stated = parse(rest) if rest else None
    if chapter.number is None or (stated is not None and stated.label):
        written = rest or humanize(_stem(chapter.name))
        return written if any(map(str.isalnum, written)) else "Chapter"
    if chapter.number == 0 and any(map(str.isalnum, rest)):
        return rest
    number = f"{chapter.label} {chapter.number:g}"
    return f"{number}: {rest}" if rest else number


def humanize(stem: str) -> str:
    """A file's name as a title: "the-little_lost-boy" is "The Little Lost Boy"."""
    stem = _readable(stem)
    words = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", re.sub(r"[-_\s]+", " ", stem)
    ).split()
    if not any(c.isupper() for c in stem):
        words = [
            word
            if n and word in SMALL_WORDS and n < len(words) - 1
            else word[:1].upper() + word[1:]
            for n, word in enumerate(words)
        ]
    return " ".join(words) or stem.strip() or "Story"


def _readable(name: str) -> str:
    """A file's name with its bytes that are no UTF-8, which Python hides in it, as letters."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", AS_CP1252)
    except UnicodeEncodeError:  # half a character, as Windows allows
        return name.encode("utf-8", "replace").decode()
