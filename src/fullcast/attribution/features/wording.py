"""What the words of two quotations that follow each other say of whether they answer each other."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[a-z']+")
_LONG = 3
"""Longer words than this that are in both show that both speak of the same thing."""
_COMMON = frozenset(
    """
    about again could come does done don't from good have here indeed it's just know like make
    more much must never only said shall should some such than that then there they think this
    upon very well were what when where which will with would your been them
    """.split()
)
_OPENERS = {
    **dict.fromkeys("yes indeed certainly yeah yep aye sure of".split(), "yes"),
    **dict.fromkeys("no not never nope nah".split(), "no"),
    **dict.fromkeys("oh ah".split(), "oh"),
    **dict.fromkeys("why what how who where when which".split(), "a question word"),
    **dict.fromkeys("do is are have did can will does has was were".split(), "a verb"),
    **{word: word for word in "well but and i you my it then perhaps because that".split()},
}
"""How quotations begin, in kinds."""


@dataclass(frozen=True)
class Wording:
    """The words of a quotation as far as they matter for who answers whom."""

    said: str

    @cached_property
    def words(self) -> list[str]:
        """Lower case."""
        return _WORD.findall(self.said.lower().replace("’", "'"))

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that tell what it is about."""
        return frozenset(w for w in self.words if len(w) > _LONG and w not in _COMMON)

    @cached_property
    def last(self) -> str:
        """The last sign before the closing mark."""
        return self.said.rstrip("\"”’'»」*_ ")[-1:]

    def says(self, *words: str) -> bool:
        """Whether one of these words is in it."""
        return any(word in words for word in self.words)


def wording(before: Wording, after: Wording) -> dict[str, float]:
    """The features of two quotations, one behind the other."""
    found = {
        "you, then I": float(before.says("you", "your") and after.says("i", "my", "me")),
        "I, then you": float(before.says("i", "my", "me") and after.says("you", "your")),
        "I, then I": float(before.says("i", "my", "me") and after.says("i", "my", "me")),
        "you, then you": float(before.says("you", "your") and after.says("you", "your")),
        "words in common": math.log1p(len(before.content & after.content)),
        "length before": math.log1p(len(before.words)) - 2.5,
        "length after": math.log1p(len(after.words)) - 2.5,
        "asks after": float(after.last == "?"),
        "shouts after": float(after.last == "!"),
        "shouts before": float(before.last == "!"),
        "breaks off": float(before.last in ("—", "-", "…")),
        "goes on in lower case": float(after.said.lstrip("\"“‘'«„「*_ ")[:1].islower()),
    }
    opener = _OPENERS.get(after.words[0]) if after.words else None
    if opener:
        found[f"begins with {opener}"] = 1.0
    return found
