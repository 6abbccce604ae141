"""Words that the story stresses: "But I told *you*."

A reader stresses nouns, verbs and adjectives anyway, and passes over pronouns, auxiliaries and
prepositions; in italics, these are what is meant to be heard.
"""

from __future__ import annotations

import re

from fullcast.language.pronunciation import STRESS, annotated, within

_UNSTRESSED = frozenset(
    """
    i you he she it we they me him her us them my your his its our their
    this that these those am is are was were be been do does did have has had
    can could will would shall should may might must a an the and but or if
    to of in on at for from with by as than not so what who some any there
    """.split()
)
"""Words that a sentence usually leaves without stress."""
_EMPHASISED = re.compile(r"(?<![\w*])(\*{1,3}|_{1,2})([A-Za-z]+)\1(?![\w*])")


def stressed(text: str, said: str) -> str:
    """What is spoken, with STRESS beside each unstressed word that the story has in italics.

    Args:
        text: a line as the story has it, with stars or underscores around what is emphasised.
        said: what is spoken for it. A word that occurs there more or less often than in `text` is
            left alone, for nobody can tell which of them is meant.
    """
    for match in reversed(list(_EMPHASISED.finditer(text))):
        if match[2].lower() not in _UNSTRESSED:
            continue
        word = re.compile(rf"(?i)(?<![^\W_]){match[2]}(?![^\W_]|['’][^\W_])")
        places = list(word.finditer(said))
        before = [place.start() for place in word.finditer(text)]
        if len(places) != len(before):
            continue
        place = places[before.index(match.start(2))]
        if not within(said, place.start()):
            said = said[: place.start()] + annotated(place[0], STRESS) + said[place.end() :]
    return said
