"""Whose words are told of."""

from __future__ import annotations

import re

import pytest

from fullcast.attribution.owners import heard_object, owner_of_words
from fullcast.attribution.subjects import SubjectKind


@pytest.mark.parametrize(
    ("text", "gender"), [("his answer.", "male"), ("her only reply.", "female"), ("his hat.", None)]
)
def test_words_have_an_owner(text: str, gender: str | None) -> None:
    found = owner_of_words(text, 0, len(text), {})
    assert (found and found.gender.value) == gender


def test_my_words_are_mine() -> None:
    found = owner_of_words("my answer.", 0, 10, {})
    assert found is not None
    assert found.kind is SubjectKind.SELF


@pytest.mark.parametrize(("text", "heard"), [("heard her say", True), ("so they say", False)])
def test_whoever_is_heard_speaks(text: str, heard: bool) -> None:
    verb = re.search("say", text)
    assert verb is not None
    assert (heard_object(text, verb) is not None) is heard
