"""Words in italics are stressed if a sentence would pass over them."""

from __future__ import annotations

import pytest

from fullcast.language.pronunciation import STRESS, annotated, as_written, parts
from fullcast.lexicon.speech import spoken


def _stressed(text: str, language: str = "en") -> list[str]:
    return [word for word, how in parts(spoken(text, {}, language)) if how == STRESS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“But I told *you*.”", ["you"]),
        ("“That _is_ hers, and this is *mine*.”", ["is"]),
        ("**They** did it; __we__ did not.", ["They", "we"]),
        ("You said you would, and *you* did.", ["you"]),
        ("*You* can, if you *can*.", ["You", "can"]),
        ("Come *here*, you old fool.", []),
        ("*Where is he*, she thought.", []),
        ("2 * you * 3", []),
        ("snake_you_case and un*you*sual", []),
        ("I *wasn't*.", []),
        ("It is *I*!", ["I"]),
    ],
)
def test_only_words_that_are_else_unstressed_are_marked(text: str, words: list[str]) -> None:
    assert _stressed(text) == words


def test_of_several_the_one_in_italics_is_marked() -> None:
    said = spoken("You said you would, and *you* did.", {})
    assert said == f"You said you would, and {annotated('you', STRESS)} did."


def test_a_word_that_is_said_more_often_than_written_is_left_alone() -> None:
    assert _stressed("You and *me* — R.U.O.K.?", "en") == ["me"]
    text = "St-stop *it*, i-it hurts. It does!"
    assert as_written(spoken(text, {})) == spoken(text.replace("*", ""), {})


def test_other_languages_and_words_of_the_lexicon_are_left_alone() -> None:
    assert _stressed("Das *is* so.", "de") == []
    assert spoken("I told *you*.", {"you": "/jaʊ/"}) == f"I told {annotated('you', 'jaʊ')}."
