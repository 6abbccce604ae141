"""Bytes to text: every encoding that stories come in, and what is refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.errors import StoryError
from fullcast.ingest.files.decode import decode

STORY = Path("story.txt")
PROSE = "“Café,” he said — naïve as ever…\nShe laughed.\n"


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode("utf-8"),
        codecs.BOM_UTF8 + PROSE.encode("utf-8"),
        PROSE.encode("cp1252"),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + PROSE.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + PROSE.encode("utf-32-be"),
    ],
    ids=["utf-8", "utf-8 mark", "cp1252", "utf-16le", "utf-16be", "utf-32le", "utf-32be"],
)
def test_encodings(data: bytes) -> None:
    assert decode(data, STORY) == PROSE


def test_newlines_are_normalized_as_in_text_mode(tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_bytes(b"one\r\ntwo\rthree\n\r\n\rfour")
    assert decode(file.read_bytes(), file) == file.read_text(encoding="utf-8")


def test_bytes_that_cp1252_leaves_undefined_are_kept() -> None:
    text = decode(b"caf\xe9 \x81\x8d\x8f\x90\x9d.", STORY)
    assert text == "café \x81\x8d\x8f\x90\x9d."


def test_one_broken_byte_does_not_spoil_a_utf8_story() -> None:
    text = decode(("“Très bien,” " * 20).encode() + b"caf\xe9.", STORY)
    assert text == "“Très bien,” " * 20 + "café."


def test_capitals_before_a_quote_in_cp1252_are_no_utf8() -> None:
    # the bytes C9 94 are well-formed UTF-8, but for another letter
    assert decode("“To the CAFÉ” – he’s there…".encode("cp1252"), STORY) == (
        "“To the CAFÉ” – he’s there…"
    )


def test_a_stray_nul_becomes_a_space_of_the_same_length() -> None:
    assert decode(b"The boy\x00 ran down the stairs.\x1a", STORY) == (
        "The boy  ran down the stairs. "
    )


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"ID3\x03\x00", "MP3"),
        (b"\xff\xfb\x90d", "MP3"),
        (b"%PDF-1.7", "PDF"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt ", "WAV"),
        (b"\x00\x00\x00\x20ftypM4B ", "MP4"),
        (b"{\\rtf1\\ansi", "RTF"),
        (bytes(range(256)) * 4, "binary"),
        ("A story without its mark.".encode("utf-16-le"), "UTF-16"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, named: str) -> None:
    with pytest.raises(StoryError, match=named) as caught:
        decode(data, STORY)
    assert str(caught.value).startswith("story.txt ")
    assert "\n" not in str(caught.value)


def test_broken_utf16_is_refused() -> None:
    with pytest.raises(StoryError, match="broken at byte"):
        decode(codecs.BOM_UTF16_LE + b"a\x00b", STORY)


def test_words_like_magic_numbers_are_text() -> None:
    for text in ("ID3 was the name of the robot.", "MZ, he wrote.", "PK ran home."):
        assert decode(text.encode(), STORY) == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_text_is_read_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff") and text[:4] not in ("%PDF", "GIF8", "Rar!"):
        assert decode(text.encode(), STORY) == text


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_give_text_or_an_error(data: bytes) -> None:
    try:
        text = decode(data, STORY)
    except StoryError:
        return
    assert "\x00" not in text
    assert "\r" not in text
