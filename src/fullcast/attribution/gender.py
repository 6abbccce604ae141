"""How much the text says that a character is a man or a woman."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fullcast.attribution.characters import Candidate, first_name_gender, title_gender
from fullcast.attribution.names import Form, Usage
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Mention
from fullcast.language.people import MALE_PRONOUNS
from fullcast.model import Gender, Kind

_WORTH = {"he": 1.0, "she": 1.0, "himself": 2.0, "herself": 2.0, "his": 0.35, "her": 0.35}
"""Votes of a pronoun. "She took his hand": what is no subject may be somebody else's."""
_PRONOUN = re.compile(rf"\b({'|'.join(_WORTH)})\b", re.IGNORECASE)
_REACH = 70
_TITLE_VOTES = 4.0
_FIRST_NAME_VOTES = 6.0


def leanings(
    story: Story, candidates: Sequence[Candidate], mentions: Sequence[Mention]
) -> list[float]:
    """For each candidate from -1 (a woman for sure) to 1 (a man for sure).

    Titles decide; else the first pronoun behind each mention in narration votes, and the first
    name adds a few votes.
    """
    male = [0.0] * len(candidates)
    female = [0.0] * len(candidates)
    for i, candidate in enumerate(candidates):
        for form, usage in candidate.forms.items():
            _vote(title_gender(form), _TITLE_VOTES * usage.count, i, male, female)
        names = {first_name_gender(form) for form in candidate.forms} - {Gender.UNKNOWN}
        if len(names) == 1:
            _vote(names.pop(), _FIRST_NAME_VOTES, i, male, female)
    for mention, pronoun in _pronouns(story, mentions):
        gender = Gender.MALE if pronoun in MALE_PRONOUNS else Gender.FEMALE
        _vote(gender, _WORTH[pronoun], mention.character, male, female)
    return [(m - f) / (m + f + 1.0) for m, f in zip(male, female, strict=True)]


def form_leanings(story: Story, usages: Mapping[Form, Usage]) -> dict[Form, float]:
    """For each form by itself how its titles and pronouns lean."""
    single = [Candidate({form: usage}) for form, usage in usages.items()]
    mentions = sorted(
        (
            Mention(start, end, i)
            for i, usage in enumerate(usages.values())
            for start, end in usage.mentions
        ),
        key=lambda mention: mention.start,
    )
    return dict(zip(usages, leanings(story, single, mentions), strict=True))


def _vote(gender: Gender, votes: float, i: int, male: list[float], female: list[float]) -> None:
    if gender is Gender.MALE:
        male[i] += votes
    elif gender is Gender.FEMALE:
        female[i] += votes


def _pronouns(story: Story, mentions: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """Mentions in narration with the first pronoun before any other name, in lower case."""
    narration = [
        (line.start, line.end)
        for paragraph in story.paragraphs
        for line in paragraph.lines
        if line.kind is Kind.NARRATION
    ]
    votes = []
    at = 0
    for number, mention in enumerate(mentions):
        while at < len(narration) and narration[at][1] <= mention.start:
            at += 1
        if at == len(narration) or mention.start < narration[at][0]:
            continue
        limit = min(mention.end + _REACH, narration[at][1])
        if number + 1 < len(mentions):
            limit = min(limit, mentions[number + 1].start)
        m = _PRONOUN.search(story.text, mention.end, limit)
        if m:
            votes.append((mention, m.group(1).lower()))
    return votes
