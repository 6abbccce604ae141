"""Everybody who may speak: the named, the described, the group, the narrator."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attribution_stories import FILLER, people_of, person_called, story_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.people import EVERYONE_ROLE, People, Person, find_people
from fullcast.attribution.subjects import Mention, Subject, SubjectKind

MARA = ('"It was so," said Mara. She smiled.', "And there Mara stood; she was late.")
RON = ('"It was so," said Ron. He smiled.', "And there Ron stood; he was late.")
TELLING = ("I sat down, and I saw Mara, and then I left.",) * 2


def named(people: People) -> list[str]:
    """The names of all persons, in alphabetical order."""
    return sorted(person.name for person in people.persons)


def narrators(people: People) -> list[str | None]:
    """Who narrates from the story's start on and from each marker on."""
    return [None if who is None else people.persons[who].name for _, who in people.narrators]


@pytest.mark.parametrize(
    ("paragraphs", "name", "aliases"),
    [
        (MARA, "Mara", ()),
        ((*MARA, '"It was so," said Mara Venn.'), "Mara Venn", ("Mara",)),
        (
            (*MARA, '"It was so," said Mara Venn. Miss Venn sat.'),
            "Mara Venn",
            ("Mara", "Miss Venn"),
        ),
        (('"So," said Mr. Crake. Mr. Crake sat.',), "Mr. Crake", ()),
        (('"So," said the Captain. And there the Captain sat.',), "The Captain", ()),
        (('"So," said Granny. And there Granny sat.',), "Granny", ()),
        (("And there Captain Hale sat.", "Captain Hale rose."), "Captain Hale", ()),
    ],
)  # fmt: skip
def test_a_person_has_the_name_a_reader_would_list(
    paragraphs: tuple[str, ...], name: str, aliases: tuple[str, ...]
) -> None:
    person = person_called(people_of(FILLER, *paragraphs), name)
    assert (person.name, tuple(sorted(person.aliases))) == (name, aliases)
    assert person.role == ""


def test_whoever_is_looked_at_is_no_place() -> None:
    looked = "And there he looked at Mara."
    assert named(people_of(FILLER, '"It was so," said Mara.', *[looked] * 6)) == ["Mara"]


def test_what_is_cried_again_and_again_is_nobody() -> None:
    assert named(people_of(FILLER, *MARA, '"Eels!"', '"Eels!"', '"Eels! Eels!"')) == ["Mara"]


def test_the_captain_is_the_only_captain() -> None:
    hale = '"So," said Captain Hale. And there Captain Hale sat.'
    the = '"It was so," said the Captain. And there the Captain sat.'
    assert named(people_of(FILLER, *MARA, hale, the)) == ["Captain Hale", "Mara"]


def test_a_captain_in_lower_case_is_no_second_one() -> None:
    hale = '"So," said Captain Hale. And there Captain Hale sat.'
    lower = ['"It was so," said the captain.', '"No," said the old captain.']
    assert named(people_of(FILLER, *MARA, hale, *lower)) == ["Captain Hale", "Mara"]


def test_initials_keep_their_stops() -> None:
    crake = '"So," said J. R. Crake. And there J. R. Crake sat.'
    assert named(people_of(FILLER, *MARA, crake)) == ["J. R. Crake", "Mara"]


@pytest.mark.parametrize(
    ("paragraph", "name", "role", "generic", "sign"),
    [
        ('"So," said the ferryman.', "The ferryman", "ferryman", False, 1),
        ('"So," said the old ferryman.', "The old ferryman", "ferryman", False, 1),
        ('The old ferryman said, "So."', "The old ferryman", "ferryman", False, 1),
        ('"So," roared the tide-caller.', "The tide-caller", "tide-caller", False, 0),
        ('"So," the clockmaker replied.', "The clockmaker", "clockmaker", False, 0),
        ('"So," said a witch with a cough.', "The witch", "witch", False, -1),
        ('"So," said the boy.', "The boy", "boy", True, 1),
        ('"So," said her mother.', "The mother", "mother", True, -1),
        ('"So," said a voice.', "The voice", "voice", True, 0),
    ],
)
def test_whoever_speaks_without_a_name_is_a_role(
    paragraph: str, name: str, role: str, generic: bool, sign: int
) -> None:
    person = person_called(people_of(FILLER, *MARA, paragraph), name)
    assert (person.role, person.generic) == (role, generic)
    assert (person.leaning > 0) - (person.leaning < 0) == sign


@pytest.mark.parametrize(
    "paragraph", ["The ferryman sat.", '"So." The ferryman sat.', '"Ask the ferryman," said Mara.']
)
def test_whoever_does_not_speak_is_no_role(paragraph: str) -> None:
    assert named(people_of(FILLER, *MARA, paragraph)) == ["Mara"]


def test_a_role_has_its_commonest_wording_and_is_found_wherever_it_is_mentioned() -> None:
    people = people_of(
        FILLER,
        '"So," said the old ferryman.',
        '"So," said the ferryman.',
        '"So," said the old ferryman.',
        "Nobody saw the ferryman there.",
    )
    (person,) = people.persons
    assert (person.name, person.aliases) == ("The old ferryman", ("the ferryman",))
    assert len(people.mentions) == 4


