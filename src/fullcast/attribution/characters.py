"""Which names are people, and what a name shows of its bearer's gender."""

from __future__ import annotations

from dataclasses import dataclass, field

from fullcast.attribution.names import Form, Usage
from fullcast.language.people import (
    FEMALE_FIRST_NAMES,
    FEMALE_TITLES,
    MALE_FIRST_NAMES,
    MALE_TITLES,
    SURNAME_TITLES,
)
from fullcast.model import Gender

FAMILY_TITLES = frozenset("mr mister mrs miss ms".split())
"""Titles that tell the members of a family apart."""
ROLE_TITLES = frozenset(
    """
    captain colonel general major lieutenant sergeant admiral commodore inspector detective
    constable professor dr judge king queen prince princess duke duchess count countess baron
    baroness marquis mayor governor president minister father mother grandfather grandmother
    grandpa grandma granny nurse uncle aunt auntie dad daddy mum mummy mom mommy papa mama abbot
    friar chief coach
    """.split()
)
"""Titles that name somebody by themselves ("the Colonel", "Grandmother")."""

_MIN_PERSON_SCORE = 2.0


@dataclass(slots=True)
class Candidate:
    """A character in the making."""

    forms: dict[Form, Usage] = field(default_factory=dict)
    gender: Gender = Gender.UNKNOWN

    @property
    def count(self) -> int:
        return sum(usage.count for usage in self.forms.values())

    def add(self, form: Form, usage: Usage) -> None:
        self.forms[form] = usage
        if self.gender is Gender.UNKNOWN:
            self.gender = title_gender(form)


def compatible(group: Candidate, gender: Gender) -> bool:
    """Whether a group may be of a gender."""
    return Gender.UNKNOWN in (group.gender, gender) or group.gender is gender


def title_gender(form: Form) -> Gender:
    """The gender that a form's titles show; "Mrs. General" is a woman whatever comes behind."""
    for title in form.titles:
        if title in MALE_TITLES:
            return Gender.MALE
        if title in FEMALE_TITLES:
            return Gender.FEMALE
    return Gender.UNKNOWN


def first_name(form: Form) -> str:
    """The first name in a form, in small letters; "" where there is none ("Mr. Hale")."""
    if not form.words or (form.titles and form.titles[0] in SURNAME_TITLES and len(form.words) < 2):
        return ""
    return form.words[0].lower()


def first_name_gender(form: Form) -> Gender:
    """The gender that the first name suggests. Weak: the evidence of the text wins."""
    first = first_name(form)
    if first in FEMALE_FIRST_NAMES:
        return Gender.FEMALE
    return Gender.MALE if first in MALE_FIRST_NAMES else Gender.UNKNOWN


def is_person(form: Form, usage: Usage) -> bool:
    """Whether a name is used as people's names are: with titles, speaking, called, acting."""
    if form.titles and form.words:
        return True
    if form.titles:
        return form.titles[-1] in ROLE_TITLES and usage.count >= 2
    score = 2.0 * usage.tagged + 1.0 * usage.vocative + 0.7 * usage.subject
    return score >= _MIN_PERSON_SCORE and usage.place <= 2.0 + score * 0.5


def is_family(form: Form, usage: Usage, usages: dict[Form, Usage]) -> bool:
    """ "The Venns" are several people, none of whom speaks alone."""
    if not form.words or not form.words[-1].endswith("s"):
        return False
    singular = form.words[-1][: -2 if form.words[-1].endswith(("xes", "ses", "zes")) else -1]
    known = any(f.words and f.words[-1] == singular for f in usages)
    return known and usage.after_the * 3 >= usage.count


def is_cried(form: Form, usage: Usage, usages: dict[Form, Usage]) -> bool:
    """ "Aye," and "Eels!" only ever begin sentences that somebody says, and are no part of a
    longer name."""
    if form.titles or usage.inside or usage.tagged or usage.subject:
        return False
    known = first_name_gender(form) is not Gender.UNKNOWN
    return not known and not any(f != form and form.words[0] in f.words for f in usages)
