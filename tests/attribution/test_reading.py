"""Paragraphs and units: what one speaker surely says in one go."""

from __future__ import annotations

from itertools import pairwise

import pytest
from attribution_stories import book_of, story_of
from hypothesis import given, settings
from hypothesis import strategies as st

from fullcast.attribution.reading import read_story


def units(*paragraphs: str, mark: str = '"') -> list[str]:
    """What each unit says."""
    story = story_of(*paragraphs, mark=mark)
    return [story.quoted(unit) for unit in story.units]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('"Come."', ['"Come."']),
        ('"Come," said Mara.', ['"Come,"']),
        ('Mara said, "Come."', ['"Come."']),
        ("Mara opened the door.", []),
        ('"Come," said Mara, "in."', ['"Come," "in."']),
        ('"Come," she said, and smiled, "in," and laughed, "now."', ['"Come," "in," "now."']),
        ('"Come," said Mara. "In."', ['"Come,"', '"In."']),
        ('"Come!" She sat down. "In."', ['"Come!"', '"In."']),
        ('"Why?" he asked; "tell me."', ['"Why?" "tell me."']),
        ('"Come," said Mara, and "In," said Ron.', ['"Come,"', '"In,"']),
        ('"Well" - she sat down - "come."', ['"Well" "come."']),
        ('"Come." "No."', ['"Come."', '"No."']),
        ('"Why?" He said, "Come."', ['"Why?"', '"Come."']),
        ('"Why?" he said, "Come."', ['"Why?" "Come."']),
        ('"Why?" He shut the door, "Come."', ['"Why?" "Come."']),
        ('"No," said Mara, while Ron said, "Yes."', ['"No,"', '"Yes."']),
        ('"No," said Mara, but the old man said, "Yes."', ['"No,"', '"Yes."']),
        ('"No," said Mara, and then said, "Yes."', ['"No," "Yes."']),
        (f'"Come," she said, {"and waited " * 20}and then, "in."', ['"Come,"', '"in."']),
    ],
)
def test_a_quotation_goes_on_behind_a_tag_that_leaves_its_sentence_open(
    paragraph: str, expected: list[str]
) -> None:
    assert units(paragraph) == expected


def test_the_stop_of_a_title_ends_no_sentence() -> None:
    assert units('"Come," said Mr. Venn, "in."') == ['"Come," "in."']


def test_narration_around_a_unit_is_told_apart() -> None:
    story = story_of('He rose. "Come," said Mara, "in." He went. "No," said Ron. All was still.')
    first, second = story.units
    assert story.narration(first.before).strip() == "He rose."
    assert [story.narration(span) for span in first.inner] == ["said Mara, "]
    assert story.narration(first.after).strip() == "He went."
    assert story.narration(second.before).strip() == "He went."
    assert story.narration(second.after).strip() == "said Ron. All was still."
    assert (first.first_in_paragraph, first.last_in_paragraph) == (True, False)
    assert (second.first_in_paragraph, second.last_in_paragraph) == (False, True)


@pytest.mark.parametrize(
    ("paragraph", "bare"),
    [('"Come."', True), ('"Come," she said.', False), ('She rose. "Come."', False)],
)
def test_a_bare_quotation_is_alone_in_its_paragraph(paragraph: str, bare: bool) -> None:
    assert [unit.bare for unit in story_of(paragraph).units] == [bare]


@pytest.mark.parametrize(
    ("mark", "first", "second", "resumes"),
    [
        ('"', '"One day it rained', '"and then it snowed."', True),
        ('"', '"One day it rained."', '"And then it snowed."', False),
        ('"', '"One day it rained', 'He stopped. "And then it snowed."', False),
        ("“", "“One day it rained.", "“And then it snowed.”", True),
        ("“", "“One day it rained.”", "“And then it snowed.”", False),
        ("‘", "‘One day it rained.", "‘And then it snowed.’", True),
        ("‘", "‘One day it rained.’", "‘And then it snowed.’", False),
        ("—", "—One day it rained.", "—And then it snowed.", False),
    ],
)
def test_a_quotation_left_open_is_resumed(
    mark: str, first: str, second: str, resumes: bool
) -> None:
    assert story_of(first, second, mark=mark).units[-1].resumes is resumes


def test_a_narration_paragraph_ends_what_was_left_open() -> None:
    assert not story_of('"One day', "He slept.", '"it rained."').units[-1].resumes


@pytest.mark.parametrize(
    ("separator", "reset"), [("% * * *", True), ("# Two", True), ("~ Ron's POV", True), ("", False)]
)
def test_headings_breaks_and_markers_part_scenes(separator: str, reset: bool) -> None:
    between = [separator] if separator else []
    story = story_of("It rained.", *between, '"Come."')
    assert [paragraph.after_reset for paragraph in story.paragraphs] == [True, reset]
    assert [paragraph.number for paragraph in story.paragraphs] == [0, 1]


def test_a_thought_is_no_unit() -> None:
    story = story_of('*Never.* She rose. "Come."')
    assert [story.quoted(unit) for unit in story.units] == ['"Come."']
    assert story.paragraphs[0].has_dialogue
    assert not story_of("*Never.* She rose.").paragraphs[0].has_dialogue


def test_paragraphs_count_through_all_chapters() -> None:
    book, lines = book_of('"Come."\n\nIt rained.\n\n', '"Go."')
    story = read_story(book.text, lines)
    assert [(p.number, p.chapter) for p in story.paragraphs] == [(0, 1), (1, 1), (2, 2)]
    assert [story.text[u.start : u.end].strip() for u in story.units] == ['"Come."', '"Go."']


def test_a_story_may_be_empty() -> None:
    story = read_story("", [])
    assert (story.paragraphs, story.units) == ((), ())


soup = st.text('ab M.,!?"“”‘’—*\n', max_size=200)


@given(soup, st.sampled_from('"“‘—'))
@settings(deadline=None)
def test_units_hold_every_dialogue_line_once_and_in_order(text: str, mark: str) -> None:
    book, lines = book_of(text, mark=mark)
    story = read_story(book.text, lines)
    held = [line for unit in story.units for line in unit.lines]
    assert held == [line for line in lines[0] if line.kind.value == "dialogue"]
    for unit in story.units:
        assert unit.paragraph.start <= unit.before[0] <= unit.before[1] == unit.start
        assert unit.end == unit.after[0] <= unit.after[1] <= unit.paragraph.end
    for left, right in pairwise(story.units):
        assert left.end <= right.start
