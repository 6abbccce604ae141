"""Text that says of some of its words how they are pronounced.

A word and its pronunciation travel as Unicode's interlinear annotation does: ANCHOR, the word as it
is written, SEPARATOR, the pronunciation in IPA, TERMINATOR (The Unicode Standard, 23.8 "Specials").
These three occur in no story, so that what a story says can never be taken for a pronunciation, and
an engine that reads IPA gets it beside the plain text, in one string that is also what is hashed.
STRESS in the place of a pronunciation says that the word is stressed, however it is pronounced.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from fullcast.language.ipa import mistake

ANCHOR, SEPARATOR, TERMINATOR = "\ufff9", "\ufffa", "\ufffb"
STRESS = "ˈ"
_INSIDE = f"([^{ANCHOR}{SEPARATOR}{TERMINATOR}]*)"
_ANNOTATED = re.compile(f"{ANCHOR}{_INSIDE}{SEPARATOR}{_INSIDE}{TERMINATOR}")
_ONLY_IPA = frozenset(map(chr, range(0x250, 0x2B0))) | frozenset("ˈˌː")
"""The block of IPA extensions, and marks that no spelling has."""
_MARKS = re.compile(f"[{ANCHOR}{SEPARATOR}{TERMINATOR}]")


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word of the lexicon is said."""

    said: str
    """A respelling ("SOR-vin-us"), or IPA without slashes."""
    ipa: bool = False
    exact_case: bool | None = None
    """Whether the word is found only as it is written (and in capitals throughout). None leaves it
    to the word: one with a capital inside ("McGee") is exact."""

    @classmethod
    def of(cls, value: str | Pronunciation, exact_case: bool | None = None) -> Pronunciation:
        """What a value of the lexicon means: IPA between slashes, all else is a respelling."""
        if isinstance(value, Pronunciation):
            return value
        said = unicodedata.normalize("NFC", value.strip())
        if len(said) > 1 and said.startswith("/") and said.endswith("/"):
            return cls(said[1:-1].strip(), True, exact_case)
        return cls(said, False, exact_case)

    def exact_for(self, key: str) -> bool:
        """Whether the case of the word that it belongs to counts."""
        if self.exact_case is not None:
            return self.exact_case
        return any(char.isupper() for word in key.split() for char in word[1:])

    def __str__(self) -> str:
        """As it is written in voices.yaml."""
        return f"/{self.said}/" if self.ipa else self.said


Lexicon = Mapping[str, str | Pronunciation]
"""Words and names as they are written, and how they are said (text: see `Pronunciation.of`)."""


def unreadable(how: Pronunciation) -> str | None:
    """What is wrong with a pronunciation and what to write instead; None if nothing is."""
    if how.ipa:
        return mistake(how.said)
    if how.said.startswith("/") or how.said.endswith("/"):
        return f"IPA stands between two slashes; write /{how.said.strip('/')}/"
    strange = next((char for char in how.said if char in _ONLY_IPA), "")
    if strange:
        return f'"{strange}" is IPA, which stands between slashes; write /{how.said}/'
    if not any(map(str.isalnum, how.said)):
        return "there is no letter in it; write how the word sounds, such as SOR-vin-us"
    return None


def annotated(written: str, ipa: str) -> str:
    """A word with its pronunciation in IPA."""
    return f"{ANCHOR}{written}{SEPARATOR}{ipa}{TERMINATOR}"


def within(text: str, at: int) -> bool:
    """Whether an offset is inside an annotated word, where a text must not be cut."""
    return text.rfind(ANCHOR, 0, at) > text.rfind(TERMINATOR, 0, at)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces as (written, IPA or STRESS); "" for pieces that have neither."""
    at = 0
    for match in _ANNOTATED.finditer(text):
        if match.start() > at:
            yield _MARKS.sub("", text[at : match.start()]), ""
        yield match[1], match[2]
        at = match.end()
    if at < len(text):
        yield _MARKS.sub("", text[at:]), ""


def rewritten(text: str, said: Callable[[str, str], str]) -> str:
    """The text with each pronunciation as `said(written, ipa)` gives it, and without STRESS."""
    return "".join(
        said(written, ipa) if ipa not in ("", STRESS) else written for written, ipa in parts(text)
    )


def as_written(text: str) -> str:
    """The text without its pronunciations."""
    return rewritten(text, lambda written, ipa: written)