FERRYMAN = (
    *['"So," said the old ferryman.'] * 2,
    *["And the ferryman sat, and the ferryman rose."] * 2,
)


@pytest.mark.parametrize(
    ("paragraphs", "standing"),
    [
        (FERRYMAN, True),
        (FERRYMAN[1:], False),  # speaks once
        (FERRYMAN[:3], False),  # is hardly mentioned
        ((*FERRYMAN, "There was another ferryman.", "There was a ferryman."), False),
    ],
)
def test_a_description_that_is_used_as_a_name_is_standing(
    paragraphs: tuple[str, ...], standing: bool
) -> None:
    people = people_of(FILLER, *MARA, *paragraphs)
    who = person_called(people, "The old ferryman")
    assert who.standing is standing
    assert people.is_role(people.persons.index(who)) is not standing
    assert not people.is_role(people.persons.index(person_called(people, "Mara")))


def test_what_fits_people_with_names_is_never_standing() -> None:
    boys = [paragraph.replace("ferryman", "boy") for paragraph in FERRYMAN]
    assert not person_called(people_of(FILLER, *MARA, *boys), "The old boy").standing


@pytest.mark.parametrize(
    ("phrase", "noun", "role"),
    [
        ("old man", "man", "ferryman"),
        ("old woman", "woman", "woman"),
        ("young man", "man", "man"),
        ("man", "man", "man"),
        ("old miller", "miller", "miller"),
    ],
)
def test_the_old_man_is_the_old_ferryman(phrase: str, noun: str, role: str) -> None:
    people = people_of(FILLER, *MARA, *FERRYMAN)
    assert people.role_of(Subject(SubjectKind.DESCRIPTION, 0, 9, noun=noun, phrase=phrase)) == role


def test_of_two_who_are_old_neither_is_the_old_man() -> None:
    millers = [paragraph.replace("ferryman", "boatman") for paragraph in FERRYMAN]
    people = people_of(FILLER, *MARA, *FERRYMAN, *millers)
    old = Subject(SubjectKind.DESCRIPTION, 0, 9, noun="man", phrase="old man")
    assert people.role_of(old) == "man"


@pytest.mark.parametrize("who", ["they", "we", "everyone", "everybody", "both", "all"])
def test_several_who_speak_at_once_are_everyone(who: str) -> None:
    people = people_of(FILLER, *MARA, f'"So!" {who} said.')
    assert named(people) == ["Everyone", "Mara"]
    assert person_called(people, "Everyone").role == EVERYONE_ROLE


@pytest.mark.parametrize(
    "paragraph", ['"So." They sat down.', "They said it was so.", '"They say."']
)
def test_without_a_tag_nobody_is_everyone(paragraph: str) -> None:
    assert named(people_of(FILLER, *MARA, paragraph)) == ["Mara"]


@pytest.mark.parametrize(
    ("introduction", "known"),
    [
        ('The boy nodded. "I\'m Ron."', True),
        ('The little boy nodded. "My name is Ron."', True),
        ('The boy nodded. "I\'m Mara."', False),
        ('The boy nodded. "Ron is here."', False),
        ("The boy's lamp fell. \"I'm Ron.\"", False),
    ],
)
def test_the_boy_who_says_his_name_is_the_boy_no_more(introduction: str, known: bool) -> None:
    people = people_of(FILLER, *MARA, *RON, introduction, '"So," said the boy.')
    assert person_called(people, "Ron").described == ({"boy"} if known else set())
    if known:
        assert named(people) == ["Mara", "Ron"]


