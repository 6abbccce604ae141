"""Whom a line's own tag allows as its speaker."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, book_of

from fullcast.attribution import attribute, named_speakers, set_scene, stated_speakers
from fullcast.attribution.statements import bind

KNOWN = (
    FILLER,
    '"Now," said Mr. Pim. He sat down.',
    '"Now," said Mrs. Hale. She sat down.',
    '"Now," said the ferryman.',
    '"Now," said Rowan.',
    "And there Mr. Pim sat, and there Mrs. Hale, and there Rowan stood.",
)


def allowed(paragraph: str, *known: str) -> frozenset[str] | None:
    """Whom the last line of a story allows; None if it states nothing."""
    scene = set_scene(book_of("\n\n".join([*(known or KNOWN), paragraph]))[1])
    stated = stated_speakers(scene)
    line = scene.story.units[-1].lines[-1]
    return stated.get((line.chapter, line.index))


@pytest.mark.parametrize(
    "paragraph",
    [
        '"Q," said Rowan.',
        '"Q," Rowan said.',
        '"Q," whispered Rowan, and sat down.',
        '"Q," said Rowan, "q."',
        'Rowan said, "Q."',
        'Rowan quietly said: "Q."',
    ],
)
def test_a_named_tag_allows_that_name_alone(paragraph: str) -> None:
    assert allowed(paragraph) == {"Rowan"}


@pytest.mark.parametrize(
    "paragraph",
    [
        '"Q."',
        '"Q." Rowan sat down.',
        'Rowan sat down. "Q."',
        'Rowan turned to Mrs. Hale, and at last, after a while, she came to say, "Q."',
        'Mr. Pim, who did not care for Rowan, replied, "Q."',
        '"Q," they said.',
        '"Q," said the voice.',
    ],
)
def test_beats_and_clauses_that_only_lead_to_it_state_nothing(paragraph: str) -> None:
    assert allowed(paragraph) is None


@pytest.mark.parametrize("tag", ["he said", "said the man", "said his uncle"])
def test_a_man_is_no_woman_known(tag: str) -> None:
    names = allowed(f'"Q," {tag}.')
    assert names is not None
    assert {"Mr. Pim", "Rowan"} <= names
    assert "Mrs. Hale" not in names


@pytest.mark.parametrize("tag", ["she said", "said the lady", "said her aunt"])
def test_a_woman_is_no_man_known(tag: str) -> None:
    names = allowed(f'"Q," {tag}.')
    assert names is not None
    assert {"Mrs. Hale", "Rowan"} <= names
    assert "Mr. Pim" not in names


def test_i_is_the_narrator_and_he_is_not() -> None:
    told = (
        *KNOWN,
        *['"I see you, Tobin," said Mr. Pim.\n\nI rose, and I went. "I do," I said.'] * 8,
    )
    assert allowed('"Q," I said.', *told) == {"Tobin"}
    names = allowed('"Q," he said.', *told)
    assert names is not None
    assert "Mr. Pim" in names
    assert "Tobin" not in names


def test_where_tags_do_not_agree_each_may_be_right() -> None:
    assert allowed('"Q," said Rowan, "q," said Mr. Pim.') == {"Rowan", "Mr. Pim"}
    assert allowed('"Q," he said, "q," said Mr. Pim.') == {"Mr. Pim"}


def named(paragraph: str) -> set[str]:
    """Who is named by the tag of the last unit."""
    scene = set_scene(book_of("\n\n".join([*KNOWN, paragraph]))[1])
    found = named_speakers(scene).get(len(scene.story.units) - 1, frozenset())
    return {scene.people.persons[person].name for person in found}


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ('"Q," said Rowan.', {"Rowan"}),
        ('Mrs. Hale said, "Q."', {"Mrs. Hale"}),
        ('"Q," she said.', set()),
        ('"Q," said the ferryman.', set()),
        ('"Q." Rowan sat down.', set()),
    ],
)
def test_only_a_name_names(paragraph: str, names: set[str]) -> None:
    assert named(paragraph) == names


def test_whoever_is_not_named_has_no_chance() -> None:
    assert bind([{1: 5.0, 2: 0.0}, {1: 5.0}], {0: frozenset({2})})[0][1] < -20
    assert bind([{1: 5.0}], {}) == [{1: 5.0}]


def test_a_named_speaker_speaks_whatever_else_is_said() -> None:
    odd = '"Rowan, I am Mr. Pim, and you, Rowan, know that Rowan is not me," said Rowan.'
    script = attribute(*book_of("\n\n".join([*KNOWN, odd])))
    assert [line.speaker for line in script.lines if "I am Mr. Pim" in line.text] == ["Rowan"]
