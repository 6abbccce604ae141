"""Text that says of some of its words how they are pronounced.

A word and its pronunciation travel as Unicode's interlinear annotation does: ANCHOR, the word as it
is written, SEPARATOR, the pronunciation in IPA, TERMINATOR (The Unicode Standard, 23.8 "Specials").
These three occur in no story, so that what a story says can never be taken for a pronunciation, and
an engine that reads IPA gets it beside the plain text, in one string that is also what is hashed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

ANCHOR, SEPARATOR, TERMINATOR = "\ufff9", "\ufffa", "\ufffb"
_INSIDE = f"([^{ANCHOR}{SEPARATOR}{TERMINATOR}]*)"
_ANNOTATED = re.compile(f"{ANCHOR}{_INSIDE}{SEPARATOR}{_INSIDE}{TERMINATOR}")
_MARKS = re.compile(f"[{ANCHOR}{SEPARATOR}{TERMINATOR}]")


def annotated(written: str, ipa: str) -> str:
    """A word with its pronunciation in IPA."""
    return f"{ANCHOR}{written}{SEPARATOR}{ipa}{TERMINATOR}"


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces as (written, IPA); the IPA is empty for pieces that have none."""
    at = 0
    for match in _ANNOTATED.finditer(text):
        if match.start() > at:
            yield _MARKS.sub("", text[at : match.start()]), ""
        yield match[1], match[2]
        at = match.end()
    if at < len(text):
        yield _MARKS.sub("", text[at:]), ""


def rewritten(text: str, said: Callable[[str, str], str]) -> str:
    """The text with each annotated word as `said(written, ipa)` gives it."""
    return "".join(said(written, ipa) if ipa else written for written, ipa in parts(text))


def as_written(text: str) -> str:
    """The text without its pronunciations."""
    return rewritten(text, lambda written, ipa: written)
