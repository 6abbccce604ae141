"""What is said of a book: how it is written, and what goes before what."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.model import Block, Book, Chapter, Kind
from fullcast.particulars import (
    LONGEST,
    Particulars,
    applied,
    label_of,
    labels_of,
    series_of,
    series_text,
    year_of,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lamps #2", ("The Lamps", "2")),
        ("The Lamps  #2.5", ("The Lamps", "2.5")),
        ("The Lamps #02.0", ("The Lamps", "2")),
        ("The Lamps #0", ("The Lamps", "0")),
        ("The Lamps", ("The Lamps", None)),
        ("C# and Other Notes", ("C# and Other Notes", None)),
        ("C# #1", ("C#", "1")),
    ],
)
def test_series(text: str, expected: tuple[str, str | None]) -> None:
    assert series_of(text) == expected
    assert series_of(series_text(*expected)) == expected


@pytest.mark.parametrize("text", ["#", "#2", "Lamps #", "Lamps #two", "Lamps #1 #2", "", " "])
def test_what_is_no_series(text: str) -> None:
    with pytest.raises(ValueError, match=r'must be "Name #2"|must not be empty'):
        series_of(text)


@pytest.mark.parametrize("text", ["abc", "20", "0999", "12345", "-2024", "2024.5", "２０２４x", ""])
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(ValueError, match="must be a year of four digits, such as 2024"):
        year_of(text)


def test_years_and_lists_of_names() -> None:
    assert year_of(" 2024 ") == 2024
    assert labels_of("Fantasy;  High   Adventure ;Fantasy") == ("Fantasy", "High Adventure")
    with pytest.raises(ValueError, match="must not be empty"):
        labels_of(" ; ")
    with pytest.raises(ValueError, match="not be longer than 300"):
        label_of("x" * (LONGEST + 1))


@given(st.text())
def test_a_label_is_one_line_or_refused(text: str) -> None:
    try:
        label = label_of(text)
    except ValueError:
        return
    assert label == " ".join(label.split()) != ""
    assert label_of(label) == label


BOOK = Book(
    title="Mill",
    author="Ada",
    language="en",
    chapters=(
        Chapter(1, "Mill", "One.", 0, (Block(Kind.NARRATION, 0, 4),)),
        Chapter(2, "The Bread", "Two.", 4, (Block(Kind.NARRATION, 4, 8),)),
    ),
    cover=b"own",
    series="Lamps",
    series_number="3",
    year=1999,
    genres=("Drama",),
)


def test_nothing_said_changes_nothing() -> None:
    assert applied(BOOK, Particulars()) == BOOK


def test_what_is_said_takes_the_place_of_what_the_story_states() -> None:
    said = Particulars("Hill", "Bo", "Boats", None, 2001, ("Comedy",), ("Ann",))
    book = applied(BOOK, said, b"picture")
    assert (book.title, book.author, book.year, book.cover) == ("Hill", "Bo", 2001, b"picture")
    # The number belonged to the other series.
    assert (book.series, book.series_number) == ("Boats", None)
    assert (book.genres, book.narrators) == (("Comedy",), ("Ann",))
    assert [chapter.title for chapter in book.chapters] == ["Hill", "The Bread"]
    assert book.text == BOOK.text


def test_the_first_to_say_something_is_heard() -> None:
    option = Particulars(author="Option", series="Boats")
    library = Particulars(
        author="File", year=1900, series="Lamps", series_number="4", cover=Path("a.png")
    )
    said = option.over(library)
    assert (said.author, said.year, said.cover) == ("Option", 1900, Path("a.png"))
    assert (said.series, said.series_number) == ("Boats", None)
    assert Particulars().over(library) == library
