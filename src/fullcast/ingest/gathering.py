"""From several files to one `Book`: each is one chapter or more, and the texts are joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullcast.ingest.draft import Draft, Paragraph
from fullcast.ingest.structure.chapters import STORY, book
from fullcast.ingest.structure.headings import parse
from fullcast.ingest.structure.ornaments import bare
from fullcast.model import Block, Book, Chapter, Kind

_PARTED = "\n\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a book: its draft, and the heading that its name makes."""

    draft: Draft
    heading: str


def gather(parts: Sequence[Part], name: str, title: str | None = None) -> Book:
    """The book that files make; `name` is its title if they state none, or several.

    `title` is its title whatever they state.

    A file whose text has no heading gets the one that its name makes. What every file says anew
    of the book's title and author is spoken once.
    """
    parts = [Part(_ended(part.draft), part.heading) for part in parts]
    books = [book(part.draft, part.heading) for part in parts]
    title = title or _title(books, parts) or name
    authors = dict.fromkeys(each.author for each in books if each.author)
    author = next(iter(authors), None)
    headed = [
        own if _has_heading(own, title) else book(_headed(part, own), part.heading)
        for part, own in zip(parts, books, strict=True)
    ]
    in_series = next((each for each in books if each.series), books[0])
    return Book(
        title=title,
        author=author,
        language=_language(books),
        chapters=_joined(headed, title, author),
        cover=next((each.cover for each in books if each.cover), None),
        series=in_series.series,
        series_number=in_series.series_number,
        description=next((each.description for each in books if each.description), None),
        year=min((each.year for each in books if each.year is not None), default=None),
        genres=next((each.genres for each in books if each.genres), ()),
        subjects=next((each.subjects for each in books if each.subjects), ()),
        remarks=tuple(remark for each in books for remark in each.remarks),
    )


def _joined(books: Sequence[Book], title: str, author: str | None) -> tuple[Chapter, ...]:
    """The chapters of all files as those of one text."""
    chapters: list[Chapter] = []
    position = 0
    for n, each in enumerate(books):
        first, *others = each.chapters
        if n:
            first = _without_title_page(first, title, author)
        for chapter in (first, *others):
            chapters.append(_moved(chapter, len(chapters) + 1, position))
        position += len(each.text)
    return tuple(chapters)


def _ended(draft: Draft) -> Draft:
    """A draft whose text ends so that another can follow, its first line a heading if numbered.

    A number that stands alone is a heading only among others of its kind, which are elsewhere.
    """
    first, *others = draft.paragraphs
    if not first.level and first.kind is None and "\n" not in first.text:
        heading = parse(first.text)
        if heading is not None and heading.tentative:
            first = replace(first, level=1)
    missing = "" if draft.text.endswith(_PARTED) else _PARTED[draft.text.endswith("\n") :]
    return replace(draft, text=draft.text + missing, paragraphs=(first, *others))


def _headed(part: Part, own: Book) -> Draft:
    """A draft with the heading that the file's name makes before the first words of the story."""
    draft = part.draft
    first = own.chapters[0]
    at = next((block.start for block in first.blocks if block.kind in STORY), 0)
    n = next(n for n, p in enumerate(draft.paragraphs) if p.start >= at)
    before, after = draft.paragraphs[:n], draft.paragraphs[n:]
    at = after[0].start
    shift = len(part.heading) + len(_PARTED)
    heading = Paragraph(
        at, at + len(part.heading), part.heading, gap=after[0].gap if n else 0, level=1
    )
    moved = [replace(p, start=p.start + shift, end=p.end + shift) for p in after]
    moved[0] = replace(moved[0], gap=len(_PARTED))
    text = f"{draft.text[:at]}{part.heading}{_PARTED}{draft.text[at:]}"
    return replace(draft, text=text, paragraphs=(*before, heading, *moved))


def _has_heading(own: Book, title: str) -> bool:
    """Whether a file's text opens with a heading, other than the book's title."""
    first = own.chapters[0]
    for block in first.blocks:
        if block.kind == Kind.HEADING:
            return True
        if block.kind == Kind.TITLE and _key(first.text_of(block)) != _key(title):
            return True
        if block.kind in STORY:
            break
    return False


def _title(books: Sequence[Book], parts: Sequence[Part]) -> str | None:
    """The title that files state: several the same, or the first one beside its chapter's."""
    stated = [
        own.title
        for own, part in zip(books, parts, strict=True)
        if own.title != part.heading and _is_title(own)
    ]
    counts = Counter(map(_key, stated))
    common = max(counts, key=lambda key: (counts[key], key), default="")
    if counts[common] > 1:
        return next(title for title in stated if _key(title) == common)
    first = books[0]
    return first.title if stated[:1] == [first.title] and len(counts) == 1 else None


def _is_title(own: Book) -> bool:
    """Whether what a file calls its title is not just its chapter's."""
    heading = parse(own.title)
    if heading is not None and (heading.label or heading.tentative):
        return False
    return own.author is not None or own.chapters[0].title != own.title


def _moved(chapter: Chapter, number: int, shift: int) -> Chapter:
    blocks = (replace(b, start=b.start + shift, end=b.end + shift) for b in chapter.blocks)
    return replace(chapter, number=number, start=chapter.start + shift, blocks=tuple(blocks))


def _without_title_page(chapter: Chapter, title: str, author: str | None) -> Chapter:
    """A chapter in which what repeats the book's title and author is not spoken again."""
    known = {_key(title), _key(author or ""), _key(f"by {author or ''}")}

    def quiet(block: Block) -> Block:
        if block.kind in (Kind.TITLE, Kind.AUTHOR) and _key(chapter.text_of(block)) in known:
            return replace(block, kind=Kind.FRONT_MATTER)
        return block

    return replace(chapter, blocks=tuple(map(quiet, chapter.blocks)))


def _language(books: Sequence[Book]) -> str:
    """The language of most of the text."""
    lengths: Counter[str] = Counter()
    for own in books:
        lengths[own.language] += len(own.text)
    return min(lengths, key=lambda tag: (-lengths[tag], tag))


def _key(text: str) -> str:
    return " ".join(bare(text).casefold().split())
