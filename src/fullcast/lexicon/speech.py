"""What is spoken for a line of a story."""

from __future__ import annotations

import re

from fullcast.language.pronunciation import Lexicon
from fullcast.language.tags import primary
from fullcast.lexicon.clean import clean, speakable, without_outer_quotes
from fullcast.lexicon.dialect import dialect
from fullcast.lexicon.emphasis import stressed
from fullcast.lexicon.english import english
from fullcast.lexicon.matter import AUTHORS_NOTE, matter
from fullcast.lexicon.pronounce import pronounce, words_of
from fullcast.lexicon.romans import is_roman, value
from fullcast.lexicon.sentence import LIMIT, sentences
from fullcast.lexicon.symbols import SIGNS, symbols
from fullcast.model import MATTER, Kind

ENGLISH: Lexicon = {
    "POV": "point of view",  # espeak: one word, "pov"
    "PoV": "point of view",
    AUTHORS_NOTE: "author's note",
}
"""Pronunciations that every English story has; the user's own come first."""

_HEADINGS = frozenset({Kind.HEADING, Kind.TITLE, Kind.AUTHOR, Kind.MARKER, Kind.CONTENTS, Kind.END})
_AUTHORS_NOTE = "Author's note"
_DECORATION = " \t-–—~=*_#•·|<>+"
_PLACE = re.compile(r"^[-–—~]\s*([^-–—~]+?)\s*[-–—~]\s+(?=\S)")
_NUMBERED = re.compile(
    r"(?i)\b(chapter|part|book|volume|act|scene|section|episode)\s+(?-i:([IVXLC]+))(?=$|[\s:.,;—–-])"
)
_SEPARATOR = re.compile(r"\s*(?:[:|]|(?<=\s)[-–—]+)\s+")


def spoken(text: str, lexicon: Lexicon, language: str = "en") -> str:
    """The text as it is to be spoken; empty if nothing in it can be.

    Marks that are not speech go (see `clean`), the quotation marks around the whole go, English is
    written as engines read it right (see `english`; only if `language`, a BCP 47 tag, is English),
    and the lexicon's words are replaced or annotated (see `pronounce`), as are English words that
    the story stresses (see `stressed`). Plain prose stays as it is.
    """
    is_english = _is_english(language)
    said = without_outer_quotes(clean(symbols(text) if is_english and SIGNS.search(text) else text))
    if is_english:
        said = english(said, words_of({**ENGLISH, **lexicon}))
        lexicon = {**ENGLISH, **dialect(said), **lexicon}
    said = " ".join(pronounce(said, lexicon).split())
    said = stressed(text, said) if is_english else said
    return said if speakable(said) else ""


def utterances(
    text: str,
    kind: Kind,
    lexicon: Lexicon,
    language: str = "en",
    limit: int = LIMIT,
) -> tuple[str, ...]:
    """What the jobs of one line speak, in order: none if it has no words.

    Headings, titles and markers lose their decoration, read Roman numbers as numbers, and end with
    a full stop, so that the voice falls. For what surrounds the story see `matter`; whether it is
    heard at all is for its speaker to tell.
    """
    texts: tuple[str, ...] = (text,)
    if kind in MATTER:
        note = AUTHORS_NOTE if AUTHORS_NOTE in lexicon else _AUTHORS_NOTE
        texts = matter(text, kind, note if _is_english(language) else None)
    return tuple(
        each for piece in texts for each in sentences(_said(piece, kind, lexicon, language), limit)
    )


def _said(text: str, kind: Kind, lexicon: Lexicon, language: str) -> str:
    """A text as it is to be spoken, where its kind makes a difference."""
    if kind not in _HEADINGS:
        return spoken(text, lexicon, language)
    said = spoken(heading(text), lexicon, language)
    return said and _with_full_stop(said)


def _is_english(language: str) -> bool:
    return primary(language) == "en"


def heading(text: str) -> str:
    """A heading as a reader would say it: "-Harbour- Chapter IV" is "Harbour. Chapter 4"."""
    lines = [line.strip() for line in text.strip().splitlines()]
    text = " ".join(_with_full_stop(line) for line in lines[:-1] if line)
    text = f"{text} {lines[-1] if lines else ''}".strip()
    text = _PLACE.sub(r"\1. ", text.strip("*_#= \t")).strip(_DECORATION)
    text = _NUMBERED.sub(lambda match: f"{match[1]} {_number(match[2])}", text)
    if is_roman(text.rstrip(".")):
        text = str(value(text.rstrip(".")))
    return _SEPARATOR.sub(_stop, text)


def _stop(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    return " " if before.endswith((".", "!", "?", "…")) else ". "


def _number(roman: str) -> int | str:
    """The value of a Roman number, or the text as it is if it is none."""
    return value(roman) if is_roman(roman) else roman


def _with_full_stop(text: str) -> str:
    bare = text.rstrip(" ,;:—–-*_~=#")
    return bare if bare.rstrip("\"'”’)").endswith((".", "!", "?", "…")) else f"{bare}."
