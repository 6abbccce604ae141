"""Join the names of a story into characters.

Wrong merging costs far more than missing one, so a name joins a character only where exactly one
fits: "Mr. Venn" the one male Venn, "Ada" the one "Ada Venn". Where the text tells two names apart
they stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
from fullcast.attribution.names import Form, Usage
from fullcast.attribution.shortening import is_short_for, join_short_forms
from fullcast.language.people import RANK_TITLES, SURNAME_TITLES
from fullcast.model import Gender

_OUTWEIGHS = 4
"""A form joins the commonest of several groups that fit if it is so many times the next one."""
_STRAY = 20
"""A group with so many times fewer mentions than another is no rival to it."""
_LEANS = 0.2
"""How far pronouns must lean to tell a gender."""
_TOLD_FROM_ELDER = 0.25
"""Share of titled full names among full names from which on they mark the younger member."""
_TELL_APART = FAMILY_TITLES | RANK_TITLES | frozenset("sir lord".split())
"""Titles of which nobody bears two with the same surname."""
_DIFFERENT = 2
"""Pieces of evidence that two forms are two people, to keep them apart."""


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
        self._apart = _told_apart(people)
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
            if form.titles or len(form.words) < 2:
                continue
            parts = [Form((), (form.words[0],)), Form((), (form.words[-1],))]
            known = form in self._people or any(part in self._people for part in parts)
            surname_first = titled[form.words[0]] >= 3 and titled[form.words[0]] > usage.count
            if known and not surname_first and usage.place <= max(1, usage.count // 3):
                self._start(form, usage)

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
                gender = self._likely(Candidate({form: usage}))
                self._join(form, usage, [g for g in holders if self._may_be(g, gender)])

    def titled_names(self) -> None:
        """ "Miss Venn", "Sir John", "the Colonel": whoever alone fits, else somebody new."""
        titled = [(f, u) for f, u in self._people.items() if f.titles and len(f.words) == 1]
        for form, usage in sorted(titled, key=lambda item: (-item[1].count, str(item[0]))):
            self._join(form, usage, self._fits_title(form, usage, {f for f, _ in titled}))
        for form, usage in self._usages.items():
            if form.titles and not form.words:
                bearers = [
                    g
                    for g in self.groups
                    if len(form.titles) == 1
                    and _bears(g, form.titles[0])
                    and g.count * _STRAY >= usage.count
                ]
                # A title by itself that is too rare for a person may still mean its only bearer.
                rare = form.titles[-1] in ROLE_TITLES and len(bearers) == 1
                if form in self._people or rare:
                    self._join(form, usage, bearers)

    def _fits_title(self, form: Form, usage: Usage, titled: set[Form]) -> list[Candidate]:
        word, title, gender = form.words[0], form.titles[-1], title_gender(form)
        given = [g for g in self._holders(word, 0) if self._may_be(g, gender)]
        if title not in SURNAME_TITLES:
            bearers = [g for g in given if _bears(g, title)]
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
            g
            for g in family
            if not _bears_other_title(g, title, word) and not _is_younger(g, title)
        ]
        if sum(g.count * _STRAY >= usage.count for g in family) > 1:
            fits = [g for g in fits if not _goes_by_first_name(g, usage)]
        return fits or (given if title in ("miss", "mr", "master") else [])

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
            self._join(form, usage, men or ([] if called_otherwise else ladies))

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

        The first name of "Mrs. John Venn" is her husband's.
        """
        return [
            g
            for g in self.groups
            if any(
                len(f.words) > 1
                and f.words[position] == word
                and (position or "mrs" not in f.titles)
                for f in g.forms
            )
        ]

    def _start(self, form: Form, usage: Usage) -> None:
        group = Candidate()
        group.add(form, usage)
        self.groups.append(group)

    def _join(self, form: Form, usage: Usage, fits: list[Candidate]) -> None:
        """Add a form to the one group that fits or outweighs all others, else start a new one."""
        gender = title_gender(form)
        open_to = [g for g in fits if compatible(g, gender) and not self._are_different(form, g)]
        open_to.sort(key=lambda g: -g.count)
        if open_to and (len(open_to) == 1 or open_to[0].count >= _OUTWEIGHS * open_to[1].count):
            open_to[0].add(form, usage)
        else:
            self._start(form, usage)

    def _are_different(self, form: Form, group: Candidate) -> bool:
        return sum(self._apart[form, other] for other in group.forms) >= _DIFFERENT


def _told_apart(people: dict[Form, Usage]) -> Counter[tuple[Form, Form]]:
    """How often two forms look like two people: they speak in adjacent paragraphs, or one is
    called in a paragraph that the other speaks."""
    speaks: dict[int, set[Form]] = defaultdict(set)
    for form, usage in people.items():
        for number in usage.speaks_in:
            speaks[number].add(form)
    apart: Counter[tuple[Form, Form]] = Counter()
    for form, usage in people.items():
        others = [o for n in usage.speaks_in for o in speaks.get(n + 1, ()) if o != form]
        others += [o for n in usage.called_in for o in speaks.get(n, ()) if o != form]
        for other in others:
            apart[form, other] += 1
            apart[other, form] += 1
    return apart


def _bears(group: Candidate, title: str) -> bool:
    """Whether a title stands before a name of the group."""
    return any(f.words and f.titles[-1:] == (title,) for f in group.forms)


def _goes_by_first_name(group: Candidate, usage: Usage) -> bool:
    """Whether a group has a first name by itself, and is mentioned less than a titled name is.

    Whoever is mainly "Mr. Venn" is hardly young Paul Venn.
    """
    single = any(len(f.words) == 1 and not f.titles for f in group.forms)
    return single and group.count < usage.count


def _is_younger(group: Candidate, title: str) -> bool:
    """ "Mr. John Venn" is called so to tell him from "Mr. Venn", if it happens often enough."""
    if title not in FAMILY_TITLES:
        return False
    full = {f: u.count for f, u in group.forms.items() if len(f.words) > 1}
    titled = sum(count for form, count in full.items() if form.titles[-1:] == (title,))
    return titled >= 3 and titled >= _TOLD_FROM_ELDER * sum(full.values())


def _bears_other_title(group: Candidate, title: str, word: str) -> bool:
    """Another title with the same surname is another member of the family: "General Venn" is
    not "Mr. Venn"."""
    return any(
        f.titles and f.words[-1:] == (word,) and f.titles[-1] in _TELL_APART - {title}
        for f in group.forms
    )