def test_a_description_of_two_who_introduce_themselves_means_neither() -> None:
    people = people_of(
        FILLER,
        *MARA,
        *RON,
        'The boy nodded. "I\'m Ron."',
        'The boy nodded. "I\'m Jory."',
        '"It was so," said Jory. And there Jory sat.',
        '"So," said the boy.',
    )
    assert named(people) == ["Jory", "Mara", "Ron", "The boy"]
    assert all(person.described == frozenset() for person in people.persons)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # Nobody in the story tells it.
        ((*MARA, *RON), []),
        ((*MARA, '"I know what I know," I said, and I left.'), []),
        # An "I" whose name nobody says.
        ((*TELLING, *MARA, '"No," I said.'), ["Narrator"]),
        # Others call the narrator.
        ((*TELLING, *MARA, '"Come, Ron, oh, Ron," said Mara.', '"No," I said.'), ["Ron"]),
        ((*TELLING, *MARA, '"No," I said.', '"Come, Ron!"', '"Oh, Ron," said Mara.'), ["Ron"]),
        # Markers say who tells it.
        (("~ Ron's POV", *TELLING, *MARA, *RON), ["Ron", "Ron"]),
        (("~ Ron’s point of view", *TELLING, *MARA, *RON), ["Ron", "Ron"]),
        (("~ *Ron's P.O.V.*", *TELLING, *MARA, *RON), ["Ron", "Ron"]),
        (("~ POV: Ron", *TELLING, *MARA, *RON), ["Ron", "Ron"]),
        (("~ (RON'S POV)", *TELLING, *MARA, *RON), ["Ron", "Ron"]),
        (("~ Ron's POV", *TELLING, *MARA, *RON, "~ Mara's POV", *TELLING), ["Ron", "Ron", "Mara"]),
        ((*TELLING, *MARA, *RON, "~ Ron's POV", *TELLING), ["Ron", "Ron"]),
        # Markers that name nobody of the story.
        (("~ Later", *TELLING, *MARA, '"Oh, Ron, Ron!" said Mara.', '"No," I said.'), ["Ron"]),
    ],
)  # fmt: skip
def test_the_narrator_is_named_by_markers_and_by_others(
    paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    people = people_of(FILLER, *paragraphs)
    assert narrators(people) == expected
    assert bool(people.narrators) == bool(expected)


def test_a_marker_is_enough_to_name_the_narrator() -> None:
    assert "Ron" in narrators(people_of("~ Ron's POV", FILLER, *TELLING, *MARA, '"No," I said.'))


def test_narrators_change_at_their_markers() -> None:
    paragraphs = (FILLER, "~ Ron's POV", *TELLING, *MARA, *RON, "~ Mara's POV", *TELLING)
    people, text = people_of(*paragraphs), story_of(*paragraphs).text
    ron, mara = (people.persons.index(person_called(people, name)) for name in ("Ron", "Mara"))
    at = text.index("~ Mara")
    assert [people.narrator_at(x) for x in (0, at - 1, at, len(text))] == [ron, ron, mara, mara]


def test_nobody_narrates_a_story_in_the_third_person() -> None:
    people = people_of(FILLER, *MARA)
    assert people.narrator_at(0) is None
    assert people.narrator_at(10_000) is None


def test_a_subject_has_a_role_if_it_is_described() -> None:
    people = People((Person("Mara", (), 0.0), Person("The ferryman", (), 0.9, "ferryman")), ())
    described = Subject(SubjectKind.DESCRIPTION, 0, 9, noun="boy")
    assert people.role_of(described) == "boy"
    assert people.role_of(Subject(SubjectKind.GROUP, 0, 4)) == EVERYONE_ROLE
    assert people.role_of(Subject(SubjectKind.NAME, 0, 4, 0)) == ""
    assert people.role_of(Subject(SubjectKind.NAME, 0, 4, 1)) == "ferryman"
    assert people.role_of(Subject(SubjectKind.PRONOUN, 0, 2)) == ""


pieces = st.sampled_from(
    [
        *MARA,
        *RON,
        *TELLING,
        "~ Ron's POV",
        '"So," said the old ferryman.',
        '"So!" they said.',
        'The boy nodded. "I\'m Ron."',
        '"Come, Ron."',
        '"Come, Mara," I said.',
        "% ***",
    ]
)


@given(st.lists(pieces | st.text(max_size=40), min_size=1, max_size=12))
@settings(deadline=None)
def test_mentions_are_of_known_persons_and_in_order(paragraphs: list[str]) -> None:
    paragraphs = [part for part in paragraphs if part.strip()] or [FILLER]
    people, text = people_of(*paragraphs), story_of(*paragraphs).text
    assert all(isinstance(mention, Mention) for mention in people.mentions)
    for mention in people.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        person = people.persons[mention.character]
        words = " ".join((person.name, *person.aliases, person.role)).replace(".", "").lower()
        spelt = text[mention.start : mention.end].replace("’", "'").replace(".", " ").lower()
        assert set(spelt.split()) <= set(words.split())
    assert all(a.start <= b.start for a, b in pairwise(people.mentions))
    assert all(a[0] <= b[0] for a, b in pairwise(people.narrators))
    assert len(named(people)) == len(set(named(people)))
    assert all(-1 <= person.leaning <= 1 for person in people.persons)


def test_an_empty_story_has_nobody() -> None:
    assert find_people(story_of("* * *")).persons == ()


@pytest.mark.parametrize(
    ("title", "office"),
    [("Dr.", "doctor"), ("Doctor", "doctor"), ("Captain", "captain"), ("Capt.", "captain")],
)
def test_an_office_is_whoever_bears_its_title(title: str, office: str) -> None:
    people = people_of(
        FILLER, *[f"And there {title} Hale sat."] * 3, f'"So," said the {office}, and rose.'
    )
    (hale,) = people.persons
    assert "Hale" in hale.name
    assert office in hale.described
    assert office.capitalize() in hale.aliases


def test_an_office_that_two_hold_is_neither() -> None:
    both = [*["And there Dr. Hale sat."] * 3, *["And there Dr. Venn sat."] * 3]
    people = people_of(FILLER, *both, *['"So," said the doctor, and rose.'] * 3)
    assert named(people) == ["Dr. Hale", "Dr. Venn", "The Doctor"]
    assert not any(person.described for person in people.persons)
