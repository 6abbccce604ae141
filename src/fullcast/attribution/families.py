"""How the names of a family tell its members apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fullcast.attribution.characters import FAMILY_TITLES, Candidate, first_name_gender
from fullcast.attribution.names import Form, Usage
from fullcast.language.people import RANK_TITLES, TITLES
from fullcast.model import Gender

_TOLD_FROM_ELDER = 0.25
"""Share of titled full names among full names from which on they mark the younger member."""
_TELL_APART = FAMILY_TITLES | RANK_TITLES | frozenset("sir lord".split())
"""Titles of which nobody bears two with the same surname."""
_NOBLE = frozenset("sir lord lady dame king queen".split())
"""Titles without which their bearers are hardly ever called by their first names."""


def same_initials_apart(group: Candidate, form: Form) -> bool:
    """Whether a full name is one of a group's but for middle initials ("Ada K. Venn")."""
    words = _without_initials(form)
    return len(words) > 1 and any(_without_initials(other) == words for other in group.forms)


def _without_initials(form: Form) -> tuple[str, ...]:
    return tuple(word for word in form.words if len(word) > 1)


def is_titles(word: str) -> bool:
    """Whether a word is a title for several people ("Captains")."""
    return word.endswith("s") and word[:-1].lower() in TITLES and word.lower() not in TITLES


def is_noble(group: Candidate) -> bool:
    """Whether a full name is never used without a title like "Sir"."""
    full = [f for f in group.forms if len(f.words) > 1]
    return bool(full) and all(f.titles and f.titles[-1] in _NOBLE for f in full)


def bears_with_full_name(group: Candidate, title: str) -> bool:
    """Whether a title that tells the members of a family apart stands before a full name."""
    return title in FAMILY_TITLES and any(
        len(f.words) > 1 and f.titles[-1:] == (title,) for f in group.forms
    )


def bears(group: Candidate, title: str) -> bool:
    """Whether a title stands before a name of the group."""
    return any(f.words and f.titles[-1:] == (title,) for f in group.forms)


def goes_by_first_name(group: Candidate, usage: Usage) -> bool:
    """Whether a group has a first name by itself, and is mentioned less than a titled name is.

    Whoever is mainly "Mr. Venn" is hardly young Paul Venn.
    """
    single = any(len(f.words) == 1 and not f.titles for f in group.forms)
    return single and group.count < usage.count


def is_younger(group: Candidate, title: str) -> bool:
    """ "Mr. John Venn" is called so to tell him from "Mr. Venn", if it happens often enough."""
    if title not in FAMILY_TITLES:
        return False
    full = {f: u.count for f, u in group.forms.items() if len(f.words) > 1}
    if (
        title == "mrs"
    ):  # "Mrs. Ada Venn" has a first name of her own, "Mrs. John Venn" her husband's
        full = {f: n for f, n in full.items() if not is_womans(f)}
    titled = sum(count for form, count in full.items() if form.titles[-1:] == (title,))
    return titled >= 3 and titled >= _TOLD_FROM_ELDER * sum(full.values())


def bears_other_title(group: Candidate, title: str, word: str) -> bool:
    """Another title with the same surname is another member of the family: "General Venn" is
    not "Mr. Venn"."""
    return any(
        f.titles and f.words[-1:] == (word,) and f.titles[-1] in _TELL_APART - {title}
        for f in group.forms
    )


def is_womans(form: Form) -> bool:
    """Whether a name begins with a woman's first name."""
    return first_name_gender(Form((), form.words)) is Gender.FEMALE


def heaviest(
    groups: Sequence[Candidate], weigh: Callable[[Candidate], int], times: int
) -> Candidate | None:
    """The group that weighs so many times as much as any other."""
    ranked = sorted(groups, key=lambda g: -weigh(g))
    if not ranked:
        return None
    alone = len(ranked) == 1 or weigh(ranked[0]) >= times * max(1, weigh(ranked[1]))
    return ranked[0] if alone else None


def surname_uses(group: Candidate, form: Form) -> int:
    """How often a group's names end with the surname that a form ends with."""
    return sum(u.count for f, u in group.forms.items() if f.words[-1:] == form.words[-1:])
