"""A quotation's place in its paragraph, and what stands around a place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation: offsets into its paragraph, marks included.

    `continues` is true if it was left open and the paragraph ends inside it, `written` if it is
    read rather than said: a letter, a verse.
    """

    start: int
    end: int
    continues: bool = False
    written: bool = False


def last_before(text: str, at: int) -> str:
    """The last character before a place that is no white space; empty if there is none."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at] if at else ""


def end_before(text: str, at: int) -> int:
    """The offset behind that character."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def only_opens(text: str, at: int) -> bool:
    """Whether a mark can only open: white space before it, none behind it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace()) and bool(after) and not after.isspace()


def only_closes(text: str, at: int) -> bool:
    """Whether a mark can only close: white space behind it, none before it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return bool(before) and not before.isspace() and (not after or after.isspace())
