"""What engines would obey is taken out of a text; its words stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.engines.speakable import pieces, plain, quoted
from fullcast.errors import EngineError


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("[Draw](/dɹɔː/) it", "Draw it"),
        ("a <b>bold</b> move", "a  bold  move"),
        ('<p class="x">Well', "Well"),
        ("[[slnc 9000]] wait", "(slnc 9000) wait"),
        ("nul\0here", "nul here"),
        ("half\ud83d gone", "half  gone"),
        ("3 < 5 and 7 > 6", "3 < 5 and 7 > 6"),
        ("a <3 b", "a <3 b"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_commands_are_taken_out(text: str, spoken: str) -> None:
    assert plain(text, "any") == spoken


@pytest.mark.parametrize("text", ["", "   ", "...", "—", "<br/>", "\0", "😀"])
def test_a_text_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(EngineError, match='"any" finds nothing to say'):
        plain(text, "any")


@settings(deadline=None)
@given(st.text(alphabet="ab .!?\"'", max_size=400), st.integers(5, 60))
def test_pieces_are_the_text_and_never_too_long(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert "".join(parts) == text
    assert all(0 < len(part) <= limit for part in parts)


def test_pieces_end_with_sentences_then_with_words() -> None:
    assert list(pieces("One two. Three four five six", 12)) == [
        "One two. ",
        "Three four ",
        "five six",
    ]


def test_a_quoted_text_can_be_read_and_printed() -> None:
    assert quoted("日本 née") == "'日本 née'"
    assert quoted("a\0b\ud83d\nc") == r"'a\x00b\ud83d\nc'"
    assert quoted("é" * 50) == f"'{'é' * 40}'…"
