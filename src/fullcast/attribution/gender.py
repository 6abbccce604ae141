"""How much the text says that a character is a man or a woman."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from fullcast.attribution.characters import Candidate, first_name, first_name_gender, title_gender
from fullcast.attribution.names import Form, Usage
from fullcast.attribution.reading import Story
from fullcast.attribution.subjects import Mention, noun_gender
from fullcast.language.given_names import is_plain, womans_share
from fullcast.language.people import FEMALE_NOUNS, MALE_NOUNS, MALE_PRONOUNS
from fullcast.model import Gender, Kind

_WORTH = {"he": 1.0, "she": 0.9, "his": 0.8, "him": 0.8, "her": 0.5, "himself": 2.2, "herself": 2.0}
"""Votes of a pronoun behind a name. "She took his hand": what is no subject may be somebody
else's, and "her" the one he looks at."""
_ACTS = re.compile(
    r"\s+(?:\w+ly\s+)?(?:was|had|is|has|did|could|would|might|must|went|came|took|felt|made|stood|"
    r"sat|knew|thought|saw|heard|got|gave|began|ran|shook|rose|left|held|kept|put|let|drew|said|"
    r"[a-z]{3,}ed)\b"
)
_GOVERNED = re.compile(r"\b(?:to|at|with|for|of|by|from|and|that|than|upon|on|in|about)\s+$")
_SPEAKS = re.compile(r"\b(?:said|cried|asked|replied|answered|exclaimed)\s+$")
_PRONOUN = re.compile(r"\b(he|she|his|her|himself|herself)\b", re.IGNORECASE)
_PRONOUN_OF_OWNER = re.compile(r"\b(he|she|his|him|her|himself|herself)\b", re.IGNORECASE)
"""Behind "Ada took Ron's hand" whoever is "him" owns the hand; behind "Ron" he is somebody else."""
_NOUNS = MALE_NOUNS | FEMALE_NOUNS
_OWNERS = frozenset("the a his her their my our".split())
_NOUN_AFTER = re.compile(
    rf"(?:,?(?:\s+who)?\s+(?P<copula>was|is)|,)\s+(?:an?|the|his|her|their|my)\s+(?:[a-z-]+\s+){{0,2}}?"
    rf"(?P<noun>{'|'.join(sorted(_NOUNS))})\b(?!['’])"
)
_NOUN_VOTES = 2.0
"""Of a noun beside a name,"""
_STATED_VOTES = 4.0
"""and of one that is stated of it."""
_REACH = 70
_TITLE_VOTES = 4.0
_FIRST_NAME_VOTES = 6.0
_RARE_NAME_VOTES = 2.0
"""Of a first name that is not common, or invented, if it leaves little doubt,"""
_PLAIN_NAME_VOTES = 4.0
"""and if it leaves none."""
_PLAIN_SHARE = 0.82
"""Share of one gender among those who bear a name from which on it leaves little."""
_DOUBT = 1.5
"""Standard deviations at which a leaning is plain."""


def leanings(
    story: Story,
    candidates: Sequence[Candidate],
    mentions: Sequence[Mention],
    *,
    rare_names: bool = True,
) -> list[float]:
    """For each candidate from -1 (a woman for sure) to 1 (a man for sure).

    Titles decide; else the first pronoun behind each mention in narration votes, and the first
    name adds a few votes; if it is not a common one, only with `rare_names`.
    """
    male = [0.0] * len(candidates)
    female = [0.0] * len(candidates)
    for i, candidate in enumerate(candidates):
        for form, usage in candidate.forms.items():
            _vote(title_gender(form), _TITLE_VOTES * usage.count, i, male, female)
        names = {first_name_gender(form) for form in candidate.forms} - {Gender.UNKNOWN}
        if len(names) == 1:
            _vote(names.pop(), _FIRST_NAME_VOTES, i, male, female)
        elif rare_names and not names:
            share = _share(candidate)
            votes = _PLAIN_NAME_VOTES if is_plain(share) else _RARE_NAME_VOTES
            male[i] += votes * max(0.0, 1 - 2 * share)
            female[i] += votes * max(0.0, 2 * share - 1)
    for mention, pronoun in _pronouns(story, mentions):
        who = mention.character
        _vote(*_described(story.text, mention), who, male, female)
        if pronoun:
            gender = Gender.MALE if pronoun in MALE_PRONOUNS else Gender.FEMALE
            _vote(gender, _WORTH[pronoun] * _weight(story.text, mention), who, male, female)
    return [_leaning(m, f) for m, f in zip(male, female, strict=True)]


def _share(candidate: Candidate) -> float:
    """The share of women among those who bear a candidate's first name; 0.5 is "no idea".

    The commonest form that has one counts; a single word that ends a longer form is a surname.
    """
    surnames = {form.words[-1] for form in candidate.forms if len(form.words) > 1}
    forms = sorted(candidate.forms, key=lambda form: (-candidate.forms[form].count, str(form)))
    for form in forms:
        first = first_name(form)
        if first and not (len(form.words) == 1 and form.words[0] in surnames):
            share = womans_share(first)
            return share if max(share, 1 - share) >= _PLAIN_SHARE else 0.5
    return 0.5


def _described(text: str, mention: Mention) -> tuple[Gender, float]:
    """The gender that a noun beside a name shows, and its votes: "his sister Ada", "Ada was a
    sickly girl", "Ada, who was his sister"."""
    after = _NOUN_AFTER.match(text, mention.end, mention.end + 60)
    if after:
        votes = _STATED_VOTES if after.group("copula") else _NOUN_VOTES
        return noun_gender(after.group("noun")), votes
    words = text[max(0, mention.start - 30) : mention.start].lower().replace(",", " ").split()
    beside = len(words) > 1 and words[-1] in _NOUNS and _OWNERS & set(words[-3:-1])
    return noun_gender(words[-1]) if beside else Gender.UNKNOWN, _NOUN_VOTES


def _weight(text: str, mention: Mention) -> float:
    """How likely the next pronoun means whoever is named: the subject of a verb rather than an
    object or an owner."""
    if _ACTS.match(text, mention.end, mention.end + 30):
        return 1.0
    if _GOVERNED.search(text, max(0, mention.start - 10), mention.start):
        return 0.35
    if _SPEAKS.search(text, max(0, mention.start - 12), mention.start):
        return 1.0
    return 0.35 if _owns(text, mention) else 0.6


def _owns(text: str, mention: Mention) -> bool:
    """Whether a name stands for what belongs to it, or is short for it ("Ada's")."""
    return text[mention.end : mention.end + 1] in ("'", "’")


def _leaning(male: float, female: float) -> float:
    """From -1 to 1, by how far the votes are from what chance would give."""
    return math.tanh((male - female) / math.sqrt(male + female + 2.0) / _DOUBT)


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
    # An unusual name may be anybody's other one: "Pim" the pet name of Mara.
    lean = leanings(story, single, mentions, rare_names=False)
    return dict(zip(usages, lean, strict=True))


def _vote(gender: Gender, votes: float, i: int, male: list[float], female: list[float]) -> None:
    if gender is Gender.MALE:
        male[i] += votes
    elif gender is Gender.FEMALE:
        female[i] += votes


def _pronouns(story: Story, mentions: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """Mentions in narration with the first pronoun before any other name, in lower case, or ""."""
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
        word = _PRONOUN_OF_OWNER if _owns(story.text, mention) else _PRONOUN
        m = word.search(story.text, mention.end, limit)
        votes.append((mention, m.group(1).lower() if m else ""))
    return votes
