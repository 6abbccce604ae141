"""Whether a story puts several speakers into one paragraph."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, read_cues

from fullcast.attribution.mixing import find_mixing

KNOWN = (
    FILLER,
    '"It was so," said Mara. She smiled.',
    '"It was so," said Ron. He smiled.',
    "And there Mara stood, and there Ron sat.",
)


def mixes(*paragraphs: str) -> bool:
    """Whether the paragraphs, told of a known cast, mix their speakers."""
    _, story, _, cues = read_cues(*KNOWN, *paragraphs)
    return find_mixing(story, cues).habit


@pytest.mark.parametrize(
    ("paragraph", "mixed"),
    [
        ('"Q," said Mara. "Q," said Ron.', True),
        ('"Q," I said. "Q," she said.', True),
        ('"Q." "Q."', True),
        ('"Q, Ron," said Mara. "Q," Ron said.', True),
        ('"Q, Ron." Ron rose. "Q," said Ron.', True),
        ('"Q," said Mara. "Q."', False),
        ('"Q," said Mara, "q." She sat. "Q."', False),
        ('"Q," she said. Mara rose. "Q," Mara said.', False),
        ('"Q." Mara rose. "Q." Ron sat.', False),
        ('"Q, Ron," said Mara. "Q."', False),
        ('"Q," said Mara.', False),
        ('"Q."', False),
    ],
)
def test_speakers_mix_where_tags_disagree_or_quotations_touch(paragraph: str, mixed: bool) -> None:
    assert mixes(paragraph, paragraph) is mixed


def test_one_slip_in_a_long_story_is_no_habit() -> None:
    steady = ['"Q," said Mara. "Q."'] * 12
    slip = '"Q," said Mara. "Q," said Ron.'
    assert not mixes(*steady, slip)
    assert mixes(*steady, *[slip] * 4)


def test_a_story_without_quotations_mixes_nothing() -> None:
    assert not mixes()


def test_the_paragraphs_that_mix_are_named() -> None:
    paragraphs = ('"Q," said Mara. "Q," said Ron.', '"Q," said Mara. She sat. "Q."')
    _, story, _, cues = read_cues(*KNOWN, *paragraphs)
    mixed = find_mixing(story, cues).paragraphs
    assert [story.text[p.start :][:15] for p in story.paragraphs if p.number in mixed] == [
        '"Q," said Mara.'
    ]
