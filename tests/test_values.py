"""Frozen values that are pickled quickly."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass, field, replace

import pytest

from fullcast.model import Kind, Line
from fullcast.values import Value


@dataclass(frozen=True, slots=True)
class One(Value):
    only: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived(Value):
    given: int
    found: int = field(init=False, default=3)


LINE = Line(1, 2, Kind.DIALOGUE, "“Hm.”", 10, 15, "Ann")


@pytest.mark.parametrize("value", [One((1, 2)), One(), LINE])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_value_comes_back(value: Value, protocol: int) -> None:
    back = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301
    assert back == value
    assert type(back) is type(value)
    assert copy.deepcopy(value) == value


def test_a_changed_copy_is_pickled_as_changed() -> None:
    line = replace(LINE, speaker="Bea")
    assert pickle.loads(pickle.dumps(line)).speaker == "Bea"  # noqa: S301


def test_what_cannot_be_rebuilt_is_refused() -> None:
    with pytest.raises(TypeError, match="Derived has fields"):
        pickle.dumps(Derived(1))
