"""Words that carry their pronunciation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.language.pronunciation import (
    ANCHOR,
    TERMINATOR,
    Pronunciation,
    annotated,
    as_written,
    parts,
    rewritten,
    within,
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


def test_where_a_text_must_not_be_cut() -> None:
    marked = f"a{annotated('b', 'c')}d"
    cuttable = [at for at in range(len(marked) + 1) if not within(marked, at)]
    assert [marked[:at] for at in cuttable] == ["", "a", marked[:-1], marked]


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("SOR-vin-us", Pronunciation("SOR-vin-us")),
        (" /sɔɹ/ ", Pronunciation("sɔɹ", ipa=True)),
        ("/", Pronunciation("/")),
        ("/ə\u0303/", Pronunciation("ə\u0303", ipa=True)),
    ],
)
def test_values_of_the_lexicon(value: str, how: Pronunciation) -> None:
    assert Pronunciation.of(value) == how
    assert str(how) == value.strip()


def test_a_capital_inside_makes_the_case_count() -> None:
    plain, exact = Pronunciation("x"), Pronunciation("x", exact_case=True)
    assert [plain.exact_for(word) for word in ("McGee", "le Fay", "TV")] == [True, False, True]
    assert exact.exact_for("Will")
    assert not Pronunciation("x", exact_case=False).exact_for("TV")
