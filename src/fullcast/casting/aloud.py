"""What surrounds a story, by the words with which a listener asks for it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from ruamel.yaml.nodes import SequenceNode

from fullcast.casting.document import Document, Entry
from fullcast.model import MATTER, Kind

ALL, NONE = "all", "none"
WORDS = {
    "notes": Kind.NOTE,
    "summary": Kind.SUMMARY,
    "tags": Kind.TAGS,
    "contents": Kind.CONTENTS,
    "license": Kind.LICENSE,
    "front-matter": Kind.FRONT_MATTER,
    "pictures": Kind.PICTURE,
    "end": Kind.END,
}
_ALSO = {
    "note": "notes",
    "summaries": "summary",
    "tag": "tags",
    "content": "contents",
    "licenses": "license",
    "licence": "license",
    "licences": "license",
    "picture": "pictures",
    "ends": "end",
}
"""Other spellings and numbers of the words."""


def kinds_to_read(words: Iterable[str]) -> frozenset[Kind]:
    """The kinds of lines that are to be read aloud: "notes, summary", "all", or "none".

    A word may be singular or plural, in any case.

    Raises:
        ValueError: a word is none of these, there is none, or "none" stands with others; the
            message says so, and what was meant.
    """
    given = [word for text in words for word in map(str.strip, text.split(",")) if word]
    said = [re.sub(r"[\s_-]+", "-", word.casefold()) for word in given]
    said = [_ALSO.get(word, word) for word in said]
    for word, known in zip(given, said, strict=True):
        if known not in (*WORDS, ALL, NONE):
            raise ValueError(f'unknown "{word}"; {_meant(known)}')
    if not said:
        raise ValueError(_meant(""))
    if NONE in said and len(set(said)) > 1:
        raise ValueError(f'"{NONE}" stands alone; drop it, or the others')
    if ALL in said:
        return MATTER
    return frozenset(WORDS[word] for word in said if word != NONE)


def _meant(word: str) -> str:
    """The end of a message on a word that is none: the nearest one, or all that there are."""
    near = difflib.get_close_matches(word, (*WORDS, *_ALSO, ALL, NONE), n=1)
    if near:
        return f'did you mean "{_ALSO.get(near[0], near[0])}"?'
    return f"it can be: {', '.join((*WORDS, ALL, NONE))}"


def setting(document: Document, entry: Entry) -> frozenset[Kind] | None:
    """What voices.yaml says under `read`, as a list or with commas; None if it says nothing.

    Raises:
        VoiceMapError: it is no choice of these words.
    """
    if document.is_null(entry.value):
        return None
    if isinstance(entry.value, SequenceNode) and not entry.value.value:
        return frozenset()
    nodes = entry.value.value if isinstance(entry.value, SequenceNode) else [entry.value]
    words = [document.word(node, entry.key) for node in nodes]
    try:
        return kinds_to_read(words)
    except ValueError as error:
        document.fail(f"{entry.key}: {error}", entry.line)
