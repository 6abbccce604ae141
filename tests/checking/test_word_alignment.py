"""The words that are heard against those that should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullcast.checking import Comparison, compare, normal
from fullcast.checking.alignment import aligned, likeness, sounds

WORDS = st.lists(st.sampled_from("the rain fell on a mill and no one came".split()), max_size=9)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“It’s LATE,” he said.", "its late he said"),
        ("W-what? N-no… Nooooo!", "what no no"),
        ("a well-known café", "a well known cafe"),
        ("Colour, grey; realised, travelling towards the centre", None),
        ("Mr. Hale and Dr. Moss", "mister hale and doctor moss"),
        ("Москва, 42", "москва 42"),
        (" — … * * * ", ""),
    ],
)
def test_words_are_what_can_be_heard_of_a_text(text: str, words: str | None) -> None:
    american = "Color, gray; realized, traveling toward the center"
    assert normal(text) == (normal(american) if words is None else words.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("hale", "hail"), ("knight", "night"), ("phil", "fill"), ("corin", "korin"), ("wrap", "rap")],
)
def test_words_that_sound_the_same(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)
    assert likeness(one, other) == 1


@pytest.mark.parametrize(("one", "other"), [("bread", "window"), ("mill", "road"), ("yes", "no")])
def test_words_that_do_not(one: str, other: str) -> None:
    assert likeness(one, other) < 0.6


def compared(said: str, heard: str, names: str = "") -> Comparison:
    (found,) = compare([normal(said)], normal(heard), frozenset(normal(names)))
    return found


@pytest.mark.parametrize(
    ("said", "heard", "errors", "wrong", "run"),
    [
        ("the rain fell", "the rain fell", 0, 0, 0),
        ("the rain fell", "the fell", 1, 1, 1),
        ("the rain fell", "the cold rain fell", 1, 1, 1),
        ("the rain fell", "the snow fell", 1, 1, 1),
        ("the rain fell", "the reign fell", 1, 0, 0),
        ("anyone may go in to it", "any one may go into it", 0, 0, 0),
        ("one two three four", "", 4, 4, 4),
        ("", "one two", 2, 2, 2),
        ("the mill stood by the weir", "the mill stood where they were", 3, 1, 1),
    ],
)
def test_errors_are_counted(said: str, heard: str, errors: int, wrong: int, run: int) -> None:
    found = compared(said, heard)
    assert (found.errors, found.wrong, found.run) == (errors, wrong, run)
    assert " ".join(found.heard) == heard


def test_an_invented_name_may_be_heard_as_words() -> None:
    plain = compared("then Thessaly Orrin spoke", "then the silly iron spoke")
    named = compared("then Thessaly Orrin spoke", "then the silly iron spoke", "Thessaly Orrin")
    assert plain.errors == named.errors > 0
    assert named.wrong == 0


def test_another_name_is_wrong_all_the_same() -> None:
    assert compared("then Orrin spoke", "then the baker woman spoke", "Orrin").wrong > 0


def test_each_line_has_its_own_words() -> None:
    lines = ["the rain fell", "come in out of it", "she laughed"]
    heard = "the rain fell all the bread is gone she laughed"
    found = compare([normal(line) for line in lines], heard.split(), frozenset())
    assert [each.errors > 0 for each in found] == [False, True, False]
    assert [" ".join(each.heard) for each in found] == [
        "the rain fell",
        "all the bread is gone",
        "she laughed",
    ]


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_every_heard_word_belongs_to_one_line(lines: list[list[str]], heard: list[str]) -> None:
    found = compare(lines, heard, frozenset())
    assert [word for each in found for word in each.heard] == heard
    assert [each.words for each in found] == [len(line) for line in lines]
    for each in found:
        assert 0 <= each.run <= each.wrong <= each.errors <= each.words + len(each.heard)


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_what_is_said_right_has_no_errors(lines: list[list[str]]) -> None:
    found = compare(lines, [word for line in lines for word in line], frozenset())
    assert all(each.errors == 0 for each in found)
    assert [list(each.heard) for each in found] == lines


@given(WORDS, WORDS)
def test_an_alignment_has_all_words_in_order_and_no_needless_errors(
    one: list[str], other: list[str]
) -> None:
    steps = aligned(one, other)
    assert [step.expected for step in steps if step.expected is not None] == list(range(len(one)))
    assert [step.heard for step in steps if step.heard is not None] == list(range(len(other)))
    back = aligned(other, one)
    assert sum(step.cost for step in steps) == sum(step.cost for step in back)
    assert sum(step.cost for step in steps) <= 2 * (len(one) + len(other))
