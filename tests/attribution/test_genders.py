"""Who is a man and who is a woman, once it is known who speaks."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, read_cues

from fullcast.attribution.genders import find_genders, first_names
from fullcast.model import Gender


def gender_of(name: str, *paragraphs: str, speakers: tuple[str, ...] = ()) -> Gender:
    """Somebody's gender; `speakers` say the last units in order."""
    people, _, _, cues = read_cues(FILLER, *paragraphs)
    index = {n: i for i, p in enumerate(people.persons) for n in (p.name, *p.aliases)}
    unknown: list[int | None] = [None] * (len(cues) - len(speakers))
    said = unknown + [index[speaker] for speaker in speakers]
    return find_genders(people, cues, said)[index[name]]


KNOWN = ('"It was so," said Quorl. The rain fell.', "And there Quorl stood; the rain fell.")


def test_the_first_name_decides_where_the_text_does_not() -> None:
    told = [each.replace("Quorl", "Margery") for each in KNOWN]
    assert gender_of("Margery", *told) is Gender.FEMALE
    told = [each.replace("Quorl", "Gilbert") for each in KNOWN]
    assert gender_of("Gilbert", *told) is Gender.MALE


def test_the_text_wins_over_the_name() -> None:
    told = [each.replace("Quorl", "Florian").replace("the rain", "she") for each in KNOWN * 6]
    told = [each.replace("The rain", "She") for each in told]
    assert gender_of("Florian", *told) is Gender.FEMALE


@pytest.mark.parametrize(("pronoun", "gender"), [("she", Gender.FEMALE), ("he", Gender.MALE)])
def test_the_tags_of_ones_own_lines_count(pronoun: str, gender: Gender) -> None:
    lines = [f'"The tide is {each}," {pronoun} said.' for each in ("in", "out", "late")]
    assert gender_of("Quorl", *KNOWN, *lines, speakers=("Quorl",) * 3) is gender


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Ada Hale", "Hale", "Miss Hale"), ["Ada"]),
        (("Mr. Hale",), []),
        (("Captain Ada Hale", "Captain"), ["Ada"]),
        (("Aunt Ada",), ["Ada"]),
        (("The miller",), []),
        (("Ada", "Addie"), ["Ada", "Addie"]),
    ],
)
def test_first_names(names: tuple[str, ...], found: list[str]) -> None:
    assert first_names(names, names) == found
