"""Lines with speakers, and the list of characters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from attribution_stories import book_of

from fullcast.attribution.composing import compose
from fullcast.attribution.people import People, Person
from fullcast.attribution.thinkers import Finding
from fullcast.model import NARRATOR, Age, Character, Gender, Kind, Script

PERSONS = (
    Person("Mara Venn", ("Mara",), -0.9),
    Person("Ron", (), 0.9),
    Person("The voice", (), 0.1, "voice"),
    Person("Nobody", (), 0.9),
)
GENDERS = (Gender.FEMALE, Gender.MALE, Gender.UNKNOWN, Gender.MALE, Gender.UNKNOWN)
TEXT = '# One\n\n"Q," said Mara.\n\n"Q!" He sat. *Never.*\n\n% * * *\n\n"Q?" He left.'


def composed(
    found: dict[tuple[int, int], Finding],
    ages: dict[int, Age] | None = None,
    people: People | None = None,
) -> Script:
    """The script of TEXT."""
    book, lines = book_of(TEXT)
    return compose(book, lines, people or People(PERSONS, ()), found, ages or {}, GENDERS)


def said(person: int, confidence: float = 0.8) -> Finding:
    """A person found by a tag."""
    return Finding(person, confidence, "tag")


def test_a_line_gets_its_finding_and_nothing_else_of_it_changes() -> None:
    book, lines = book_of(TEXT)
    script = composed({(1, 1): said(0), (1, 5): said(1, 0.5)})
    assert [replace(x, speaker=None, confidence=1.0, reason="") for x in script.lines] == lines[0]
    by_index = {line.index: line for line in script.lines}
    assert (by_index[1].speaker, by_index[1].confidence, by_index[1].reason) == (
        "Mara Venn",
        0.8,
        "tag",
    )
    assert (by_index[5].speaker, by_index[5].confidence) == ("Ron", 0.5)
    assert (script.title, script.author, script.language) == (book.title, None, "en")


def test_what_has_no_finding_is_the_narrators_and_doubtful_where_somebody_speaks() -> None:
    script = composed({})
    for line in script.lines:
        if not line.kind.voiced:
            assert (line.speaker, line.confidence, line.reason) == (None, 1.0, "")
        elif line.kind in (Kind.DIALOGUE, Kind.THOUGHT):
            assert line.speaker == NARRATOR
            assert line.confidence < 0.5
        else:
            assert (line.speaker, line.confidence) == (NARRATOR, 1.0)
    assert {line.kind for line in script.lines} == {
        Kind.HEADING,
        Kind.DIALOGUE,
        Kind.NARRATION,
        Kind.THOUGHT,
        Kind.BREAK,
    }


def test_characters_are_who_speaks_or_thinks_most_lines_first() -> None:
    script = composed({(1, 1): said(1), (1, 3): said(0), (1, 5): said(0)})
    assert [c.name for c in script.characters] == ["Mara Venn", "Ron"]
    assert script.characters[0].aliases == ("Mara",)
    assert composed({}).characters == ()


@pytest.mark.parametrize(
    ("person", "age", "expected"),
    [
        (0, None, Character("Mara Venn", ("Mara",), Gender.FEMALE, Age.ADULT)),
        (1, Age.CHILD, Character("Ron", (), Gender.MALE, Age.CHILD)),
        (2, Age.OLD, Character("The voice", (), Gender.UNKNOWN, Age.OLD)),
    ],
)
def test_a_character_has_the_gender_and_age_that_were_found(
    person: int, age: Age | None, expected: Character
) -> None:
    ages = {} if age is None else {person: age}
    assert composed({(1, 1): said(person)}, ages).characters == (expected,)


@pytest.mark.parametrize(
    ("people", "narrator"),
    [
        (People(PERSONS, ()), None),
        (People(PERSONS, (), ((0, 1),)), "Ron"),
        (People(PERSONS, (), ((0, 1), (20, 0))), None),
        (People((*PERSONS, Person(NARRATOR, ("I",), 0.0)), (), ((0, 4),)), None),
    ],
)
def test_the_script_names_whoever_tells_the_story(people: People, narrator: str | None) -> None:
    assert composed({}, people=people).narrator == narrator


def test_an_i_without_a_name_is_the_narrator_and_no_character() -> None:
    people = People((*PERSONS, Person(NARRATOR, ("I",), 0.0)), (), ((0, 4),))
    script = composed({(1, 1): said(4), (1, 3): said(0)}, people=people)
    assert [c.name for c in script.characters] == ["Mara Venn"]
    assert script.lines[1].speaker == NARRATOR
    assert script.lines[1].confidence == 0.8


def test_chapters_keep_their_numbers_and_titles() -> None:
    book, lines = book_of('"Q."\n\n', "It rained.\n\n", '"Q!"')
    script = compose(
        book, lines, People(PERSONS, ()), {(1, 0): said(0), (3, 0): said(1)}, {}, GENDERS
    )
    assert [(c.number, c.title) for c in script.chapters] == [
        (c.number, c.title) for c in book.chapters
    ]
    assert [line.speaker for line in script.lines] == ["Mara Venn", NARRATOR, "Ron"]
