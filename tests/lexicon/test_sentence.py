"""Sentences: what one job speaks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.lexicon import LIMIT, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Mr. Hill met Dr. Oak on St. John's day. He left.", None),
        ("J. K. Vell and U.S. Army men, e.g. Tom vs. Tim, came. They left.", None),
        ("So did I. Then we ate.", ["So did I.", "Then we ate."]),
        ("It was I. M. Pell.", ["It was I. M. Pell."]),
        ("Room No. 5 is mine.", ["Room No. 5 is mine."]),
        ("She said No. Then she left.", ["She said No.", "Then she left."]),
        ("Well... no. Well... Perhaps.", ["Well... no.", "Well...", "Perhaps."]),
        ("I… I don't know.", ["I… I don't know."]),
        ('"What?" he said. "Go!" She went.', ['"What?" he said.', '"Go!"', "She went."]),
        ("“Really?!” “Yes.”", ["“Really?!”", "“Yes.”"]),
        ("It cost 3.50. Cheap.", ["It cost 3.50.", "Cheap."]),
        ("At 5 p.m. they left.", ["At 5 p.m. they left."]),
        ("你好。再见！", ["你好。", "再见！"]),
        ("... Well. ...", ["... Well. ..."]),
        ("…?!", []),
        ("   ", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    if expected is None:  # two sentences, cut only before the last
        first, last = text.rsplit(". ", 1)
        expected = [f"{first}.", last]
    assert list(sentences(text)) == expected


def test_a_long_sentence_is_cut_at_clauses() -> None:
    clause = "and the rain came down on the harbour"
    text = ", ".join([clause] * 20) + "."
    pieces = sentences(text)
    assert len(pieces) > 1
    assert all(piece.endswith((",", ".")) for piece in pieces)
    assert " ".join(pieces) == text
    assert min(map(len, pieces)) > LIMIT / 4


def test_a_long_sentence_without_clauses_is_cut_at_spaces() -> None:
    text = "word " * 200
    assert " ".join(sentences(text)) == text.strip()


def test_a_word_longer_than_the_limit_is_cut() -> None:
    pieces = sentences("a" * 1000, 300)
    assert "".join(pieces) == "a" * 1000
    assert max(map(len, pieces)) <= 300


def test_a_dash_at_the_end_of_what_is_too_long() -> None:
    assert sentences("a—", 1) == ("a",)
    assert sentences("ab, cd—", 3) == ("ab,", "cd—")


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="limit"):
        sentences("a", 0)


@settings(deadline=None, max_examples=300)
@given(
    st.text(st.sampled_from("aB1 .,;!?…—\"'”’()\nMrI") | st.characters(), max_size=400),
    st.integers(1, 60),
)
def test_every_letter_is_spoken_once_and_within_the_limit(text: str, limit: int) -> None:
    pieces = sentences(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    spoken = re.sub(r"[\W_]", "", "".join(pieces))
    assert spoken == re.sub(r"[\W_]", "", text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Mara ran.", "Tobin, too, ran!", "Why?", "Well… yes."])))
def test_splitting_again_changes_nothing(parts: list[str]) -> None:
    once = sentences(" ".join(parts))
    assert tuple(part for piece in once for part in sentences(piece)) == once
