"""English text as phonemes in misaki's alphabet, by the reader in hibari's package."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hibari import Hibari
from hibari.g2p import G2P
from hibari.tts import ASSETS

from fullcast.engines.misaki import VOWELS, misaki
from fullcast.engines.speakable import plain_parts, quoted
from fullcast.errors import EngineError
from fullcast.language.pronunciation import STRESS

LONGEST_WORD = 24
"""Letters: the network that reads unknown words drops the rest."""
_LONG_WORD = re.compile(rf"([^\W\d_]{{{LONGEST_WORD}}})(?=[^\W\d_])")
_FULL = MappingProxyType({"a": "eɪ", "an": "æn", "the": "ðiː", "am": "æm"})
"""Words that the reader gives without their full vowel, or spells, if they stand alone."""
_CLAUSE_END = re.compile(r"(?<=[.!?…,;:—])\s+")


class Reader:
    """Reads English for an engine in one of the two accents."""

    def __init__(self, engine: str, british: bool) -> None:
        """Loads nothing; the first text takes about a second. `engine` is named in errors."""
        self._engine, self._british = engine, british

    def sentences(self, text: str, limit: int) -> Iterator[str]:
        """The phonemes of each sentence; those of more than `limit` phonemes come in pieces.

        Words that have a pronunciation of their own (`language.pronunciation`) are read by it.

        Raises:
            EngineError: nothing is left to say, letters that English has not got, or a
                pronunciation that is not one.
        """
        pieces = plain_parts(unicodedata.normalize("NFC", text), self._engine)
        linked = "".join(self._linked(word, ipa) for word, ipa in pieces)
        for sentence in Hibari.split_sentences(linked):
            for phonemes in _pieces(self._phonemes(sentence), limit):
                if any(map(str.isalpha, phonemes)):
                    yield phonemes

    def _phonemes(self, sentence: str) -> str:
        """Without hibari's own normalisation, which takes "no." at the end of a sentence for
        "number" and "Section C" for section 100; the lexicon has written out what needs it."""
        plain = " ".join(sentence.replace("’", "'").split())
        phonemes: str = self._g2p(plain, normalize_text=False)
        return phonemes

    def _linked(self, written: str, ipa: str) -> str:
        """A piece of text as the reader takes it; its own mark for pronunciations is a link."""
        if ipa == STRESS:
            return f"[{written}](/{self._stressed(written)}/)"
        if ipa:
            return f"[word](/{misaki(ipa, self._british)}/)"
        return self._spellable(_LONG_WORD.sub(r"\1 ", written))

    def _stressed(self, word: str) -> str:
        """How a word is said that is stressed; its first vowel is, if no other is already."""
        full = _FULL.get(word.lower())
        if full:
            return misaki(full, self._british)
        phonemes = self._phonemes(word).replace("ˌ", "ˈ", 1)
        if "ˈ" in phonemes:
            return phonemes
        return re.sub(f"([{VOWELS}])", r"ˈ\1", phonemes, count=1)

    def _spellable(self, text: str) -> str:
        """Letters that the reader does not know become those they derive from.

        Raises:
            EngineError: letters of another script; the reader would leave them out silently.
        """
        known = self._g2p.oov.cin
        strange = dict.fromkeys(char for char in text if char.isalpha() and char not in known)
        plainer: dict[str, str | int | None] = {}
        for char in strange:
            plainer[char] = unicodedata.normalize("NFKD", char)[0]
        unknown = [char for char, base in plainer.items() if base not in known]
        if unknown:
            raise EngineError(
                f'the engine "{self._engine}" reads English only and cannot say'
                f' "{"".join(unknown[:10])}" in {quoted(text)}; spell it in the lexicon or use'
                " another engine's voice"
            )
        return text.translate(str.maketrans(plainer))

    @cached_property
    def _g2p(self) -> Any:
        return G2P(british=self._british)


def _pieces(phonemes: str, limit: int) -> Iterator[str]:
    """Cut phonemes into at most `limit` each: behind clauses, else between words, else anywhere."""
    while len(phonemes) > limit:
        ends = [match.end() for match in _CLAUSE_END.finditer(phonemes, 0, limit)]
        cut = ends[-1] if ends else phonemes.rfind(" ", 0, limit) + 1 or limit
        yield phonemes[:cut].strip()
        phonemes = phonemes[cut:]
    yield phonemes


@cache
def numbers() -> Mapping[str, int]:
    """The number of each phoneme and mark in Kokoro's vocabulary, which is also hibari's."""
    vocabulary: dict[str, int] = json.loads(Path(ASSETS, "vocab.json").read_text("utf-8"))
    return vocabulary
