"""From a draft to a `Book`: chapters and blocks that tile the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullcast.ingest.draft import Draft
from fullcast.ingest.structure import language
from fullcast.ingest.structure.classify import Piece, classify
from fullcast.ingest.structure.headings import Heading, Rank
from fullcast.ingest.structure.stated import stated
from fullcast.model import Block, Book, Chapter, Kind

_OPENING = 1000
"""Characters of story before the first heading from which on they are a chapter of their own."""
_PART_PAGE = 300
"""Characters of text (a motto, a printer's address) at most between a part's heading and its
first chapter's."""
STORY = frozenset((Kind.NARRATION, Kind.MARKER))
"""The kinds of what is told."""


@dataclass(frozen=True, slots=True)
class _Division:
    """A chapter to be: the index of its first piece, and the innermost heading that opens it."""

    first: int
    heading: Heading | None = None
    part: str = ""
    """The title of the part that it lies in."""


def book(draft: Draft, name: str) -> Book:
    """The book that a draft makes; `name` is its title if the text states none."""
    structure = classify(draft)
    title = draft.title or structure.title or draft.assumed_title or name
    tags = [draft.text[p.start : p.end] for p in structure.pieces if p.kind is Kind.TAGS]
    told = stated(tags)
    series = (
        (draft.series, draft.series_number) if draft.series else (told.series, told.series_number)
    )
    tongue, remark = language.settled(draft.language or language.labelled(tags), draft.text)
    blocks = _blocks(draft.text, structure.pieces)
    divisions = _divisions(structure.pieces)
    titles = _titles(divisions, title)
    starts = [0, *(structure.pieces[d.first].start for d in divisions[1:]), len(draft.text)]
    chapters = []
    taken = 0
    for number, (start, end) in enumerate(pairwise(starts), start=1):
        until = taken
        while until < len(blocks) and blocks[until].start < end:
            until += 1
        own = tuple(blocks[taken:until])
        taken = until
        chapters.append(Chapter(number, titles[number - 1], draft.text[start:end], start, own))
    return Book(
        title=title,
        author=draft.author or structure.author or draft.assumed_author,
        language=tongue,
        chapters=tuple(chapters),
        cover=draft.cover,
        series=series[0],
        series_number=series[1],
        description=draft.description,
        identifiers=draft.identifiers,
        year=draft.year or told.year,
        genres=draft.genres or told.genres,
        subjects=draft.subjects,
        remarks=(*draft.remarks, *filter(None, (remark,))),
    )


def _divisions(pieces: Sequence[Piece]) -> list[_Division]:
    """Where chapters begin: at headings, but a part's heading joins its first chapter's."""
    divisions: list[_Division] = []
    part = ""
    told = 0  # characters of story since the last heading
    for n, piece in enumerate(pieces):
        if piece.kind in STORY:
            told += piece.end - piece.start
        if piece.heading is None or piece.heading.rank == Rank.SECTION:
            continue
        heading = piece.heading
        last = divisions[-1] if divisions else None
        if heading.rank == Rank.PART:
            part = heading.title
        inside = part if heading.rank == Rank.CHAPTER else ""
        if last and last.heading and _nests(last.heading, heading, told):
            divisions[-1] = _Division(last.first, heading, inside)
        else:
            if last is None and (told >= _OPENING or (told and heading.number == 2)):
                divisions.append(_Division(0))
            divisions.append(_Division(n, heading, inside))
        told = 0
    return divisions or [_Division(0)]


def _nests(above: Heading, heading: Heading, told: int) -> bool:
    """Whether a heading with hardly any text before it stands under the one above it."""
    if above.rank == heading.rank == Rank.PART:
        return told == 0 and above.label != heading.label
    return above.rank < heading.rank and told <= _PART_PAGE


def _titles(divisions: Sequence[_Division], title: str) -> list[str]:
    """The chapters' titles; where parts number their chapters anew, with the part's title."""
    own = [d.heading.title if d.heading else title for d in divisions]
    anew = len(set(own)) < len(own)
    return [
        f"{d.part}, {text}" if anew and d.part else text
        for d, text in zip(divisions, own, strict=True)
    ]


def _blocks(text: str, pieces: Sequence[Piece]) -> list[Block]:
    """One block a piece, with the white space after it; and one for every extra-large gap."""
    surplus = _surplus_gaps(text, pieces)
    blocks = []
    for n, piece in enumerate(pieces):
        start = 0 if n == 0 else piece.start
        end = pieces[n + 1].start if n + 1 < len(pieces) else len(text)
        cut = surplus.get(n, end)
        blocks.append(Block(piece.kind, start, cut))
        if cut < end:
            blocks.append(Block(Kind.BREAK, cut, end))
    return blocks


def _surplus_gaps(text: str, pieces: Sequence[Piece]) -> dict[int, int]:
    """Where a scene break begins in the white space after a piece of story.

    Sites that strip dividers leave a larger gap. It counts if most gaps between paragraphs of
    the story are alike and it has two newlines more (one, in a text without blank lines).
    """
    gaps = dict(_story_gaps(text, pieces))
    counts = Counter(gaps.values())
    if not counts:
        return {}
    regular = min(counts, key=lambda gap: (-counts[gap], gap))
    share = counts[regular] / len(gaps)
    if counts[regular] < 2 or share < 0.6:
        return {}
    least = regular + (1 if regular == 1 and share >= 0.8 else 2)
    return {
        n: _after_newlines(text, pieces[n].end, regular) for n, gap in gaps.items() if gap >= least
    }


def _story_gaps(text: str, pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The indexes of pieces of story that story follows, and the newlines between."""
    for n, (piece, following) in enumerate(pairwise(pieces)):
        if piece.kind == following.kind == Kind.NARRATION:
            yield n, text.count("\n", piece.end, following.start)


def _after_newlines(text: str, position: int, count: int) -> int:
    for _ in range(count):
        position = text.index("\n", position) + 1
    return position
