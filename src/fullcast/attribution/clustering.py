"""Join the names of a story into characters.

Wrong merging costs far more than missing one, so a name joins a character only where exactly one
fits: "Mr. Venn" the one male Venn, "Ada" the one "Ada Venn". Where the text tells two names apart
they stay apart.
"""

from __future__ import annotations

from collections import defaultdict

from fullcast.attribution.characters import (
    FAMILY_TITLES,
    Candidate,
    first_name_gender,
    is_person,
    title_gender,
)
from fullcast.attribution.names import Form, Usage
from fullcast.language.people import SURNAME_TITLES
from fullcast.model import Gender


def cluster(usages: dict[Form, Usage]) -> list[Candidate]:
    """Group the forms that name people, most mentioned first."""
    people = {
        form: usage
        for form, usage in usages.items()
        if is_person(form, usage) and not _is_family(form, usage, usages)
    }
    full = _full_names(usages, people)
    groups: list[Candidate] = []
    for form, usage in full.items():
        _start(groups, form, usage)
    _attach_titled_full_names(people, groups)
    _attach_single(people, groups, full)
    _attach_titled(people, groups)
    _attach_leftovers(usages, people, groups)
    _join_short_forms(groups)
    return sorted(groups, key=lambda g: (-g.count, min(u.mentions[0] for u in g.forms.values())))


def _start(groups: list[Candidate], form: Form, usage: Usage) -> Candidate:
    group = Candidate()
    group.add(form, usage)
    groups.append(group)
    return group


