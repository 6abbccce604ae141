"""Markdown: `#` and underlined headings, comments, pictures, footnotes and a YAML block at the top.

Everything else is read as plain text, so that a story which is hardly Markdown loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from fullcast.ingest.draft import Draft
from fullcast.ingest.plain.lines import Text, lines
from fullcast.ingest.plain.text import paragraphs
from fullcast.ingest.structure.headings import title_like
from fullcast.language.tags import tag
from fullcast.model import Kind

_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,80}\}$")
_PICTURE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:[ \t]")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w -]{0,40}):(?:[ \t]+(?P<value>.*))?")
_CONTINUED = re.compile(r"[ \t]+\S.*|-[ \t]+.*|#.*|")
_FENCES = ("---", "...")
_KNOWN_KEYS = frozenset(
    "title subtitle author authors date lang language series tags categories summary description"
    " rating fandom pairing characters keywords layout draft status genre published updated".split()
)
"""Of which a block has one at least: conversations have names before colons, too."""
_DATED = re.compile(r"\W*((?:1[5-9]|20)\d\d)(?!\d)")
_LONGEST_BLOCK = 200  # lines


def draft(text: str) -> Draft:
    """The paragraphs of a Markdown text, and what its YAML block says."""
    end, values = _yaml_block(text)
    block = [replace(lines(text[:end])[0], end=len(text[:end].rstrip()))] if end else []
    head = paragraphs([replace(line, kind=Kind.TAGS) for line in block])
    found = lines(text, end)
    body = paragraphs(list(_marked(found)))
    return Draft(
        text,
        head + body,
        title=values.get("title"),
        author=values.get("author"),
        language=tag(values.get("lang") or values.get("language")),
        series=values.get("series"),
        year=_year(values.get("published") or values.get("date") or ""),
    )


def _year(date: str) -> int | None:
    match = _DATED.match(date)
    return int(match[1]) if match else None


def _yaml_block(text: str) -> tuple[int, Mapping[str, str]]:
    """Where a block of `key: value` lines at the top ends (0 if there is none), and its values.

    Only plain lines are understood: nothing that looks otherwise is taken for such a block.
    """
    values: dict[str, str] = {}
    end = 0
    for n, line in enumerate(text[:100_000].split("\n")[:_LONGEST_BLOCK]):
        end += len(line) + 1
        line = line.rstrip()
        if n == 0:
            if line != "---":
                break
        elif line in _FENCES:
            known = not _KNOWN_KEYS.isdisjoint(values)
            return (min(end, len(text)), values) if known else (0, {})
        elif match := _KEY.fullmatch(line):
            value = (match["value"] or "").strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            plain = value[1:-1] if quoted else value
            if plain:
                values[match["key"].casefold()] = plain
        elif not _CONTINUED.fullmatch(line):
            break
    return 0, {}


def _marked(found: list[Text]) -> Iterator[Text]:
    """The lines, with headings and comments marked as such and joined with what belongs to them."""
    n = 0
    while n < len(found):
        line = found[n]
        following = found[n + 1] if n + 1 < len(found) else None
        comment = _comment_end(found, n)
        if comment is not None:
            n = comment
            yield replace(line, end=found[n].end, kind=Kind.FRONT_MATTER)
        elif _PICTURE.fullmatch(line.text):
            yield replace(line, kind=Kind.PICTURE)
        elif _FOOTNOTE.match(line.text):
            yield replace(line, kind=Kind.NOTE)
        elif match := _HEADING.match(line.text):
            text = _ATTRIBUTES.sub("", line.text).rstrip()
            yield replace(line, text=text, level=len(match[1]))
        elif following and _is_underlined(line, following):
            level = 1 if following.text[0] == "=" else 2
            yield replace(line, end=following.end, level=level)
            n += 1
        else:
            yield line
        n += 1


def _comment_end(found: list[Text], n: int) -> int | None:
    """The index of the line with which a comment ends that is alone on its lines."""
    if not found[n].text.startswith("<!--"):
        return None
    for m in range(n, min(len(found), n + _LONGEST_BLOCK)):
        if (at := found[m].text.find("-->")) >= 0:
            return m if at + 3 == len(found[m].text) else None
    return None


def _is_underlined(line: Text, following: Text) -> bool:
    # "---" right below a paragraph is meant as a divider far more often than as an underline
    return (
        following.gap == 1
        and line.gap != 1
        and _UNDERLINE.fullmatch(following.text) is not None
        and title_like(line.text)
    )
