"""Link names that have no word in common: "Pim" is Mara if Mara answers to it.

Whoever is called by name mostly speaks in the paragraph before or after. So a name that is called
but hardly ever speaks is another name of whoever speaks there, if the two do not meet: they never
speak in turn, neither calls the other, and the narration seldom speaks of both at once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullcast.attribution.characters import Candidate, compatible
from fullcast.attribution.names import Form
from fullcast.attribution.reading import Story
from fullcast.attribution.shortening import is_short_for
from fullcast.language.verbs import COMMON_SPEECH_VERBS
from fullcast.model import Kind

_ANSWERS = 2
"""Fewest answers that link; so few only for a name that never speaks itself."""
_CALLS_PER_ANSWER = 3
"""Answers for each paragraph in which one of the two names speaks and calls the other."""
_APART = 5
"""Paragraphs that have the one name for each that has both."""
_LEANS = 0.2

_VERBS = "|".join(sorted(COMMON_SPEECH_VERBS))
_I_SPEAK = re.compile(rf"\b(?:I\s+(?:\w+ly\s+)?(?:{_VERBS})|(?:{_VERBS})\s+I)\b")


@dataclass(frozen=True, slots=True)
class _Places:
    """Numbers of the paragraphs in which a group is named, speaks, and is called."""

    named: frozenset[int]
    speaks: frozenset[int]
    called: frozenset[int]


def link(
    story: Story, groups: Sequence[Candidate], leanings: Mapping[Form, float]
) -> list[Candidate]:
    """The groups, with those joined that others answer for, most mentioned first."""
    starts = [paragraph.start for paragraph in story.paragraphs]
    places = [_places(starts, group) for group in groups]
    speakers: dict[int, set[int]] = defaultdict(set)
    for i, place in enumerate(places):
        for number in place.speaks:
            speakers[number].add(i)
    narrator = _narrator_speaks(story)
    lean = [_lean(group, leanings) for group in groups]
    meant: dict[int, int] = {}
    for i in sorted(range(len(groups)), key=lambda i: (groups[i].count, -i)):
        who = _long_form(i, groups, places)
        if who is None:
            who = _answering(i, places, speakers, narrator)
        if who is None or _have_different_names(groups[i], groups[who]):
            continue
        if lean[i] * lean[who] > -(_LEANS**2):
            meant[i] = who
    return _joined(groups, meant)


def _joined(groups: Sequence[Candidate], meant: Mapping[int, int]) -> list[Candidate]:
    joined = set()
    for i in sorted(meant):
        seen, who = {i}, meant[i]
        while who in meant and meant[who] not in seen:
            seen.add(who)
            who = meant[who]
        if who in meant:
            continue  # two names that answer for each other
        for form, usage in groups[i].forms.items():
            groups[who].add(form, usage)
        joined.add(i)
    kept = [group for i, group in enumerate(groups) if i not in joined]
    return sorted(kept, key=lambda g: (-g.count, min(u.mentions[0] for u in g.forms.values())))


def _long_form(i: int, groups: Sequence[Candidate], places: Sequence[_Places]) -> int | None:
    """The one group whose name begins like that of group `i` ("Alex", "Alexander"), if the two
    never speak in turn and neither calls the other."""
    (form, _), *others = groups[i].forms.items()
    if others or form.titles or len(form.words) != 1:
        return None
    fits = [
        g
        for g, group in enumerate(groups)
        if group.count > groups[i].count
        and compatible(group, groups[i].gender)
        and is_short_for(form.words[0], group)
    ]
    if len(fits) != 1 or _meet(places[i], places[fits[0]], 0):
        return None
    return fits[0]


def _answering(
    i: int,
    places: Sequence[_Places],
    speakers: Mapping[int, set[int]],
    narrator: frozenset[int],
) -> int | None:
    """Who speaks next to the paragraphs in which group `i` is called, if that is mostly one."""
    place = places[i]
    answers: Counter[int] = Counter()
    answered = 0
    for number in sorted(place.called):
        near = {who for n in (number - 1, number + 1) for who in speakers.get(n, ())}
        if i in near:
            return None
        near -= speakers.get(number, set())
        answers.update(near)
        answered += bool(near) or bool(narrator & {number - 1, number + 1})
    if not answers:
        return None
    who = min(answers, key=lambda c: (-answers[c], c))
    enough = answers[who] > _ANSWERS or (answers[who] == _ANSWERS and not place.speaks)
    if not enough or 2 * answers[who] <= answered or _meet(place, places[who], answers[who]):
        return None
    return who


def _have_different_names(one: Candidate, other: Candidate) -> bool:
    """Whether both have full names, and no first name of the one is short for the other's."""
    full = [f for f in one.forms if len(f.words) > 1]
    named = any(len(f.words) > 1 for f in other.forms)
    return named and bool(full) and not any(is_short_for(f.words[0], other) for f in full)


def _meet(one: _Places, other: _Places, answers: int) -> bool:
    """Whether two names look like two people."""
    in_turn = any({n - 1, n + 1} & other.speaks for n in one.speaks)
    calls = len(one.called & other.speaks) + len(one.speaks & other.called)
    both = len(one.named & other.named)
    return in_turn or calls * _CALLS_PER_ANSWER > answers or both * _APART > len(one.named)


def _places(starts: Sequence[int], group: Candidate) -> _Places:
    usages = group.forms.values()
    return _Places(
        frozenset(bisect_right(starts, start) - 1 for u in usages for start, _ in u.mentions),
        frozenset(number for u in usages for number in u.speaks_in),
        frozenset(number for u in usages for number in u.called_in),
    )


def _narrator_speaks(story: Story) -> frozenset[int]:
    """Numbers of the paragraphs with "said I" or "I said"."""
    return frozenset(
        paragraph.number
        for paragraph in story.paragraphs
        if paragraph.has_dialogue
        and any(
            line.kind is Kind.NARRATION and _I_SPEAK.search(line.text) for line in paragraph.lines
        )
    )


def _lean(group: Candidate, leanings: Mapping[Form, float]) -> float:
    return sum(u.count * leanings.get(f, 0.0) for f, u in group.forms.items()) / group.count
