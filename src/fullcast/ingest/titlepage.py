"""A story's title page: title, author, and the lines between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fullcast.ingest import labels, remarks
from fullcast.ingest.draft import Paragraph
from fullcast.ingest.headings import title_like
from fullcast.ingest.ornaments import bare
from fullcast.ingest.reading import Reading
from fullcast.ingest.sentences import QUOTES, ends_sentence
from fullcast.model import FRONT, Kind

_LONGEST_TITLE = 100  # characters
_LONGEST_LINE = 60  # characters
_MOST_IMPRINT = 12  # paragraphs
_SHORTEST_VERSE = 2  # words; no line this short is told for one
_MOST_HEADER_PARAGRAPHS = 40

_GUTENBERG_TITLE = re.compile(
    r"(?:The )?Project Gutenberg(?:['’]s|'s)?(?: e-?book of| e-?text of)? (?P<title>.+?)"
    r"(?:,? by (?P<author>[^\n]+))?",
    re.I,
)
_BYLINE = re.compile(
    r"(?P<title>\S.{1,78}?)(?P<sep>,[ \t]+|[ \t]+[-–—][ \t]+|[ \t]+)(?P<by>by[ \t]+\S.{0,58})", re.I
)
_PUBLISHING = re.compile(
    r"(?<![a-z])(?:author of|publish|print|press\b|edition|copyright|illustrat|translat|"
    r"dedicat|volume)",
    re.I,
)
_BY_ALONE = frozenset(("by", "written by", "a story by", "a novel by"))


def gutenberg_title(text: str) -> re.Match[str] | None:
    """Project Gutenberg's first line, with the groups `title` and `author`."""
    return _GUTENBERG_TITLE.fullmatch(" ".join(text.split("\n"))) if len(text) < 300 else None


def stated(paragraphs: Sequence[Paragraph]) -> tuple[str | None, str | None]:
    """Title and author as Project Gutenberg's header states them."""
    title = author = None
    for paragraph in paragraphs[:_MOST_HEADER_PARAGRAPHS]:
        if (match := gutenberg_title(paragraph.text)) and not title:
            title, author = match["title"], match["author"]
        for line in paragraph.text.split("\n"):
            if (offset := labels.title_label(line)) is not None:
                title = bare(line[offset:]) or title
            elif (offset := labels.author_label(line)) is not None:
                author = bare(line[offset:]) or author
    return title, author


def is_passing_line(text: str) -> bool:
    """Whether a line on a title page is neither known nor yet the story ("A Novel")."""
    spoken = text[0] in '"“' or text[-1] in '.!?…"”'
    return len(text) <= _LONGEST_LINE and not spoken


def read_title_page(reading: Reading, n: int, last: int) -> int:
    """Reads a title or an author's line at `n`; the index after it, or `n` if there is none."""
    text = reading.text(n)
    if len(text) > _LONGEST_TITLE:
        return n
    known = {Kind.TITLE, *FRONT}.intersection(reading.kinds[:n])
    if known and reading.author is None:
        if name := labels.author_of(text):
            reading.author = name
            reading.mark(Kind.AUTHOR, n)
            return n + 1
        if _is_by_alone(text) and n + 1 < last and title_like(reading.text(n + 1)):
            reading.author = " ".join(bare(reading.text(n + 1)).split())
            reading.mark(Kind.AUTHOR, n, n + 1)
            return n + 2
    if reading.title is None and _is_title(reading, n, last):
        _set_title(reading, n)
        return n + 1
    return n


def _is_by_alone(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and bare(text).casefold() in _BY_ALONE


def _is_title(reading: Reading, n: int, last: int) -> bool:
    text = reading.text(n)
    name = bare(text)
    if ("\n" in text and not text.isupper()) or name[-1:] in (*".,;:。，", ""):
        return False
    if n + 1 >= len(reading.paragraphs):
        return False
    following = reading.text(n + 1)
    if text[0] in f"{QUOTES}「『":
        return labels.author_of(following) is not None
    if n + 1 == last or not reading.is_open(n + 1) or _opens_front(following):
        return True
    if name[-1] in "!?…！？" or len(text) > _LONGEST_LINE:
        return False
    if title_like(text) and (len(following) > len(text) or is_passing_line(following)):
        return True
    return reading.paragraphs[n + 1].gap > 1 and len(following) > len(text)


def _opens_front(text: str) -> bool:
    return (
        labels.is_label(text)
        or remarks.is_note(text)
        or labels.is_disclaimer(text)
        or _is_by_alone(text)
        or labels.author_of(text) is not None
    )


def _set_title(reading: Reading, n: int) -> None:
    text = reading.text(n)
    reading.mark(Kind.TITLE, n)
    reading.title = bare(" ".join(text.split()))
    match = _BYLINE.fullmatch(text)
    name = labels.author_of(match["by"]) if match else None
    if match is None or name is None:
        return
    if not match["sep"].strip() and 1 in (len(name.split()), len(match["title"].split())):
        return  # "Stand by Me"
    reading.title, reading.author = " ".join(bare(match["title"]).split()), name
    reading.cuts[n] = (match.start("by"), Kind.TITLE)
    reading.mark(Kind.AUTHOR, n)


def read_imprint(reading: Reading, last: int) -> None:
    """Classifies what a title page says below the author's name, up to contents or a heading.

    Only if all of it is short lines without a sentence or a verse among them: where prose follows,
    they may be the motto or the place and time with which a story begins.
    """
    author = next((n for n in range(last) if reading.kinds[n] is Kind.AUTHOR), None)
    heading = reading.headings.get(last)
    if author is None or heading is None or not heading.opens:
        return
    ends = (n for n in range(author, last) if reading.kinds[n] is Kind.CONTENTS)
    rest = [n for n in range(author + 1, next(ends, last)) if reading.is_open(n)]
    if len(rest) <= _MOST_IMPRINT and all(_is_imprint(reading.text(n)) for n in rest):
        reading.mark(Kind.FRONT_MATTER, *rest)


def _is_imprint(text: str) -> bool:
    lines = text.split("\n")
    if text[0] in QUOTES or any(len(line) > _LONGEST_LINE for line in lines):
        return False
    if text.isupper() or _PUBLISHING.search(text):
        return True
    return not ends_sentence(text) and all(map(_is_name, lines))


def _is_name(line: str) -> bool:
    """Whether a line names a place, a house or a person, rather than being a verse."""
    return len(line.split()) <= _SHORTEST_VERSE or title_like(line.rstrip(",;: "))