def _full_names(usages: dict[Form, Usage], people: dict[Form, Usage]) -> dict[Form, Usage]:
    """Untitled names of two words and more that belong to people.

    "Elton Weston" is two people in a row if "Elton" is mainly Mr. or Mrs. Elton.
    """
    titled: dict[str, int] = defaultdict(int)
    for form, usage in usages.items():
        if form.titles and form.titles[-1] in FAMILY_TITLES and len(form.words) == 1:
            titled[form.words[0]] += usage.count
    full = {}
    for form, usage in usages.items():
        if form.titles or len(form.words) < 2:
            continue
        parts = [Form((), (form.words[0],)), Form((), (form.words[-1],))]
        known = form in people or any(part in people for part in parts)
        surname_first = titled[form.words[0]] >= 3 and titled[form.words[0]] > usage.count
        if known and not surname_first and usage.place <= max(1, usage.count // 3):
            full[form] = usage
    return _without_variants(full)


def _without_variants(full: dict[Form, Usage]) -> dict[Form, Usage]:
    """Longest first, so that "Ada Mary Venn" and "Ada Venn" meet in one group."""
    return dict(sorted(full.items(), key=lambda item: (-item[1].count, item[0].words)))


def _compatible(group: Candidate, gender: Gender) -> bool:
    return Gender.UNKNOWN in (group.gender, gender) or group.gender is gender


def _holders(groups: list[Candidate], word: str, position: int, gender: Gender) -> list[Candidate]:
    """Groups with an untitled or titled full name whose first (0) or last (-1) word is `word`."""
    return [
        group
        for group in groups
        if _compatible(group, gender)
        and any(len(f.words) > 1 and f.words[position] == word for f in group.forms)
    ]


def _attach_titled_full_names(people: dict[Form, Usage], groups: list[Candidate]) -> None:
    """ "Mrs. Ada Venn" is "Ada Venn" — but "Mrs. John Venn" is not John."""
    for form, usage in people.items():
        if not form.titles or len(form.words) < 2:
            continue
        gender = title_gender(form)
        same = [g for g in groups if any(f.words == form.words for f in g.forms)]
        expected = first_name_gender(Form((), form.words))
        clash = Gender.UNKNOWN not in (expected, gender) and expected is not gender
        if len(same) == 1 and _compatible(same[0], gender) and not clash:
            same[0].add(form, usage)
        else:
            _start(groups, form, usage)


def _attach_single(
    people: dict[Form, Usage], groups: list[Candidate], full: dict[Form, Usage]
) -> None:
    for form, usage in people.items():
        if form.titles or len(form.words) != 1:
            continue
        word = form.words[0]
        by_first = _holders(groups, word, 0, Gender.UNKNOWN)
        by_last = _holders(groups, word, -1, Gender.UNKNOWN)
        if by_first:
            best = max(by_first, key=lambda g: g.count)
            rivals = [g for g in by_first if g is not best and g.count * 3 > best.count]
            if not rivals:
                best.add(form, usage)
                continue
        elif len(by_last) == 1 and not _titled_otherwise(people, word, by_last[0]):
            by_last[0].add(form, usage)
            continue
        _start(groups, form, usage)


def _titled_otherwise(people: dict[Form, Usage], word: str, group: Candidate) -> bool:
    """Whether the surname is also borne with a title that this character cannot have."""
    gender = group.gender
    if gender is Gender.UNKNOWN:
        gender = next((g for f in group.forms if (g := first_name_gender(f)) != "unknown"), gender)
    return any(
        form.words == (word,) and form.titles and title_gender(form) not in (gender, Gender.UNKNOWN)
        for form in people
    )


def _attach_titled(people: dict[Form, Usage], groups: list[Candidate]) -> None:
    """Titled single names, the frequent ones first, to whoever alone fits."""
    titled = [(f, u) for f, u in people.items() if f.titles and len(f.words) == 1]
    by_surname: dict[str, set[str]] = defaultdict(set)
    for form, _ in titled:
        by_surname[form.words[0]].add(form.titles[-1])
    for form, usage in sorted(titled, key=lambda item: (-item[1].count, str(item[0]))):
        holder = _holder_of_titled(form, groups, by_surname)
        if holder is None:
            _start(groups, form, usage)
        else:
            holder.add(form, usage)
    for form, usage in people.items():
        if form.titles and not form.words:
            _start(groups, form, usage)


def _holder_of_titled(
    form: Form, groups: list[Candidate], by_surname: dict[str, set[str]]
) -> Candidate | None:
    word, title, gender = form.words[0], form.titles[-1], title_gender(form)
    expected = [g for g in groups if _compatible(g, gender) and _likely(g) in (gender, "unknown")]
    if title in SURNAME_TITLES:
        same_surname = [g for g in expected if g in _holders(groups, word, -1, gender)]
        alone = [g for g in expected if any(f == Form((), (word,)) for f in g.forms)]
        if title == "mrs" and "miss" in by_surname[word]:
            return None
        # Another titled form of that surname is a different person unless the title is a rank.
        fits = [
            g
            for g in {id(g): g for g in (*same_surname, *alone)}.values()
            if not any(f.titles and f.titles[-1] in FAMILY_TITLES and f.titles[-1] != title
                       and f.words[-1] == word for f in g.forms)
        ]  # fmt: skip
        if len(fits) == 1 and not (alone and fits[0] in alone and _shared(by_surname[word], title)):
            return fits[0]
        first = [
            g for g in expected if any(f.words[:1] == (word,) and not f.titles for f in g.forms)
        ]
        return first[0] if not fits and len(first) == 1 and title in ("miss", "mr") else None
    first = [g for g in expected if any(f.words[:1] == (word,) for f in g.forms)]
    return first[0] if len(first) == 1 else None


def _likely(group: Candidate) -> Gender:
    if group.gender is not Gender.UNKNOWN:
        return group.gender
    votes = [first_name_gender(form) for form in group.forms]
    return next((vote for vote in votes if vote is not Gender.UNKNOWN), Gender.UNKNOWN)


def _shared(titles: set[str], title: str) -> bool:
    """Whether a bare surname could mean somebody with another title as well: then men bear it."""
    others = titles & FAMILY_TITLES - {title}
    return bool(others) and title not in ("mr", "mister")


def _attach_leftovers(
    usages: dict[Form, Usage], people: dict[Form, Usage], groups: list[Candidate]
) -> None:
    """Rare single names count once they belong to somebody already known ("Parkinson")."""
    for form, usage in usages.items():
        if form in people or form.titles or len(form.words) != 1:
            continue
        word = form.words[0]
        first = _holders(groups, word, 0, Gender.UNKNOWN)
        last = _holders(groups, word, -1, Gender.UNKNOWN)
        short = [g for g in groups if any(f.words and _short_of(word, f.words[0]) and not f.titles
                                          and len(f.words) == 1 for f in g.forms)]  # fmt: skip
        if len(first) == 1:
            first[0].add(form, usage)
        elif not first and len(last) == 1:
            last[0].add(form, usage)
        elif not first and not last and len(short) == 1 and usage.count * 4 <= short[0].count:
            short[0].add(form, usage)


def _join_short_forms(groups: list[Candidate]) -> None:
    """ "Alex" and "Alexander" are one where one of them is rare and no other name fits it."""
    for group in sorted(groups, key=lambda g: g.count):
        words = {f.words[0] for f in group.forms if len(f.words) == 1 and not f.titles}
        if len(words) != 1 or len(group.forms) != 1:
            continue
        word = words.pop()
        matches = [
            other
            for other in groups
            if other is not group
            and group.count * 4 <= other.count
            and _compatible(other, group.gender)
            and any(_short_of(word, f.words[0]) for f in other.forms if f.words and not f.titles)
        ]
        if len(matches) == 1:
            for form, usage in group.forms.items():
                matches[0].add(form, usage)
            groups.remove(group)


def _short_of(a: str, b: str) -> bool:
    """Whether one name begins with the other, by three letters at least ("Pans", "Pansy")."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) > len(short)


def _is_family(form: Form, usage: Usage, usages: dict[Form, Usage]) -> bool:
    """ "The Venns" are several people, none of whom speaks alone."""
    if not form.words or not form.words[-1].endswith("s"):
        return False
    singular = form.words[-1][: -2 if form.words[-1].endswith(("xes", "ses", "zes")) else -1]
    known = any(f.words and f.words[-1] == singular for f in usages)
    return known and usage.after_the * 3 >= usage.count
