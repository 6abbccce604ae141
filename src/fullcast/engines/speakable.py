"""What of a text an engine may be handed: words and punctuation, nothing that it would obey.

Speech engines take parts of a text for commands: SSML and SAPI tags, `[[…]]` on macOS,
`[word](/phonemes/)` in the misaki convention. A story means none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fullcast.errors import EngineError
from fullcast.language.pronunciation import annotated, as_written, parts

_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\n]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_OPENING = re.compile(r"\[+")
_CLOSING = re.compile(r"\]+")
_UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, of which NUL ends a C string, and surrogates, which no encoding takes."""
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s")
_QUOTED = 40
"""Characters of a text that an error message quotes."""


def plain(text: str, engine: str) -> str:
    """The text without markup and control characters; brackets become parentheses.

    Raises:
        EngineError: no letter or digit is left.
    """
    clean = _UNSPEAKABLE.sub(" ", text)
    clean = _TAG.sub(" ", _LINK.sub(r"\1", clean))
    clean = _CLOSING.sub(")", _OPENING.sub("(", clean)).strip()
    if not any(map(str.isalnum, clean)):
        raise EngineError(f'the engine "{engine}" finds nothing to say in {quoted(text)}')
    return clean


def quoted(text: str) -> str:
    """The beginning of a text, for an error message; only what cannot be shown is escaped."""
    text = as_written(text)
    return repr(text) if len(text) <= _QUOTED else repr(text[:_QUOTED]) + "…"


def pieces(text: str, limit: int) -> Iterator[str]:
    """Cut a text into pieces of at most `limit` characters that joined are the text.

    Cuts fall after a sentence where there is one, else after a word, else within it.
    """
    while len(text) > limit:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, limit)]
        cut = ends[-1] if ends else text.rfind(" ", 0, limit) + 1 or limit
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def plain_parts(text: str, engine: str) -> Iterator[tuple[str, str]]:
    """A text with pronunciations as `plain` leaves it: (written, IPA or STRESS or nothing).

    Raises:
        EngineError: no letter or digit is left.
    """
    # The brackets that may be around IPA are no brackets of the text.
    bare = "".join(
        annotated(word, ipa.strip().strip("/[]")) if ipa else word for word, ipa in parts(text)
    )
    return parts(plain(bare, engine))
