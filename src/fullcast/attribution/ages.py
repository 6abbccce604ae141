"""Who is a child and who is old, from what the text says of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fullcast.attribution.addresses import addresses
from fullcast.attribution.cues import Cues
from fullcast.attribution.people import People
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Mention
from fullcast.language.people import CHILD_NOUNS, GRANDPARENT_ADDRESS, GROWN_UP_TITLES, OLD_WORDS
from fullcast.model import Age

_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "2 3 4 5 6 7 8 9 10 11 12 13 14"
)
_YEARS = rf"(?:{'|'.join(_SMALL.split())})"
_CHILD = rf"(?:{'|'.join(sorted(CHILD_NOUNS))})"
_REACH = 160
_PLAIN = 3
"""How much more it says to call oneself old than to be called so, which may be fondness."""
# "Nell … She was twelve." · "Posy, who had turned three" · "Jory, who was eight" · "a girl of ten"
_IS_YOUNG = re.compile(
    rf"\b(?:was|were|is|turned|aged|nearly|almost|barely|only|just|and)\s+(?:only\s+)?{_YEARS}"
    r"(?=\s*[,.;:!?—]|\s+(?:years?|and|now|or|in\s+(?!the)|last|this)\b)"
    rf"|(?<![\w-]){_YEARS}[\s-]years?[\s-]old\b|\b{_CHILD}\s+of\s+(?:about\s+)?{_YEARS}\b"
    rf"|\bwas\s+(?:a|the)\s+(?:\w+\s+){{0,3}}{_CHILD}\b",
    re.IGNORECASE,
)
_YOUNG_BEFORE = re.compile(
    rf"\b(?:little|small|baby|young\s+master|tiny)\s+$|\b{_CHILD}(?:,|\s+(?:called|named))?\s+$",
    re.IGNORECASE,
)
_OLD_BEFORE = re.compile(r"\b(?:old|elderly|ancient|aged)\s+$", re.IGNORECASE)
_IS_OLD = re.compile(
    r"\b(?:was|were)\s+(?:very\s+|so\s+)?(?:old|elderly|ancient)\b|"
    r"\b(?:seventy|eighty|ninety)(?:-\w+)?[\s-]years?[\s-]old\b|"
    r"\bwas\s+an?\s+(?:\w+\s+)?(?:old|elderly|ancient)\s+(?:man|woman|lady|gentleman)\b",
    re.IGNORECASE,
)
_SAYS_OLD = re.compile(
    r"\bI(?:['’]m|\s+am)\s+(?:only\s+|just\s+|but\s+|too\s+)?an?\s+(?:[a-z]+,?\s+){0,2}"
    r"old\s+(?:man|woman|lady|fellow|body|thing)\b"
)
_SAYS_YOUNG = re.compile(
    rf"\bI(?:['’]m|\s+am)\s+(?:(?:only|just|nearly|almost|already)\s+)?{_YEARS}"
    r"(?:\s+and\s+a\s+half)?(?=\s*[,.;:!?—\"”’]|\s+years?\b|$)"
)
"""What people say of themselves."""
_CALLS_LIKE_A_CHILD = 0.12
"""Of somebody's units that call a parent; grown-ups do so now and then."""
_CALLS_GRANDPARENTS = 0.04
"""Of those that call a grandparent, which grown-ups hardly ever do."""


def find_ages(
    story: Story, people: People, cues: Sequence[Cues], speakers: Sequence[int | None]
) -> dict[int, Age]:
    """The age of everybody who is not known to be an ordinary adult.

    `speakers` are those of the story's units, in order. What the narration says of somebody
    ("Nell … She was twelve") counts, the words of a description ("the old ferryman"), and for a
    child how often they call a parent or grandparent.
    """
    votes = _votes(story, people.mentions, speakers)
    calls = _elders_called(story, cues, speakers)
    ages = {}
    for i, person in enumerate(people.persons):
        words = (person.name, *person.aliases) if person.role else person.described
        if person.name.lower() in OLD_WORDS:
            words = (person.name,)
        age = _of_words(words)
        called = _Calls() if _is_titled((person.name, *person.aliases)) else calls[i]
        age = age or _of_votes(votes[i], called)
        if age is not None:
            ages[i] = age
    return ages


