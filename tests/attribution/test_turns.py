"""What lies between two units."""

from __future__ import annotations

import pytest
from attribution_networks import turn
from attribution_stories import FILLER, book_of

from fullcast.attribution import set_scene
from fullcast.attribution.turns import Gap, gap_features, gaps

KNOWN = (FILLER, '"It was so," said Mara. And she sat.', '"It was so," said Ron. And he sat.')


def last_gap(*paragraphs: str) -> dict[str, float]:
    """The features of the last gap of a story."""
    return gap_features(set_scene(book_of("\n\n".join([*KNOWN, *paragraphs]))[1]))[-1]


@pytest.mark.parametrize(
    ("paragraphs", "kind"),
    [
        (('"Q."', '"Q."'), "bare"),
        (('"Q."', '"Q," she said.'), "told"),
        (('"Q."', "It rained.", '"Q."'), "narration"),
        (('"Q."', "It rained.", "It rained.", '"Q."'), "long narration"),
        (('"Q." She rose. "Q."',), "inside, told"),
        (('"Q." "Q."',), "inside, joined"),
        (('"Q', '"Q."'), "continued"),
        (('"Q."', "% * * *", '"Q."'), "reset"),
        (('"Q," said Mara. She rose. "Q," said Ron.',) * 2, "inside, mixed"),
    ],
)
def test_gaps_are_told_apart(paragraphs: tuple[str, ...], kind: str) -> None:
    assert last_gap(*paragraphs)[kind] == 1.0


def test_a_question_a_call_and_a_tag_before_it_are_noticed() -> None:
    found = last_gap('"Ron, are you there?" said Mara.', '"Q."')
    assert {f"bare behind a {what}" for what in ("question", "call", "tag")} <= set(found)


def test_the_words_of_both_matter_between_paragraphs_only() -> None:
    assert last_gap('"Are you well?"', '"I am."')["you, then I, bare"] == 1.0
    assert not any(name.startswith("you") for name in last_gap('"Are you?" She rose. "I am."'))


def test_narration_between_them_is_looked_at() -> None:
    found = last_gap('"Q."', "He paused. She did not answer:", '"Q."')
    assert found["narration of him and her"] == 1.0
    assert found["narration left open"] == 1.0
    assert found["narration of an answer"] == 1.0


def test_pronouns_of_both_tags_are_compared() -> None:
    assert last_gap('"Q," he said.', '"Q," she said.')["he, then she"] == 1.0
    assert last_gap('"Q," he said.', '"Q," he said.')["both he, or both she"] == 1.0


def test_weights_make_gaps() -> None:
    network = turn({"bare": (-1.0, 3.0), "bare behind a call": (0.0, 0.5)})
    rows = [{"bare": 1.0, "bare behind a call": 1.0}, {"reset": 1.0}]
    assert gaps(rows, network) == [Gap(-1.0, 3.5), Gap(0.0, 0.0, reset=True)]
