"""The names and invented words of a story, and how they will be said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fullcast import audition, engines, lexicon
from fullcast.language.people import TITLES
from fullcast.language.tags import primary
from fullcast.model import Script
from fullcast.production import Production

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ROMAN = re.compile(r"[IVXLC]+")
_Key = tuple[str, ...]
"""The folded words of a word or of an entry of several."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a story that an engine may say wrong, or an entry of several words."""

    word: str
    count: int
    """How often it is spoken or read."""
    speaks: bool
    """Whether it is in the name of somebody who speaks."""
    entry: str | None
    """What the lexicon says of it, as it stands there."""
    said: str
    """How the narrator's voice says it, in IPA; "" if its engine cannot tell or cannot say it."""


@dataclass(slots=True)
class _Uses:
    """How a word is written in a story."""

    forms: Counter[str] = field(default_factory=Counter)
    inside: Counter[bool] = field(default_factory=Counter)
    """Within sentences: how often with a capital (True), how often without."""

    @property
    def word(self) -> str:
        """The commonest form, of those that are not in capitals throughout if there are any."""
        return min(self.forms, key=lambda form: (form.isupper(), -self.forms[form], form))

    @property
    def is_name(self) -> bool:
        """Whether the word has a capital wherever that means something."""
        return self.word[:1].isupper() and not self.inside[False]


def glossary(production: Production) -> tuple[Term, ...]:
    """The words of a story that are in no English dictionary, most frequent first.

    With them come the names of all who speak and whatever the lexicon has. Of stories in other
    languages only these two are listed.

    Raises:
        EngineError: the narrator's engine cannot work here.
    """
    script, words = production.script, production.voice_map.lexicon
    entries = _entries(words)
    names = {(word.casefold(),) for word in _names(production)}
    english = primary(script.language) == "en"
    found = [
        (key, uses)
        for key, uses in _uses(script, entries).items()
        if (key in names and uses.is_name) or key in entries or (english and _invented(uses))
    ]
    found.sort(key=lambda each: (-each[1].forms.total(), each[0]))
    written = [entries.get(key, uses.word) for key, uses in found]
    texts = [lexicon.spoken(word, words, script.language) for word in written]
    said = engines.readings(texts, production.cast.narrator)
    return tuple(
        Term(
            word=uses.word,
            count=uses.forms.total(),
            speaks=any((part,) in names for part in key),
            entry=str(words[entries[key]]) if key in entries else None,
            said=reading,
        )
        for (key, uses), reading in zip(found, said, strict=True)
    )


def hear(terms: tuple[Term, ...], production: Production, path: Path) -> float:
    """Have the narrator say each word, in English also in a sentence, into an MP3; its seconds.

    Raises:
        EngineError: a word cannot be spoken.
        OutputError: the file cannot be written.
    """
    language = production.script.language
    english = primary(language) == "en"
    sentence = "{0}. They spoke of {0} that day." if english else "{0}."
    return audition.speak(
        [sentence.format(term.word) for term in terms],
        production.cast.narrator,
        path,
        production.voice_map.lexicon,
        f"Names in {production.book.title}",
        language,
    )


def _names(production: Production) -> Iterator[str]:
    """The words of the speakers' names, without titles and descriptions."""
    for member in production.cast.members:
        for name in (member.character.name, *member.character.aliases):
            for word in _LETTERS.findall(name):
                if word[0].isupper() and len(word) > 1 and word.casefold() not in TITLES:
                    yield word


def _entries(words: Iterable[str]) -> dict[_Key, str]:
    """The lexicon's entries by their folded words."""
    entries: dict[_Key, str] = {}
    for written in sorted(words):
        entries.setdefault(tuple(word.casefold() for word in _LETTERS.findall(written)), written)
    return entries


def _uses(script: Script, entries: Mapping[_Key, str]) -> dict[_Key, _Uses]:
    """All words that are heard, and the entries of several words, by their folded form."""
    found: dict[_Key, _Uses] = {}
    longer: dict[str, list[_Key]] = {}
    for key in entries:
        if len(key) > 1:
            longer.setdefault(key[0], []).append(key)
    for line in script.lines:
        if not line.spoken:
            continue
        said = list(lexicon.words(line.text))
        for word, opens in said:
            uses = found.setdefault((word.casefold(),), _Uses())
            uses.forms[word] += 1
            if not opens and not (word.isupper() and len(word) > 1):
                uses.inside[word[0].isupper()] += 1
        folded = tuple(word.casefold() for word, _ in said)
        for n, word in enumerate(folded):
            for key in longer.get(word, ()):
                if folded[n : n + len(key)] == key:
                    found.setdefault(key, _Uses()).forms[entries[key]] += 1
    return found


def _invented(uses: _Uses) -> bool:
    from fullcast.engines.english_words import is_derived, is_english

    word = uses.word
    if len(word) < 2 or _ROMAN.fullmatch(word) or is_english(word):
        return False
    return uses.is_name or not is_derived(word)