@dataclass(slots=True)
class _Calls:
    """How many units somebody speaks, and in how many they call a parent or a grandparent."""

    units: int = 0
    parents: int = 0
    grandparents: int = 0

    def childlike(self) -> bool:
        """Whether they call their elders as only children do."""
        return (self.parents >= 2 and self.parents >= _CALLS_LIKE_A_CHILD * self.units) or (
            self.grandparents >= 2 and self.grandparents >= _CALLS_GRANDPARENTS * self.units
        )


def _votes(
    story: Story, mentions: Sequence[Mention], speakers: Sequence[int | None]
) -> defaultdict[int, Counter[Age]]:
    """By person, what the narration around their names and they themselves say of their age."""
    votes: defaultdict[int, Counter[Age]] = defaultdict(Counter)
    for mention, before, after in _surroundings(story, mentions):
        young = bool(_YOUNG_BEFORE.search(before)) + bool(_IS_YOUNG.search(after))
        old = bool(_OLD_BEFORE.search(before)) + bool(_IS_OLD.search(after))
        votes[mention.character].update({Age.CHILD: young, Age.OLD: old, Age.ADULT: 1})
    for unit, speaker in zip(story.units, speakers, strict=True):
        if speaker is not None:
            said = story.quoted(unit)
            young, old = bool(_SAYS_YOUNG.search(said)), bool(_SAYS_OLD.search(said))
            votes[speaker].update({Age.CHILD: young, Age.OLD: old * _PLAIN})
    return votes


def _elders_called(
    story: Story, cues: Sequence[Cues], speakers: Sequence[int | None]
) -> defaultdict[int, _Calls]:
    found: defaultdict[int, _Calls] = defaultdict(_Calls)
    for unit, cue, who in zip(story.units, cues, speakers, strict=True):
        if who is not None:
            found[who].units += 1
            found[who].parents += cue.calls_parent
            words = addresses(story.quoted(unit))
            found[who].grandparents += not GRANDPARENT_ADDRESS.isdisjoint(words)
    return found


def _surroundings(story: Story, mentions: Sequence[Mention]) -> Iterable[tuple[Mention, str, str]]:
    """Each mention in narration with the text before it and behind it, up to the next name."""
    bounds = [(p.start, p.end) for p in story.paragraphs]
    quoted = {(line.start, line.end) for unit in story.units for line in unit.lines}
    starts = sorted(quoted)
    at = inside = 0
    for number, mention in enumerate(mentions):
        while at + 1 < len(bounds) and bounds[at][1] <= mention.start:
            at += 1
        while inside < len(starts) and starts[inside][1] <= mention.start:
            inside += 1
        if inside < len(starts) and starts[inside][0] <= mention.start:
            continue
        limit = min(bounds[at][1], mention.end + _REACH)
        if inside < len(starts):
            limit = min(limit, max(starts[inside][0], mention.end))
        if number + 1 < len(mentions):
            limit = min(limit, max(mentions[number + 1].start, mention.end))
        yield (
            mention,
            story.text[max(0, mention.start - 24) : mention.start],
            story.text[mention.end : limit],
        )


def _of_words(names: Iterable[str]) -> Age | None:
    words = {word.lower() for name in names for word in name.split()}
    if words & CHILD_NOUNS:
        return Age.CHILD
    return Age.OLD if words & OLD_WORDS else None


def _is_titled(names: Iterable[str]) -> bool:
    """Whether somebody is called as only grown-ups are; they may speak of "Mother" as they like."""
    return any(name.split()[0].strip(".").lower() in GROWN_UP_TITLES for name in names)


def _of_votes(counts: Counter[Age], calls: _Calls) -> Age | None:
    """A statement of age counts once; being called "old" or "little" must be a habit."""
    habit = max(1.0, 0.04 * counts[Age.ADULT])
    if counts[Age.CHILD] >= habit and counts[Age.CHILD] >= counts[Age.OLD]:
        return Age.CHILD
    if calls.childlike():
        return Age.CHILD
    return Age.OLD if counts[Age.OLD] >= max(1.0, 0.1 * counts[Age.ADULT]) else None
