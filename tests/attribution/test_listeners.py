"""Whom the narration says is spoken to."""

from __future__ import annotations

import pytest

from fullcast.attribution.listeners import Told, faced, told
from fullcast.attribution.subjects import Mention
from fullcast.model import Gender

RON = frozenset({7})


def listeners(text: str) -> Told:
    """Who is told something in a text where Ron is character 7."""
    at = text.find("Ron")
    mentions = {at: Mention(at, at + 3, 7)} if at >= 0 else {}
    return told(text, [(0, len(text))], mentions)


@pytest.mark.parametrize(
    ("narration", "expected"),
    [
        ("she asked Ron", Told(RON)),
        ("she whispered back to Ron", Told(RON)),
        ("she spoke to Ron", Told(RON)),
        ("Turning to Ron, she sat", Told(RON)),
        ("she told him", Told(gender=Gender.MALE)),
        ("she said to her", Told(gender=Gender.FEMALE)),
        ("she told me", Told(narrator=True)),
        ("she told him, and then she told her", Told()),
        ("asked Ron", Told()),
        ("she walked to Ron", Told()),
        ("she told her mother", Told()),
        ("she asked Ron's aunt", Told()),
        ("", Told()),
    ],
)
def test_who_is_told(narration: str, expected: Told) -> None:
    assert listeners(narration) == expected


@pytest.mark.parametrize(
    ("narration", "expected"),
    [
        ("I smiled at her", Told(gender=Gender.FEMALE)),
        ("She looked up at Ron", Told(RON)),
        ("She nodded to me", Told(narrator=True)),
        ("She was grinning broadly at him", Told(gender=Gender.MALE)),
        ("She smiled at her mother", Told()),
        ("She smiled", Told()),
        ("She took it to him", Told()),
        ("", Told()),
    ],
)
def test_who_is_looked_at(narration: str, expected: Told) -> None:
    at = narration.find("Ron")
    mentions = {at: Mention(at, at + 3, 7)} if at >= 0 else {}
    assert faced(narration, 0, len(narration), mentions) == expected
