"""Which names are people, and what a name alone shows of its bearer."""

from __future__ import annotations

import pytest

from fullcast.attribution.characters import (
    Candidate,
    first_name_gender,
    is_person,
    title_gender,
)
from fullcast.attribution.names import Form, Usage
from fullcast.model import Gender

F, M, U = Gender.FEMALE, Gender.MALE, Gender.UNKNOWN


def form(text: str) -> Form:
    """ "mr|Venn" is Mr. Venn."""
    titles, _, words = text.rpartition("|")
    return Form(tuple(titles.split()), tuple(words.split()))


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("mr|Venn", M),
        ("mrs|Venn", F),
        ("miss|Ada Venn", F),
        ("sir|John", M),
        ("lady|Ada", F),
        ("aunt|", F),
        ("dr|Venn", U),
        ("captain|", U),
        ("mrs general|Venn", F),
        ("dr mrs|Venn", F),
        ("Ada Venn", U),
    ],
)
def test_a_title_shows_a_gender(name: str, gender: Gender) -> None:
    assert title_gender(form(name)) is gender


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Ada", F),
        ("Ada Venn", F),
        ("John", M),
        ("John Ada", M),
        ("Kestrel", U),
        ("Venn", U),
        ("mr|John", U),
        ("mr|John Venn", M),
        ("sir|John", M),
        ("captain|", U),
        ("aunt|Ada", F),
    ],
)
def test_a_first_name_suggests_a_gender(name: str, gender: Gender) -> None:
    assert first_name_gender(form(name)) is gender


@pytest.mark.parametrize(
    ("name", "usage", "person"),
    [
        ("mr|Venn", Usage(count=1), True),
        ("captain|", Usage(count=2), True),
        ("captain|", Usage(count=1), False),
        ("sir|", Usage(count=9), False),
        ("miss|", Usage(count=9), False),
        ("Mara", Usage(count=1, tagged=1), True),
        ("Mara", Usage(count=2, inside=2, vocative=2), True),
        ("Mara", Usage(count=3, subject=3), True),
        ("Mara", Usage(count=1, vocative=1), False),
        ("Mara", Usage(count=2, subject=2), False),
        ("Mara", Usage(count=9), False),
        ("Gannet Point", Usage(count=9, subject=3, place=6), False),
        ("Mara", Usage(count=90, tagged=30, place=6), True),
    ],
)
def test_people_speak_act_are_called_and_have_titles(name: str, usage: Usage, person: bool) -> None:
    assert is_person(form(name), usage) is person


def test_a_candidate_takes_its_gender_from_the_first_title_that_shows_one() -> None:
    candidate = Candidate()
    for name, gender in [("Ada Venn", U), ("dr|Venn", U), ("miss|Venn", F), ("mr|Venn", F)]:
        candidate.add(form(name), Usage(count=2))
        assert candidate.gender is gender
    assert candidate.count == 8
