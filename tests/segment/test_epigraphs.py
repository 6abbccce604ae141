"""A motto at the head of a chapter is read by the narrator; a first line of dialogue is not."""

from __future__ import annotations

import pytest
from marked_stories import book_of

from fullcast.model import Kind
from fullcast.segment import segment
from fullcast.segment.epigraphs import is_epigraph

PROSE = "The harbour was full of boats."


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ('"The tide is up, the moon is low,\nAnd all the grey geese homeward go."', PROSE),
        ("‘The tide is up, the moon is low,\n    And all the geese go.’", PROSE),
        ('"Whoever sails must first get wet."\n    --Songs of the Quay', PROSE),
        ("“Whoever sails must first get wet.” — Ana Pell", PROSE),
        ('"Whoever sails must first get wet."', "— Ana Pell, Songs of the Quay"),
    ],
)
def test_mottoes(text: str, following: str) -> None:
    assert is_epigraph(text, following)
    (lines,) = segment(book_of(text, following, PROSE, '"Come," he said.'))
    assert [line.kind for line in lines if line.paragraph == 0] == [Kind.NARRATION]


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ('"Whoever sails must first get wet."', PROSE),
        ('"Whoever sails must first get wet."', '"So they say."'),
        ('"Whoever sails must first get wet,"\nsaid the baker to nobody.', PROSE),
        ('"Come," he said. "Sit."', "— Ana Pell"),
        ('"Come here at once, before the tide\nturns, and bring the dog."', PROSE),
        ("The tide is up, the moon is low,\nAnd all the grey geese homeward go.", PROSE),
        ('"Come here--" He stopped.', PROSE),
    ],
)
def test_first_lines_that_are_none(text: str, following: str) -> None:
    assert not is_epigraph(text, following)


def test_verse_that_does_not_open_a_chapter_is_spoken() -> None:
    verse = '"The tide is up, the moon is low,\nAnd all the grey geese homeward go."'
    (lines,) = segment(book_of("Then she sang:", verse, PROSE))
    assert [line.kind for line in lines] == [Kind.NARRATION, Kind.DIALOGUE, Kind.NARRATION]


def test_a_motto_whose_lines_are_paragraphs_of_their_own() -> None:
    first, second = '"The tide is up, the moon is low,\n', 'And all the grey geese homeward go."\n'
    (lines,) = segment(book_of(first, second, PROSE, '"Come," he said.'))
    kinds = [line.kind for line in lines if line.paragraph < 3]
    assert kinds == [Kind.NARRATION, Kind.NARRATION, Kind.NARRATION]


def test_two_short_speeches_at_the_head_of_a_chapter_are_none() -> None:
    (lines,) = segment(book_of('"The tide is up!\n', '"All the geese are home!"\n', PROSE))
    assert [line.kind for line in lines][:2] == [Kind.DIALOGUE, Kind.DIALOGUE]
