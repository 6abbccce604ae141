"""A large JSON object is read piece by piece, and as `json` reads it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fullcast.checking.members import members

LEAVES = st.sampled_from([None, True, 0, -12, 3.25e-7, "", 'a "b" \\ [c],', "{é\u2028}"])
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.just("k"), inner),
    max_leaves=6,
)


class OneByOne(io.StringIO):
    """A file that gives no more than a character at a time."""

    def read(self, size: int | None = -1) -> str:
        return super().read(min(1, size or 0))


def read(file: io.StringIO) -> dict[str, Any]:
    found = {}
    for name, value in members(file, "large"):
        found[name] = list(value) if hasattr(value, "__next__") else value
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["a", "large", "b"]), JSON), st.sampled_from([None, 1]))
def test_it_gives_what_json_gives(document: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(document, indent=indent)
    assert read(io.StringIO(text)) == document
    assert read(OneByOne(text + "\n ")) == document


def test_elements_are_read_one_by_one() -> None:
    file = io.StringIO(json.dumps({"large": ["x" * 200_000] * 20, "after": 1}))
    every = members(file, "large")
    _, elements = next(every)
    assert next(elements) == "x" * 200_000
    assert file.tell() < 1_000_000
    assert len(list(elements)) == 19
    assert list(every) == [("after", 1)]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "5", "{", '{"a"}', '{"a":}', '{"a": 1,}', '{"large": [1,]}', '{"large": [1 2]}',
     '{"large": [1', '{"a": 1} x', '{"a": 1}{}', '{a: 1}', '{"a": tru', '{5: 1}'],
)  # fmt: skip
def test_what_is_no_object_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"stands|follows|Expecting"):
        read(io.StringIO(text))
