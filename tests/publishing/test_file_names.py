"""Names that every file system takes, whatever a title holds."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.publishing import chapter_file_name, safe_name, unique_names
from fullcast.publishing.labels import one_line

PIECES = st.one_of(
    st.characters(codec=None),
    st.sampled_from(
        [*'. :/\\?<>*|"~$-\u0301\u0323\u200d\u200c\ufe0f\u00ad\ufeff\x00\x7f\u2028\u1100\u1161']
    ),
    st.sampled_from(["CON", "nul", "COM1", "lpt¹", "👩\u200d👧", "e\u0301", "\ud800", "ß", "İ"]),
)
ANY = st.text(st.characters(codec=None), max_size=400)
AWKWARD = st.text(
    st.sampled_from('a.: /\\?<>*|"\u0301\u202e\u200d\x00\x1f\ud800é雪👩‍👧.'), max_size=300
)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lost Lantern", "The Lost Lantern"),
        ("Chapter 1: The Door", "Chapter 1 The Door"),
        ("Who/What\\Why?", "Who What Why"),
        ('"Hello," she said', "Hello, she said"),
        ("...and then", "and then"),
        ("Wait for it...", "Wait for it"),
        ("  a \t b\nc  ", "a b c"),
        ("CON", "_CON"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("Com1 .txt", "_Com1 .txt"),
        ("LPT²", "_LPT²"),
        ("Context", "Context"),
        ("COM10", "COM10"),
        ("Cafe\u0301", "Café"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("bad\ud800half", "badhalf"),
        ("", "Story"),
        ("???", "Story"),
        (". . .", "Story"),
        ("\u200d", "Story"),
        ("雪の街", "雪の街"),
    ],
)
def test_safe_name(text: str, expected: str) -> None:
    assert safe_name(text, "Story") == expected


@settings(deadline=None, max_examples=300)
@given(st.one_of(ANY, AWKWARD))
def test_any_text_becomes_a_name_that_is_safe(text: str) -> None:
    name = safe_name(text, "Story")
    assert 0 < len(name.encode()) <= 255
    assert unicodedata.is_normalized("NFC", name)
    assert not set(name) & (set('/?<>\\:*|"') | BIDI)
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in name)
    assert name == name.strip(". ")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|(com|lpt)\d)( *\..*)?", name)
    assert safe_name(name, "Story") == name


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, max_size=200).map("".join), st.integers(8, 255))
def test_a_safe_name_stays_what_it_is_on_any_disk(text: str, room: int) -> None:
    name = safe_name(text, "Story", room)
    assert 0 < len(name.encode()) <= room
    assert name == name.strip(". \u200c\u200d")
    assert not any(
        unicodedata.category(char) == "Cf" and char not in "\u200c\u200d" for char in name
    )
    # macOS gives names back decomposed, and everything is copied between disks.
    assert safe_name(unicodedata.normalize("NFD", name), "Story", room) == name


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(PIECES, max_size=4).map("".join), max_size=8))
def test_names_are_apart_on_every_disk(texts: list[str]) -> None:
    names = unique_names([safe_name(text, "Story") for text in texts])
    for form in ("NFC", "NFD"):
        for case in (str.casefold, str.upper, str.lower):
            seen = {case(unicodedata.normalize(form, name)) for name in names}
            assert len(seen) == len(names)
    assert all(safe_name(name, "Story") == name for name in names)


@settings(deadline=None, max_examples=100)
@given(st.one_of(ANY, AWKWARD), st.integers(1, 1200))
def test_any_title_becomes_a_file(text: str, number: int) -> None:
    name = chapter_file_name(number, 1200, text, "mp3")
    assert re.match(r"\d{4} - .", name)
    assert name.endswith(".mp3")
    assert len(name.encode()) <= 255


def test_long_names_are_real_files(tmp_path: Path) -> None:
    name = chapter_file_name(7, 12, "雪" * 300, "mp3")
    (tmp_path / name).touch()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    assert len(name.encode()) > 250


def test_cuts_do_not_part_a_letter_from_its_marks() -> None:
    marked = "x" * 253 + "q\u0323\u0307"
    assert safe_name(marked, "Story") == "x" * 253
    family = "x" * 243 + "👩\u200d👧"
    assert safe_name(family, "Story") == family
    assert safe_name("x" + family, "Story") == "x" * 244 + "👩\u200d👧"
    assert safe_name("xx" + family, "Story") == "x" * 245


def test_chapter_files_sort_as_numbers() -> None:
    assert chapter_file_name(1, 9, "Snow", "mp3") == "01 - Snow.mp3"
    assert chapter_file_name(42, 120, "Snow", "mp3") == "042 - Snow.mp3"
    assert chapter_file_name(3, 9, " ?! ".replace("!", ""), "mp3") == "03 - Chapter 3.mp3"
    assert chapter_file_name(3, 9, "CON", "mp3") == "03 - _CON.mp3"


def test_names_that_some_disk_takes_for_one_are_told_apart() -> None:
    names = ["Snow.mp3", "snow.mp3", "SNOW (2).mp3", "Café", "Cafe\u0301", "Straße", "STRASSE"]
    assert unique_names(names) == (
        "Snow.mp3",
        "snow (3).mp3",
        "SNOW (2).mp3",
        "Café",
        "Cafe\u0301 (2)",
        "Straße",
        "STRASSE (2)",
    )
    assert unique_names(["Mr. Fox", "mr. fox"]) == ("Mr. Fox", "mr. fox (2)")


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "A", "a (2)", "A (3)", "b.mp3", "B.mp3", "x" * 255])))
def test_unique_names_are_unique_and_short(names: list[str]) -> None:
    unique = unique_names(names)
    assert len(unique) == len(names)
    assert len({name.casefold() for name in unique}) == len(names)
    assert all(len(name.encode()) <= 255 for name in unique)


def test_a_useless_fallback_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="no file name"):
        safe_name("", "?")


def test_labels_are_one_visible_line() -> None:
    assert one_line(" One\r\n two\u2028three\u00a0four \x07\ufeff\ufdd0") == "One two three four"
