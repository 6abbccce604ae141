"""The words of a text, as entries of the lexicon would have them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fullcast.lexicon.clean import clean
from fullcast.lexicon.sentence import opens_sentence

_WORD = re.compile(r"(?<![\w.])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\d_])")
_ENDING = re.compile(r"['’](?:s|d|ll|ve|re|m)$", re.IGNORECASE)
_STUTTERED = re.compile(r"[-–—.…]")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1\1", re.IGNORECASE)


def words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word of a text, without "'s", and whether its capital says nothing: it opens a sentence.

    Stuttered beginnings ("Th-then") and words that are drawn out ("Nooo") are left out.
    """
    text = clean(text)
    for match in _WORD.finditer(text):
        stuttered = len(match[0]) < 3 and _STUTTERED.match(text, match.end())
        if not stuttered and not _DRAWN_OUT.search(match[0]):
            yield _ENDING.sub("", match[0]), opens_sentence(text, match.start())
