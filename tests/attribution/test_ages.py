"""Who is a child and who is old."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, read_cues

from fullcast.attribution.ages import find_ages
from fullcast.model import Age

KNOWN = ('"It was so," said Nell. She smiled.', "And there Nell stood; she was late.")
OTHER = ('"It was so," said Ada. She smiled.', "And there Ada stood; she was late.")


def age_of(name: str, *paragraphs: str, speakers: tuple[str, ...] = ()) -> Age:
    """Somebody's age; `speakers` say the last units in order."""
    people, story, _, cues = read_cues(FILLER, *paragraphs)
    index = {n: i for i, p in enumerate(people.persons) for n in (p.name, *p.aliases)}
    unknown: list[int | None] = [None] * (len(cues) - len(speakers))
    said = unknown + [index[speaker] for speaker in speakers]
    return find_ages(story, people, cues, said).get(index[name], Age.ADULT)


@pytest.mark.parametrize(
    ("paragraph", "age"),
    [
        # years
        ("And Nell was twelve.", Age.CHILD),
        ("And Nell was only six, and tall.", Age.CHILD),
        ("Nobody knew Nell. She was eleven.", Age.CHILD),
        ("There was Nell, who was eight.", Age.CHILD),
        ("There was Nell, who had just turned three.", Age.CHILD),
        ("There was Nell, aged nine.", Age.CHILD),
        ("There was Nell, ten years old.", Age.CHILD),
        ("There was Nell, a ten-year-old.", Age.CHILD),
        ("There was Nell, a girl of ten.", Age.CHILD),
        ("There was Nell, a girl of about ten.", Age.CHILD),
        ("There was Nell, 9 years old.", Age.CHILD),
        ("There was Nell, who was thirty.", Age.ADULT),
        ("There was Nell, forty years old.", Age.ADULT),
        ("There was Nell, eighty years old.", Age.OLD),
        # words
        ("And little Nell sat there.", Age.CHILD),
        ("They saw the girl, Nell.", Age.CHILD),
        ("They saw a boy called Nell.", Age.CHILD),
        ("And Nell was a small girl then.", Age.CHILD),
        ("And old Nell sat there.", Age.OLD),
        ("And Nell was very old.", Age.OLD),
        ("And Nell was an old woman by then.", Age.OLD),
        ("And Nell was an elderly lady.", Age.OLD),
        # nothing of the kind
        ("And Nell was late by ten minutes.", Age.ADULT),
        ("There was Nell, who was there at ten.", Age.ADULT),
        ("And Nell was five minutes late.", Age.ADULT),
        ("There was Nell, and only three of them sat.", Age.ADULT),
        ('"Nell is ten years old."', Age.ADULT),
        ("There was Nell. And then Ada, who was ten, left.", Age.ADULT),
        ("Nobody saw the old boat. And Nell sat.", Age.ADULT),
        (f"And Nell sat {'and sat ' * 30}till she was ten.", Age.ADULT),
    ],
)
def test_the_narration_tells_an_age(paragraph: str, age: Age) -> None:
    assert age_of("Nell", *KNOWN, *OTHER, paragraph) is age


@pytest.mark.parametrize(
    ("years", "age"),
    [("eighty-two", Age.OLD), ("forty-eight", Age.ADULT), ("thirty-two", Age.ADULT)],
)
def test_a_number_is_read_as_a_whole(years: str, age: Age) -> None:
    assert age_of("Nell", *KNOWN, f"There was Nell, {years} years old.") is age


@pytest.mark.parametrize(
    ("tag", "name", "age"),
    [
        ("said the old ferryman", "The old ferryman", Age.OLD),
        ("said the elderly clerk", "The elderly clerk", Age.OLD),
        ("said the crone", "The crone", Age.OLD),
        ("said the boy", "The boy", Age.CHILD),
        ("said the small child", "The small child", Age.CHILD),
        ("said the ferryman", "The ferryman", Age.ADULT),
        ("said the woman", "The woman", Age.ADULT),
    ],
)
def test_a_description_tells_an_age(tag: str, name: str, age: Age) -> None:
    assert age_of(name, *KNOWN, f'"So," {tag}.') is age


def test_whoever_was_the_boy_before_he_said_his_name_is_a_child() -> None:
    said = 'The boy nodded. "I\'m Jory."'
    known = ('"It was so," said Jory. He smiled.', "And there Jory sat; he was late.")
    assert age_of("Jory", *known, said) is Age.CHILD


CALLS = ('"Mummy, look!"', '"So, Mummy?"')


@pytest.mark.parametrize(
    ("paragraphs", "speakers", "age"),
    [
        (CALLS, ("Nell", "Nell"), Age.CHILD),
        (CALLS, ("Ada", "Ada"), Age.ADULT),
        (CALLS[:1], ("Nell",), Age.ADULT),
        ((*CALLS, *['"It is so."'] * 30), ("Nell",) * 32, Age.ADULT),
    ],
)
def test_a_child_calls_its_parents(
    paragraphs: tuple[str, ...], speakers: tuple[str, ...], age: Age
) -> None:
    assert age_of("Nell", *KNOWN, *OTHER, *paragraphs, speakers=speakers) is age


@pytest.mark.parametrize("title", ["Mr.", "Captain", "Lady"])
def test_whoever_bears_a_grown_up_title_calls_a_parent_as_they_like(title: str) -> None:
    name = f"{title} Hale"
    known = [f'"It was so," said {name}. And there {name} stood.'] * 2
    assert age_of(name, *known, *CALLS, speakers=(name, name)) is Age.ADULT


def test_being_called_old_now_and_then_makes_nobody_old() -> None:
    often = ["And there Nell stood."] * 30
    assert age_of("Nell", *KNOWN, *often, "And old Nell sat there.") is Age.ADULT
    assert age_of("Nell", *KNOWN, *often, *["And old Nell sat there."] * 5) is Age.OLD


@pytest.mark.parametrize("name", ["Granny", "Grandpa"])
def test_a_grandparent_is_old(name: str) -> None:
    known = [f'"It was so," said {name}. And there {name} stood.'] * 2
    assert age_of(name, *known) is Age.OLD


@pytest.mark.parametrize(
    ("said", "age"),
    [
        ("I am a poor old woman.", Age.OLD),
        ("I’m only an old woman, and tired.", Age.OLD),
        ("I'm nearly seven!", Age.CHILD),
        ("I am eight and a half.", Age.CHILD),
        ("I am eight miles from home.", Age.ADULT),
        ("I am no old woman.", Age.ADULT),
        ("I am forty.", Age.ADULT),
    ],
)
def test_people_tell_their_own_age(said: str, age: Age) -> None:
    assert age_of("Nell", *KNOWN, f'"{said}"', speakers=("Nell",)) is age


@pytest.mark.parametrize(("calls", "age"), [(1, Age.ADULT), (2, Age.CHILD)])
def test_who_calls_a_grandparent_is_a_child(calls: int, age: Age) -> None:
    lines = ['"Look at that, Granda!"'] * calls + ['"It rains."'] * 6
    assert age_of("Nell", *KNOWN, *lines, speakers=("Nell",) * len(lines)) is age
