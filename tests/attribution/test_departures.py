"""Who has left before a quotation."""

from __future__ import annotations

import pytest
from attribution_stories import FILLER, book_of

from fullcast.attribution import set_scene
from fullcast.attribution.departures import Departures

KNOWN = (
    FILLER,
    '"It was so," said Mara. And she sat down.',
    '"It was so," said Ron. And he sat down.',
    "And there Mara stood; she was late.",
    "And there Ron stood; he was late.",
)


def gone(*paragraphs: str) -> dict[str, bool]:
    """Who has left before the last quotation, and whether that is told as over."""
    scene = set_scene(book_of("\n\n".join([*KNOWN, *paragraphs]))[1])
    unit = scene.story.units[-1]
    found = Departures(scene.story, scene.people, scene.finder)
    return {
        scene.people.persons[who].name: over
        for who, over in found.gone(unit.start, unit.paragraph.start).items()
    }


@pytest.mark.parametrize(
    "leaves",
    [
        "Ron left the room.",
        "Ron left.",
        "At last Ron walked away.",
        "Ron hurried off, and it rained.",
        "Ron closed the door behind him.",
        "Ron took his leave.",
        "Ron vanished into the fog.",
        "Ron sat. Then he went out.",
        "The wind rose, and Ron had gone home.",
    ],
)
def test_whoever_leaves_is_gone(leaves: str) -> None:
    assert list(gone(leaves, '"Q."')) == ["Ron"]


@pytest.mark.parametrize(
    "stays",
    [
        "Ron left his hat.",
        "Ron went out on a limb.",
        "Ron closed the door.",
        "Ron walked up and down.",
        "Ron looked away.",
        "Ron had never been gone.",
    ],
)
def test_whoever_does_something_else_is_not(stays: str) -> None:
    assert gone(stays, '"Q."') == {}


@pytest.mark.parametrize(
    "back", ["Ron knocked.", "He came in again.", '"Q," said Ron.', "Mara saw Ron."]
)
def test_whoever_is_spoken_of_again_is_back(back: str) -> None:
    assert gone("Ron left the room.", "Mara sat. She waited.", '"Q."') == {"Ron": False}
    assert gone("Ron left the room.", back, '"Q."') == {}


def test_what_is_told_beside_a_quotation_goes_on_there_unless_it_is_over() -> None:
    assert gone('Ron left the room. "Q."') == {}
    assert gone('Ron had left the room. "Q."') == {"Ron": True}
    assert gone('"Q," said Ron, and left the room.', '"Q."') == {"Ron": False}


def test_somebody_is_not_gone_for_ever() -> None:
    assert gone("Ron left the room.", *["It rained."] * 300, '"Q."') == {}
