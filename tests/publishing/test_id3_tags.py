"""Tags as they stand in the file, byte by byte where it matters."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3

from fullcast.publishing import TrackTags, track_titles
from fullcast.publishing.languages import iso_639_2
from fullcast.publishing.tags import id3_tag

FULL = TrackTags(
    title="The Door",
    album="The Lost Lantern",
    author="Mara Holt",
    narrators=("Heart", "Fenrir"),
    number=3,
    total=12,
    year=2024,
    language="en-GB",
    description="A lamplighter is lost.\nSo is his lamp.",
    series="Small Lights",
    series_part="2",
)
COVER = b"\xff\xd8\xff\xe0 and so on"


def read(tag: bytes) -> ID3:
    """A tag with its frames as they are, not translated to version 2.4."""
    return ID3(BytesIO(tag), translate=False)


def texts(tag: ID3) -> dict[str, str]:
    return {key: str(frame) for key, frame in tag.items() if key != "APIC:Cover"}


def test_all_that_is_known_is_in_the_tag() -> None:
    tag = read(id3_tag(FULL, COVER))
    assert tag.version == (2, 3, 0)
    assert texts(tag) == {
        "TIT1": "Small Lights #2",
        "TIT2": "The Door",
        "TALB": "The Lost Lantern",
        "TPE1": "Mara Holt",
        "TPE2": "Mara Holt",
        "TCOM": "Heart; Fenrir",
        "TRCK": "3/12",
        "TPOS": "1/1",
        "TCON": "Audiobook",
        "TYER": "2024",
        "TLAN": "eng",
        "MVNM": "Small Lights",
        "MVIN": "2",
        "TSOA": "Small Lights 02 The Lost Lantern",
        "TSOP": "Mara Holt",
        "TSOT": "03 The Door",
        "TXXX:SERIES": "Small Lights",
        "TXXX:SERIES-PART": "2",
        "TXXX:MVNM": "Small Lights",
        "TXXX:MVIN": "2",
        "TXXX:NARRATOR": "Heart; Fenrir",
        "TXXX:description": FULL.description,
        "COMM::eng": FULL.description,
    }
    (picture,) = tag.getall("APIC")
    assert (picture.type, picture.mime, picture.encoding, picture.data) == (
        3,
        "image/jpeg",
        0,
        COVER,
    )


def test_genres_are_one_text_that_library_servers_part() -> None:
    tags = replace(FULL, genres=("Mystery", "Sea\nStories", ""))
    assert texts(read(id3_tag(tags, None)))["TCON"] == "Mystery; Sea Stories"


def test_what_is_not_known_is_left_out() -> None:
    tags = TrackTags("One", "The Fox", None, (), 1, 1, language="fr")
    found = texts(read(id3_tag(tags, None)))
    assert set(found) == {"TIT2", "TALB", "TRCK", "TPOS", "TCON", "TLAN", "TSOA", "TSOT"}
    assert (found["TLAN"], found["TSOA"]) == ("fra", "The Fox")


def test_text_is_latin_1_where_it_fits_and_utf_16_elsewhere() -> None:
    tags = TrackTags("Été", "雪の街", "Žofie", (), 1, 1, description="Ünd")
    raw = id3_tag(tags, None)
    tag = read(raw)
    encodings = {key: int(frame.encoding) for key, frame in tag.items()}
    assert (encodings["TIT2"], encodings["COMM::eng"], encodings["TRCK"]) == (0, 0, 0)
    assert (encodings["TALB"], encodings["TPE1"], encodings["TSOA"]) == (1, 1, 1)
    assert b"TIT2\0\0\0\5\0\0\0\xc9t\xe9\0" in raw
    assert b"TALB\0\0\0\x0b\0\0\1\xff\xfe" in raw
    assert (str(tag["TALB"]), str(tag["TPE1"])) == ("雪の街", "Žofie")


def test_newer_readers_understand_it() -> None:
    tag = ID3(BytesIO(id3_tag(FULL, COVER)))
    assert str(tag["TDRC"]) == "2024"
    assert tag["TSOA"] == "Small Lights 02 The Lost Lantern"


def test_a_part_that_is_no_number_or_has_no_series() -> None:
    tags = TrackTags("One", "A Fox", "M", (), 1, 1, series="Foxes", series_part="2.5")
    found = texts(read(id3_tag(tags, None)))
    assert found["TXXX:SERIES-PART"] == "2.5"
    assert "MVIN" not in found
    tags = TrackTags("One", "A Fox", "M", (), 1, 1, series_part="2")
    found = texts(read(id3_tag(tags, None)))
    assert found["TSOA"] == "Fox"
    assert not {"TIT1", "TXXX:SERIES-PART", "MVNM", "MVIN"} & set(found)


@pytest.mark.parametrize("title", ["", "The Fox", "the fox ", "The\x00Fox"])
def test_a_title_is_never_missing_or_the_albums(title: str) -> None:
    found = texts(read(id3_tag(TrackTags(title, "The Fox", "M", (), 4, 9), None)))
    assert found["TIT2"]
    assert found["TIT2"].casefold() != "the fox"


def test_titles_are_told_apart() -> None:
    titles = ["Dawn", "", "dawn", "The Fox", "Dawn\n", "3. dawn"]
    assert track_titles(titles, "The Fox") == (
        "Dawn",
        "Chapter 2",
        "3. dawn",
        "4. The Fox",
        "5. Dawn",
        "6. 3. dawn",
    )


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "a", "A", "1. a", "2. a", "2. 2. a", "Chapter 2", "x"])))
def test_any_titles_are_told_apart(titles: list[str]) -> None:
    unique = track_titles(titles, "x")
    assert len({title.casefold() for title in (*unique, "x")}) == len(titles) + 1


@settings(deadline=None)
@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_text_can_be_written_and_read(title: str, description: str) -> None:
    tags = TrackTags(title, "Album", title, (title,), 1, 1, description=description)
    tag = read(id3_tag(tags, None))
    assert str(tag["TIT2"]) not in {"", "Album"}
    assert len(tag["TIT2"].text) == 1


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"), ("en-us", "eng"), ("de_DE", "deu"), ("FR", "fra"), ("zh-Hans-CN", "zho"),
        ("yue", "yue"), ("", "und"), ("qq", "und"), ("english", "und"), ("x-y", "und"),
    ],
)  # fmt: skip
def test_languages(tag: str, code: str) -> None:
    assert iso_639_2(tag) == code
