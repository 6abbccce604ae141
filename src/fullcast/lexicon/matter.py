"""What surrounds a story, as its author would say it: notes, tags, contents."""

from __future__ import annotations

import re
from itertools import accumulate

from fullcast.model import Kind

AUTHORS_NOTE = "A/N"
"""What most authors write above a note; a lexicon may say how it is spoken."""

_LABEL = re.compile(r"[^\W\d_][^:\n]{0,40}:(?=\s|$)")
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_MARK = re.compile(
    r"[\W_]*?(?P<which>(?:\b(?:end(?: of)?(?: the)?|chapter|beginning|opening|closing|long|quick"
    r"|short)\s+)?)(?:a\s?[/\\]\s?n|a\.\s?n\.?|(?-i:AN)(?=\s*(?:[:;.)\]*_\-–—=~]|$)))"
    r"(?P<number>\s?\d)?(?![^\W_])[\s:;.)\]*_\-–—=~]*",
    re.I,
)
_COUPLE = re.compile(r"(?<=[^\W\d_]{2})\s?/\s?(?=[^\W\d_]{2})")
_PLUS = re.compile(r"\b(K|\d)\+(?!\w)")
_LEADERS = re.compile(r"(?:\s*[.·…_]){2,}\s*(?=\d)|\s{3,}(?=\d)")


def matter(text: str, kind: Kind, note: str | None) -> tuple[str, ...]:
    """What is written around a story, as it is to be read aloud; `note` is said for "A/N".

    Without it the text is in another language than English, and its words stay as they are.

    A line that begins with a label ("Rating: T") is a text of its own, and so is each of a contents
    list, whose dots before the page numbers become a pause. Every other line goes on with the one
    before it.
    """
    pieces: list[str] = []
    for line in map(str.strip, _unbracketed(text.strip()).splitlines()):
        if not _has_words(line):
            continue
        if pieces and kind is not Kind.CONTENTS and not _LABEL.match(line):
            pieces[-1] += f" {line}"
        else:
            pieces.append(line)
    return tuple(_ended(_said(piece, kind, note)) for piece in pieces)


def _said(text: str, kind: Kind, note: str | None) -> str:
    if kind is Kind.CONTENTS:
        return _LEADERS.sub(", ", text)
    if note is None:
        return text
    if kind is Kind.TAGS:
        return _PLUS.sub(r"\1 plus", _COUPLE.sub(" and ", text))
    return _with_mark(text, note)


def _has_words(line: str) -> bool:
    return any(char.isalnum() for char in line)


def _unbracketed(text: str) -> str:
    """The text without a pair of brackets, or the marks of a comment, around the whole of it."""
    if text.startswith("<!--") and text.endswith("-->"):
        return text[4:-3]
    closer = _CLOSERS.get(text[:1], "")
    if not closer or not text.endswith(closer):
        return text
    depths = accumulate((char == text[0]) - (char == closer) for char in text[:-1])
    return text[1:-1] if all(depths) else text


def _with_mark(text: str, note: str) -> str:
    """The text with words for the "A/N" or "AN" that it begins with."""
    match = _MARK.match(text)
    if match is None:
        return text
    which = " ".join(match["which"].split())
    if which.casefold().startswith("end"):
        which = "End of"
    name = note if not which else f"{which} {note[:1].lower()}{note[1:]}"
    name += f" {match['number'].strip()}" if match["number"] else ""
    rest = text[match.end() :]
    return f"{name}: {rest}" if _has_words(rest) else name


def _ended(text: str) -> str:
    """The text with a full stop, if it has words and no mark that ends a sentence."""
    bare = text.rstrip(" ,;:—–-*_~=#")
    if not bare or bare.rstrip("\"'”’)]*_").endswith(tuple(".!?…。！？")):
        return text
    return f"{bare}."
