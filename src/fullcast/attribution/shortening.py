"""Join the short forms of a name to the long one: "Alex" and "Alexander"."""

from __future__ import annotations

from fullcast.attribution.characters import Candidate, compatible
from fullcast.language.nicknames import is_nickname


def join_short_forms(groups: list[Candidate]) -> list[Candidate]:
    """ "Alex" and "Alexander" are one where one of them is rare and no other name fits it."""
    kept = list(groups)
    for group in sorted(groups, key=lambda g: g.count):
        (form, usage), *others = group.forms.items()
        if others or form.titles or len(form.words) != 1:
            continue
        matches = [
            g
            for g in kept
            if g is not group
            and group.count * 4 <= g.count
            and compatible(g, group.gender)
            and is_short_for(form.words[0], g)
        ]
        if len(matches) == 1:
            matches[0].add(form, usage)
            kept.remove(group)
    return kept


def is_short_for(word: str, group: Candidate) -> bool:
    """Whether a name and an untitled first name of the group begin alike, one with all of the
    other, by three letters at least ("Alex", "Alexander")."""
    return any(f.words and not f.titles and _short_of(word, f.words[0]) for f in group.forms)


def _short_of(a: str, b: str) -> bool:
    """Whether one name begins with the other, by three letters at least ("Alex", "Alexander"), or
    is a common nickname of it ("Frank", "Francis")."""
    if is_nickname(a, b):
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) > len(short)
