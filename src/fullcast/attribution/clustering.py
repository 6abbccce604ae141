"""Join the names of a story into characters.

Wrong merging costs far more than missing one, so a name joins a character only where exactly one
fits: "Mr. Venn" the one male Venn, "Ada" the one "Ada Venn". Where the text tells two names apart
they stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from fullcast.attribution.characters import (
    FAMILY_TITLES,
    ROLE_TITLES,
    Candidate,
    compatible,
    first_name_gender,
    is_cried,
    is_family,
    is_person,
    title_gender,
)
from fullcast.attribution.families import (
    bears,
    bears_other_title,
    bears_with_full_name,
    goes_by_first_name,
    heaviest,
    is_noble,
    is_titles,
    is_womans,
    is_younger,
    same_initials_apart,
    surname_uses,
)
from fullcast.attribution.meetings import Meetings
from fullcast.attribution.names import Form, Usage
from fullcast.attribution.shortening import is_short_for, join_short_forms
from fullcast.language.given_names import is_plain, womans_share
from fullcast.language.people import SURNAME_TITLES
from fullcast.model import Gender

_OUTWEIGHS = 4
"""A form joins the commonest of several groups that fit if it is so many times the next one."""
_KNOWN_BY_SURNAME = 2
"""A surname joins whoever's longer names have it so many times as often as anybody else's."""
_STRAY = 20
"""A group with so many times fewer mentions than another is no rival to it."""
_LEANS = 0.2
"""How far pronouns must lean to tell a gender."""
_GIVEN_TOO = FAMILY_TITLES | frozenset(
    "master monsieur m madame mademoiselle signor signora signorina".split()
)
"""Titles of surnames that also go with first names ("Miss Ada")."""


def cluster(usages: dict[Form, Usage], leanings: Mapping[Form, float]) -> list[Candidate]:
    """Group the forms that name people, most mentioned first.

    `leanings` says of each form how its pronouns lean, from -1 (female) to 1 (male).
    """
    people = {
        form: usage
        for form, usage in usages.items()
        if is_person(form, usage)
        and not is_family(form, usage, usages)
        and not is_cried(form, usage, usages)
    }
    work = _Clusters(usages, people, leanings)
    work.full_names()
    work.titled_full_names()
    work.first_names()
    work.titled_names()
    work.surnames()
    work.leftovers()
    groups = join_short_forms(work.groups)
    return sorted(groups, key=lambda g: (-g.count, min(u.mentions[0] for u in g.forms.values())))


class _Clusters:
    """The groups so far; each step adds forms of one shape, the surest shapes first."""

    def __init__(
        self,
        usages: dict[Form, Usage],
        people: dict[Form, Usage],
        leanings: Mapping[Form, float],
    ) -> None:
        self._usages = usages
        self._leanings = leanings
        self._people = people
        self._meetings = Meetings(people, usages)
        self.groups: list[Candidate] = []

    def full_names(self) -> None:
        """Untitled names of two words and more that belong to people, the commonest first.

        "Hale Venn" is two people in a row if "Hale" is mainly Mr. or Mrs. Hale.
        """
        titled: Counter[str] = Counter()
        for form, usage in self._usages.items():
            if form.titles and form.titles[-1] in FAMILY_TITLES and len(form.words) == 1:
                titled[form.words[0]] += usage.count
        ranked = sorted(self._usages.items(), key=lambda item: (-item[1].count, item[0].words))
        for form, usage in ranked:
            if form.titles or len(form.words) < 2 or is_titles(form.words[0]):
                continue
            parts = [Form((), (form.words[0],)), Form((), (form.words[-1],))]
            known = form in self._people or any(part in self._people for part in parts)
            surname_first = titled[form.words[0]] >= 3 and titled[form.words[0]] > usage.count
            if known and not surname_first and usage.place <= max(1, usage.count // 3):
                self._join(form, usage, [g for g in self.groups if same_initials_apart(g, form)])

    def titled_full_names(self) -> None:
        """ " "Mrs. Ada Venn" is "Ada Venn"; but "Mrs. John Venn" is not John."""
        for form, usage in self._people.items():
            if not form.titles or len(form.words) < 2:
                continue
            expected = first_name_gender(Form((), form.words))
            clash = Gender.UNKNOWN not in (expected, title_gender(form)) and (
                expected is not title_gender(form)
            )
            same = [g for g in self.groups if any(f.words == form.words for f in g.forms)]
            self._join(form, usage, [] if clash else same)

    def first_names(self) -> None:
        """ "Ada" is the one "Ada Venn", or the one who is mentioned far more than the others."""
        for form, usage in self._singles():
            holders = self._holders(form.words[0], 0)
            if holders:
                fits = self._of_one_gender(form, usage, holders)
                fits = [g for g in fits if not is_noble(g)] or fits
                if all(g.count * _STRAY <= usage.count for g in fits):
                    fits = [g for g in fits if self._has_family(g)] or fits
                self._join(form, usage, fits)

    def _of_one_gender(self, form: Form, usage: Usage, holders: list[Candidate]) -> list[Candidate]:
        """Whom pronouns let a first name be; where the name itself tells a gender, anybody."""
        gender = self._likely(Candidate({form: usage}))
        fits = [g for g in holders if self._may_be(g, gender)]
        if not fits and is_plain(womans_share(form.words[0])):
            fits = [g for g in holders if g.gender is Gender.UNKNOWN]
        return fits

    def titled_names(self) -> None:
        """ "Miss Venn", "Sir John", "the Colonel": whoever alone fits, else somebody new."""
        titled = [(f, u) for f, u in self._people.items() if f.titles and len(f.words) == 1]
        for form, usage in sorted(titled, key=lambda item: (-item[1].count, str(item[0]))):
            fits = self._fits_title(form, usage, {f for f, _ in titled})
            self._join(form, usage, fits, surname=form.titles[-1] in SURNAME_TITLES)
        for form, usage in self._usages.items():
            if form.titles and not form.words:
                bearers = [
                    g
                    for g in self.groups
                    if len(form.titles) == 1
                    and bears(g, form.titles[0])
                    and g.count * _STRAY >= usage.count
                ]
                # A title by itself that is too rare for a person may still mean its only bearer.
                rare = form.titles[-1] in ROLE_TITLES and len(bearers) == 1
                if form in self._people or rare:
                    self._join(form, usage, bearers)

    def _fits_title(self, form: Form, usage: Usage, titled: set[Form]) -> list[Candidate]:
        word, title = form.words[0], form.titles[-1]
        gender = self._likely(Candidate({form: usage}))
        given = [g for g in self._holders(word, 0) if self._may_be(g, gender)]
        if title not in SURNAME_TITLES:
            bearers = [g for g in given if bears(g, title)]
            if bearers:
                return bearers
            single = [
                g for g in self.groups if Form((), (word,)) in g.forms and self._may_be(g, gender)
            ]
            return given + [g for g in single if g not in given]
        if title == "mrs" and Form(("miss",), (word,)) in titled:
            return []
        family = [g for g in self._holders(word, -1) if self._may_be(g, gender)]
        fits = [
            g for g in family if not bears_other_title(g, title, word) and not is_younger(g, title)
        ]
        if sum(g.count * _STRAY >= usage.count for g in family) > 1:
            fits = [g for g in fits if not goes_by_first_name(g, usage)]
        # A sister with "Miss" before her full name is less likely the one who needs no first name.
        fits = [g for g in fits if not bears_with_full_name(g, title)] or fits
        if fits or title not in _GIVEN_TOO:
            return fits
        single = [g for g in given if Form((), (word,)) in g.forms]
        single = single or [g for g in self.groups if set(g.forms) == {Form((), (word,))}]
        return [g for g in single if self._may_be(g, gender)] or given

    def surnames(self) -> None:
        """A bare surname is a man's with that surname, if one stands out; else anybody's."""
        for form, usage in self._singles():
            word = form.words[0]
            if self._is_placed(form):
                continue
            holders = self._holders(word, -1)
            holders += [
                g
                for g in self.groups
                if g not in holders and any(f.titles and f.words == (word,) for f in g.forms)
            ]
            men = [g for g in holders if self._likely(g) is not Gender.FEMALE]
            ladies = [g for g in holders if self._likely(g) is Gender.FEMALE]
            called_otherwise = any(f.titles for g in ladies for f in g.forms)
            if called_otherwise and self._likely(Candidate({form: usage})) is not Gender.FEMALE:
                ladies = []
            self._join(form, usage, men or ladies, surname=True)

    def leftovers(self) -> None:
        """Rare single names count once they belong to somebody already known ("Venn")."""
        for form, usage in self._usages.items():
            if form in self._people or form.titles or len(form.words) != 1:
                continue
            word = form.words[0]
            fits = self._holders(word, 0) or self._holders(word, -1)
            if not fits:
                fits = [
                    g for g in self.groups if usage.count * 4 <= g.count and is_short_for(word, g)
                ]
            if len(fits) == 1:
                fits[0].add(form, usage)

    def _may_be(self, group: Candidate, gender: Gender) -> bool:
        return Gender.UNKNOWN in (gender, likely := self._likely(group)) or likely is gender

    def _likely(self, group: Candidate) -> Gender:
        """A group's gender by its titles, else by its pronouns, else by its first name."""
        if group.gender is not Gender.UNKNOWN:
            return group.gender
        used = sum(usage.count for usage in group.forms.values())
        leaning = sum(u.count * self._leanings.get(f, 0.0) for f, u in group.forms.items()) / used
        if abs(leaning) > _LEANS:
            return Gender.MALE if leaning > 0 else Gender.FEMALE
        votes = [first_name_gender(form) for form in group.forms]
        return next((vote for vote in votes if vote is not Gender.UNKNOWN), Gender.UNKNOWN)

    def _singles(self) -> list[tuple[Form, Usage]]:
        return [(f, u) for f, u in self._people.items() if not f.titles and len(f.words) == 1]

    def _is_placed(self, form: Form) -> bool:
        return any(form in group.forms for group in self.groups)

    def _holders(self, word: str, position: int) -> list[Candidate]:
        """Groups with a full name whose first (0) or last (-1) word is `word`.

        The first name of "Mrs. John Venn" is her husband's, that of "Mrs. Ada Venn" her own.
        """
        return [
            g
            for g in self.groups
            if any(
                len(f.words) > 1
                and f.words[position] == word
                and (position or "mrs" not in f.titles or is_womans(f))
                for f in g.forms
            )
        ]

    def _start(self, form: Form, usage: Usage) -> None:
        group = Candidate()
        group.add(form, usage)
        self.groups.append(group)

    def _join(self, form: Form, usage: Usage, fits: list[Candidate], surname: bool = False) -> None:
        """Add a form to the one group that fits or outweighs all others, else start a new one.

        A bare surname is less that of whoever is mentioned most than of whoever is known by it.
        """
        gender = title_gender(form)
        open_to = [
            g for g in fits if compatible(g, gender) and not self._meetings.are_different(form, g)
        ]
        chosen = None
        if surname:
            chosen = heaviest(open_to, lambda g: surname_uses(g, form), _KNOWN_BY_SURNAME)
        chosen = chosen or heaviest(open_to, lambda g: g.count, _OUTWEIGHS)
        if chosen is not None:
            chosen.add(form, usage)
        else:
            self._start(form, usage)

    def _has_family(self, group: Candidate) -> bool:
        """Whether anybody else has the surname of a group."""
        surnames = {f.words[-1] for f in group.forms if len(f.words) > 1}
        return any(
            form.words[-1:] and form.words[-1] in surnames and form not in group.forms
            for form in self._people
            if form.titles or len(form.words) > 1
        )
