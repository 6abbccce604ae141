"""Plain text: finding the paragraphs, however the lines are laid out.

Three layouts are told apart by the statistics of the whole text:

- *A line is a paragraph*, with or without blank lines between.
- *Hard-wrapped, separated by blank lines* (Project Gutenberg): a run of lines is a paragraph.
- *Hard-wrapped with indented first lines*: an indented line begins a paragraph.

In hard-wrapped text, a line that ends a sentence far before the width also ends its paragraph.

The statistic is the share of *open* lines among the lines that another line follows directly.
An open line does not end as a sentence or utterance does, or the next line goes on in lower
case. Wrapped lines end anywhere, so most of them are open; paragraphs hardly ever are.
Dividers and headings, which stand on a line of their own in every layout, do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullcast.ingest.draft import Draft, Paragraph
from fullcast.ingest.plain.lines import Text, lines
from fullcast.ingest.sources import ficfare_text
from fullcast.ingest.structure.headings import LONGEST, parse
from fullcast.ingest.structure.labels import is_label
from fullcast.ingest.structure.markers import is_marker
from fullcast.ingest.structure.ornaments import is_break, is_decorated
from fullcast.ingest.structure.remarks import is_note
from fullcast.ingest.structure.sentences import ends_sentence

_WIDEST_WRAP = 200
"""Characters; no program wraps lines wider than this, so such a line is a paragraph."""
_FULL = 0.75  # of the width: a wrapped line is hardly ever shorter
_FIELD = re.compile(r"[A-Z][\w /'\-]{0,24}: \S")  # "Last updated: May", in a header


@dataclass(frozen=True, slots=True)
class _Layout:
    """How hard-wrapped paragraphs are set."""

    indented_from: int | None
    """The indent, in columns, from which on a line begins a paragraph."""
    margin: int
    """The indent of lines that are not indented."""
    width: int
    """The width that the text is wrapped to, in characters."""

    def parts(self, line: Text, following: Text) -> bool:
        """Whether one paragraph ends and another begins between two lines of a run."""
        if self.indented_from is not None and following.indent >= self.indented_from:
            return True
        # a wrap would have put the next word on this line, but for verse, which is indented
        if max(line.indent, following.indent) > self.margin or not ends_sentence(line.text):
            return False
        word = following.text.split(maxsplit=1)[0]
        return len(line.text) + len(word) + 1 < _FULL * self.width and not word[0].islower()


def draft(text: str) -> Draft:
    """The paragraphs of a plain text."""
    return Draft(text, paragraphs(ficfare_text.marked(lines(text))))


def paragraphs(found: Sequence[Text]) -> tuple[Paragraph, ...]:
    """The paragraphs that lines form."""
    if not is_wrapped(found):
        return tuple(_join((line,)) for line in found)
    layout = _Layout(_indented_from(found), min(line.indent for line in found), _width(found))
    result: list[Paragraph] = []
    header = True
    for run in _runs(found):
        header = header and _is_loose(run, layout.width)
        pieces = ((line,) for line in run) if header else _split(run, layout)
        result.extend(map(_join, pieces))
    return tuple(result)


def is_wrapped(found: Sequence[Text]) -> bool:
    """Whether the lines are hard-wrapped, so that a paragraph may span several of them."""
    votes = 0
    for line, following in _inner(found):
        if following.indent > line.indent and ends_sentence(line.text):
            continue  # an indented paragraph begins: it does so in both layouts
        if len(line.text) > _WIDEST_WRAP:
            votes -= 1
        elif following.text[0].islower() or not ends_sentence(line.text):
            votes += 1
        else:
            votes -= 1
    return votes > 0


def _inner(found: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    """Pairs of prose lines that follow each other directly."""
    was_structure = bool(found) and _is_structure(found[0])
    for line, following in pairwise(found):
        is_structure = _is_structure(following)
        if following.gap == 1 and not was_structure and not is_structure:
            yield line, following
        was_structure = is_structure


def _is_header_line(text: str) -> bool:
    return is_label(text) or is_note(text) or _FIELD.match(text) is not None


def _is_structure(line: Text) -> bool:
    if line.alone:
        return True
    text = line.text
    if len(text) > LONGEST:
        return False
    return (
        is_break(text)
        or is_marker(text)
        or is_label(text)
        or _FIELD.match(text) is not None
        or (
            (heading := parse(text)) is not None
            and (not heading.tentative or not heading.name or text[0].isdigit())
        )
    )


def _indented_from(found: Sequence[Text]) -> int | None:
    """The indent from which on a line begins a paragraph; None if indents say nothing."""
    indents = Counter(line.indent for line in found)
    margin = min(i for i, count in indents.items() if 10 * count >= len(found))
    runs = sum(line.gap != 1 for line in found)
    begins = sum(
        line.gap == 1 and line.indent > margin and ends_sentence(before.text)
        for before, line in pairwise(found)
    )
    return margin + 1 if begins > runs else None


def _width(found: Iterable[Text]) -> int:
    """The width that the text is wrapped to, in characters: its 90th percentile."""
    lengths = sorted(len(line.text) for line in found)
    return lengths[len(lengths) * 9 // 10]


def _runs(found: Sequence[Text]) -> Iterator[Sequence[Text]]:
    """Stretches of lines without a blank line between them."""
    begin = 0
    for n, line in enumerate(found):
        if n > begin and line.gap != 1:
            yield found[begin:n]
            begin = n
    if found:
        yield found[begin:]


def _is_loose(run: Sequence[Text], width: int) -> bool:
    """Whether a run's lines end far before the wrap: a title page, not prose."""
    return all(len(line.text) < 0.6 * width for line in run) and len(run) <= 12


def _split(run: Sequence[Text], layout: _Layout) -> Iterator[Sequence[Text]]:
    """Cuts a run where a line must stand alone or begins a paragraph."""
    begin = 0
    labelled = is_label(run[0].text)
    for n, line in enumerate(run):
        alone = _stands_alone(run, n, first=n == begin)
        begins = alone or (n > 0 and layout.parts(run[n - 1], line))
        if n > begin and (begins or (labelled and _is_header_line(line.text))):
            yield run[begin:n]
            begin = n
        if alone:
            yield run[n : n + 1]
            begin = n + 1
    if begin < len(run):
        yield run[begin:]


def _stands_alone(run: Sequence[Text], n: int, *, first: bool) -> bool:
    """Whether a line within wrapped text is a divider, marker or heading.

    A line that only happens to begin with "Chapter XII" in the middle of a paragraph is told
    from a heading by the line before, which is full and unfinished.
    """
    line = run[n]
    if line.alone:
        return True
    text = line.text
    if len(text) > LONGEST:
        return False
    if is_break(text) or (is_decorated(text) and is_marker(text)):
        return True
    heading = parse(text)
    if heading is None:
        return False
    if first:
        return not heading.tentative or not heading.name or len(run) == 1
    bare_heading = not heading.tentative and not heading.name
    return bare_heading and ends_sentence(run[n - 1].text) and _begins(run, n + 1)


def _begins(run: Sequence[Text], n: int) -> bool:
    return n == len(run) or not run[n].text[0].islower()


def _join(part: Sequence[Text]) -> Paragraph:
    first, last = part[0], part[-1]
    text = "\n".join(line.text for line in part)
    return Paragraph(first.start, last.end, text, first.gap, first.level, first.kind)
