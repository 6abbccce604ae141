"""Words that carry their pronunciation."""

from hypothesis import given
from hypothesis import strategies as st

from fullcast.language.pronunciation import (
    ANCHOR,
    TERMINATOR,
    annotated,
    as_written,
    parts,
    rewritten,
)

TEXT = f"Then {annotated('Sorvinus', 'sɔɹˈvaɪnəs')} left."


def test_the_pieces_of_a_text() -> None:
    assert list(parts(TEXT)) == [("Then ", ""), ("Sorvinus", "sɔɹˈvaɪnəs"), (" left.", "")]
    assert list(parts("plain")) == [("plain", "")]
    assert list(parts("")) == []


def test_a_text_is_rewritten_word_by_word() -> None:
    assert rewritten(TEXT, lambda written, ipa: f"[{written}](/{ipa}/)") == (
        "Then [Sorvinus](/sɔɹˈvaɪnəs/) left."
    )
    assert as_written(TEXT) == "Then Sorvinus left."


def test_lone_marks_are_dropped() -> None:
    assert as_written(f"a{ANCHOR}b{TERMINATOR}c") == "abc"


@given(st.text(st.characters(exclude_characters="\ufff9\ufffa\ufffb")))
def test_what_has_no_pronunciation_stays(text: str) -> None:
    assert as_written(text) == text
