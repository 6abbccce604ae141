"""FanFicFare's plain texts: a page of labels, a contents list, and chapters as Markdown.

Its layout, from the templates of its text writer: title, "by" and the author, `Label: value` lines
among which is "Packaged:", a table of contents if there are several chapters, then before each
chapter its title behind a tab, with two empty lines on either side; at last "End file.".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fullcast.ingest.plain.lines import Text, joined
from fullcast.model import Kind

_PACKAGED = re.compile(r"Packaged: \d{4}-\d\d-\d\d")
_LABEL = re.compile(r"(?P<name>[A-Z][\w /()&'-]{0,30}): ")
_CONTENTS = "TABLE OF CONTENTS"
_END = "End file."
_MOST_LABELS = 200  # lines
_INDENT = 4  # columns: what is left of the tab at least
_GAP = 3  # newlines before a chapter's title at least
_HEADING = re.compile(r"(#{1,6}) \S")


def marked(found: Sequence[Text]) -> Sequence[Text]:
    """The lines of such a text, marked for what they are; any other text's as they are."""
    if not _is_own(found):
        return found
    starts = _chapters(found)
    if not starts:
        return found
    return [*_head(found[: starts[0]]), *_body(found, starts)]


def _is_own(found: Sequence[Text]) -> bool:
    if not found or found[-1].text != _END:
        return False
    head = found[:_MOST_LABELS]
    return any(_PACKAGED.match(line.text) for line in head) and _byline(head) > 0


def _byline(found: Sequence[Text]) -> int:
    """Where the author's line stands, after the title's; 0 if nowhere."""
    return next((n for n in range(1, len(found)) if found[n].text[:3] == "by "), 0)


def _chapters(found: Sequence[Text]) -> list[int]:
    """Where the chapters' titles stand."""
    listed = next((n for n, line in enumerate(found) if line.text == _CONTENTS), 0)
    entries = " ".join(line.text for line in found[listed : _end(found, listed)]) if listed else ""
    return [
        n
        for n in range(listed + 1, len(found))
        if found[n].indent >= _INDENT
        and found[n].gap >= _GAP
        and (not listed or found[n].text in entries)
    ]


def _end(found: Sequence[Text], listed: int) -> int:
    """After the contents list: its entries stand at the margin."""
    return next((n for n in range(listed + 1, len(found)) if found[n].indent), len(found))


def _head(found: Sequence[Text]) -> Iterator[Text]:
    """Title, author, tags, summary and contents."""
    byline = _byline(found)
    kind = Kind.TITLE
    part: list[Text] = []
    for n, line in enumerate(found):
        before = kind
        label = _LABEL.match(line.text) if n > byline and kind is not Kind.CONTENTS else None
        if label:
            kind = Kind.SUMMARY if label["name"] == "Summary" else Kind.TAGS
        elif line.text == _CONTENTS:
            kind = Kind.CONTENTS
        elif n == byline:
            kind = Kind.AUTHOR
        if part and (label or kind is not before or line.gap > 1):
            yield joined(part)
            part = []
        part.append(replace(line, kind=kind))
    yield from _joined(part)


def _body(found: Sequence[Text], starts: Sequence[int]) -> Iterator[Text]:
    titles = frozenset(starts)
    part: list[Text] = []
    for n in range(starts[0], len(found)):
        line = found[n]
        if n in titles:
            part = [replace(line, level=1)]
        elif part and line.gap == 1:
            part.append(line)  # a long title is wrapped
        else:
            yield from _joined(part)
            part = []
            heading = _HEADING.match(line.text)
            if n == len(found) - 1:
                yield replace(line, kind=Kind.END)
            else:
                yield replace(line, level=1 + len(heading[1])) if heading else line


def _joined(part: Sequence[Text]) -> Iterator[Text]:
    if part:
        yield joined(part)
