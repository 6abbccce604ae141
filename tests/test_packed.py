"""Packed sequences are the sequences that they hold."""

from __future__ import annotations

import pickle
import sys

from fullcast.model import Kind, Line, ScriptChapter
from fullcast.packed import Packed

LINES = tuple(
    Line(1, index, Kind.NARRATION, f"The {index}th lamp went out.\n", 24 * index, 24 * index + 24)
    for index in range(200)
)


def test_it_is_read_like_what_it_holds() -> None:
    packed = Packed(LINES)
    assert len(packed) == len(LINES)
    assert tuple(packed) == LINES
    assert packed[3] == LINES[3]
    assert packed[-2:] == LINES[-2:]
    assert LINES[7] in packed
    assert not Packed(())


def test_it_equals_any_sequence_of_the_same_items() -> None:
    packed = Packed(LINES)
    assert packed == LINES
    assert packed == Packed(list(LINES))
    assert packed != LINES[1:]
    assert packed != Packed((*LINES[1:], LINES[0]))
    assert packed != 5
    assert hash(packed) == hash(LINES)
    assert ScriptChapter(1, "One", packed) == ScriptChapter(1, "One", LINES)


def test_it_takes_a_fraction_of_the_room_and_survives_pickling() -> None:
    packed = Packed(LINES)
    sent = pickle.dumps(packed)
    assert pickle.loads(sent) == LINES  # noqa: S301
    plain = sum(sys.getsizeof(line) + sys.getsizeof(line.text) for line in LINES)
    assert len(sent) < plain / 5
