"""How the words that were heard lie beside those that should be heard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

_EQUAL, _NEAR, _GAP, _OTHER = 0, 1, 2, 3
"""Costs of two words that are the same, or sound nearly so, of one without the other, and of two
that have nothing in common."""
ALIKE = 0.6
"""The part of their sounds that two words have in common if one may be heard for the other."""
ALIKE_NAMES = 0.35
"""The same for names: a recogniser writes one that it does not know as the words it knows."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[^\W_a-z0-9]+")
_STUTTER = re.compile(r"\b([^\W\d_]{1,2})-(?=\1)", re.IGNORECASE)
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
_SPELLINGS = (
    (re.compile(r"(?<=.)our(?=s?$|ed$|ing$|ful$|ite$|able$)"), "or"),
    (re.compile(r"(?<=..)is(?=e[ds]?$|ing$|ation$)"), "iz"),
    (re.compile(r"(?<=[ctb])re(?=s?$)"), "er"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
    (re.compile(r"(?<=ward)s$"), ""),
)
"""American and British spellings; applied to both sides, so that it does no harm to others."""
_SAME = {
    "mr": "mister",
    "mrs": "missus",
    "dr": "doctor",
    "st": "saint",
    "ok": "okay",
    "grey": "gray",
    "alright": "all right",
    "oclock": "o clock",
    "colonel": "kernel",
    "etc": "et cetera",
    "vs": "versus",
}
_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss"})


def normal(text: str) -> list[str]:
    """The words of a text as far as they can be heard: without case, marks and ways of spelling."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = _DRAWN_OUT.sub(r"\1", _STUTTER.sub("", plain))
    found: list[str] = []
    for word in _WORD.findall(plain):
        said = word.replace("'", "")
        for pattern, other in _SPELLINGS:
            said = pattern.sub(other, said)
        found += _SAME.get(said, said).split()
    return found


_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"t?ch|sh|sch|[st]i(?=o|a)"), "x"),
    (re.compile(r"d?g(?=[eiy])|j"), "j"),
    (re.compile(r"gh(?=t|$)"), ""),
    (re.compile(r"mb$"), "m"),
    (re.compile(r"c(?=[eiy])|z"), "s"),
    (re.compile(r"ck|c|q"), "k"),
    (re.compile(r"x$"), "ks"),
    (re.compile(r"^[aeiouyhw]+"), "a"),
    (re.compile(r"(?<=.)[aeiouyhw]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""English spelling to its consonants, roughly as Metaphone has it (Philips, 1990)."""


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """The consonants of a word as they sound, with an "a" for what precedes the first."""
    for pattern, other in _SOUNDS:
        word = pattern.sub(other, word)
    return word


@lru_cache(maxsize=200_000)
def likeness(one: str, other: str) -> float:
    """How much of their sounds two words have in common, 0 to 1."""
    first, second = sounds(one), sounds(other)
    longer = max(len(first), len(second))
    return 1 - _distance(first, second) / longer if longer else 1.0


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for n, char in enumerate(one, 1):
        before, row[0] = row[0], n
        for m, found in enumerate(other, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (char != found))
    return row[-1]


@dataclass(frozen=True, slots=True)
class Step:
    """A word that is expected, and the one that was heard for it; None where there is none."""

    expected: int | None
    heard: int | None
    cost: int


def aligned(expected: Sequence[str], heard: Sequence[str]) -> list[Step]:
    """The words of both sides in order, so that the fewest differ."""
    width = len(heard) + 1
    rows = [[_GAP * n for n in range(width)]]
    for i, word in enumerate(expected, 1):
        above, row = rows[-1], [_GAP * i]
        for j, other in enumerate(heard, 1):
            row.append(min(above[j - 1] + cost(word, other), above[j] + _GAP, row[j - 1] + _GAP))
        rows.append(row)
    steps = []
    i, j = len(expected), len(heard)
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + cost(expected[i - 1], heard[j - 1]):
            i, j = i - 1, j - 1
            steps.append(Step(i, j, cost(expected[i], heard[j])))
        elif i and here == rows[i - 1][j] + _GAP:
            i -= 1
            steps.append(Step(i, None, _GAP))
        else:
            j -= 1
            steps.append(Step(None, j, _GAP))
    return steps[::-1]


def cost(one: str, other: str) -> int:
    """How far two words are from each other."""
    if one == other:
        return _EQUAL
    return _NEAR if likeness(one, other) >= ALIKE else _OTHER


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was heard of one line."""

    words: int
    """That are expected."""
    errors: int
    """Words that are missing, added or others."""
    wrong: int
    """Those of them that do not even sound alike."""
    run: int
    """The longest run of such words."""
    heard: tuple[str, ...]


def compare(
    lines: Sequence[Sequence[str]], heard: Sequence[str], names: Collection[str]
) -> list[Comparison]:
    """The words of each line against what was heard of all of them.

    `names` are words that a recogniser need not know.
    """
    expected = [word for line in lines for word in line]
    places = [n for n, line in enumerate(lines) for _ in line]
    tallies = [_Tally() for _ in lines]
    place = 0
    for differs, group in groupby(aligned(expected, heard), lambda step: step.cost != _EQUAL):
        steps = list(group)
        owners = _owners(steps, places, place)
        place = owners[-1]
        alike, wrong = _judged(steps, expected, heard, names) if differs else (True, [])
        for n, (step, owner) in enumerate(zip(steps, owners, strict=True)):
            tally = tallies[owner]
            if step.heard is not None:
                tally.heard.append(heard[step.heard])
            tally.errors += not alike
            is_wrong = bool(wrong) and wrong[n]
            tally.wrong += is_wrong
            tally.running = tally.running + 1 if is_wrong else 0
            tally.run = max(tally.run, tally.running)
    return [
        Comparison(len(line), tally.errors, tally.wrong, tally.run, tuple(tally.heard))
        for line, tally in zip(lines, tallies, strict=True)
    ]


@dataclass(slots=True)
class _Tally:
    errors: int = 0
    wrong: int = 0
    run: int = 0
    running: int = 0
    heard: list[str] = field(default_factory=list)


def _owners(steps: Sequence[Step], places: Sequence[int], before: int) -> list[int]:
    """The line that each step belongs to: an added word goes with those that differ beside it."""
    known = [None if step.expected is None else places[step.expected] for step in steps]
    first = next((place for place in known if place is not None), before)
    owners = []
    for place in known:
        first = first if place is None else place
        owners.append(first)
    return owners


def _judged(
    steps: Sequence[Step], expected: Sequence[str], heard: Sequence[str], names: Collection[str]
) -> tuple[bool, list[bool]]:
    """Whether a run of steps differs in its spelling only, and which of them sound different."""
    said = [expected[step.expected] for step in steps if step.expected is not None]
    found = [heard[step.heard] for step in steps if step.heard is not None]
    if "".join(said) == "".join(found):
        return True, []
    if _alike(said, found, names):
        return False, [False] * len(steps)
    wrong = [step.cost != _NEAR for step in steps]
    for start, end in _runs(wrong):
        part = steps[start:end]
        said = [expected[step.expected] for step in part if step.expected is not None]
        found = [heard[step.heard] for step in part if step.heard is not None]
        if _alike(said, found, names):
            wrong[start:end] = [False] * (end - start)
    return False, wrong


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    place = 0
    for flag, group in groupby(flags):
        length = len(list(group))
        if flag:
            yield place, place + length
        place += length


def _alike(said: Sequence[str], found: Sequence[str], names: Collection[str]) -> bool:
    """Whether some words may be heard as others: "Corin Hale" as "Corn Hail"."""
    if not said or not found:
        return False
    some_names = any(word in names for word in said)
    enough = ALIKE_NAMES if some_names and len(said) <= 3 else ALIKE
    return likeness("".join(said), "".join(found)) >= enough
